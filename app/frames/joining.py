"""A colleague is asked into a conversation, joins and leaves again; a transfer is taken back."""

from uuid import UUID

from app.domain.joining import JoiningOutcome
from app.domain.offer import Outcome
from app.frames.shared import Command, ContactView, Frame, Instant, Part


class AskColleague(Command, frozen=True, kw_only=True, tag="ask_colleague"):
    """Ask a colleague into a conversation of mine; it stays mine."""

    contact_id: UUID
    counsellor: UUID


class ReleaseColleague(Command, frozen=True, kw_only=True, tag="release_colleague"):
    """Take the request back, or show the colleague out of my conversation."""

    contact_id: UUID
    counsellor: UUID


class Join(Command, frozen=True, kw_only=True, tag="join"):
    """Come into the conversation I am asked into."""

    contact_id: UUID


class LeaveConversation(Command, frozen=True, kw_only=True, tag="leave_conversation"):
    """Leave a conversation I have joined, or say no to coming."""

    contact_id: UUID


class CancelTransfer(Command, frozen=True, kw_only=True, tag="cancel_transfer"):
    """Take back a transfer that is on its way to a colleague."""

    contact_id: UUID


class Colleague(Part, frozen=True, kw_only=True):
    """Who asks; `centre` is a code."""

    counsellor_id: UUID
    name: str
    centre: str | None


class JoinRequestPart(Part, frozen=True, kw_only=True):
    """A colleague asks me into a conversation; the request goes by itself at `expires_at`."""

    contact: ContactView
    asked_by: Colleague
    asked_at: Instant
    expires_at: Instant


class JoinRequest(Frame, frozen=True, kw_only=True, tag="join_request"):
    """See `JoinRequestPart`."""

    contact: ContactView
    asked_by: Colleague
    asked_at: Instant
    expires_at: Instant


class JoinRequestEnded(Frame, frozen=True, kw_only=True, tag="join_request_ended"):
    """The request to me is over."""

    contact_id: UUID
    outcome: JoiningOutcome


class ColleagueFrame(Frame, frozen=True, kw_only=True, tag="colleague"):
    """What became of a colleague in a conversation I own or have joined: asked, joined, declined, …"""

    contact_id: UUID
    counsellor_id: UUID
    name: str
    outcome: JoiningOutcome


class TransferEnded(Frame, frozen=True, kw_only=True, tag="transfer_ended"):
    """My transfer to a colleague is over; only when it was accepted the conversation has moved."""

    contact_id: UUID
    counsellor_id: UUID
    name: str
    outcome: Outcome
