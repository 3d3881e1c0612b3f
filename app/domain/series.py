"""Repeated shifts: which dates a repetition falls on, in Oslo wall time, and which of them are left out."""

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum
from typing import Any

from app.domain.contact import Channel
from app.domain.counsellor import CounsellorId
from app.domain.hours_document import WALL_TIME
from app.domain.opening_hours import OpeningHours, Reason, plan
from app.domain.oslo import DAY_MINUTES, day_of
from app.domain.reading import Problems, read_day, read_flag, read_list, read_mapping
from app.domain.roster import Shift, ShiftBody, read_channels, read_counsellor
from app.domain.weeks import DAY, wall, wall_minute, week_of

LONGEST = timedelta(days=366)
"""From the first to the last day of a repetition; a year on, it is planned anew."""

EVERY_WEEKS = 8

AHEAD, BEHIND = timedelta(days=731), timedelta(days=366)
"""How far from today shifts are planned in number: farther off is a slip of the pen."""


class Why(StrEnum):
    """Why a date or a shift is left out."""

    NO_SUCH_TIME = "no_such_time"
    """The clock jumps over it that night."""
    HOLIDAY = "holiday"
    CLOSURE = "closure"
    EXISTS = "exists"
    """She has a shift from and until then already."""
    DISABLED = "disabled"
    """Her account is shut."""


@dataclass(frozen=True, slots=True)
class Series:
    """A shift that is repeated on some weekdays of every so many weeks; minutes are of Oslo's wall."""

    counsellor_id: CounsellorId
    weekdays: frozenset[int]
    every_weeks: int
    starts: int
    ends: int
    first: date
    last: date
    channels: tuple[Channel, ...]
    skip_closed: bool = True

    def days(self) -> Iterator[date]:
        """The dates it falls on; weeks are counted from the one that holds the first day."""
        monday = week_of(self.first).monday
        for number in range((self.last - self.first).days + 1):
            day = self.first + number * DAY
            turn = (day - monday).days // 7 % self.every_weeks == 0
            if turn and day.isoweekday() in self.weekdays:
                yield day


@dataclass(frozen=True, slots=True)
class Skipped:
    """A date that gets no shift; `label` names the holiday or closure."""

    day: date
    why: Why
    label: Mapping[str, str] | None = None


def read_series(body: object, *, today: date) -> Series:
    """A repetition from a JSON body; raises `Invalid` with field -> why."""
    problems = Problems()
    fields = read_mapping(problems, "body", body)
    counsellor_id, channels = read_counsellor(problems, fields), read_channels(problems, fields)
    starts, ends = _times(problems, fields)
    first, last = _days(problems, fields, today)
    every = fields.get("every_weeks", 1)
    if isinstance(every, bool) or not isinstance(every, int) or not 1 <= every <= EVERY_WEEKS:
        problems.add("every_weeks", f"must be a whole number from 1 to {EVERY_WEEKS}")
    weekdays = _weekdays(problems, fields)
    skip = read_flag(problems, "skip_closed", fields.get("skip_closed"), otherwise=True)
    problems.raise_any()
    assert counsellor_id is not None
    assert first is not None
    assert last is not None
    return Series(counsellor_id, weekdays, every, starts, ends, first, last, channels, skip)


def expand(
    series: Series, hours: OpeningHours, known: Callable[[datetime, datetime], bool]
) -> tuple[list[ShiftBody], list[Skipped]]:
    """The shifts of a repetition, and the dates left out; `known`: she has just that shift already.

    Ten to twenty is ten to twenty on both sides of a night in which the clock changes.
    """
    found: list[ShiftBody] = []
    skipped: list[Skipped] = []
    for day in series.days():
        starts_at, ends_at = wall(day, series.starts), wall(day, series.ends)
        closed = _closed(hours, series.channels, day) if series.skip_closed else None
        if closed is not None:
            skipped.append(closed)
        elif starts_at is None or ends_at is None or starts_at >= ends_at:
            skipped.append(Skipped(day, Why.NO_SUCH_TIME))
        elif known(starts_at, ends_at):
            skipped.append(Skipped(day, Why.EXISTS))
        else:
            found.append(ShiftBody(series.counsellor_id, starts_at, ends_at, series.channels))
    return found, skipped


def moved(shift: Shift, days: int) -> ShiftBody | None:
    """The same shift so many days later by the wall clock; null where that time does not exist."""
    day = day_of(shift.starts_at)
    begins, ends = wall_minute(shift.starts_at, day), wall_minute(shift.ends_at, day)
    starts_at, ends_at = wall(day + days * DAY, begins), wall(day + days * DAY, ends)
    if starts_at is None or ends_at is None or starts_at >= ends_at:
        return None
    return ShiftBody(shift.counsellor_id, starts_at, ends_at, tuple(sorted(shift.channels)))


def copied(
    shifts: Sequence[Shift], days: int, there: Sequence[Shift], *, shut: Collection[CounsellorId]
) -> tuple[list[ShiftBody], list[tuple[Shift, Why]]]:
    """These shifts so many days later, and those left out: what is `there` already never comes twice."""
    known = {(one.counsellor_id, one.starts_at, one.ends_at) for one in there}
    bodies: list[ShiftBody] = []
    skipped: list[tuple[Shift, Why]] = []
    for shift in shifts:
        body = moved(shift, days)
        if shift.counsellor_id in shut:
            skipped.append((shift, Why.DISABLED))
        elif body is None:
            skipped.append((shift, Why.NO_SUCH_TIME))
        elif (body.counsellor_id, body.starts_at, body.ends_at) in known:
            skipped.append((shift, Why.EXISTS))
        else:
            known.add((body.counsellor_id, body.starts_at, body.ends_at))
            bodies.append(body)
    return bodies, skipped


def far_off(at: datetime, now: datetime) -> bool:
    """Whether an instant lies farther from now than anybody plans."""
    return not now - BEHIND <= at <= now + AHEAD


def _closed(hours: OpeningHours, channels: Sequence[Channel], day: date) -> Skipped | None:
    """A holiday or a closure of the whole day for every channel of the shift; else the shift stands."""
    plans = [plan(hours, channel, day) for channel in channels]
    if any(one.intervals or one.reason not in (Reason.HOLIDAY, Reason.CLOSURE) for one in plans):
        return None
    label = plans[0].label.as_json() if plans[0].label else None
    return Skipped(day, Why.HOLIDAY if plans[0].reason is Reason.HOLIDAY else Why.CLOSURE, label)


def _times(problems: Problems, fields: Mapping[str, Any]) -> tuple[int, int]:
    starts, ends = (read_wall(problems, name, fields.get(name)) for name in ("starts", "ends"))
    if starts == DAY_MINUTES:
        problems.add("starts", "must be a time from 00:00 to 23:59")
    if starts is not None and ends is not None and ends <= starts:
        problems.add("ends", "must be after starts, on the same day; 24:00 is its end")
    return starts or 0, ends or 0


def read_wall(problems: Problems, path: str, value: object) -> int | None:
    """Minutes after midnight of a wall time, `10:00` to `24:00`; null where it is none."""
    if not isinstance(value, str) or not WALL_TIME.fullmatch(value):
        problems.add(path, "must be a time from 00:00 to 24:00")
        return None
    return int(value[:2]) * 60 + int(value[3:])


def _days(problems: Problems, fields: Mapping[str, Any], today: date) -> tuple[date | None, date | None]:
    first, last = (read_day(problems, name, fields.get(name)) for name in ("first", "last"))
    for name, day in (("first", first), ("last", last)):
        if day is not None and not today - BEHIND <= day <= today + AHEAD:
            problems.add(name, "must lie within a year back and two years ahead of today")
    if first is not None and last is not None and not timedelta(0) <= last - first <= LONGEST:
        problems.add("last", "must not be before first, nor more than a year after it")
    return first, last


def _weekdays(problems: Problems, fields: Mapping[str, Any]) -> frozenset[int]:
    days = read_list(problems, "weekdays", fields.get("weekdays"), most=7)
    good = all(isinstance(day, int) and not isinstance(day, bool) and 1 <= day <= 7 for day in days)
    if not days or not good or len(set(days)) < len(days):
        problems.add("weekdays", "must name weekdays from 1 (Monday) to 7, each once")
        return frozenset()
    return frozenset(days)
