"""Contacts: read, lock, insert, and the one way they move from state to state."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, fields
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import ARRAY, Uuid, any_, cast, insert, select, update

from app.domain.contact import Cause, Channel, ContactId, Language, State, next_state
from app.frames.bus import ToCitizen, raw
from app.frames.shared import Sendable
from app.models.contact import Contact, ContactEvent
from app.repositories.transaction import Transaction


@dataclass(frozen=True, slots=True)
class ContactRow:
    """A contact as it is stored, without what only its citizen may use (token, code)."""

    id: UUID
    channel: Channel
    language: Language
    state: State
    version: int
    last_seq: int
    ticket: int | None
    arrived_at: datetime
    since: datetime
    alias: str | None
    county: str | None
    owner: UUID | None
    answered_at: datetime | None
    answered_by: UUID | None
    answered_centre: str | None
    ended_at: datetime | None
    ended_by: str | None
    ended_reason: str | None
    returned: str | None
    only_centre: str | None
    only_centre_until: datetime | None
    transferred_from: UUID | None
    seen_citizen: int
    seen_counsellor: int
    generation: int
    absent_since: datetime | None
    worker_id: UUID | None
    text_gone_at: datetime | None

    @property
    def is_call_by_hand(self) -> bool:
        """A call that its counsellor registered: it was never in line, and nothing reaches its citizen."""
        return self.channel is Channel.PHONE and self.ticket is None


OVER = frozenset({State.WRAP_UP, State.CLOSED, State.ABANDONED})
"""For its citizen a contact in these states is over."""

COLUMNS = [getattr(Contact, field.name) for field in fields(ContactRow)]


def as_row(row: Any) -> ContactRow:
    """A database row with all of COLUMNS as a ContactRow."""
    values = dict(row._mapping)
    values["channel"] = Channel(values["channel"])
    values["language"] = Language(values["language"])
    values["state"] = State(values["state"])
    return ContactRow(**values)


async def find(tx: Transaction, contact_id: UUID) -> ContactRow | None:
    """The contact as it is now, without a lock."""
    row = (await tx.run(select(*COLUMNS).where(Contact.id == contact_id))).one_or_none()
    return None if row is None else as_row(row)


async def lock(tx: Transaction, contact_id: UUID) -> ContactRow | None:
    """The contact under its row lock; counsellors must have been locked before (promises § 3.8)."""
    statement = select(*COLUMNS).where(Contact.id == contact_id).with_for_update(key_share=True)
    row = (await tx.run(statement)).one_or_none()
    return None if row is None else as_row(row)


async def lock_by_token(tx: Transaction, hashed: bytes) -> ContactRow | None:
    """The contact whose token has this hash, under its row lock; see `lock`."""
    statement = select(*COLUMNS).where(Contact.token_hash == hashed).with_for_update(key_share=True)
    row = (await tx.run(statement)).one_or_none()
    return None if row is None else as_row(row)


async def find_by_token(tx: Transaction, hashed: bytes) -> ContactRow | None:
    """The contact whose token has this hash."""
    row = (await tx.run(select(*COLUMNS).where(Contact.token_hash == hashed))).one_or_none()
    return None if row is None else as_row(row)


async def find_by_request(tx: Transaction, request_id: UUID) -> ContactRow | None:
    """The contact that this request made."""
    row = (await tx.run(select(*COLUMNS).where(Contact.request_id == request_id))).one_or_none()
    return None if row is None else as_row(row)


async def find_by_code(tx: Transaction, code: str) -> ContactRow | None:
    """The contact with this receipt code; its code goes with its text."""
    row = (await tx.run(select(*COLUMNS).where(Contact.code == code))).one_or_none()
    return None if row is None else as_row(row)


async def replace_token(tx: Transaction, contact_id: UUID, hashed: bytes) -> None:
    """A fresh token; the former dies."""
    await tx.run(update(Contact).where(Contact.id == contact_id).values(token_hash=hashed))


async def add(
    tx: Transaction,
    *,
    cause: Cause,
    at: datetime | None = None,
    counsellor_id: UUID | None = None,
    centre: str | None = None,
    **values: Any,
) -> ContactRow:
    """Insert a contact by its first transition, `version` 1; `at`: when that was, where it is not now."""
    state, came = next_state(None, cause), at or tx.now
    values |= {"state": state, "version": 1, "arrived_at": came, "since": came}
    contact = as_row((await tx.run(insert(Contact).values(values).returning(*COLUMNS))).one())
    await _record(
        tx, contact, from_state=None, cause=cause, at=at, counsellor_id=counsellor_id, centre=centre
    )
    tx.then.touched.add(contact.id)
    return contact


async def move(
    tx: Transaction,
    contact: ContactRow,
    cause: Cause,
    *,
    frames: Sequence[Sendable] = (),
    counsellor_id: UUID | None = None,
    centre: str | None = None,
    why: str | None = None,
    at: datetime | None = None,
    **changes: Any,
) -> ContactRow:
    """The one way from state to state: row, version, event, what its citizen is told, and what to settle.

    The caller holds the row lock; `at`: when it happened, where the desk learns of it only now. Raises
    `WrongState` where the table of design § 3 has no such move.
    """
    state = next_state(contact.state, cause)
    since = contact.since if state is contact.state else tx.now
    moved = await change(tx, contact.id, frames=frames, state=state, since=since, **changes)
    await _record(
        tx,
        moved,
        from_state=contact.state,
        cause=cause,
        counsellor_id=counsellor_id,
        centre=centre,
        why=why,
        at=at,
    )
    return moved


async def change(
    tx: Transaction, contact_id: UUID, *, frames: Sequence[Sendable] = (), **changes: Any
) -> ContactRow:
    """A change that everybody who watches the contact must learn of: the version rises."""
    statement = (
        update(Contact)
        .where(Contact.id == contact_id)
        .values(version=Contact.version + 1, **changes)
        .returning(*COLUMNS)
    )
    changed = as_row((await tx.run(statement)).one())
    tx.then.touched.add(contact_id)
    tx.publish(
        ToCitizen(
            contact_id=contact_id,
            version=changed.version,
            frames=tuple(raw(frame) for frame in frames),
            over=changed.state in OVER,
        )
    )
    return changed


async def _record(
    tx: Transaction,
    contact: ContactRow,
    *,
    from_state: State | None,
    cause: Cause,
    counsellor_id: UUID | None = None,
    centre: str | None = None,
    why: str | None = None,
    at: datetime | None = None,
) -> None:
    await tx.run(
        insert(ContactEvent).values(
            contact_id=contact.id,
            at=at or tx.now,
            from_state=from_state,
            to_state=contact.state,
            cause=cause,
            counsellor_id=counsellor_id,
            centre=centre,
            why=why,
        )
    )


async def versions(tx: Transaction, contact_ids: Iterable[UUID]) -> dict[UUID, tuple[int, int, int]]:
    """`version`, `last_seq` and `generation` of these contacts: what the comparison looks at."""
    ids = list(contact_ids)
    if not ids:
        return {}
    statement = select(Contact.id, Contact.version, Contact.last_seq, Contact.generation).where(
        Contact.id == _any(ids)
    )
    return {row.id: (row.version, row.last_seq, row.generation) for row in await tx.run(statement)}


def _any(ids: list[UUID]) -> Any:
    return any_(cast(ids, ARRAY(Uuid())))


async def handed_over(tx: Transaction, within: timedelta) -> dict[UUID, dict[ContactId, datetime]]:
    """Who handed which contact back to the line lately: it is not offered to the same one at once."""
    statement = select(ContactEvent.counsellor_id, ContactEvent.contact_id, ContactEvent.at).where(
        ContactEvent.cause == Cause.TRANSFERRED, ContactEvent.at > tx.now - within
    )
    found: dict[UUID, dict[ContactId, datetime]] = {}
    for row in await tx.run(statement):
        found.setdefault(row.counsellor_id, {})[ContactId(row.contact_id)] = row.at
    return found
