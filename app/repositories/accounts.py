"""Accounts as coordinators edit them: whole documents, and what a change of one ends."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from sqlalchemy import Row, Select, delete, func, select, update

from app.domain.accounts import AccountBody, AtWork
from app.domain.contact import Channel, Language, State
from app.domain.counsellor import CounsellorId, Role
from app.domain.errors import Unavailable
from app.domain.roster import Shift, ShiftId
from app.models.contact import Contact
from app.models.staff import Counsellor, PresenceLog, Staff, StaffSession
from app.models.staff import Shift as ShiftRow
from app.repositories import abilities, duty
from app.repositories.routing import SINCE
from app.repositories.transaction import Transaction

SHIFT = (ShiftRow.id, ShiftRow.counsellor_id, ShiftRow.starts_at, ShiftRow.ends_at, ShiftRow.channels)


async def every(tx: Transaction) -> dict[UUID, AccountBody]:
    """All accounts by name, the shut ones too."""
    rows = list(await tx.run(_accounts().order_by(Staff.name, Staff.id)))
    able = await abilities.of(tx, [row.id for row in rows])
    return {row.id: _account(row, able.get(row.id, abilities.USUAL)) for row in rows}


async def store(tx: Transaction, staff_id: UUID, before: AccountBody, after: AccountBody) -> None:
    """What is otherwise, but for `active`; raises `Unavailable` before the schema knows abilities."""
    about = {"email": after.email, "name": after.name, "role": after.role, "centre": after.centre}
    await tx.run(update(Staff).where(Staff.id == staff_id).values(about))
    permitted = [channel.value for channel in after.channels]
    work: dict[str, Any] = {"permitted": permitted, "chat_capacity": after.chat_capacity}
    # Nothing is published: the comparison finds the version and shows her screen anew within two seconds.
    work["version"] = Counsellor.version + 1
    await tx.run(update(Counsellor).where(Counsellor.id == staff_id).values(work))
    await _store_abilities(tx, staff_id, before, after)
    tx.then.wake = True


async def _store_abilities(tx: Transaction, staff_id: UUID, before: AccountBody, after: AccountBody) -> None:
    if (before.languages, before.skills) == (after.languages, after.skills):
        return
    if not tx.reached(SINCE):
        raise Unavailable({"schema": "is being brought up to date"})
    await abilities.put(tx, staff_id, abilities.LANGUAGE, after.languages)
    await abilities.put(tx, staff_id, abilities.SKILL, after.skills)


async def moved(tx: Transaction, staff_id: UUID) -> None:
    """Her time counts for another centre from now on: her presence goes on under its name (P7)."""
    statement = select(PresenceLog.state, PresenceLog.channels, PresenceLog.reason)
    statement = statement.where(PresenceLog.counsellor_id == staff_id)
    newest = (await tx.run(statement.order_by(PresenceLog.at.desc(), PresenceLog.id.desc()).limit(1))).first()
    row = await duty.find(tx, staff_id)
    if newest is not None and row is not None:
        await duty.log_presence(tx, row, state=newest.state, channels=newest.channels, reason=newest.reason)


async def end_shifts(tx: Transaction, staff_id: UUID) -> tuple[list[Shift], list[Shift]]:
    """Take her off the plan from now on: shifts that are gone, and those that end now."""
    hers = ShiftRow.counsellor_id == staff_id
    gone = await tx.run(delete(ShiftRow).where(hers, ShiftRow.starts_at >= tx.now).returning(*SHIFT))
    cut = update(ShiftRow).where(hers, ShiftRow.ends_at > tx.now).values(ends_at=tx.now)
    return [_shift(row) for row in gone], [_shift(row) for row in await tx.run(cut.returning(*SHIFT))]


async def at_work(tx: Transaction, staff_id: UUID) -> AtWork:
    """What she holds now: sign-ins, conversations, and shifts that have not ended."""
    signed_in = _count(StaffSession, StaffSession.staff_id == staff_id, StaffSession.ended_at.is_(None))
    talking = _count(Contact, Contact.owner == staff_id, Contact.state == State.ACTIVE)
    planned = _count(ShiftRow, ShiftRow.counsellor_id == staff_id, ShiftRow.ends_at > tx.now)
    signed_in = signed_in.where(StaffSession.expires_at > tx.now)
    counts = [int((await tx.run(one)).scalar_one()) for one in (signed_in, talking, planned)]
    return AtWork(*counts)


def _count(table: Any, *which: Any) -> Select[Any]:
    return select(func.count()).select_from(table).where(*which)


def _accounts() -> Select[Any]:
    columns: tuple[Any, ...] = (Staff.id, Staff.email, Staff.name, Staff.role, Staff.centre)
    columns = (*columns, Staff.disabled_at, Counsellor.permitted, Counsellor.chat_capacity)
    return select(*columns).join(Counsellor, Counsellor.id == Staff.id)


def _account(row: Row[Any], able: abilities.Abilities) -> AccountBody:
    return AccountBody(
        email=row.email,
        name=row.name,
        role=Role(row.role),
        centre=row.centre,
        channels=tuple(one for one in Channel if one in row.permitted),
        languages=tuple(one for one in Language if one in able.languages),
        skills=tuple(sorted(able.skills)),
        chat_capacity=row.chat_capacity,
        active=row.disabled_at is None,
    )


def _shift(row: Row[Any]) -> Shift:
    channels: Sequence[str] = row.channels
    return Shift(
        ShiftId(row.id),
        CounsellorId(row.counsellor_id),
        row.starts_at,
        row.ends_at,
        frozenset(Channel(name) for name in channels),
    )
