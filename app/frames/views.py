"""Everything a socket needs to be whole: the snapshot, and what its client lacks."""

from dataclasses import dataclass
from uuid import UUID

from app.frames.citizen import CitizenMessage, CitizenSnapshot
from app.frames.counsellor import CounsellorSnapshot, StaffMessage

REPLAY = 500
"""Messages of one contact that a staff socket gets by itself; beyond, they are read over HTTP."""


@dataclass(frozen=True, slots=True)
class CitizenView:
    """A citizen's contact; `gone`: its text is gone, `over`: it has ended."""

    snapshot: CitizenSnapshot
    messages: list[CitizenMessage]
    gone: bool
    over: bool


@dataclass(frozen=True, slots=True)
class CounsellorView:
    """A counsellor's screen at this version of her place."""

    snapshot: CounsellorSnapshot
    version: int
    messages: list[StaffMessage]


@dataclass(frozen=True, slots=True)
class Standing:
    """What the comparison looks at, for one socket's contact or counsellor."""

    version: int
    generation: int
    absent: bool
    last_seq: int = 0


@dataclass(frozen=True, slots=True)
class Standings:
    """Rows by id, sign-ins that have ended, and the settings' version."""

    contacts: dict[UUID, Standing]
    counsellors: dict[UUID, Standing]
    ended_sessions: frozenset[UUID]
    settings_version: int
