"""Messages and notes: the writer's statements (core § 4), reading what a socket lacks, notes by hand."""

from collections.abc import Sequence
from dataclasses import dataclass, fields
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

import msgspec
from sqlalchemy import select
from sqlalchemy.dialects.postgresql import insert

from app.domain.contact import Author
from app.models.message import Message, Note
from app.repositories.transaction import Transaction


@dataclass(frozen=True, slots=True)
class MessageRow:
    """A message as it is stored."""

    contact_id: UUID
    seq: int
    cid: UUID
    author: Author
    author_id: UUID | None
    name: str | None
    text: str
    masked: bool
    at: datetime


@dataclass(frozen=True, slots=True)
class Draft:
    """A message on its way into a batch, masked already."""

    contact_id: UUID
    cid: UUID
    author: Author
    author_id: UUID | None
    name: str | None
    text: str
    masked: bool


@dataclass(frozen=True, slots=True)
class NoteRow:
    """A counsellor's note as it is stored."""

    id: UUID
    contact_id: UUID
    cid: UUID
    author_id: UUID
    name: str
    text: str
    at: datetime


COLUMNS = [getattr(Message, field.name) for field in fields(MessageRow)]
NOTE_COLUMNS = [getattr(Note, field.name) for field in fields(NoteRow)]

LOCK = """
SELECT id, state, owner, last_seq, text_gone_at, channel = 'phone' AND ticket IS NULL FROM contact
WHERE id = ANY(%(ids)s::uuid[]) ORDER BY id FOR NO KEY UPDATE
"""

KNOWN = """
SELECT m.contact_id, m.seq, m.cid, m.author, m.author_id, m.name, m.text, m.masked, m.at
FROM json_to_recordset(%(drafts)s::json) AS w(contact_id uuid, cid uuid, author text)
JOIN message m ON m.contact_id = w.contact_id AND m.cid = w.cid AND m.author = w.author
"""

APPEND = """
WITH numbered AS MATERIALIZED (
  SELECT * FROM json_to_recordset(%(rows)s::json) AS t(contact_id uuid, seq bigint, cid uuid, author text,
    author_id uuid, name text, text text, masked boolean, at timestamptz)
), bumped AS (
  UPDATE contact c SET last_seq = top.seq
  FROM (SELECT contact_id, max(seq) AS seq FROM numbered GROUP BY 1) top WHERE c.id = top.contact_id
)
INSERT INTO message (contact_id, seq, cid, author, author_id, name, text, masked, at)
SELECT contact_id, seq, cid, author, author_id, name, text, masked, at FROM numbered
"""
"""A batch travels as one document: made and read in a fifth of the time that lists of values take."""

OWNERS = "SELECT id, owner FROM contact WHERE id = ANY(%(ids)s::uuid[])"

AFTER = """
SELECT m.contact_id, m.seq, m.cid, m.author, m.author_id, m.name, m.text, m.masked, m.at
FROM unnest(CAST(:ids AS uuid[]), CAST(:after AS bigint[])) AS w(contact_id, after)
JOIN LATERAL (SELECT * FROM message WHERE contact_id = w.contact_id AND seq > w.after
  ORDER BY seq LIMIT :most) m ON true ORDER BY m.contact_id, m.seq
"""


@dataclass(frozen=True, slots=True)
class Lockable:
    """What the writer must know of a contact before it stores anything."""

    id: UUID
    state: str
    owner: UUID | None
    last_seq: int
    text_gone_at: datetime | None
    by_hand: bool = False
    """A call that its counsellor registered: there is nobody to read anything."""


_encoder = msgspec.json.Encoder()

Key = tuple[UUID, Author, UUID]
"""Contact, side and `cid`: unique (I2)."""


async def lock_and_find(
    tx: Transaction, drafts: Sequence[Draft], *, skip: bool
) -> tuple[dict[UUID, Lockable], dict[Key, MessageRow]]:
    """The drafts' contacts under their row locks, and those drafts that are stored already.

    Locked in the order of their ids; `skip` leaves out those locked elsewhere. The second statement sees
    what was stored while the first one waited; both travel together.
    """
    ids = sorted({draft.contact_id for draft in drafts})
    locking = await tx.send(LOCK + (" SKIP LOCKED" if skip else ""), {"ids": ids})
    stored = await known(tx, drafts)
    return {row[0]: Lockable(*row) for row in await locking.fetchall()}, stored


async def known(tx: Transaction, drafts: Sequence[Draft]) -> dict[Key, MessageRow]:
    """Those of the drafts whose `cid` is stored already, as they were stored the first time."""
    named = [{"contact_id": one.contact_id, "cid": one.cid, "author": one.author} for one in drafts]
    found = await (await tx.send(KNOWN, {"drafts": _document(named)})).fetchall()
    rows = [as_row(row) for row in found]
    return {(row.contact_id, row.author, row.cid): row for row in rows}


def numbered(draft: Draft, seq: int, at: datetime) -> MessageRow:
    """The draft as the message with this number."""
    return MessageRow(
        draft.contact_id,
        seq,
        draft.cid,
        draft.author,
        draft.author_id,
        draft.name,
        draft.text,
        draft.masked,
        at,
    )


async def append(tx: Transaction, rows: Sequence[MessageRow]) -> None:
    """Store new messages of locked contacts, numbered from their `last_seq` on; one statement."""
    await tx.send(APPEND, {"rows": _document(rows)})


def _document(rows: Sequence[object]) -> str:
    return _encoder.encode(rows).decode()


async def owners(tx: Transaction, contact_ids: Sequence[UUID]) -> dict[UUID, UUID | None]:
    """Who owns these contacts now."""
    owning = await tx.send(OWNERS, {"ids": list(contact_ids)})
    return dict(await owning.fetchall())


async def after(tx: Transaction, lacking: dict[UUID, int], *, most: int) -> list[MessageRow]:
    """Messages with a higher `seq` than each contact's, at most `most` of each contact, in order."""
    if not lacking:
        return []
    values = {"ids": list(lacking), "after": list(lacking.values()), "most": most}
    return [as_row(row) for row in await tx.run(AFTER, values)]


async def find(tx: Transaction, contact_id: UUID, author: Author, cid: UUID) -> MessageRow | None:
    """The message that this side stored under this `cid`."""
    statement = select(*COLUMNS).where(
        Message.contact_id == contact_id, Message.author == author, Message.cid == cid
    )
    row = (await tx.run(statement)).one_or_none()
    return None if row is None else as_row(row)


async def lately(
    tx: Transaction, contact_id: UUID, author: Author, *, most: int
) -> list[tuple[UUID, timedelta]]:
    """The `cid` and the age of what this side of the contact stored last, the oldest first."""
    statement = (
        select(Message.cid, Message.at)
        .where(Message.contact_id == contact_id, Message.author == author)
        .order_by(Message.seq.desc())
        .limit(most)
    )
    return [(row.cid, tx.now - row.at) for row in reversed((await tx.run(statement)).all())]


async def add_note(tx: Transaction, note: NoteRow) -> tuple[NoteRow, bool]:
    """Store a note once; a repeated `cid` answers the stored one, and False for «not new»."""
    values = {field.name: getattr(note, field.name) for field in fields(NoteRow)}
    statement = insert(Note).values(values).on_conflict_do_nothing().returning(*NOTE_COLUMNS)
    row = (await tx.run(statement)).one_or_none()
    if row is not None:
        return NoteRow(**row._mapping), True
    stored = select(*NOTE_COLUMNS).where(Note.contact_id == note.contact_id, Note.cid == note.cid)
    return NoteRow(**(await tx.run(stored)).one()._mapping), False


async def notes(tx: Transaction, contact_id: UUID) -> list[NoteRow]:
    """The notes on a contact, oldest first."""
    statement = select(*NOTE_COLUMNS).where(Note.contact_id == contact_id).order_by(Note.at, Note.id)
    return [NoteRow(**row._mapping) for row in await tx.run(statement)]


def as_row(row: Any) -> MessageRow:
    """A database row with all of COLUMNS, in their order, as a MessageRow."""
    contact_id, seq, cid, author, author_id, name, text, masked, at = row
    return MessageRow(contact_id, seq, cid, Author(author), author_id, name, text, masked, at)
