"""What is shown of follow-ups, straight from rows, opened with the desk's keys."""

from datetime import timedelta
from uuid import UUID

from msgspec.structs import replace

from app.domain.contact import Author
from app.domain.follow_up import OPEN, State
from app.domain.policy import Policy
from app.frames.citizen import CitizenMessage
from app.frames.follow_up import OwnFollowUp, StaffFollowUp
from app.frames.shared import instant, maybe_instant
from app.repositories import attempts, follow_ups
from app.repositories.follow_ups import FollowUpRow
from app.repositories.sealing import Seal
from app.repositories.spoken import for_citizen
from app.repositories.transaction import Transaction

EVERYTHING = 100_000


async def own(tx: Transaction, row: FollowUpRow, seal: Seal) -> OwnFollowUp:
    """A follow-up for its citizen; whoever sees the answer of one that is done has read it."""
    said = await attempts.answers(tx, row.id, most=EVERYTHING)
    if said and row.state is State.ANSWERED and row.first_read_at is None:
        await follow_ups.was_read(tx, row.id)
    return OwnFollowUp(
        follow_up_id=row.id,
        kind=row.kind,
        state=row.state,
        language=row.language,
        asked_at=instant(row.asked_at),
        expires_at=instant(row.expires_at),
        attempts=row.attempts,
        text=seal.open(row.text),
        number=seal.open(row.phone_number),
        answered_at=maybe_instant(row.ended_at) if row.state is State.ANSWERED else None,
        answers=numbered([for_citizen(one) for one in said]),
    )


async def of_contact(tx: Transaction, contact_id: UUID, seal: Seal, policy: Policy) -> list[OwnFollowUp]:
    """What was asked by way of this contact, as far as it is still shown."""
    if not tx.reached(follow_ups.REVISION):
        return []
    kept = timedelta(seconds=policy.answer_kept_seconds)
    rows = await follow_ups.of_contact(tx, contact_id)
    return [await own(tx, row, seal) for row in rows if follow_ups.is_readable(row, tx.now, kept)]


async def for_owner(tx: Transaction, contact_id: UUID, seal: Seal, policy: Policy) -> StaffFollowUp | None:
    """The follow-up behind a contact, for the counsellor who has it; null where there is none left."""
    if not tx.reached(follow_ups.REVISION):
        return None
    row = await attempts.follow_up_of(tx, contact_id)
    if row is None or row.state not in OPEN:
        return None
    return StaffFollowUp(
        follow_up_id=row.id,
        kind=row.kind,
        state=row.state,
        language=row.language,
        asked_at=instant(row.asked_at),
        expires_at=instant(row.expires_at),
        attempts=row.attempts,
        attempts_at_most=policy.follow_up_attempts,
        text=seal.open(row.text),
        number=seal.open(row.phone_number),
    )


def numbered(messages: list[CitizenMessage]) -> list[CitizenMessage]:
    """Answers of several attempts as one conversation, for clients key messages by their `seq`."""
    return [
        replace(one, seq=number, author=Author.COUNSELLOR) for number, one in enumerate(messages, start=1)
    ]
