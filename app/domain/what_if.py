"""What a what-if asks: which month that is over, and what would have been different; see docs/what-if.md."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from app.domain.oslo import DAY_MINUTES, day_of
from app.domain.policy import bounds
from app.domain.reading import Problems, read_flag, read_list, read_mapping

MOST_CHANGES = 6
MOST_PEOPLE = 99
MONTHS = 120
"""So many back there is a choice of."""
FIGURES = (
    "chat_capacity",
    "phone_reserve",
    "offer_seconds",
    "refused_seconds",
    "wrap_up_seat_chat_seconds",
    "wrap_up_seat_phone_seconds",
    "last_offers_seconds",
    "queue_room",
    "last_call",
    "stop_intake_seconds",
)
"""Those of the policy that decide who is let in and who gets whom, and nothing that is only measured by."""
TOGETHER = "all of it"


@dataclass(frozen=True, slots=True)
class Difference:
    """One change as `desk replay` is asked for it: an option and its value."""

    option: str
    value: str

    @property
    def column(self) -> str:
        """The name of its column in the answer."""
        return self.value if self.option == "policy" else f"{self.option} {self.value}"


@dataclass(frozen=True, slots=True)
class WhatIf:
    """A question: a month, by its first day, and changes in the order they were given."""

    month: date
    changes: tuple[Difference, ...]
    at_once: bool
    """All in one column, instead of each in its own."""
    percent_of_visits: int
    """So many of a hundred who looked at a closed door are taken to have asked, where a change opens it."""

    @property
    def columns(self) -> list[str]:
        """The columns of the answer that are of the changes, in order."""
        return [TOGETHER] if self.at_once else [one.column for one in self.changes]

    @property
    def options(self) -> list[str]:
        """For `desk replay`."""
        changes = [f"--{one.option}={one.value}" for one in self.changes]
        together = ["--at-once"] if self.at_once else []
        asking = f"--visits-that-ask={self.percent_of_visits}"
        return [f"--month={self.month:%Y-%m}", *changes, *together, asking]


def months_over(first: datetime | None, now: datetime) -> list[date]:
    """The first days of the months from that of `first` to the last one that is over, the newest first."""
    if first is None:
        return []
    begins, month = day_of(first).replace(day=1), day_of(now).replace(day=1)
    found: list[date] = []
    while month > begins and len(found) < MONTHS:
        month = (month - timedelta(days=1)).replace(day=1)
        found.append(month)
    return found


def read_what_if(body: object, *, months: Iterable[date]) -> WhatIf:
    """A question about one of `months`; raises `Invalid` with field -> why."""
    problems = Problems()
    given = read_mapping(problems, "body", body)
    month = _month(problems, given.get("month"), list(months))
    rows = read_list(problems, "changes", given.get("changes"), most=MOST_CHANGES)
    changes = tuple(_change(problems, f"changes.{place}", row) for place, row in enumerate(rows))
    at_once = read_flag(problems, "at_once", given.get("at_once"), otherwise=False)
    asking = _number(problems, "visits_that_ask", given.get("visits_that_ask", 100), (0, 100))
    if "changes" not in problems.found and not changes:
        problems.add("changes", "must name at least one change")
    for place, one in enumerate(changes):
        if one in changes[:place]:
            problems.add(f"changes.{place}", "another change is the same")
    problems.raise_any()
    assert month is not None
    return WhatIf(month, changes, at_once, asking)


def _month(problems: Problems, text: object, months: list[date]) -> date | None:
    found = next((month for month in months if text == f"{month:%Y-%m}"), None)
    if found is None:
        which = f"from {months[-1]:%Y-%m} to {months[0]:%Y-%m}" if months else "there is none yet"
        problems.add("month", f"must be over, and in the desk's log: {which}")
    return found


def _change(problems: Problems, path: str, row: object) -> Difference:
    given = read_mapping(problems, path, row)
    match given.get("kind"):
        case "more" | "fewer" as kind:
            people = _number(problems, f"{path}.people", given.get("people"), (1, MOST_PEOPLE))
            days = _weekdays(problems, path, given)
            return Difference(kind, f"{people}@{_times(problems, path, given)}/{days}")
        case "open":
            days = _weekdays(problems, path, given)
            return Difference("open", f"{_times(problems, path, given)}/{days}")
        case "closed":
            return Difference("closed", _weekdays(problems, path, given))
        case "policy":
            return _figure(problems, path, given)
    problems.add(f"{path}.kind", "must be one of more, fewer, open, closed, policy")
    return Difference("", path)


def _figure(problems: Problems, path: str, given: Mapping[str, Any]) -> Difference:
    name = given.get("figure")
    if name not in FIGURES:
        problems.add(f"{path}.figure", f"must be one of {', '.join(FIGURES)}")
        return Difference("policy", path)
    return Difference(
        "policy", f"{name}={_number(problems, f'{path}.value', given.get('value'), bounds(name))}"
    )


def _number(problems: Problems, path: str, value: object, within: tuple[int, int]) -> int:
    if isinstance(value, bool) or not isinstance(value, int) or not within[0] <= value <= within[1]:
        problems.add(path, f"must be a whole number from {within[0]} to {within[1]}")
        return within[0]
    return value


def _weekdays(problems: Problems, path: str, given: Mapping[str, Any]) -> str:
    """`67`: days from 1, Monday, each once and in order."""
    days = given.get("weekdays")
    known = isinstance(days, list) and 0 < len(days) <= 7 and all(type(day) is int for day in days)
    if not known or not set(days or ()) <= set(range(1, 8)):
        problems.add(f"{path}.weekdays", "must be days from 1, Monday, to 7, at least one")
        return ""
    return "".join(map(str, sorted(set(days or ()))))


def _times(problems: Problems, path: str, given: Mapping[str, Any]) -> str:
    """`16:00-20:00`."""
    texts = given.get("from"), given.get("until")
    starts, ends = map(_minute, texts)
    if starts is None or starts == DAY_MINUTES:
        problems.add(f"{path}.from", "must be a wall time such as 16:00")
    if ends is None:
        problems.add(f"{path}.until", "must be a wall time such as 20:00, at most 24:00")
    if starts is not None and ends is not None and ends <= starts:
        problems.add(f"{path}.until", "must be later than from")
    return f"{texts[0]}-{texts[1]}"


def _minute(text: object) -> int | None:
    """Minutes after midnight of `16:00`; 24:00 is the end of the day."""
    if not isinstance(text, str) or len(text) != 5 or text[2] != ":" or not text.isascii():
        return None
    hours, minutes = text[:2], text[3:]
    if not (hours.isdecimal() and minutes.isdecimal()) or int(minutes) > 59:
        return None
    found = int(hours) * 60 + int(minutes)
    return found if found <= DAY_MINUTES else None
