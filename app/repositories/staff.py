"""Accounts of staff, their sign-ins and their tickets for sockets; of a secret only the hash is stored."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, Row, and_, delete, func, insert, or_, select, update
from sqlalchemy.exc import IntegrityError

from app.domain.contact import Channel
from app.domain.counsellor import CounsellorId, Presence, Role
from app.domain.errors import Invalid
from app.frames.bus import SignedOut
from app.models.staff import Centre, Counsellor, Staff, StaffSession, WsTicket
from app.repositories.ids import new_id
from app.repositories.transaction import Transaction, violated


@dataclass(frozen=True, slots=True)
class Account:
    """An account as stored; `email` in lower case."""

    id: CounsellorId
    email: str
    name: str
    role: Role
    centre: str | None
    password_hash: str
    disabled: bool


@dataclass(frozen=True, slots=True)
class SignedIn:
    """Whoever holds a sign-in that is valid now."""

    session_id: UUID
    counsellor_id: CounsellorId
    name: str
    role: Role
    centre: str | None


ACCOUNT = (
    Staff.id,
    Staff.email,
    Staff.name,
    Staff.role,
    Staff.centre,
    Staff.password_hash,
    Staff.disabled_at,
)
MEMBER = (StaffSession.id, Staff.id.label("staff_id"), Staff.name, Staff.role, Staff.centre)


async def find(tx: Transaction, email: str) -> Account | None:
    """The account with this address, however its letters are written."""
    row = (await tx.run(select(*ACCOUNT).where(Staff.email == normal(email)))).one_or_none()
    return None if row is None else _account(row)


async def every(tx: Transaction) -> list[Account]:
    """All accounts by address, the disabled ones too."""
    return [_account(row) for row in await tx.run(select(*ACCOUNT).order_by(Staff.email))]


async def add(
    tx: Transaction, *, email: str, name: str, role: Role, centre: str | None, password_hash: str
) -> CounsellorId:
    """A new account with its place at work; raises `Invalid` for a taken address or an unknown centre."""
    staff_id = new_id(tx.now)
    values = {"email": normal(email), "name": name, "role": role, "centre": centre}
    try:
        await tx.run(
            insert(Staff).values(id=staff_id, password_hash=password_hash, created_at=tx.now, **values)
        )
    except IntegrityError as error:
        raise Invalid(_why_refused(violated(error))) from error
    await tx.run(
        insert(Counsellor).values(
            id=staff_id,
            permitted=[channel.value for channel in Channel],
            wish=Presence.OFF,
            wish_channels=[],
            wish_since=tx.now,
            idle_since=tx.now,
            absent_since=tx.now,
        )
    )
    return CounsellorId(staff_id)


async def set_password(tx: Transaction, staff_id: UUID, password_hash: str) -> None:
    """A new password; what was signed in with the old one is the caller's to end."""
    await tx.run(update(Staff).where(Staff.id == staff_id).values(password_hash=password_hash))


async def set_disabled(tx: Transaction, staff_id: UUID, *, disabled: bool) -> None:
    """Shut an account or open it again; her place at work gets a new version either way."""
    instant = func.coalesce(Staff.disabled_at, tx.now) if disabled else None
    await tx.run(update(Staff).where(Staff.id == staff_id).values(disabled_at=instant))
    raised = update(Counsellor).where(Counsellor.id == staff_id).values(version=Counsellor.version + 1)
    version = (await tx.run(raised.returning(Counsellor.version))).scalar_one_or_none()
    if version is not None:
        tx.tell_counsellor(staff_id, version)
        tx.then.wake = True


async def centres(tx: Transaction) -> list[tuple[str, dict[str, Any]]]:
    """Every centre: its code, and its name by language."""
    rows = await tx.run(select(Centre.code, Centre.name).order_by(Centre.code))
    return [(row.code, row.name) for row in rows]


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


def normal(email: str) -> str:
    """An address as it is stored and compared."""
    return email.strip().lower()


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


def _account(row: Row[Any]) -> Account:
    return Account(
        id=CounsellorId(row.id),
        email=row.email,
        name=row.name,
        role=Role(row.role),
        centre=row.centre,
        password_hash=row.password_hash,
        disabled=row.disabled_at is not None,
    )


def _member(row: Row[Any]) -> SignedIn:
    return SignedIn(
        session_id=row.id,
        counsellor_id=CounsellorId(row.staff_id),
        name=row.name,
        role=Role(row.role),
        centre=row.centre,
    )


def _why_refused(constraint: str) -> dict[str, str]:
    return {"centre": "unknown"} if constraint == "fk_staff_centre" else {"email": "taken"}
