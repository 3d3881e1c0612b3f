"""Days on which Norwegian workplaces close early: suggestions only, a coordinator accepts each or not.

That the desk would close at noon is an assumption, and therefore only suggested. The Northern Sámi names
are drafts that want a speaker.
"""

from dataclasses import dataclass
from datetime import date, timedelta

from app.domain.contact import Channel
from app.domain.holidays import easter
from app.domain.hours_document import read_intervals
from app.domain.opening_hours import OpeningHours, plan
from app.domain.opening_rules import Interval
from app.domain.reading import Problems, read_flag, read_mapping
from app.domain.wording import Wording

NOON = 12 * 60

EASTER_EVE = Wording(
    "Onsdag før skjærtorsdag",
    "Onsdag før skjærtorsdag",
    "Wednesday before Maundy Thursday",
    "Gaskavahkku ovdal skierduorastaga",
)
CHRISTMAS_EVE = Wording("Julaften", "Julaftan", "Christmas Eve", "Juovlaruohta")
NEW_YEARS_EVE = Wording("Nyttårsaften", "Nyttårsaftan", "New Year's Eve", "Ođđajagiruohta")


@dataclass(frozen=True, slots=True)
class Decision:
    """What a coordinator says of a half day; `intervals` null: the hours that are suggested."""

    accepted: bool
    intervals: tuple[Interval, ...] | None = None


def half_days_of(year: int) -> dict[date, Wording]:
    """The half days of a year with their names, in order of date."""
    return {
        easter(year) - timedelta(days=4): EASTER_EVE,
        date(year, 12, 24): CHRISTMAS_EVE,
        date(year, 12, 31): NEW_YEARS_EVE,
    }


def half_day_on(day: date) -> Wording | None:
    """The name of the half day on `day`; null on any other."""
    return half_days_of(day.year).get(day)


def suggested_hours(hours: OpeningHours, day: date) -> tuple[Interval, ...] | None:
    """The usual hours of the day up to noon, those that all open channels share.

    Null where there is nothing to shorten: the desk is closed that day, or closes by noon anyway.
    """
    usual = OpeningHours(hours.weekly, hours.periods, holidays=hours.holidays)
    whole = [
        frozenset(minute for one in plan(usual, channel, day).intervals for minute in _minutes(one))
        for channel in Channel
    ]
    opening = [minutes for minutes in whole if minutes]
    if not any(max(minutes) >= NOON for minutes in opening):
        return None
    return _intervals(frozenset[int].intersection(*opening) & frozenset(range(NOON)))


def read_decision(body: object) -> Decision:
    """`{accepted, intervals?}`; raises `Invalid` with field -> why."""
    problems = Problems()
    fields = read_mapping(problems, "body", body)
    if fields.get("accepted") is None:
        problems.add("accepted", "is required")
    accepted = read_flag(problems, "accepted", fields.get("accepted"), otherwise=False)
    given = fields.get("intervals")
    intervals = None if given is None else read_intervals(problems, "intervals", given)
    if given is not None and not accepted:
        problems.add("intervals", "must be absent where the half day is not accepted")
    problems.raise_any()
    return Decision(accepted, intervals)


def _minutes(interval: Interval) -> range:
    return range(interval.starts, interval.ends)


def _intervals(minutes: frozenset[int]) -> tuple[Interval, ...]:
    """The intervals that these minutes make up."""
    starts = sorted(minute for minute in minutes if minute - 1 not in minutes)
    ends = sorted(minute + 1 for minute in minutes if minute + 1 not in minutes)
    return tuple(Interval(first, last) for first, last in zip(starts, ends, strict=True))
