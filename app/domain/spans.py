"""Spans of time, half open, and the little algebra of them that opening hours need."""

from collections.abc import Iterable, Sequence
from datetime import datetime

Span = tuple[datetime, datetime]
"""From the first instant up to but not including the second."""


def merged(spans: Iterable[Span]) -> list[Span]:
    """The same time in order, without empty, overlapping or adjoining spans."""
    found: list[Span] = []
    for starts, ends in sorted(span for span in spans if span[0] < span[1]):
        if found and starts <= found[-1][1]:
            found[-1] = (found[-1][0], max(found[-1][1], ends))
        else:
            found.append((starts, ends))
    return found


def inside(spans: Sequence[Span], window: Span) -> list[Span]:
    """The parts of `spans` within `window`."""
    cut = ((max(starts, window[0]), min(ends, window[1])) for starts, ends in spans)
    return [span for span in cut if span[0] < span[1]]


def between(spans: Iterable[Span], window: Span) -> list[Span]:
    """The parts of `window` that none of these covers, in one pass however many they are."""
    found: list[Span] = []
    since = window[0]
    for starts, ends in merged(spans):
        found.append((since, min(starts, window[1])))
        since = max(since, ends)
    found.append((since, window[1]))
    return [span for span in found if span[0] < span[1]]


def outside(spans: Sequence[Span], window: Span) -> list[Span]:
    """The parts of `spans` before and after `window`; an empty window takes nothing away."""
    if window[0] >= window[1]:
        return list(spans)
    parts: list[Span] = []
    for starts, ends in spans:
        parts += [(starts, min(ends, window[0])), (max(starts, window[1]), ends)]
    return [span for span in parts if span[0] < span[1]]
