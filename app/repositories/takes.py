"""What makes a repeated command find its first effect: takes by their id, offers already refused (I11)."""

from uuid import UUID

from sqlalchemy import insert, select

from app.domain.offer import Outcome
from app.models.contact import Offer, TakeRequest
from app.repositories.transaction import Transaction


async def remembered(tx: Transaction, counsellor_id: UUID, command_id: str) -> UUID | None:
    """The contact that this command took before."""
    statement = select(TakeRequest.contact_id).where(
        TakeRequest.counsellor_id == counsellor_id, TakeRequest.command_id == command_id
    )
    return (await tx.run(statement)).scalar_one_or_none()


async def remember(tx: Transaction, counsellor_id: UUID, command_id: str, contact_id: UUID) -> None:
    """This command took this contact; kept for ten minutes by the sweep."""
    await tx.run(
        insert(TakeRequest).values(
            counsellor_id=counsellor_id, command_id=command_id, contact_id=contact_id, at=tx.now
        )
    )


async def was_declined(tx: Transaction, counsellor_id: UUID, contact_id: UUID, offer_id: UUID | None) -> bool:
    """Whether this counsellor's last offer of this contact (or this very one) was declined."""
    statement = (
        select(Offer.id, Offer.outcome)
        .where(Offer.counsellor_id == counsellor_id, Offer.contact_id == contact_id)
        .order_by(Offer.offered_at.desc())
        .limit(1)
    )
    row = (await tx.run(statement)).one_or_none()
    return row is not None and row.outcome == Outcome.DECLINED and offer_id in (None, row.id)
