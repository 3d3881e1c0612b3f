"""A counsellor's place at work: what her screen shows of presence and seats, and how she is told."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from sqlalchemy import update

from app.domain.contact import Channel
from app.domain.counsellor import Presence, Seats
from app.domain.policy import Policy
from app.frames.bus import ToCounsellor, raw
from app.frames.counsellor import PerChannel, PresenceFrame
from app.frames.shared import ContactView, Sendable, instant
from app.models.staff import Counsellor
from app.repositories import duty, on_duty
from app.repositories.transaction import Transaction


async def tell(
    tx: Transaction,
    counsellor_id: UUID,
    policy: Policy,
    *,
    frames: Sequence[Sendable] = (),
    gained: Sequence[ContactView] = (),
    joined: Sequence[ContactView] = (),
    lost: Sequence[UUID] = (),
    **changes: Any,
) -> None:
    """A change the counsellor must learn of: her version rises; after these frames come her seats."""
    statement = (
        update(Counsellor)
        .where(Counsellor.id == counsellor_id)
        .values(version=Counsellor.version + 1, **changes)
        .returning(Counsellor.version)
    )
    version = int((await tx.run(statement)).scalar_one())
    every = [*frames, await presence(tx, counsellor_id, policy)]
    tx.publish(
        ToCounsellor(
            counsellor_id=counsellor_id,
            version=version,
            frames=tuple(raw(frame) for frame in every),
            gained=tuple((view.contact_id, view.last_seq) for view in gained),
            joined=tuple((view.contact_id, view.last_seq) for view in joined),
            lost=tuple(lost),
        )
    )


async def presence(tx: Transaction, counsellor_id: UUID, policy: Policy) -> PresenceFrame:
    """Her wish, her seats and her duty as they stand; a wish outside a shift is shown and moves nothing."""
    row = await duty.find(tx, counsellor_id)
    assert row is not None
    seats = (await duty.seats(tx, [counsellor_id], policy))[counsellor_id]
    running = await on_duty.one(tx, counsellor_id, policy)
    return PresenceFrame(
        state=Presence(row.wish),
        channels=[Channel(name) for name in row.wish_channels],
        since=instant(row.wish_since),
        reason=row.wish_reason,
        capacity=PerChannel(chat=seats.chat_capacity, phone=1),
        load=PerChannel(chat=seats.chat_held, phone=seats.phone_held),
        free=free(seats),
        on_shift_until=None if running is None else instant(running.until),
        last_offers=running is not None and running.last_offers_at <= tx.now,
    )


def free(seats: Seats) -> PerChannel:
    """Seats left per channel; a call takes them all."""
    return PerChannel(chat=seats.free(Channel.CHAT), phone=seats.free(Channel.PHONE))
