"""Follow-ups: asked, found, ended, erased; their text and number go in and out as they are encrypted."""

from collections.abc import Sequence
from dataclasses import dataclass, fields
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import func, insert, select, update

from app.domain.contact import Language
from app.domain.follow_up import OPEN, Kind, Progress, State
from app.models.follow_up import FollowUp
from app.repositories.transaction import Transaction

REVISION = "0003"
"""The schema that has them; during a deployment it may still be to come."""


@dataclass(frozen=True, slots=True)
class FollowUpRow:
    """A follow-up as it is stored."""

    id: UUID
    number_asked: int
    contact_id: UUID | None
    kind: Kind
    language: Language
    county: str | None
    text: bytes | None
    phone_number: bytes | None
    code_hash: bytes
    asked_at: datetime
    expires_at: datetime
    state: State
    attempts: int
    not_before: datetime | None
    ended_at: datetime | None
    first_read_at: datetime | None

    @property
    def progress(self) -> Progress:
        """How far it has come."""
        return Progress(self.state, self.attempts, self.not_before)


COLUMNS = [getattr(FollowUp, field.name) for field in fields(FollowUpRow)]
OPEN_STATES = [str(state) for state in OPEN]


def as_row(row: Any) -> FollowUpRow:
    """A database row with all of COLUMNS as a FollowUpRow."""
    values = dict(row._mapping)
    values["kind"] = Kind(values["kind"])
    values["language"] = Language(values["language"])
    values["state"] = State(values["state"])
    return FollowUpRow(**values)


async def add(tx: Transaction, **values: Any) -> FollowUpRow:
    """Somebody asked; raises `Violated` for a request that made one already."""
    statement = insert(FollowUp).values(asked_at=tx.now, state=State.WAITING, attempts=0, **values)
    return as_row((await tx.run(statement.returning(*COLUMNS))).one())


async def find(tx: Transaction, follow_up_id: UUID) -> FollowUpRow | None:
    """The follow-up as it is now."""
    row = (await tx.run(select(*COLUMNS).where(FollowUp.id == follow_up_id))).one_or_none()
    return None if row is None else as_row(row)


async def find_by_request(tx: Transaction, request_id: UUID) -> FollowUpRow | None:
    """The follow-up that this request made."""
    row = (await tx.run(select(*COLUMNS).where(FollowUp.request_id == request_id))).one_or_none()
    return None if row is None else as_row(row)


async def find_by_code(tx: Transaction, hashed: bytes) -> FollowUpRow | None:
    """The follow-up with this receipt code."""
    row = (await tx.run(select(*COLUMNS).where(FollowUp.code_hash == hashed))).one_or_none()
    return None if row is None else as_row(row)


async def of_contact(tx: Transaction, contact_id: UUID) -> list[FollowUpRow]:
    """What was asked by way of this contact, oldest first."""
    statement = select(*COLUMNS).where(FollowUp.contact_id == contact_id).order_by(FollowUp.number_asked)
    return [as_row(row) for row in await tx.run(statement)]


async def lock(tx: Transaction, follow_up_id: UUID) -> FollowUpRow | None:
    """The follow-up under its row lock; contacts must have been locked before it."""
    statement = select(*COLUMNS).where(FollowUp.id == follow_up_id).with_for_update(key_share=True)
    row = (await tx.run(statement)).one_or_none()
    return None if row is None else as_row(row)


async def open_count(tx: Transaction) -> int:
    """How many are open."""
    statement = select(func.count()).where(FollowUp.state.in_(OPEN_STATES), FollowUp.ended_at.is_(None))
    return int((await tx.run(statement)).scalar_one())


async def open_with_number(tx: Transaction, marks: Sequence[bytes]) -> int:
    """How many open ones have this number, given as it is marked under each key."""
    alike = (FollowUp.ended_at.is_(None), FollowUp.number_mark.in_(list(marks)))
    return int((await tx.run(select(func.count()).where(*alike))).scalar_one())


async def replace_code(tx: Transaction, follow_up_id: UUID, hashed: bytes) -> None:
    """Another code, where the key that made the former one has been taken away."""
    await tx.run(update(FollowUp).where(FollowUp.id == follow_up_id).values(code_hash=hashed))


async def advance(tx: Transaction, row: FollowUpRow, progress: Progress) -> None:
    """Where it is now; at its end text, number and mark go (P8). The caller holds the row lock."""
    changes: dict[str, Any] = {
        "state": progress.state,
        "attempts": progress.attempts,
        "not_before": progress.not_before,
    }
    if progress.ended and row.ended_at is None:
        changes |= {"ended_at": tx.now} | _without_text(tx)
    await tx.run(update(FollowUp).where(FollowUp.id == row.id).values(changes))


async def erase(tx: Transaction, follow_up_id: UUID) -> None:
    """Its citizen wants it gone, whatever has become of it. The caller holds the row lock."""
    changes = {"state": State.ERASED, "ended_at": func.coalesce(FollowUp.ended_at, tx.now)} | _without_text(
        tx
    )
    await tx.run(update(FollowUp).where(FollowUp.id == follow_up_id).values(changes))


async def was_read(tx: Transaction, follow_up_id: UUID) -> None:
    """Its citizen has read an answer; the first time counts."""
    first = (FollowUp.id == follow_up_id, FollowUp.first_read_at.is_(None))
    await tx.run(update(FollowUp).where(*first).values(first_read_at=tx.now))


async def expired(tx: Transaction, *, most: int) -> list[UUID]:
    """Open ones whose time is over."""
    due = (FollowUp.ended_at.is_(None), FollowUp.expires_at <= tx.now)
    statement = select(FollowUp.id).where(*due).order_by(FollowUp.number_asked).limit(most)
    return list((await tx.run(statement)).scalars())


async def waiting(tx: Transaction) -> tuple[int, datetime | None]:
    """How many are open, and when the oldest of them was asked."""
    if not tx.reached(REVISION):
        return 0, None
    columns = (func.count().label("waiting"), func.min(FollowUp.asked_at).label("oldest"))
    row = (await tx.run(select(*columns).where(FollowUp.ended_at.is_(None)))).one()
    return int(row.waiting), row.oldest


async def asked_between(tx: Transaction, starts: datetime, ends: datetime) -> list[tuple[datetime, Kind]]:
    """When and how those asked who had no contact: each is an arrival of its own (design § 3)."""
    if not tx.reached(REVISION):
        return []
    own = (FollowUp.contact_id.is_(None), FollowUp.asked_at >= starts, FollowUp.asked_at < ends)
    rows = await tx.run(select(FollowUp.asked_at, FollowUp.kind).where(*own))
    return [(row.asked_at, Kind(row.kind)) for row in rows]


def is_readable(row: FollowUpRow, now: datetime, kept: timedelta) -> bool:
    """Whether its receipt still opens it: not once it is erased, or over for as long as answers are kept."""
    return row.state is not State.ERASED and (row.ended_at is None or now - row.ended_at < kept)


def _without_text(tx: Transaction) -> dict[str, Any]:
    gone_at = func.coalesce(FollowUp.text_gone_at, tx.now)
    return {"text": None, "phone_number": None, "number_mark": None, "text_gone_at": gone_at}
