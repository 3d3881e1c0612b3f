"""What an hour holds, so that it can be kept and added up: what became of arrivals, and the work done.

Arrivals add up over centres and languages; the work of the whole desk is counted by itself, for most at once
of the desk is no sum of its centres.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import NamedTuple
from uuid import UUID

from app.domain.contact_history import Outcome
from app.domain.log_rows import BusyRow, Log, ReadyRow
from app.domain.oslo import HOUR, clock_hours, hour_of
from app.domain.spans import Span, inside, merged

WHOLE = "*"
"""The whole desk, as a centre of work."""
NOBODY = "none"
"""No centre: contacts that nobody answered, and people who belong to none."""


class ArrivalKey(NamedTuple):
    """Where an arrival is counted; `language` is empty for those who never became a contact."""

    starts_at: datetime
    channel: str
    centre: str
    language: str


class WorkKey(NamedTuple):
    """Where work is counted; `centre` may be the whole desk."""

    starts_at: datetime
    channel: str
    centre: str


@dataclass(slots=True)
class Arrivals:
    """What became of those who arrived; lengths in milliseconds."""

    outcomes: Counter[Outcome] = field(default_factory=Counter)
    waits: list[int] = field(default_factory=list)
    """Of each answered contact, in order."""
    handled: int = 0
    handle: int = 0
    wrapped: int = 0
    wrap_up: int = 0
    waited_in_vain: int = 0
    """Of all whom nobody answered, added up."""

    def add(self, other: "Arrivals") -> None:
        """Count these with it."""
        self.outcomes.update(other.outcomes)
        self.waits += other.waits
        self.handled += other.handled
        self.handle += other.handle
        self.wrapped += other.wrapped
        self.wrap_up += other.wrap_up
        self.waited_in_vain += other.waited_in_vain


@dataclass(frozen=True, slots=True)
class Work:
    """Time of counsellors, in seconds, and the most conversations at once."""

    staffed: int = 0
    busy: int = 0
    talking: int = 0
    """With one conversation at least."""
    doubled: int = 0
    """With two or more at the same time."""
    most_at_once: int = 0

    def plus(self, other: "Work") -> "Work":
        """The work of other hours with it."""
        return Work(
            self.staffed + other.staffed,
            self.busy + other.busy,
            self.talking + other.talking,
            self.doubled + other.doubled,
            max(self.most_at_once, other.most_at_once),
        )


@dataclass(frozen=True, slots=True)
class Tally:
    """All hours of a time."""

    arrivals: Mapping[ArrivalKey, Arrivals]
    work: Mapping[WorkKey, Work]


def tally(log: Log, window: Span) -> Tally:
    """Count what arrived and what was worked within the window; whole clock hours."""
    starts, ends = hour_of(window[0]), window[1]
    return Tally(_arrivals(log, (starts, ends)), _work(log, (starts, ends)))


def together(tallies: Iterable[Tally]) -> Tally:
    """Several times that do not overlap, as one."""
    arrivals: dict[ArrivalKey, Arrivals] = {}
    work: dict[WorkKey, Work] = {}
    for one in tallies:
        arrivals.update(one.arrivals)
        work.update(one.work)
    return Tally(arrivals, work)


def _arrivals(log: Log, window: Span) -> dict[ArrivalKey, Arrivals]:
    found = defaultdict[ArrivalKey, Arrivals](Arrivals)
    for one in log.uncontacted:
        if window[0] <= one.at < window[1]:
            found[ArrivalKey(hour_of(one.at), one.channel, NOBODY, "")].outcomes[one.outcome] += 1
    for contact in log.contacts:
        if not window[0] <= contact.arrived_at < window[1]:
            continue
        hour, centre = hour_of(contact.arrived_at), contact.centre or NOBODY
        cell = found[ArrivalKey(hour, contact.channel, centre, contact.language)]
        cell.outcomes[contact.outcome] += 1
        cell.waits += [] if contact.wait is None else [_milliseconds(contact.wait)]
        if contact.handle is not None:
            cell.handled, cell.handle = cell.handled + 1, cell.handle + _milliseconds(contact.handle)
        if contact.wrap_up is not None:
            cell.wrapped, cell.wrap_up = cell.wrapped + 1, cell.wrap_up + _milliseconds(contact.wrap_up)
        if contact.waited_in_vain is not None:
            cell.waited_in_vain += _milliseconds(contact.waited_in_vain)
    for cell in found.values():
        cell.waits.sort()
    return dict(found)


@dataclass(slots=True)
class _Shared:
    """Whose time falls into a cell."""

    ready: dict[UUID, list[Span]] = field(default_factory=lambda: defaultdict(list))
    busy: dict[UUID, list[Span]] = field(default_factory=lambda: defaultdict(list))
    talks: dict[UUID, list[Span]] = field(default_factory=lambda: defaultdict(list))


def _work(log: Log, window: Span) -> dict[WorkKey, Work]:
    cells = defaultdict[WorkKey, _Shared](_Shared)
    for ready in log.ready:
        for key, piece in _cut(ready, window):
            cells[key].ready[ready.counsellor_id].append(piece)
    for busy in log.busy:
        for key, piece in _cut(busy, window):
            cells[key].busy[busy.counsellor_id].append(piece)
            if busy.talking:
                cells[key].talks[busy.counsellor_id].append(piece)
    return {key: _worked(cell) for key, cell in cells.items()}


def _worked(cell: _Shared) -> Work:
    return Work(
        staffed=_seconds([*cell.ready.items(), *cell.busy.items()]),
        busy=_seconds(cell.busy.items()),
        talking=_seconds(cell.talks.items()),
        doubled=_seconds((who, list(_overlaps(spans))) for who, spans in cell.talks.items()),
        most_at_once=most_at_once(span for spans in cell.talks.values() for span in spans),
    )


def _cut(row: ReadyRow | BusyRow, window: Span) -> Iterator[tuple[WorkKey, Span]]:
    """A span cut at the clock hours, within the window, for its centre and for the whole desk."""
    for starts, ends in inside([row.span], window):
        for hour in clock_hours(starts, ends):
            for centre in (WHOLE, row.centre or NOBODY):
                yield WorkKey(hour, row.channel, centre), (max(starts, hour), min(ends, hour + HOUR))


def _overlaps(spans: Sequence[Span]) -> Iterator[Span]:
    """The parts in which at least two of the spans hold."""
    ordered = sorted(spans)
    for number, (starts, ends) in enumerate(ordered):
        for later_starts, later_ends in ordered[number + 1 :]:
            if later_starts >= ends:
                break
            yield max(starts, later_starts), min(ends, later_ends)


def _seconds(rows: Iterable[tuple[UUID, Sequence[Span]]]) -> int:
    """The time of several people added up, each person's own overlaps counted once."""
    own: dict[UUID, list[Span]] = defaultdict(list)
    for counsellor_id, spans in rows:
        own[counsellor_id] += spans
    lengths = (ends - starts for spans in own.values() for starts, ends in merged(spans))
    return round(sum(lengths, timedelta()).total_seconds())


def most_at_once(spans: Iterable[Span]) -> int:
    """How many of the spans held at the same time at most; one that ends where another starts does not."""
    found = [span for span in spans if span[0] < span[1]]
    changes = sorted([(starts, 1) for starts, _ in found] + [(ends, -1) for _, ends in found])
    most = now = 0
    for _, change in changes:
        now += change
        most = max(most, now)
    return most


def _milliseconds(length: timedelta) -> int:
    return round(length / timedelta(milliseconds=1))
