"""Load per hour, channel and centre from what the hours hold (protocol § 2)."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from app.domain.contact import Channel
from app.domain.figures import Breakdown, Cells
from app.domain.load import LoadRow, counted, mean, percentile
from app.domain.log_rows import Log
from app.domain.oslo import clock_hours
from app.domain.periods import Part, named
from app.domain.sums import Sums
from app.domain.tally import NOBODY, WHOLE, Arrivals, Tally, Work, WorkKey, tally

WHOLE_DESK = None
NOTHING = Sums()


@dataclass(frozen=True, slots=True)
class View:
    """Which hours, channels and centres are asked for; `centre` is a code, `each`, or null for the desk."""

    starts_at: datetime
    ends_at: datetime
    channels: Sequence[Channel] = tuple(Channel)
    centre: str | None = WHOLE_DESK
    centres: Sequence[str] = ()
    """All centres there are, for `each`."""

    @property
    def groups(self) -> list[str | None]:
        """What a row can be about."""
        if self.centre == "each":
            return [*self.centres, NOBODY]
        return [self.centre]

    @property
    def breakdown(self) -> Breakdown:
        """The sums it is made from."""
        each = self.centre == "each"
        parts = (Part.HOUR, Part.CENTRE) if each else (Part.HOUR,)
        return Breakdown(self.starts_at, self.ends_at, self.channels, parts, None if each else self.centre)


Key = tuple[datetime, str, str | None]


def load(log: Log, view: View, *, targets: Mapping[Channel, timedelta]) -> list[LoadRow]:
    """One row per hour, channel and group, empty hours included, in that order; see `rows`."""
    return rows(tally(log, (view.starts_at, view.ends_at)), view, targets=targets)


def rows(found: Tally, view: View, *, targets: Mapping[Channel, timedelta]) -> list[LoadRow]:
    """The same from hours that are counted already.

    `targets`: the longest wait of a channel that counts as answered within the target.
    """
    arrived = _grouped(found, view)
    return [
        _row(key, arrived.get(key), _work(found, key), target=targets[channel])
        for hour in clock_hours(view.starts_at, view.ends_at)
        for channel in view.channels
        for group in view.groups
        for key in [(hour, str(channel), group)]
    ]


def rows_of_hours(cells: Cells, view: View, *, targets: Mapping[Channel, timedelta]) -> list[LoadRow]:
    """The same from sums by channel, hour and, for `each`, centre (`view.parts`)."""
    each = view.centre == "each"
    return [
        _sums_row((hour, str(channel), group), cells.get(key, NOTHING), target=targets[channel])
        for hour in clock_hours(view.starts_at, view.ends_at)
        for name in [named(Part.HOUR, hour)]
        for channel in view.channels
        for group in view.groups
        for key in [(str(channel), name, str(group)) if each else (str(channel), name)]
    ]


def _sums_row(key: Key, cell: Sums, *, target: timedelta) -> LoadRow:
    if cell is NOTHING:
        return LoadRow(*key)
    p50, p90 = cell.waits.percentiles(0.5, 0.9)
    return LoadRow(
        *key,
        **counted(cell.outcomes),
        answered_within_target=cell.waits.within(target // timedelta(seconds=1)),
        wait_p50_seconds=p50,
        wait_p90_seconds=p90,
        handle_mean_seconds=mean(cell.handle, cell.handled),
        staffed_seconds=cell.work.staffed,
        busy_seconds=cell.work.busy,
        most_at_once=cell.work.most_at_once,
    )


def _grouped(found: Tally, view: View) -> dict[Key, Arrivals]:
    """Arrivals of all centres as the desk's, or of each centre; of all languages together."""
    cells = defaultdict[Key, Arrivals](Arrivals)
    for key, arrivals in found.arrivals.items():
        group = WHOLE_DESK if view.centre is WHOLE_DESK else key.centre
        cells[key.starts_at, key.channel, group].add(arrivals)
    return cells


def _work(found: Tally, key: Key) -> Work:
    hour, channel, group = key
    return found.work.get(WorkKey(hour, channel, WHOLE if group is WHOLE_DESK else group), Work())


def _row(key: Key, arrived: Arrivals | None, work: Work, *, target: timedelta) -> LoadRow:
    cell = arrived or Arrivals()
    waits = sorted(cell.waits)
    return LoadRow(
        *key,
        **counted(cell.outcomes),
        answered_within_target=sum(1 for wait in waits if wait <= target / timedelta(milliseconds=1)),
        wait_p50_seconds=percentile(waits, 0.5),
        wait_p90_seconds=percentile(waits, 0.9),
        handle_mean_seconds=mean(cell.handle, cell.handled),
        staffed_seconds=work.staffed,
        busy_seconds=work.busy,
        most_at_once=work.most_at_once,
    )
