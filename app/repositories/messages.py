"""Messages and notes: the writer's statements (core § 4), reading what a socket lacks, notes by hand."""

from collections.abc import Sequence
from dataclasses import dataclass, fields
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.dialects.postgresql import insert

from app.domain.contact import Author
from app.models.contact import Contact
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
SELECT id, state, owner, last_seq, text_gone_at, version FROM contact
WHERE id = ANY(CAST(:ids AS uuid[])) ORDER BY id FOR NO KEY UPDATE
"""

APPEND = """
WITH incoming AS (
  SELECT * FROM unnest(CAST(:contact AS uuid[]), CAST(:cid AS uuid[]), CAST(:author AS text[]),
    CAST(:author_id AS uuid[]), CAST(:name AS text[]), CAST(:text AS text[]), CAST(:masked AS boolean[]))
  WITH ORDINALITY AS t(contact_id, cid, author, author_id, name, text, masked, n)
), numbered AS (
  SELECT i.*, c.last_seq + row_number() OVER (PARTITION BY i.contact_id ORDER BY i.n) AS seq
  FROM incoming i JOIN contact c ON c.id = i.contact_id
), bumped AS (
  UPDATE contact c SET last_seq = top.seq
  FROM (SELECT contact_id, max(seq) AS seq FROM numbered GROUP BY 1) top WHERE c.id = top.contact_id
)
INSERT INTO message (contact_id, seq, cid, author, author_id, name, text, masked, at)
SELECT contact_id, seq, cid, author, author_id, name, text, masked, CAST(:at AS timestamptz) FROM numbered
RETURNING contact_id, seq, cid, author, author_id, name, text, masked, at
"""

KNOWN = """
SELECT m.contact_id, m.seq, m.cid, m.author, m.author_id, m.name, m.text, m.masked, m.at
FROM unnest(CAST(:contact AS uuid[]), CAST(:cid AS uuid[]), CAST(:author AS text[]))
  AS w(contact_id, cid, author)
JOIN message m ON m.contact_id = w.contact_id AND m.cid = w.cid AND m.author = w.author
"""

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
    version: int


async def lock_contacts(tx: Transaction, ids: Sequence[UUID], *, skip: bool) -> dict[UUID, Lockable]:
    """These contacts under their row locks, in the order of their ids; `skip` leaves out locked ones."""
    statement = LOCK + (" SKIP LOCKED" if skip else "")
    rows = await tx.run(statement, {"ids": sorted(set(ids))})
    return {row.id: Lockable(**row._mapping) for row in rows}


async def known(tx: Transaction, drafts: Sequence[Draft]) -> dict[tuple[UUID, Author, UUID], MessageRow]:
    """Those of the drafts whose `cid` is stored already, as they were stored the first time."""
    values = {
        "contact": [draft.contact_id for draft in drafts],
        "cid": [draft.cid for draft in drafts],
        "author": [str(draft.author) for draft in drafts],
    }
    rows = [as_row(row) for row in await tx.run(KNOWN, values)]
    return {(row.contact_id, row.author, row.cid): row for row in rows}


async def append(tx: Transaction, drafts: Sequence[Draft]) -> list[MessageRow]:
    """Number and store new messages of locked contacts, in the order they came; one statement."""
    values = {
        "contact": [draft.contact_id for draft in drafts],
        "cid": [draft.cid for draft in drafts],
        "author": [str(draft.author) for draft in drafts],
        "author_id": [draft.author_id for draft in drafts],
        "name": [draft.name for draft in drafts],
        "text": [draft.text for draft in drafts],
        "masked": [draft.masked for draft in drafts],
        "at": tx.now,
    }
    rows = [as_row(row) for row in await tx.run(APPEND, values)]
    return sorted(rows, key=lambda row: (row.contact_id, row.seq))


async def owners(tx: Transaction, contact_ids: Sequence[UUID]) -> dict[UUID, UUID | None]:
    """Who owns these contacts now."""
    rows = await tx.run(select(Contact.id, Contact.owner).where(Contact.id.in_(contact_ids)))
    return {row.id: row.owner for row in rows}


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
