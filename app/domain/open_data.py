"""The public extract: what became of arrivals, and what they were about, month by month, small cells hidden.

Each month is hidden by itself and no sum over months is published: a month says the same in every extract,
however many have ended since, and nobody learns anything from two extracts that one of them does not say.
"""

from collections import Counter
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import pairwise

from app.domain.contact import Channel
from app.domain.contact_history import Outcome
from app.domain.disclosure import Sum, hidden_cells
from app.domain.errors import Invalid

ALL = "all"
"""The total of a breakdown."""
NOT_REGISTERED = "not_registered"
UNRECORDED = "unrecorded"
"""Answered, and nothing recorded: not published, and known to the attacker."""
FIRST_YEAR = 2000
OUTCOMES = tuple(outcome for outcome in Outcome if outcome is not Outcome.STILL_WAITING)
DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class ArrivalCount:
    """Contacts that arrived in a month through a channel and had an outcome; null where hidden."""

    month: str
    channel: str
    outcome: str
    contacts: int | None


@dataclass(frozen=True, slots=True)
class TopicCount:
    """Recorded contacts of a month by the first level of their first topic; null where hidden."""

    month: str
    topic: str
    contacts: int | None


@dataclass(frozen=True, slots=True)
class MonthCounts:
    """What a month held, nothing hidden yet."""

    month: str
    arrivals: Mapping[tuple[str, str], int]
    """By channel and outcome."""
    topics: Mapping[str, int]
    """By first-level topic, or not registered."""


def read_year(text: str, *, today: date) -> int:
    """A year from a query, this one at the latest; raises `Invalid`."""
    year = int(text) if text.isascii() and text.isdecimal() and len(text) == 4 else 0
    if not FIRST_YEAR <= year <= today.year:
        raise Invalid({"year": f"must be a year from {FIRST_YEAR} to {today.year}, such as {today.year}"})
    return year


def months_of(year: int) -> Iterator[tuple[date, date]]:
    """The first date of each month, and that of the next one."""
    starts = [date(year, month, 1) for month in range(1, 13)] + [date(year + 1, 1, 1)]
    yield from pairwise(starts)


def is_whole(first: date, end: date, *, began: date, kept: Collection[date]) -> bool:
    """Whether every day of the time is kept that the desk was there on, and there was one."""
    days = [first + DAY * number for number in range((end - first).days)]
    return end > began and all(day in kept for day in days if day >= began)


def count_first_topics(wrap_ups: Sequence[Sequence[str]], parents: Mapping[str, str | None]) -> Counter[str]:
    """Contacts by the first level of their first topic; those with none that is known by themselves."""
    found = Counter(_top(topics, parents) for topics in wrap_ups)
    tops = [code for code, parent in parents.items() if parent is None]
    return Counter({name: found[name] for name in (*tops, NOT_REGISTERED)})


def published(month: MonthCounts) -> tuple[list[ArrivalCount], list[TopicCount]]:
    """Both tables of a month with their totals, small cells hidden over both at once."""
    channels, outcomes = (*map(str, Channel), ALL), (*map(str, OUTCOMES), ALL)
    cells = {
        f"{one}/{became}": _arrived(month.arrivals, one, became) for one in channels for became in outcomes
    }
    sums = [Sum(f"{channel}/{ALL}", _names([channel], OUTCOMES)) for channel in map(str, Channel)]
    sums += [Sum(f"{ALL}/{outcome}", _names(list(Channel), [outcome])) for outcome in outcomes]
    cells |= {f"topic/{topic}": count for topic, count in month.topics.items()}
    topics = tuple(f"topic/{topic}" for topic in month.topics)
    cells[f"topic/{ALL}"] = sum(month.topics.values())
    sums.append(Sum(f"topic/{ALL}", topics))
    answered, recorded = f"{ALL}/{Outcome.ANSWERED}", f"topic/{ALL}"
    # Who is recorded was answered, now or as a follow-up: the reader may know that few or none were not.
    if cells[recorded] <= cells[answered]:
        cells[UNRECORDED] = cells[answered] - cells[recorded]
        sums.append(Sum(answered, (recorded, UNRECORDED)))
    hidden = hidden_cells(cells, sums, told=[UNRECORDED])
    found = {name: None if name in hidden else count for name, count in cells.items()}
    return (
        [
            ArrivalCount(month.month, channel, outcome, found[f"{channel}/{outcome}"])
            for channel in channels
            for outcome in outcomes
        ],
        [TopicCount(month.month, topic, found[f"topic/{topic}"]) for topic in (*month.topics, ALL)],
    )


def _names(channels: Collection[str], outcomes: Collection[str]) -> tuple[str, ...]:
    return tuple(f"{channel}/{outcome}" for channel in channels for outcome in outcomes)


def _arrived(arrivals: Mapping[tuple[str, str], int], channel: str, outcome: str) -> int:
    counted = ((own, became) for own, became in arrivals if channel in (ALL, own))
    return sum(arrivals[own, became] for own, became in counted if outcome in (ALL, became))


def _top(topics: Sequence[str], parents: Mapping[str, str | None]) -> str:
    first = topics[0] if topics else NOT_REGISTERED
    return (parents[first] or first) if first in parents else NOT_REGISTERED
