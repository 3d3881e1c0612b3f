"""The conversation: messages by way of the writer, notes, typing and how far each side has read."""

import asyncio
from collections.abc import Callable
from datetime import timedelta
from enum import Enum
from typing import Protocol
from uuid import UUID

import msgspec

from app.domain.contact import Author, Language
from app.domain.errors import Gone, NotFound, NotYours
from app.domain.privacy import mask, validate_text
from app.domain.rules import Rules
from app.frames.bus import Passing, raw
from app.frames.citizen import CitizenSeen, CitizenTyping
from app.frames.counsellor import StaffSeen, StaffTyping
from app.repositories import company, contacts, joinings, messages, reading
from app.repositories.contacts import ContactRow
from app.repositories.ids import new_id
from app.repositories.locking import hold
from app.repositories.messages import Draft, NoteRow
from app.repositories.spoken import Receipt as Receipt
from app.repositories.spoken import note_frame
from app.repositories.transaction import Transaction, Transactions, again_when_busy


class Part(Enum):
    """In which way a counsellor is in a conversation."""

    OWNER = "owner"
    GUEST = "guest"


class Submit(Protocol):
    """The writer's way in."""

    def __call__(self, draft: Draft) -> asyncio.Future[Receipt]:
        """The receipt to come; its exception is a `DeskError`."""
        ...


class Messaging:
    """What both sides say to each other."""

    def __init__(self, transaction: Transactions, rules: Callable[[], Rules], submit: Submit) -> None:
        """`submit` is the worker's writer."""
        self._transaction = transaction
        self._rules = rules
        self._submit = submit

    def from_citizen(
        self, contact_id: UUID, language: Language, alias: str | None, *, cid: UUID, text: str
    ) -> asyncio.Future[Receipt]:
        """A citizen's message, masked before it goes anywhere; raises `Invalid`, `TooLong` at once."""
        checked = validate_text(text, self._rules().policy.text_limit)
        masked = mask(checked, Author.CITIZEN, language)
        return self._submit(
            Draft(contact_id, cid, Author.CITIZEN, None, alias, masked.text, bool(masked.kinds))
        )

    def from_counsellor(
        self, contact_id: UUID, author_id: UUID, name: str, *, language: Language, cid: UUID, text: str
    ) -> asyncio.Future[Receipt]:
        """A counsellor's answer; raises `Invalid`, `TooLong` at once."""
        checked = validate_text(text, self._rules().policy.counsellor_text_limit)
        masked = mask(checked, Author.COUNSELLOR, language)
        draft = Draft(contact_id, cid, Author.COUNSELLOR, author_id, name, masked.text, bool(masked.kinds))
        return self._submit(draft)

    async def lately(self, contact_id: UUID, author: Author, *, most: int) -> list[tuple[UUID, timedelta]]:
        """The `cid` and the age of what this side has stored last, by way of any worker, the oldest first."""
        async with self._transaction() as tx:
            return await messages.lately(tx, contact_id, author, most=most)

    async def note(self, author_id: UUID, contact_id: UUID, *, cid: UUID, text: str) -> None:
        """A note for colleagues; a repeated `cid` is stored once and shown again.

        Raises `NotYours`, `Gone` where the citizen has erased everything.
        """
        checked = validate_text(text, self._rules().policy.counsellor_text_limit)
        await self._note(author_id, contact_id, cid=cid, text=checked)

    @again_when_busy
    async def _note(self, author_id: UUID, contact_id: UUID, *, cid: UUID, text: str) -> None:
        async with self._transaction() as tx:
            held = await hold(tx, contact_id, author_id)
            if author_id not in (held.contact.owner, *company.there(held)):
                raise NotYours
            if held.contact.text_gone_at is not None:
                raise Gone
            masked = mask(text, Author.COUNSELLOR, held.contact.language)
            author = held.counsellors[author_id]
            note, new = await messages.add_note(
                tx, NoteRow(new_id(tx.now), contact_id, cid, author_id, author.name, masked.text, tx.now)
            )
            if new:
                await contacts.change(tx, contact_id)
            everybody = [held.contact.owner, *company.there(held)]
            await company.show(tx, contact_id, everybody, self._rules().policy, frames=[note_frame(note)])

    async def citizen_typing(self, contact_id: UUID) -> None:
        """The citizen is writing; best effort."""
        async with self._transaction() as tx:
            contact = await contacts.find(tx, contact_id)
            if contact is not None and contact.owner is not None:
                frame = raw(StaffTyping(contact_id=contact_id, author=Author.CITIZEN))
                tx.publish(Passing(contact_id=contact_id, owner=contact.owner, staff=(frame,)))

    async def staff_typing(self, counsellor_id: UUID, contact_id: UUID, *, name: str | None = None) -> None:
        """The counsellor is writing; best effort. Raises `NotYours`, `NotFound`."""
        async with self._transaction() as tx:
            part = await _in_it(tx, await contacts.find(tx, contact_id), counsellor_id)
            shown = name if part is Part.GUEST and name is not None else msgspec.UNSET
            frame = raw(CitizenTyping(author=Author.COUNSELLOR, name=shown))
            tx.publish(Passing(contact_id=contact_id, owner=None, citizen=(frame,)))

    async def citizen_seen(self, contact_id: UUID, seq: int) -> None:
        """The citizen has read up to `seq`; it never goes back."""
        async with self._transaction() as tx:
            owner, seen = await reading.citizen_saw(tx, contact_id, seq)
            tx.publish(_seen(contact_id, owner, Author.CITIZEN, seen))

    async def staff_seen(self, counsellor_id: UUID, contact_id: UUID, seq: int) -> None:
        """The counsellor has read up to `seq`; of a colleague who joined it is not kept, for what counts is
        what the owner has read. Raises `NotYours`, `NotFound`.
        """
        async with self._transaction() as tx:
            if await _in_it(tx, await contacts.find(tx, contact_id), counsellor_id) is not Part.OWNER:
                return
            owner, seen = await reading.counsellor_saw(tx, contact_id, seq)
            tx.publish(_seen(contact_id, owner, Author.COUNSELLOR, seen))


async def _in_it(tx: Transaction, contact: ContactRow | None, counsellor_id: UUID) -> Part:
    if contact is None:
        raise NotFound
    if contact.owner == counsellor_id:
        return Part.OWNER
    if not await joinings.is_in(tx, contact.id, counsellor_id):
        raise NotYours
    return Part.GUEST


def _seen(contact_id: UUID, owner: UUID | None, author: Author, seq: int) -> Passing:
    return Passing(
        contact_id=contact_id,
        owner=owner,
        citizen=(raw(CitizenSeen(author=author, seq=seq)),),
        staff=(raw(StaffSeen(contact_id=contact_id, author=author, seq=seq)),),
    )
