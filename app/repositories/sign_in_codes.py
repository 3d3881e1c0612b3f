"""Codes with which a password is chosen, one for each account; only their hashes are stored."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from sqlalchemy import ColumnElement, delete, select
from sqlalchemy.dialects.postgresql import insert as upsert

from app.domain.errors import Unavailable
from app.models.staff import SignInCode
from app.repositories.transaction import Transaction

REVISION = "0006"


@dataclass(frozen=True, slots=True)
class Standing:
    """A code that has not been used. `needed`: there is no password without it."""

    expires_at: datetime
    needed: bool


async def put(
    tx: Transaction, staff_id: UUID, code_hash: bytes, *, lasts: timedelta, needed: bool
) -> datetime:
    """This code and no former one, until the instant answered; raises `Unavailable` (ADR 14)."""
    require(tx)
    values = {"code_hash": code_hash, "made_at": tx.now, "expires_at": tx.now + lasts, "needed": needed}
    statement = upsert(SignInCode).values(staff_id=staff_id, **values)
    statement = statement.on_conflict_do_update(
        index_elements=[SignInCode.staff_id],
        set_=values | {"needed": SignInCode.needed | needed},
    )
    await tx.run(statement)
    return tx.now + lasts


async def holds(tx: Transaction, staff_id: UUID, code_hash: bytes) -> bool:
    """Whether this is the account's code, and its time is not over."""
    if not tx.reached(REVISION):
        return False
    statement = select(SignInCode.staff_id).where(*_this(tx, staff_id, code_hash))
    return (await tx.run(statement)).one_or_none() is not None


async def use_up(tx: Transaction, staff_id: UUID, code_hash: bytes) -> bool:
    """Use it up, in one statement, so that of several callers exactly one gets in."""
    statement = delete(SignInCode).where(*_this(tx, staff_id, code_hash)).returning(SignInCode.staff_id)
    return (await tx.run(statement)).one_or_none() is not None


async def forget(tx: Transaction, staff_id: UUID) -> None:
    """There is another way in now."""
    if tx.reached(REVISION):
        await tx.run(delete(SignInCode).where(SignInCode.staff_id == staff_id))


async def standing(tx: Transaction) -> Mapping[UUID, Standing]:
    """Every code that has not been used, also those whose time is over."""
    if not tx.reached(REVISION):
        return {}
    statement = select(SignInCode.staff_id, SignInCode.expires_at, SignInCode.needed)
    return {row.staff_id: Standing(row.expires_at, row.needed) for row in await tx.run(statement)}


def require(tx: Transaction) -> None:
    """Raise `Unavailable` while the schema has no codes yet."""
    if not tx.reached(REVISION):
        raise Unavailable({"schema": "is being brought up to date"})


def _this(tx: Transaction, staff_id: UUID, code_hash: bytes) -> tuple[ColumnElement[bool], ...]:
    return (
        SignInCode.staff_id == staff_id,
        SignInCode.code_hash == code_hash,
        SignInCode.expires_at > tx.now,
    )
