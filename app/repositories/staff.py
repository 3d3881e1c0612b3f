"""Accounts of staff, and the centres they belong to."""

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from sqlalchemy import Row, func, insert, select, update
from sqlalchemy.exc import IntegrityError

from app.domain.contact import Channel
from app.domain.counsellor import CounsellorId, Presence, Role
from app.domain.errors import Invalid
from app.frames.bus import ToCounsellor
from app.models.staff import Centre, Counsellor, Staff
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


ACCOUNT = (
    Staff.id,
    Staff.email,
    Staff.name,
    Staff.role,
    Staff.centre,
    Staff.password_hash,
    Staff.disabled_at,
)


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
        tx.publish(ToCounsellor(counsellor_id=staff_id, version=version))
        tx.then.wake = True


async def chat_capacity(tx: Transaction, staff_id: UUID) -> int | None:
    """How many chats she may hold at once; null: as many as the policy says."""
    statement = select(Counsellor.chat_capacity).where(Counsellor.id == staff_id)
    return (await tx.run(statement)).scalar_one_or_none()


async def set_chat_capacity(tx: Transaction, staff_id: UUID, capacity: int | None) -> None:
    """Another capacity from now on, null for the policy's; she is told, and keeps what she has.

    Her row is locked first, as every claim locks it before it counts (I5). Nothing is published: a version
    that came with no frames would pass for told, and so the comparison shows her screen anew.
    """
    await tx.run(select(Counsellor.id).where(Counsellor.id == staff_id).with_for_update(key_share=True))
    values = {"chat_capacity": capacity, "version": Counsellor.version + 1}
    await tx.run(update(Counsellor).where(Counsellor.id == staff_id).values(values))
    tx.then.wake = True


async def centres(tx: Transaction) -> list[tuple[str, dict[str, Any]]]:
    """Every centre: its code, and its name by language."""
    rows = await tx.run(select(Centre.code, Centre.name).order_by(Centre.code))
    return [(row.code, row.name) for row in rows]


def normal(email: str) -> str:
    """An address as it is stored and compared."""
    return email.strip().lower()


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


def _why_refused(constraint: str) -> dict[str, str]:
    return {"centre": "unknown"} if constraint == "fk_staff_centre" else {"email": "taken"}
