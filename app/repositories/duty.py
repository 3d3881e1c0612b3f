"""Counsellors at work: their rows, their seats counted from rows, and who may be offered something."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, fields
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import exists, insert, select, update

from app.domain.contact import Channel
from app.domain.counsellor import Presence, Role, Seats
from app.domain.policy import Policy
from app.models.desk import Worker
from app.models.staff import Counsellor, PresenceLog, Shift, Staff
from app.repositories.desk import SILENT
from app.repositories.transaction import Transaction


@dataclass(frozen=True, slots=True)
class CounsellorRow:
    """A counsellor with her account, as stored."""

    id: UUID
    name: str
    role: Role
    centre: str | None
    disabled: bool
    version: int
    permitted: Sequence[str]
    chat_capacity: int | None
    wish: Presence
    wish_channels: Sequence[str]
    wish_since: datetime
    wish_reason: str | None
    idle_since: datetime
    absent_since: datetime | None
    generation: int


COLUMNS = [
    Counsellor.id,
    Staff.name,
    Staff.role,
    Staff.centre,
    Staff.disabled_at.is_not(None).label("disabled"),
    Counsellor.version,
    Counsellor.permitted,
    Counsellor.chat_capacity,
    Counsellor.wish,
    Counsellor.wish_channels,
    Counsellor.wish_since,
    Counsellor.wish_reason,
    Counsellor.idle_since,
    Counsellor.absent_since,
    Counsellor.generation,
]

SEATS = """
SELECT held.counsellor_id, c.channel, count(*) AS seats FROM (
  SELECT o.counsellor_id, o.contact_id FROM offer o
    WHERE o.outcome IS NULL AND o.counsellor_id = ANY(CAST(:ids AS uuid[]))
  UNION
  SELECT c.owner, c.id FROM contact c
    WHERE c.owner = ANY(CAST(:ids AS uuid[])) AND (c.state = 'active' OR c.state = 'wrap_up' AND c.since >
      CAST(CASE c.channel WHEN 'phone' THEN :phone_since ELSE :chat_since END AS timestamptz))
) held JOIN contact c ON c.id = held.contact_id GROUP BY 1, 2
"""


def as_row(row: Any) -> CounsellorRow:
    """A database row with all of COLUMNS as a CounsellorRow."""
    values = {field.name: getattr(row, field.name) for field in fields(CounsellorRow)}
    values["role"] = Role(values["role"])
    values["wish"] = Presence(values["wish"])
    return CounsellorRow(**values)


async def find(tx: Transaction, counsellor_id: UUID) -> CounsellorRow | None:
    """The counsellor as she is now, without a lock."""
    statement = select(*COLUMNS).join(Staff, Staff.id == Counsellor.id).where(Counsellor.id == counsellor_id)
    row = (await tx.run(statement)).one_or_none()
    return None if row is None else as_row(row)


async def lock(tx: Transaction, counsellor_ids: Iterable[UUID]) -> dict[UUID, CounsellorRow]:
    """Counsellors under their row locks, in the order of their ids, before any contact (promises § 3.8)."""
    ids = sorted(set(counsellor_ids))
    if not ids:
        return {}
    await tx.run(
        select(Counsellor.id)
        .where(Counsellor.id.in_(ids))
        .order_by(Counsellor.id)
        .with_for_update(key_share=True)
    )
    statement = select(*COLUMNS).join(Staff, Staff.id == Counsellor.id).where(Counsellor.id.in_(ids))
    return {row.id: as_row(row) for row in await tx.run(statement)}


async def set_wish(
    tx: Transaction, row: CounsellorRow, wish: Presence, *, channels: Sequence[str], reason: str | None = None
) -> CounsellorRow:
    """Store the wish, and write it into the presence log; the caller tells her by `change`."""
    values = {
        "wish": wish,
        "wish_channels": list(channels),
        "wish_since": tx.now,
        "wish_reason": reason,
        "idle_since": tx.now,
    }
    await tx.run(update(Counsellor).where(Counsellor.id == row.id).values(values))
    await log_presence(tx, row, state=wish, channels=channels, reason=reason)
    found = await find(tx, row.id)
    assert found is not None
    return found


async def came(tx: Transaction, row: CounsellorRow, worker_id: UUID) -> int:
    """The newest socket of a locked counsellor: her generation rises and absence ends."""
    generation = row.generation + 1
    values = {"generation": generation, "worker_id": worker_id, "absent_since": None}
    await tx.run(update(Counsellor).where(Counsellor.id == row.id).values(values))
    if row.absent_since is not None:
        await log_presence(tx, row, state=row.wish, channels=row.wish_channels)
    return generation


async def went(
    tx: Transaction,
    counsellor_id: UUID,
    *,
    since: datetime,
    generation: int | None = None,
    worker_id: UUID | None = None,
) -> bool:
    """Her socket of this generation, or on this worker, is gone since then; whether that was the newest."""
    statement = (
        update(Counsellor)
        .where(Counsellor.id == counsellor_id, Counsellor.absent_since.is_(None))
        .values(absent_since=since, worker_id=None, version=Counsellor.version + 1)
        .returning(Counsellor.id)
    )
    if generation is not None:
        statement = statement.where(Counsellor.generation == generation)
    if worker_id is not None:
        statement = statement.where(Counsellor.worker_id == worker_id)
    if (await tx.run(statement)).one_or_none() is None:
        return False
    row = await find(tx, counsellor_id)
    assert row is not None
    await log_presence(tx, row, state="absent", channels=row.wish_channels)
    tx.line_changed()
    return True


async def is_here(tx: Transaction, counsellor_id: UUID, generation: int, worker_id: UUID) -> None:
    """A worker that was taken for gone says her socket anew."""
    values = {"absent_since": None, "worker_id": worker_id}
    statement = update(Counsellor).where(
        Counsellor.id == counsellor_id,
        Counsellor.generation == generation,
        Counsellor.absent_since.is_not(None),
    )
    if (await tx.run(statement.values(values).returning(Counsellor.id))).one_or_none() is not None:
        tx.then.wake = True


async def log_presence(
    tx: Transaction, row: CounsellorRow, *, state: str, channels: Sequence[str], reason: str | None = None
) -> None:
    """From now on she is in this state, as the statistics of staffed time see it."""
    await tx.run(
        insert(PresenceLog).values(
            counsellor_id=row.id,
            centre=row.centre,
            at=tx.now,
            state=state,
            channels=list(channels),
            reason=reason,
        )
    )


async def seats(tx: Transaction, counsellor_ids: Iterable[UUID], policy: Policy) -> dict[UUID, Seats]:
    """Seats of these counsellors, counted from rows and never up and down (design § 4).

    A seat is held by an open offer (a transfer's too), a conversation, and a wrap-up for its first while.
    """
    ids = list(counsellor_ids)
    if not ids:
        return {}
    values = {"ids": ids, **wrap_up_since(tx.now, policy)}
    held: dict[UUID, dict[str, int]] = {}
    for row in await tx.run(SEATS, values):
        held.setdefault(row.counsellor_id, {})[row.channel] = row.seats
    capacities = await tx.run(select(Counsellor.id, Counsellor.chat_capacity).where(Counsellor.id.in_(ids)))
    return {
        row.id: Seats(
            chat_capacity=policy.chat_capacity if row.chat_capacity is None else row.chat_capacity,
            chat_held=held.get(row.id, {}).get(Channel.CHAT, 0),
            phone_held=held.get(row.id, {}).get(Channel.PHONE, 0),
        )
        for row in capacities
    }


def wrap_up_since(now: datetime, policy: Policy) -> dict[str, datetime]:
    """Wrap-ups begun after these instants hold their seat still."""
    return {
        "chat_since": now - policy.wrap_up_seat_chat,
        "phone_since": now - policy.wrap_up_seat_phone,
    }


async def shift_channels(tx: Transaction, counsellor_id: UUID) -> tuple[frozenset[Channel], datetime | None]:
    """The channels of the shifts that hold now, and when the last of them ends; none: not on shift."""
    statement = select(Shift.channels, Shift.ends_at).where(
        Shift.counsellor_id == counsellor_id, Shift.starts_at <= tx.now, Shift.ends_at > tx.now
    )
    rows = (await tx.run(statement)).all()
    channels = frozenset(Channel(name) for row in rows for name in row.channels)
    return channels, max((row.ends_at for row in rows), default=None)


@dataclass(frozen=True, slots=True)
class Ready:
    """Somebody who could be given something: for which channels, and when her last running shift ends."""

    row: CounsellorRow
    channels: frozenset[Channel]
    until: datetime


async def ready(tx: Transaction) -> list[Ready]:
    """Everybody on shift, present and wishing, with the channels that shift, wish and permission share.

    Whose worker has fallen silent is not counted, also while nobody has mourned it yet (I14).
    """
    statement = (
        select(*COLUMNS, Shift.channels.label("on_shift"), Shift.ends_at)
        .join(Staff, Staff.id == Counsellor.id)
        .join(Shift, Shift.counsellor_id == Counsellor.id)
        .where(
            Shift.starts_at <= tx.now,
            Shift.ends_at > tx.now,
            Counsellor.wish == Presence.READY,
            Counsellor.absent_since.is_(None),
            Staff.disabled_at.is_(None),
            ~exists().where(Worker.id == Counsellor.worker_id, Worker.last_alive < tx.now - SILENT),
        )
    )
    found: dict[UUID, Ready] = {}
    for row in await tx.run(statement):
        counsellor = as_row(row)
        wished = set(counsellor.wish_channels) & set(counsellor.permitted)
        channels = frozenset(Channel(name) for name in row.on_shift if name in wished)
        before = found.get(row.id, Ready(counsellor, frozenset(), row.ends_at))
        found[row.id] = Ready(counsellor, before.channels | channels, max(before.until, row.ends_at))
    return list(found.values())
