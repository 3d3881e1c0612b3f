"""Who is in line, who was turned away, and how long people waited lately."""

from datetime import timedelta
from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.dialects.postgresql import insert

from app.domain.contact import WAITING, Channel
from app.models.contact import Contact, TurnedAway
from app.repositories.transaction import Transaction


async def waiting(tx: Transaction, channel: Channel) -> int:
    """How many stand in line for this channel."""
    statement = select(func.count()).where(Contact.channel == channel, Contact.state.in_(WAITING))
    return int((await tx.run(statement)).scalar_one())


async def turn_away(tx: Transaction, channel: Channel, reason: str, *, request_id: UUID | None) -> None:
    """Somebody was not let in; a repeated request counts once."""
    statement = insert(TurnedAway).values(at=tx.now, channel=channel, reason=reason, request_id=request_id)
    await tx.run(statement.on_conflict_do_nothing(index_elements=[TurnedAway.request_id]))


async def waits(tx: Transaction, channel: Channel, within: timedelta) -> list[timedelta]:
    """How long those waited who were answered lately."""
    statement = select(Contact.answered_at, Contact.arrived_at).where(
        Contact.channel == channel, Contact.answered_at > tx.now - within
    )
    return [row.answered_at - row.arrived_at for row in await tx.run(statement)]


async def longest_wait(tx: Transaction, channel: Channel) -> timedelta:
    """How long the first of those never answered has waited; zero where nobody waits."""
    statement = select(func.min(Contact.arrived_at)).where(
        Contact.channel == channel, Contact.state.in_(WAITING), Contact.answered_at.is_(None)
    )
    first = (await tx.run(statement)).scalar_one_or_none()
    return timedelta(0) if first is None else tx.now - first
