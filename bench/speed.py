"""What the reports took, as a document."""

from __future__ import annotations

import re
import statistics
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

from bench.asking import Answer
from bench.result import Result

DOCUMENT = Path(__file__).resolve().parent.parent / "docs" / "speed.md"
BEGIN, END = "<!-- begin: reports -->", "<!-- end: reports -->"
PART = re.compile(f"{BEGIN}\n.*?{END}", re.DOTALL)
MONTH, DECADE = 0.1, 1.0


@dataclass(frozen=True, slots=True)
class Measured:
    """A report: the median and the longest of some answers, in seconds, and its bytes."""

    name: str
    median: float
    longest: float
    size: int

    def told(self) -> str:
        """In words."""
        return f"{self.name}: {self.median * 1000:.0f} ms, {self.longest * 1000:.0f} ms at most"

    @property
    def goal(self) -> float:
        """Ten years in a second, everything else in a tenth."""
        return DECADE if "ten years" in self.name else MONTH


@dataclass(slots=True)
class Beside:
    """Messages at a steady rate, alone and beside people who ask for ten years all the while."""

    people: int
    rate: float
    alone: list[Result] = field(default_factory=list)
    together: list[Result] = field(default_factory=list)
    answers: list[Answer] = field(default_factory=list)

    def told(self) -> str:
        """In words."""
        given = [one.seconds for one in self.answers if one.status == 200]
        busy = sum(one.status == 503 for one in self.answers)
        failed = len(self.answers) - len(given) - busy
        typical = f"{statistics.median(given) * 1000:.0f} ms" if given else "–"
        lost = sum(one.lost + one.doubled + one.misplaced for one in (*self.alone, *self.together))
        return (
            f"{self._pair('p50')}; {self._pair('p99')}; meanwhile {len(given)} reports of ten years answered "
            f"(median {typical}), {busy} told to come again, {failed} failed; "
            f"{lost} deliveries lost, doubled or misplaced"
        )

    def _pair(self, name: str) -> str:
        alone = statistics.median(getattr(one, name) for one in self.alone)
        together = statistics.median(getattr(one, name) for one in self.together)
        ratio = together / alone if alone else float("nan")
        return f"{name} {alone * 1000:.1f} ms alone, {together * 1000:.1f} ms beside them: {ratio:.2f} times"


@dataclass(slots=True)
class Speed:
    """Everything of one run."""

    machine: str
    contacts: int
    made: dict[str, float]
    reports: list[Measured] = field(default_factory=list)
    beside: Beside | None = None
    plans: Sequence[str] = ()


def write(speed: Speed, *, publish: bool) -> list[str]:
    """The lines of the part, put into the document where it is to be published."""
    lines = _lines(speed)
    if publish:
        text = DOCUMENT.read_text(encoding="utf-8")
        part = "\n".join([BEGIN, *lines, END])
        DOCUMENT.write_text(PART.sub(lambda _: part, text), encoding="utf-8")
    return lines


def _lines(speed: Speed) -> list[str]:
    lines = [f"{speed.machine}; {speed.contacts:,} contacts.", ""]
    lines += ["| report | median | longest | answer | goal |", "|---|---|---|---|---|"]
    lines += [_line(one) for one in speed.reports]
    if speed.beside is not None:
        rate, people = speed.beside.rate, speed.beside.people
        lines += ["", f"{rate:.0f} messages a second, beside {people} people who ask: {speed.beside.told()}."]
    lines += ["", "Statements that add up waits for ten years by weekday and hour, by size of period:"]
    for plan in speed.plans:
        lines += ["", "```", plan, "```"]
    return lines


def _line(one: Measured) -> str:
    verdict = "reached" if one.median < one.goal else "**missed**"
    size = f"{one.size / 1000:.0f} kB" if one.size else "–"
    cells = [one.name, f"{one.median * 1000:.0f} ms", f"{one.longest * 1000:.0f} ms", size]
    return f"| {' | '.join(cells)} | under {one.goal * 1000:.0f} ms: {verdict} |"
