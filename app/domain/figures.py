"""Figures of a period, whole or broken down, from what its hours hold: never means of means."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from app.domain.contact import Channel
from app.domain.load import counted, mean
from app.domain.periods import Part, group
from app.domain.sums import Sums
from app.domain.tally import WHOLE, Tally, Work


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

    @property
    def by_centre(self) -> bool:
        """Whether the work of each centre is asked for, and not the desk's own."""
        return self.centre is None and Part.CENTRE in self.parts

    @property
    def knows_work(self) -> bool:
        """Work knows no language."""
        return Part.LANGUAGE not in self.parts and self.language is None

    def works(self, *, channel: str, centre: str) -> bool:
        """Whether work of this channel and centre is: the desk's own where no centre is asked for."""
        wanted = centre != WHOLE if self.by_centre else centre == (self.centre or WHOLE)
        return channel in self.channels and wanted


Row = dict[str, Any]

WORKED = ("staffed_seconds", "busy_seconds", "occupancy", "second_chat_share", "most_at_once")
"""Work knows no language: broken down by it, these are null."""


Cells = dict[tuple[str, ...], Sums]
"""By channel and the values of the parts."""


def figures(found: Tally, asked: Breakdown, *, targets: Mapping[Channel, timedelta]) -> list[Row]:
    """See `rows_of`, from hours that stand one by one."""
    return rows_of(sums(found, asked), asked, targets=targets)


def sums(found: Tally, asked: Breakdown) -> Cells:
    """Hours added up by channel and the values of the parts."""
    cells = defaultdict[tuple[str, ...], Sums](Sums)
    for key, arrivals in found.arrivals.items():
        wanted = asked.language in (None, key.language)
        if wanted and asked.counts(channel=key.channel, centre=key.centre):
            named = group(asked.parts, key.starts_at, centre=key.centre, language=key.language)
            cells[key.channel, *named].count(arrivals)
    for place, work in found.work.items() if asked.knows_work else ():
        if asked.works(channel=place.channel, centre=place.centre):
            named = group(asked.parts, place.starts_at, centre=place.centre, language="")
            cell = cells[place.channel, *named]
            cell.work = cell.work.plus(work)
    return dict(cells)


def add(cells: Cells, others: Cells) -> None:
    """Another time that does not overlap, into the first."""
    for key, cell in others.items():
        mine = cells.setdefault(key, Sums())
        mine.add(cell)
        mine.work = mine.work.plus(cell.work)


def without_parts(cells: Cells, whole: Cells) -> Cells:
    """All cells of a channel as one: arrivals add up, and the work is that of `whole`."""
    totals: Cells = {}
    for key, cell in cells.items():
        totals.setdefault(key[:1], Sums()).add(cell)
    for key, cell in whole.items():
        totals.setdefault(key, Sums()).work = cell.work
    return totals


def rows_of(cells: Cells, asked: Breakdown, *, targets: Mapping[Channel, timedelta]) -> list[Row]:
    """A row for each channel and each value of the parts that anything happened in, in order.

    In every row `arrivals` is the sum of the seven outcomes (P7). Shares are fractions, durations seconds;
    what nothing can be said of is null.
    """
    return [
        {
            "channel": key[0],
            **dict(zip(map(str, asked.parts), key[1:], strict=True)),
            **_row(cell, target=targets[Channel(key[0])], worked=asked.knows_work),
        }
        for key, cell in sorted(cells.items())
    ]


def _row(cell: Sums, *, target: timedelta, worked: bool) -> Row:
    p50, p90 = cell.waits.percentiles(0.5, 0.9)
    row: Row = {
        **counted(cell.outcomes),
        "answered_within_target": cell.waits.within(target // timedelta(seconds=1)),
        "wait_mean_seconds": cell.waits.mean(),
        "wait_p50_seconds": p50,
        "wait_p90_seconds": p90,
        "handle_mean_seconds": mean(cell.handle, cell.handled),
        "wrap_up_mean_seconds": mean(cell.wrap_up, cell.wrapped),
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
