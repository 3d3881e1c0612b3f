"""Figures of a period, whole or broken down, from what its hours hold: never means of means."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from app.domain.contact import Channel
from app.domain.load import counted, mean, percentile
from app.domain.periods import Part, group
from app.domain.tally import WHOLE, Arrivals, Tally, Work


@dataclass(frozen=True, slots=True)
class Breakdown:
    """Which hours, channels and centre are asked for, and by what they are broken down."""

    starts_at: datetime
    ends_at: datetime
    channels: Sequence[Channel]
    parts: Sequence[Part] = ()
    centre: str | None = None
    """A code, `none`, or null for the whole desk."""
    language: str | None = None

    def counts(self, *, channel: str, centre: str) -> bool:
        """Whether arrivals of this channel and centre are among them."""
        return channel in self.channels and self.centre in (None, centre)

    def works(self, *, channel: str, centre: str) -> bool:
        """Whether work of this channel and centre is: the desk's own where no centre is asked for."""
        wanted = self.centre or WHOLE
        if self.centre is None and Part.CENTRE in self.parts:
            return channel in self.channels and centre != WHOLE
        return channel in self.channels and centre == wanted


@dataclass(slots=True)
class _Cell:
    arrivals: Arrivals = field(default_factory=Arrivals)
    work: Work = field(default_factory=Work)


Row = dict[str, Any]

WORKED = ("staffed_seconds", "busy_seconds", "occupancy", "second_chat_share", "most_at_once")
"""Work knows no language: broken down by it, these are null."""


def figures(found: Tally, asked: Breakdown, *, targets: Mapping[Channel, timedelta]) -> list[Row]:
    """A row for each channel and each value of the parts that anything happened in, in order.

    In every row `arrivals` is the sum of the seven outcomes (P7). Shares are fractions, durations seconds;
    what nothing can be said of is null.
    """
    cells = defaultdict[tuple[str, ...], _Cell](_Cell)
    for key, arrivals in found.arrivals.items():
        wanted = asked.language in (None, key.language)
        if wanted and asked.counts(channel=key.channel, centre=key.centre):
            named = group(asked.parts, key.starts_at, centre=key.centre, language=key.language)
            cells[key.channel, *named].arrivals.add(arrivals)
    known = Part.LANGUAGE not in asked.parts and asked.language is None
    for place, work in found.work.items() if known else ():
        if asked.works(channel=place.channel, centre=place.centre):
            named = group(asked.parts, place.starts_at, centre=place.centre, language="")
            cell = cells[place.channel, *named]
            cell.work = cell.work.plus(work)
    return [
        {
            "channel": key[0],
            **dict(zip(map(str, asked.parts), key[1:], strict=True)),
            **_row(cell, target=targets[Channel(key[0])], worked=known),
        }
        for key, cell in sorted(cells.items())
    ]


def _row(cell: _Cell, *, target: timedelta, worked: bool) -> Row:
    arrivals = cell.arrivals
    waits = sorted(arrivals.waits)
    limit = target / timedelta(milliseconds=1)
    row: Row = {
        **counted(arrivals.outcomes),
        "answered_within_target": sum(1 for wait in waits if wait <= limit),
        "wait_mean_seconds": mean(sum(waits), len(waits)),
        "wait_p50_seconds": percentile(waits, 0.5),
        "wait_p90_seconds": percentile(waits, 0.9),
        "handle_mean_seconds": mean(arrivals.handle, arrivals.handled),
        "wrap_up_mean_seconds": mean(arrivals.wrap_up, arrivals.wrapped),
    }
    return {**row, **(_worked(cell.work) if worked else dict.fromkeys(WORKED))}


def _worked(work: Work) -> Row:
    return {
        "staffed_seconds": work.staffed,
        "busy_seconds": work.busy,
        "occupancy": _share(work.busy, work.staffed),
        "second_chat_share": _share(work.doubled, work.talking),
        "most_at_once": work.most_at_once,
    }


def _share(part: int, whole: int) -> float | None:
    return round(part / whole, 4) if whole else None
