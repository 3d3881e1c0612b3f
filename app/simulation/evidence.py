"""What the checker is given: every person's history and what the desk itself holds."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from app.simulation.history import Entry, Way

GRACE = 3.0


@dataclass(frozen=True, slots=True)
class StoredMessage:
    """A message as the desk hands it out over HTTP; the text as its digest."""

    seq: int
    cid: str
    author: str
    digest: str
    masked: bool = False


@dataclass(frozen=True, slots=True)
class CitizenRecord:
    """One citizen's run: asked at `asked_at`, let in at `admitted_at` (monotonic seconds).

    `stored` is None when the desk could not be asked. `whole` says that the citizen kept a living socket
    to the end, so that everything stored should have reached it.
    """

    name: str
    contact_id: str
    language: str
    asked_at: float
    admitted_at: float
    entries: Sequence[Entry]
    stored: tuple[StoredMessage, ...] | None
    whole: bool = False


@dataclass(frozen=True, slots=True)
class CounsellorRecord:
    """One counsellor's run; `whole` as for the citizen."""

    name: str
    counsellor_id: str
    entries: Sequence[Entry]
    whole: bool = False


@dataclass(frozen=True, slots=True)
class Evidence:
    """Everything known about a run.

    `server_offset`: the desk's clock (seconds since 1970) minus the monotonic clock of the histories.
    `alone`: no other counsellor was at the desk, so nothing about offers happened out of sight.
    `excused`: stretches in which a free seat beside a waiting contact proves nothing (I13: Valkey away,
    and five seconds after a worker's death).
    `grace`: seconds that two clients' views may differ before it counts.
    """

    citizens: Sequence[CitizenRecord]
    counsellors: Sequence[CounsellorRecord]
    server_offset: float = 0.0
    alone: bool = True
    excused: Sequence[tuple[float, float]] = ()
    grace: float = GRACE

    def stored_by_contact(self) -> Mapping[str, tuple[StoredMessage, ...]]:
        """The stored messages of every contact the desk could be asked about."""
        return {c.contact_id: c.stored for c in self.citizens if c.stored is not None}


@dataclass(frozen=True, slots=True, order=True)
class Breach:
    """A promise that did not hold: which rule, when (monotonic seconds), for whom, and what was seen."""

    at: float
    rule: str
    who: str = field(compare=False)
    what: str = field(compare=False)
    contact_id: str = field(compare=False, default="")


def heard(entries: Sequence[Entry], *kinds: str) -> list[Entry]:
    """The frames of these kinds that came from the desk."""
    return [e for e in entries if e.way is Way.HEARD and e.kind in kinds]


def sent(entries: Sequence[Entry], *kinds: str) -> list[Entry]:
    """The frames of these kinds that went to the desk."""
    return [e for e in entries if e.way is Way.SENT and e.kind in kinds]


def noted(entries: Sequence[Entry], *kinds: str) -> list[Entry]:
    """The notes of these kinds about the person's own sockets."""
    return [e for e in entries if e.way is Way.NOTED and e.kind in kinds]
