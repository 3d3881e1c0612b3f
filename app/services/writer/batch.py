"""One batch in one transaction: lock the contacts, know the repeated, number the new, commit, then answer."""

from collections.abc import Sequence
from uuid import UUID

from app import metrics
from app.domain.contact import OWNED, TALKING, Author, State
from app.domain.errors import DeskError, Gone, NotFound, NotYours, WrongState
from app.repositories import messages
from app.repositories.messages import Draft, Lockable, MessageRow
from app.repositories.spoken import Receipt, said
from app.repositories.transaction import Transaction, Transactions
from app.services.writer.entry import Entry, Key, key_of


async def store(transaction: Transactions, batch: Sequence[Entry], *, skip: bool) -> list[Entry]:
    """Store the batch and answer it; with `skip`, the entries whose contact is locked elsewhere come back.

    Nobody is answered before the commit (P1); whatever the transaction raises, nobody was answered.
    """
    async with transaction() as tx:
        contacts = await messages.lock_contacts(tx, [entry.draft.contact_id for entry in batch], skip=skip)
        present = [entry for entry in batch if not skip or entry.draft.contact_id in contacts]
        answers = await _append(tx, present, contacts)
    for entry, answer in answers:
        if isinstance(answer, Receipt) and answer.new:
            metrics.messages.labels(entry.draft.author).inc()
        entry.answer(answer)
    return [entry for entry in batch if entry not in present]


async def _append(
    tx: Transaction, present: Sequence[Entry], contacts: dict[UUID, Lockable]
) -> list[tuple[Entry, Receipt | DeskError]]:
    known = await messages.known(tx, [entry.draft for entry in present])
    fresh: dict[Key, Entry] = {}
    answers: list[tuple[Entry, Receipt | DeskError]] = []
    taken: list[Entry] = []
    for entry in present:
        why_not = refusal(contacts.get(entry.draft.contact_id), entry.draft, known.get(entry.key))
        if why_not is not None:
            answers.append((entry, why_not))
            continue
        taken.append(entry)
        if entry.key not in known:
            fresh.setdefault(entry.key, entry)
    rows = await messages.append(tx, [entry.draft for entry in fresh.values()]) if fresh else []
    stored: dict[Key, MessageRow] = {key_of(row): row for row in [*known.values(), *rows]}
    asked_for = {entry.key for entry in taken}
    for key, row in stored.items():
        if key in asked_for:
            tx.publish(said(row, contacts[row.contact_id].owner))
    return answers + [
        (entry, Receipt(stored[entry.key], new=fresh.get(entry.key) is entry)) for entry in taken
    ]


def refusal(contact: Lockable | None, draft: Draft, known: MessageRow | None) -> DeskError | None:
    """Why this message is not taken; a stored `cid` is answered in every state while the text is kept.

    So is a counsellor's own after she has handed the contact over: it would show as not sent for ever.
    """
    if contact is None:
        return NotFound()
    if contact.text_gone_at is not None:
        return Gone()
    if known is not None and known.author_id == draft.author_id:
        return None
    if draft.author is Author.COUNSELLOR and contact.owner != draft.author_id:
        return NotYours()
    if known is not None:
        return None
    if draft.author is Author.COUNSELLOR:
        return _staff_refusal(contact)
    return None if contact.state in TALKING else WrongState({"state": contact.state})


def _staff_refusal(contact: Lockable) -> DeskError | None:
    if contact.state not in OWNED:
        return NotYours()
    return None if contact.state == State.ACTIVE else WrongState({"state": contact.state})
