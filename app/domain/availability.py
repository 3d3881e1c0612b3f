"""Announced against really open: was anybody there while the desk said that it was open?"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from app.domain.contact import Channel
from app.domain.log_rows import Log
from app.domain.oslo import HOUR, OSLO, clock_hours
from app.domain.spans import Span, inside, merged
from app.domain.topic_tables import share

LEAST_GAP = timedelta(minutes=1)
MOST_GAPS = 20
Row = dict[str, Any]
Spans = Mapping[str, Sequence[Span]]
"""By channel, in order and merged."""


@dataclass(frozen=True, slots=True)
class Availability:
    """Rows by clock hour (none where it was not announced), by day, and all together; the longest gaps."""

    rows: Sequence[Row]
    days: Sequence[Row]
    totals: Sequence[Row]
    gaps: Sequence[Row]
    gaps_in_all: int


def attended(log: Log, window: Span) -> dict[str, list[Span]]:
    """When somebody was there for each channel within the window: ready for it, or in conversation on it."""
    found: dict[str, list[Span]] = {str(channel): [] for channel in Channel}
    for ready in log.ready:
        found[ready.channel].append(ready.span)
    for busy in log.busy:
        if busy.talking:
            found[busy.channel].append(busy.span)
    return {channel: merged(inside(spans, window)) for channel, spans in found.items()}


def availability(announced: Spans, there: Spans, *, hours: bool) -> Availability:
    """Both held against each other; `hours`: with a row for each clock hour."""
    rows: list[Row] = []
    days: list[Row] = []
    totals: list[Row] = []
    gaps: list[Row] = []
    for channel, promised in announced.items():
        kept = common(promised, there.get(channel, ()))
        opened, served = _by_hour(promised), _by_hour(kept)
        by_day: dict[str, list[timedelta]] = {}
        for hour, length in opened.items():
            wall = hour.astimezone(OSLO)
            place: Row = {"day": f"{wall:%Y-%m-%d}", "clock_hour": f"{wall:%H}", "starts_at": _text(hour)}
            own = served.get(hour, timedelta())
            if hours:
                rows.append({**place, "channel": channel, **_figures(length, own)})
            sums = by_day.setdefault(place["day"], [timedelta(), timedelta()])
            sums[0], sums[1] = sums[0] + length, sums[1] + own
        days += [{"day": day, "channel": channel, **_figures(*sums)} for day, sums in by_day.items()]
        totals.append({"channel": channel, **_figures(_length(promised), _length(kept))})
        gaps += _gaps(channel, promised, kept)
    gaps.sort(key=lambda gap: (-gap["seconds"], gap["starts_at"], gap["channel"]))
    rows.sort(key=lambda row: (row["starts_at"], row["channel"]))
    days.sort(key=lambda row: (row["day"], row["channel"]))
    return Availability(rows, days, totals, gaps[:MOST_GAPS], len(gaps))


def common(some: Sequence[Span], others: Sequence[Span]) -> list[Span]:
    """The time in both; each in order and merged."""
    found: list[Span] = []
    one = two = 0
    while one < len(some) and two < len(others):
        starts, ends = max(some[one][0], others[two][0]), min(some[one][1], others[two][1])
        if starts < ends:
            found.append((starts, ends))
        if some[one][1] <= others[two][1]:
            one += 1
        else:
            two += 1
    return found


def _gaps(channel: str, promised: Sequence[Span], kept: Sequence[Span]) -> Iterator[Row]:
    """Announced time without anybody, of a minute or more."""
    for starts, ends in _without(promised, kept):
        if ends - starts >= LEAST_GAP:
            seconds = _seconds(ends - starts)
            yield {
                "channel": channel,
                "starts_at": _text(starts),
                "ends_at": _text(ends),
                "seconds": seconds,
            }


def _without(promised: Sequence[Span], kept: Sequence[Span]) -> Iterator[Span]:
    """The parts of the first in which none of the second holds; these lie within the first."""
    number = 0
    for starts, ends in promised:
        at = starts
        while number < len(kept) and kept[number][0] < ends:
            if at < kept[number][0]:
                yield at, kept[number][0]
            at = kept[number][1]
            number += 1
        if at < ends:
            yield at, ends


def _by_hour(spans: Sequence[Span]) -> dict[datetime, timedelta]:
    found: dict[datetime, timedelta] = {}
    for starts, ends in spans:
        for hour in clock_hours(starts, ends):
            found[hour] = found.get(hour, timedelta()) + min(ends, hour + HOUR) - max(starts, hour)
    return found


def _length(spans: Sequence[Span]) -> timedelta:
    return sum((ends - starts for starts, ends in spans), timedelta())


def _figures(opened: timedelta, served: timedelta) -> Row:
    return {
        "announced_seconds": _seconds(opened),
        "attended_seconds": _seconds(served),
        "share": share(_seconds(served), _seconds(opened)),
    }


def _seconds(length: timedelta) -> int:
    return round(length.total_seconds())


def _text(at: datetime) -> str:
    return at.strftime("%Y-%m-%dT%H:%M:%S.") + f"{at.microsecond // 1_000:03}Z"
