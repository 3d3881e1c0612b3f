"""Who works at the desk, and who of them is there now."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import select

from app.domain.contact import Channel
from app.domain.counsellor import CounsellorId, Presence
from app.domain.policy import Policy
from app.domain.roster import on_shift_until
from app.models.staff import Counsellor, Staff
from app.repositories import duty, shifts
from app.repositories.transaction import Transaction


@dataclass(frozen=True, slots=True)
class Colleague:
    """Somebody a contact could be handed to; whoever has no socket is `off`."""

    counsellor_id: CounsellorId
    name: str
    centre: str | None
    presence: Presence
    channels: tuple[Channel, ...]
    free: dict[Channel, int]
    on_shift_until: datetime | None


async def every(tx: Transaction, policy: Policy, *, but: UUID) -> list[Colleague]:
    """All enabled accounts but one, by name."""
    columns = (Staff.id, Staff.name, Staff.centre, Counsellor.wish, Counsellor.wish_channels)
    statement = select(*columns, Counsellor.absent_since, Counsellor.generation)
    statement = statement.join(Counsellor, Counsellor.id == Staff.id)
    rows = list(
        await tx.run(statement.where(Staff.disabled_at.is_(None), Staff.id != but).order_by(Staff.name))
    )
    seats = await duty.seats(tx, [row.id for row in rows], policy)
    running = await shifts.running(tx)
    return [
        Colleague(
            counsellor_id=CounsellorId(row.id),
            name=row.name,
            centre=row.centre,
            presence=Presence.OFF if row.absent_since or not row.generation else Presence(row.wish),
            channels=tuple(Channel(name) for name in row.wish_channels),
            free={channel: seats[row.id].free(channel) for channel in Channel},
            on_shift_until=on_shift_until(running, CounsellorId(row.id), tx.now),
        )
        for row in rows
    ]
