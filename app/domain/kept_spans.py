"""How a time is read: by whole years and months that are added up, by kept days, and the rest by the log."""

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from app.domain.oslo import day_of, instant
from app.domain.spans import Span

DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Kept:
    """What there is: dates, and the first dates of months and years that are added up."""

    days: Collection[date] = frozenset()
    months: Collection[date] = frozenset()
    years: Collection[date] = frozenset()


@dataclass(frozen=True, slots=True)
class Cut:
    """The parts of one time; together they are all of it, and nothing is in two of them."""

    years: tuple[date, ...]
    months: tuple[date, ...]
    days: tuple[date, ...]
    others: tuple[Span, ...]
    """From the log."""


def year_after(first: date) -> date:
    """The first date of the next year."""
    return date(first.year + 1, 1, 1)


def month_after(first: date) -> date:
    """The first date of the next month."""
    return date(first.year + first.month // 12, first.month % 12 + 1, 1)


def cut(starts: datetime, ends: datetime, kept: Kept) -> Cut:
    """Cut `starts` to `ends`: a year or a month only where all of it is asked for."""
    years: list[date] = []
    months: list[date] = []
    days: list[date] = []
    others: list[Span] = []
    day = day_of(starts)
    while (begins := instant(day, 0)) < ends:
        if day in kept.years and starts <= begins and instant(year_after(day), 0) <= ends:
            years.append(day)
            day = year_after(day)
            continue
        if day in kept.months and starts <= begins and instant(month_after(day), 0) <= ends:
            months.append(day)
            day = month_after(day)
            continue
        if day in kept.days:
            days.append(day)
        else:
            others.append((max(starts, begins), min(ends, instant(day + DAY, 0))))
        day += DAY
    return Cut(tuple(years), tuple(months), tuple(days), tuple(_joined(others)))


def _joined(spans: list[Span]) -> Iterator[Span]:
    """Spans that touch, as one."""
    held: Span | None = None
    for starts, ends in spans:
        if held is not None and held[1] == starts:
            held = (held[0], ends)
            continue
        if held is not None:
            yield held
        held = (starts, ends)
    if held is not None:
        yield held
