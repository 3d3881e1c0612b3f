"""Sign-ins of staff and their tickets for sockets; of each token only the hash is stored."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, Row, and_, delete, insert, or_, select, update

from app.domain.counsellor import CounsellorId, Role
from app.frames.bus import SignedOut
from app.models.staff import Staff, StaffSession, WsTicket
from app.repositories.ids import new_id
from app.repositories.transaction import Transaction


@dataclass(frozen=True, slots=True)
class SignedIn:
    """Whoever holds a sign-in that is valid now."""

    session_id: UUID
    counsellor_id: CounsellorId
    name: str
    role: Role
    centre: str | None


MEMBER = (StaffSession.id, Staff.id.label("staff_id"), Staff.name, Staff.role, Staff.centre)


async def open_session(tx: Transaction, staff_id: UUID, token_hash: bytes, *, lasts: timedelta) -> UUID:
    """A sign-in that ends by itself after `lasts`, however busy it is."""
    session_id = new_id(tx.now)
    await tx.run(
        insert(StaffSession).values(
            id=session_id,
            staff_id=staff_id,
            token_hash=token_hash,
            created_at=tx.now,
            last_seen_at=tx.now,
            expires_at=tx.now + lasts,
        )
    )
    return session_id


async def signed_in(tx: Transaction, token_hash: bytes, *, idle: timedelta) -> SignedIn | None:
    """Who holds this token, if it is valid now; being asked counts as a sign of life."""
    statement = (
        select(*MEMBER, StaffSession.last_seen_at)
        .join(Staff, Staff.id == StaffSession.staff_id)
        .where(StaffSession.token_hash == token_hash, valid(tx.now, idle))
    )
    row = (await tx.run(statement)).one_or_none()
    if row is None:
        return None
    if tx.now - row.last_seen_at > timedelta(minutes=1):
        seen = update(StaffSession).where(StaffSession.id == row.id).values(last_seen_at=tx.now)
        await tx.run(seen)
    return _member(row)


async def end_session(tx: Transaction, token_hash: bytes) -> UUID | None:
    """Sign out; the sockets of this sign-in close once that is committed. None if it had ended before."""
    ended = await _end(tx, StaffSession.token_hash == token_hash)
    return ended[0] if ended else None


async def end_sessions(tx: Transaction, staff_id: UUID) -> Sequence[UUID]:
    """End every sign-in of an account."""
    return await _end(tx, StaffSession.staff_id == staff_id)


async def still_signed_in(tx: Transaction, session_ids: Iterable[UUID], *, idle: timedelta) -> set[UUID]:
    """Those of these sign-ins that are valid now: the net under a lost `SignedOut` (promises § 3.14)."""
    statement = (
        select(StaffSession.id)
        .join(Staff, Staff.id == StaffSession.staff_id)
        .where(StaffSession.id.in_(list(session_ids)), valid(tx.now, idle))
    )
    return set((await tx.run(statement)).scalars())


async def keep_alive(tx: Transaction, session_ids: Iterable[UUID]) -> None:
    """Sign-ins with an open socket are not idle."""
    ids = list(session_ids)
    await tx.run(update(StaffSession).where(StaffSession.id.in_(ids)).values(last_seen_at=tx.now))


async def put_ticket(tx: Transaction, session_id: UUID, token_hash: bytes, *, lasts: timedelta) -> None:
    """A ticket that opens one socket for this sign-in."""
    await tx.run(
        insert(WsTicket).values(token_hash=token_hash, session_id=session_id, expires_at=tx.now + lasts)
    )


async def redeem_ticket(tx: Transaction, token_hash: bytes, *, idle: timedelta) -> SignedIn | None:
    """Use a ticket up, in one statement, so that of several callers exactly one gets in."""
    statement = (
        update(WsTicket)
        .where(
            WsTicket.token_hash == token_hash,
            WsTicket.used_at.is_(None),
            WsTicket.expires_at > tx.now,
            StaffSession.id == WsTicket.session_id,
            Staff.id == StaffSession.staff_id,
            valid(tx.now, idle),
        )
        .values(used_at=tx.now)
        .returning(*MEMBER)
    )
    row = (await tx.run(statement)).one_or_none()
    return None if row is None else _member(row)


async def sweep(tx: Transaction, *, kept: timedelta, idle: timedelta) -> None:
    """Forget tickets that are over, and sign-ins that have been over for `kept`."""
    await tx.run(delete(WsTicket).where(WsTicket.expires_at < tx.now - timedelta(hours=1)))
    over = or_(
        StaffSession.expires_at < tx.now - kept,
        StaffSession.ended_at < tx.now - kept,
        StaffSession.last_seen_at < tx.now - kept - idle,
    )
    await tx.run(delete(WsTicket).where(WsTicket.session_id.in_(select(StaffSession.id).where(over))))
    await tx.run(delete(StaffSession).where(over))


def valid(now: datetime, idle: timedelta) -> ColumnElement[bool]:
    """The one condition for a sign-in to hold: not ended, not over, not idle, the account not disabled."""
    return and_(
        StaffSession.ended_at.is_(None),
        StaffSession.expires_at > now,
        StaffSession.last_seen_at > now - idle,
        Staff.disabled_at.is_(None),
    )


async def _end(tx: Transaction, which: ColumnElement[bool]) -> Sequence[UUID]:
    statement = (
        update(StaffSession)
        .where(which, StaffSession.ended_at.is_(None))
        .values(ended_at=tx.now)
        .returning(StaffSession.id)
    )
    ended = (await tx.run(statement)).scalars().all()
    if ended:
        tx.publish(SignedOut(session_ids=tuple(ended)))
    return ended


def _member(row: Row[Any]) -> SignedIn:
    return SignedIn(
        session_id=row.id,
        counsellor_id=CounsellorId(row.staff_id),
        name=row.name,
        role=Role(row.role),
        centre=row.centre,
    )
