"""The running duties: until when somebody is on, and whether it is too late to offer her anything new."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from sqlalchemy import exists, select

from app.domain.contact import Channel
from app.domain.counsellor import CounsellorId, Presence
from app.domain.policy import Policy
from app.domain.roster import QUARTER, Shift, duty_at, last_offers_at
from app.models.staff import Counsellor, Staff
from app.models.staff import Shift as ShiftRow
from app.repositories import shifts
from app.repositories.transaction import Transaction

SOON = timedelta(days=1)
"""Shifts that begin later do not tell until when somebody is on duty."""

FORGOTTEN = timedelta(minutes=15)
"""A wish outlives its shift for so long, since shifts are corrected while people work."""

SHIFT_OVER = "shift_over"


@dataclass(frozen=True, slots=True)
class OnDuty:
    """A running duty: its end, and from when on nothing new is offered."""

    until: datetime
    last_offers_at: datetime


async def running(tx: Transaction, counsellor_ids: Collection[UUID], policy: Policy) -> dict[UUID, OnDuty]:
    """The duties of these people that run now; who is on no shift is not in it."""
    if not counsellor_ids:
        return {}
    before = timedelta(seconds=policy.last_offers_seconds)
    # What of a duty lies farther back than that makes no difference to its last quarter.
    found = await shifts.between(tx, tx.now - QUARTER * before, tx.now + SOON, of=counsellor_ids)
    duties: dict[UUID, OnDuty] = {}
    for counsellor_id in counsellor_ids:
        duty = duty_at(found, CounsellorId(counsellor_id), tx.now)
        if duty is not None:
            duties[counsellor_id] = OnDuty(duty[1], last_offers_at(duty, before))
    return duties


async def one(tx: Transaction, counsellor_id: UUID, policy: Policy) -> OnDuty | None:
    """Hers; null while she is on no shift."""
    return (await running(tx, [counsellor_id], policy)).get(counsellor_id)


async def too_late(tx: Transaction, ends: Mapping[UUID, datetime], policy: Policy) -> set[UUID]:
    """Who of these is offered nothing new any more; `ends`: the end of the last shift that runs now.

    Mostly nobody's end is near, and then nothing is asked.
    """
    near = [who for who, at in ends.items() if at - tx.now <= timedelta(seconds=policy.last_offers_seconds)]
    duties = await running(tx, near, policy)
    return {who for who in near if who not in duties or duties[who].last_offers_at <= tx.now}


async def offers_until(tx: Transaction, channel: Channel, until: datetime, policy: Policy) -> datetime | None:
    """When the rota's last offer for this channel is made before `until`, which must be within a day.

    Null where nobody has a duty until then: that is a gap in the rota, not its end.
    """
    before = timedelta(seconds=policy.last_offers_seconds)
    found = await shifts.between(tx, tx.now - QUARTER * before, tx.now + SOON)
    theirs = [one for one in found if channel in one.channels]
    coming = [one for one in theirs if tx.now < one.ends_at and one.starts_at < until]
    duties = [duty_at(theirs, one.counsellor_id, max(tx.now, one.starts_at)) for one in coming]
    return max((last_offers_at(duty, before) for duty in duties if duty is not None), default=None)


async def turning(tx: Transaction, policy: Policy, window: timedelta) -> list[UUID]:
    """Who is at a socket and whose duty began, came to its last offers, or ended within this window."""
    before = timedelta(seconds=policy.last_offers_seconds)
    around = (ShiftRow.starts_at <= tx.now, ShiftRow.ends_at > tx.now - window)
    close = (ShiftRow.starts_at > tx.now - window) | (ShiftRow.ends_at <= tx.now + before)
    statement = (
        select(Counsellor.id)
        .distinct()
        .join(Staff, Staff.id == Counsellor.id)
        .join(ShiftRow, ShiftRow.counsellor_id == Counsellor.id)
        .where(*around, close, Counsellor.absent_since.is_(None), Staff.disabled_at.is_(None))
    )
    ids = list((await tx.run(statement)).scalars())
    if not ids:
        return []
    found = await shifts.between(tx, tx.now - window - QUARTER * before, tx.now + SOON, of=ids)
    then = tx.now - window
    return sorted(
        who
        for who in ids
        if _standing(found, CounsellorId(who), then, before)
        != _standing(found, CounsellorId(who), tx.now, before)
    )


async def forgotten(tx: Transaction) -> list[UUID]:
    """Who wishes contacts a quarter of an hour after her shift still: tomorrow's first would ring in vain."""
    since = tx.now - FORGOTTEN
    lately = exists().where(
        ShiftRow.counsellor_id == Counsellor.id, ShiftRow.ends_at > since, ShiftRow.starts_at <= tx.now
    )
    statement = (
        select(Counsellor.id)
        .where(Counsellor.wish == Presence.READY, Counsellor.wish_since <= since, ~lately)
        .order_by(Counsellor.id)
    )
    return list((await tx.run(statement)).scalars())


def _standing(found: list[Shift], who: CounsellorId, at: datetime, before: timedelta) -> tuple[bool, bool]:
    """Whether she is on duty, and whether it is too late for new offers."""
    duty = duty_at(found, who, at)
    return duty is not None, duty is not None and last_offers_at(duty, before) <= at
