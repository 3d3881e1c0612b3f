"""The golden month as its page tells it: what happened, and what each figure must be, both by hand."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from app.domain.contact import Cause, State

PAGE = Path(__file__).parents[2] / "docs" / "golden-month.md"
READ_AT = datetime(2026, 10, 31, 23, 0, 30, tzinfo=UTC)
MONTH = {"from": "2026-10-01", "to": "2026-11-01"}
NOTHING = "–"
RECORDED = "What was recorded, and what they said"
TALK = " +10, ended +610, recorded +670"
CENTRES = {"Ane": "VESTLAND", "Bo": "TROMSO"}
WORDS: dict[str, tuple[State, Cause]] = {
    "ended": (State.WRAP_UP, Cause.ENDED_COUNSELLOR),
    "recorded": (State.CLOSED, Cause.WRAPPED_UP),
    "lapsed": (State.CLOSED, Cause.LAPSED),
    "gone": (State.QUEUED, Cause.COUNSELLOR_GONE),
    "left": (State.ABANDONED, Cause.LEFT),
    "erased": (State.ABANDONED, Cause.ERASED),
    "absent": (State.ABANDONED, Cause.ABSENT),
    "told": (State.CLOSED, Cause.CLOSING_TOLD),
    "left a question": (State.CLOSED, Cause.CLOSING_FOLLOW_UP),
    "waits": (State.QUEUED, Cause.ARRIVED),
}
ANSWERS = {
    "": (State.ACTIVE, Cause.TAKEN),
    "to ": (State.ACTIVE, Cause.ACCEPTED),
    "by hand ": (State.ACTIVE, Cause.PHONE_BY_HAND),
}
STEP = re.compile(r"(?P<how>to |by hand |)(?P<what>[A-Za-z ]+?) \+(?P<seconds>\d+)")


@dataclass(frozen=True)
class Step:
    """One event of a contact; `who` where a counsellor got it."""

    at: datetime
    to_state: State
    cause: Cause
    who: str | None = None


@dataclass(frozen=True)
class Came:
    """A row of the page's first table."""

    name: str
    at: datetime
    channel: str
    language: str
    words: str

    @property
    def is_contact(self) -> bool:
        """Whether a contact was made of it."""
        return not self.words.startswith(("not let in", "asked"))

    @property
    def steps(self) -> list[Step]:
        """Its events in order, the first one included."""
        first, *others = [one.strip() for one in self.words.split(",")]
        if first.startswith("attempt"):
            begun, parts = [Step(self.at, State.QUEUED, Cause.FOLLOW_UP)], others
        else:
            by_hand = first.startswith("by hand")
            begun = [] if by_hand else [Step(self.at, State.QUEUED, Cause.ARRIVED)]
            parts = [] if first == "waits" else [first, *others]
        return [*begun, *(self._step(part) for part in parts)]

    def _step(self, part: str) -> Step:
        found = STEP.fullmatch(part)
        assert found is not None, part
        at = self.at + timedelta(seconds=int(found["seconds"]))
        if found["what"] in CENTRES:
            return Step(at, *ANSWERS[found["how"]], found["what"])
        return Step(at, *WORDS[found["what"]])


def table(heading: str, number: int = 0) -> list[dict[str, str]]:
    """A table below a heading of the page: column -> cell, row by row."""
    part = PAGE.read_text("utf-8").split(f"\n## {heading}\n")[1].split("\n## ")[0]
    blocks = [block for block in part.split("\n\n") if block.lstrip().startswith("|")]
    lines = [[cell.strip() for cell in line.split("|")[1:-1]] for line in blocks[number].strip().splitlines()]
    return [dict(zip(lines[0], line, strict=True)) for line in lines[2:]]


def came() -> list[Came]:
    """Everybody who came, and everybody who was not let in."""
    rows = [list(row.values()) for row in table("Who came")]
    return [Came(name, datetime.fromisoformat(at), *more) for name, at, *more in rows]


def groups() -> list[Came]:
    """Those who came all at once, for what was recorded of them; each of them by the name of the group."""
    return [
        Came(row["of"], datetime.fromisoformat(row["came"]), "chat", "nb", f"{row['by']}{TALK}")
        for row in table(RECORDED)
        if row["came"]
        for _ in range(int(row["contacts"]))
    ]


def month_of(column: str) -> dict[str, Any]:
    """The figures of the month in one of its columns."""
    return {row["figure"]: value(row[column]) for row in table("The month")}


def hours() -> dict[tuple[str, str], dict[str, Any]]:
    """The hours that hold anything, by their first moment in Oslo and channel."""
    rows = table("Hour by hour")
    named = ("hour", "channel")
    return {
        (row["hour"], row["channel"]): {key: value(row[key]) for key in row if key not in named}
        for row in rows
    }


def value(cell: str) -> Any:
    """A number, or None for what nothing can be said of, or what is hidden."""
    if cell in (NOTHING, "hidden"):
        return None
    return float(cell) if "." in cell else int(cell)
