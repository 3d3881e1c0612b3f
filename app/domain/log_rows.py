"""The log as statistics count it: contacts, those who never became one, and who was at work when."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from app.domain.contact import Channel
from app.domain.contact_history import Outcome
from app.domain.spans import Span


@dataclass(frozen=True, slots=True)
class ContactRow:
    """A contact as it is counted: in the hour it arrived, for the centre that first answered it."""

    arrived_at: datetime
    channel: Channel
    outcome: Outcome
    centre: str | None = None
    wait: timedelta | None = None
    handle: timedelta | None = None
    wrap_up: timedelta | None = None
    waited_in_vain: timedelta | None = None
    """Until whoever nobody answered was gone."""
    language: str = ""


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
