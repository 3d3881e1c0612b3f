"""One batch in one transaction: lock the contacts, know the repeated, number the new, commit, then answer."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from uuid import UUID

from app import metrics
from app.domain.contact import OWNED, TALKING, Author, State
from app.domain.errors import DeskError, Gone, NotFound, NotYours, WrongState
from app.repositories import joinings, messages
from app.repositories.messages import Draft, Key, Lockable, MessageRow
from app.repositories.spoken import Receipt, said
from app.repositories.transaction import Transaction, Transactions
from app.services.writer.entry import Entry

Guests = frozenset[tuple[UUID, UUID]]
"""Who has joined whose contact: `(contact, counsellor)`."""


async def store(transaction: Transactions, batch: Sequence[Entry], *, skip: bool) -> list[Entry]:
    """Store the batch and answer it; with `skip`, the entries whose contact is locked elsewhere come back.

    Nobody is answered before the commit (P1). After it everybody is, at once: whoever has the message back
    never sends it again, whatever becomes of the connection while it is laid back.
    """
    async with transaction() as tx:
        contacts, known = await messages.lock_and_find(tx, [entry.draft for entry in batch], skip=skip)
        left_out = [entry for entry in batch if entry.draft.contact_id not in contacts] if skip else []
        present = [entry for entry in batch if entry not in left_out] if left_out else batch
        guests = await _guests(tx, present, contacts)
        outcome = _decide(present, contacts, known, at=tx.now, guests=guests)
        for row in outcome.shown:
            tx.publish(said(row, contacts[row.contact_id].owner))
        if outcome.fresh:
            await messages.append(tx, outcome.fresh)
        await tx.commit()
        for entry, answer in outcome.answers:
            entry.answer(answer)
    for author, count in Counter(row.author for row in outcome.fresh).items():
        metrics.messages.labels(author).inc(count)
    return left_out


@dataclass(slots=True)
class Outcome:
    """What is to become of a batch: its answers, the rows to store, and the rows to show."""

    answers: list[tuple[Entry, Receipt | DeskError]] = field(default_factory=list)
    fresh: list[MessageRow] = field(default_factory=list)
    shown: list[MessageRow] = field(default_factory=list)


async def _guests(tx: Transaction, present: Sequence[Entry], contacts: dict[UUID, Lockable]) -> Guests:
    """Who has joined the conversations that somebody writes in who does not own them; mostly nobody asks."""
    drafts = [entry.draft for entry in present if entry.draft.author is Author.COUNSELLOR]
    found = [(draft, contacts.get(draft.contact_id)) for draft in drafts]
    foreign = {row.id for draft, row in found if row is not None and row.owner != draft.author_id}
    return await joinings.among(tx, sorted(foreign)) if foreign else frozenset()


def _decide(
    present: Sequence[Entry],
    contacts: dict[UUID, Lockable],
    known: dict[Key, MessageRow],
    *,
    at: datetime,
    guests: Guests = frozenset(),
) -> Outcome:
    """Number the new messages in the order they came, after the last one of their locked contact."""
    outcome = Outcome()
    last = {contact_id: contact.last_seq for contact_id, contact in contacts.items()}
    stored = dict(known)
    shown: set[Key] = set()
    for entry in present:
        key, draft = entry.key, entry.draft
        joined = (draft.contact_id, draft.author_id) in guests
        why_not = refusal(contacts.get(draft.contact_id), draft, known.get(key), joined=joined)
        if why_not is not None:
            outcome.answers.append((entry, why_not))
            continue
        row, new = stored.get(key), False
        if row is None:
            last[draft.contact_id] += 1
            row, new = messages.numbered(draft, last[draft.contact_id], at), True
            stored[key] = row
            outcome.fresh.append(row)
        if key not in shown:
            shown.add(key)
            outcome.shown.append(row)
        outcome.answers.append((entry, Receipt(row, new=new)))
    return outcome


def refusal(
    contact: Lockable | None, draft: Draft, known: MessageRow | None, *, joined: bool = False
) -> DeskError | None:
    """Why this message is not taken; a stored `cid` is answered in every state while the text is kept.

    So is a counsellor's own after she has handed the contact over: it would show as not sent for ever.
    """
    if contact is None:
        return NotFound()
    if contact.text_gone_at is not None:
        return Gone()
    if known is not None and known.author_id == draft.author_id:
        return None
    if draft.author is Author.COUNSELLOR and contact.owner != draft.author_id and not joined:
        return NotYours()
    if known is not None:
        return None
    if draft.author is Author.COUNSELLOR:
        return _staff_refusal(contact)
    return None if contact.state in TALKING else WrongState({"state": contact.state})


def _staff_refusal(contact: Lockable) -> DeskError | None:
    if contact.state not in OWNED:
        return NotYours()
    if contact.by_hand:
        return WrongState({"channel": "phone"})
    return None if contact.state == State.ACTIVE else WrongState({"state": contact.state})
