"""Load per hour from plain rows: contacts, those turned away, and who was at work when (protocol § 2)."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import TypeVar
from uuid import UUID

from app.domain.contact import Channel
from app.domain.contact_history import Outcome
from app.domain.load import LoadRow, counted, mean, percentile
from app.domain.oslo import HOUR, clock_hours, hour_of
from app.domain.spans import Span, merged

WHOLE_DESK = None
NO_CENTRE = "none"
"""Where `centre=each` puts the contacts that nobody answered."""


@dataclass(frozen=True, slots=True)
class ContactRow:
    """A contact as it is counted: in the hour it arrived, for the centre that first answered it."""

    arrived_at: datetime
    channel: Channel
    outcome: Outcome
    centre: str | None = None
    wait: timedelta | None = None
    handle: timedelta | None = None


@dataclass(frozen=True, slots=True)
class UncontactedRow:
    """Somebody who never became a contact: turned away, or a follow-up asked for while closed."""

    at: datetime
    channel: Channel
    outcome: Outcome


@dataclass(frozen=True, slots=True)
class ReadyRow:
    """A counsellor who was ready for a channel."""

    counsellor_id: UUID
    centre: str | None
    channel: Channel
    span: Span


@dataclass(frozen=True, slots=True)
class BusyRow:
    """A counsellor who had a contact of a channel; `talking` while it was active."""

    counsellor_id: UUID
    centre: str | None
    channel: Channel
    span: Span
    talking: bool


@dataclass(frozen=True, slots=True)
class Log:
    """Everything that happened in a time, and around its edges."""

    contacts: Sequence[ContactRow] = ()
    uncontacted: Sequence[UncontactedRow] = ()
    ready: Sequence[ReadyRow] = ()
    busy: Sequence[BusyRow] = ()


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
            return [*self.centres, NO_CENTRE]
        return [self.centre]

    def group_of(self, centre: str | None) -> str | None:
        """The group that something of this centre belongs to."""
        if self.centre is WHOLE_DESK:
            return WHOLE_DESK
        return NO_CENTRE if centre is None else centre


Key = tuple[datetime, str, str | None]
Row = TypeVar("Row")


@dataclass(slots=True)
class _Cell:
    """What falls into one row."""

    outcomes: list[Outcome] = field(default_factory=list)
    waits: list[timedelta] = field(default_factory=list)
    handles: list[timedelta] = field(default_factory=list)
    ready: dict[UUID, list[Span]] = field(default_factory=lambda: defaultdict(list))
    busy: dict[UUID, list[Span]] = field(default_factory=lambda: defaultdict(list))
    talks: list[Span] = field(default_factory=list)


def load(log: Log, view: View, *, targets: Mapping[Channel, timedelta]) -> list[LoadRow]:
    """One row per hour, channel and group, empty hours included, in that order.

    `targets`: the longest wait of a channel that counts as answered within the target.
    """
    cells = _filled(log, view)
    return [
        _row(cells[key], key, target=targets[channel]) if key in cells else LoadRow(*key)
        for hour in clock_hours(view.starts_at, view.ends_at)
        for channel in view.channels
        for group in view.groups
        for key in [(hour, str(channel), group)]
    ]


def _filled(log: Log, view: View) -> dict[Key, _Cell]:
    cells: dict[Key, _Cell] = defaultdict(_Cell)
    for one in log.uncontacted:
        cells[hour_of(one.at), str(one.channel), view.group_of(None)].outcomes.append(one.outcome)
    for contact in log.contacts:
        _count(
            cells[hour_of(contact.arrived_at), str(contact.channel), view.group_of(contact.centre)], contact
        )
    window = (hour_of(view.starts_at), view.ends_at)
    for ready in log.ready:
        for hour, piece in _pieces(ready.span, window):
            cell = cells[hour, str(ready.channel), view.group_of(ready.centre)]
            cell.ready[ready.counsellor_id].append(piece)
    for busy in log.busy:
        for hour, piece in _pieces(busy.span, window):
            cell = cells[hour, str(busy.channel), view.group_of(busy.centre)]
            cell.busy[busy.counsellor_id].append(piece)
            cell.talks += [piece] if busy.talking else []
    return cells


def _count(cell: _Cell, contact: ContactRow) -> None:
    cell.outcomes.append(contact.outcome)
    cell.waits += [contact.wait] if contact.wait is not None else []
    cell.handles += [contact.handle] if contact.handle is not None else []


def _row(cell: _Cell, key: Key, *, target: timedelta) -> LoadRow:
    return LoadRow(
        *key,
        **counted(cell.outcomes),
        answered_within_target=sum(1 for wait in cell.waits if wait <= target),
        wait_p50_seconds=percentile(cell.waits, 0.5),
        wait_p90_seconds=percentile(cell.waits, 0.9),
        handle_mean_seconds=mean(cell.handles),
        staffed_seconds=_seconds([*cell.ready.items(), *cell.busy.items()]),
        busy_seconds=_seconds(cell.busy.items()),
        most_at_once=most_at_once(cell.talks),
    )


def _pieces(span: Span, window: Span) -> Iterator[tuple[datetime, Span]]:
    """A span cut at the clock hours, within the window."""
    starts, ends = max(span[0], window[0]), min(span[1], window[1])
    for hour in clock_hours(starts, ends):
        yield hour, (max(starts, hour), min(ends, hour + HOUR))


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
