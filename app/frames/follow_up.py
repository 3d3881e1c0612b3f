"""What is shown of a follow-up: to whoever asked, and to the counsellor who has it."""

from uuid import UUID

from app.domain.contact import Language
from app.domain.follow_up import Kind, State
from app.frames.citizen import CitizenMessage
from app.frames.shared import Instant, Part


class OwnFollowUp(Part, frozen=True, kw_only=True):
    """For its citizen: what she asked, how far it has come, and the answers as long as they are kept."""

    follow_up_id: UUID
    kind: Kind
    state: State
    language: Language
    asked_at: Instant
    expires_at: Instant
    attempts: int
    text: str | None
    number: str | None
    answered_at: Instant | None
    answers: list[CitizenMessage]


class StaffFollowUp(Part, frozen=True, kw_only=True):
    """For the counsellor who has one of its contacts; null where it has ended or been erased."""

    follow_up_id: UUID
    kind: Kind
    state: State
    language: Language
    asked_at: Instant
    expires_at: Instant
    attempts: int
    attempts_at_most: int
    text: str | None
    number: str | None
