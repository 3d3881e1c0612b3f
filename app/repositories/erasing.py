"""Texts go: at the citizen's wish or when their time is over; the row that statistics count stays."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from uuid import UUID

from sqlalchemy import delete, select

from app.domain.policy import Policy
from app.frames.counsellor import ContactFrame
from app.models.contact import Contact
from app.models.message import Message, Note
from app.models.wrap_up import WrapUpDraft
from app.repositories import attempts, contacts, flags, holds, place, views
from app.repositories.transaction import Transaction

SWEEP = 200
"""Contacts in one sweep's transaction."""
KEPT_LENGTHS = ("text_kept_seconds", "answer_kept_seconds", "answer_read_kept_seconds")


DUE = """
SELECT c.id, c.ended_at FROM contact c
WHERE c.text_gone_at IS NULL AND c.state IN ('wrap_up', 'closed', 'abandoned')
  AND c.ended_at <= CAST(:limit AS timestamptz) AND COALESCE(c.ticket, 0) >= 0 AND {unheld}
ORDER BY c.ended_at LIMIT :most
"""


async def erase(tx: Transaction, contact_ids: Sequence[UUID]) -> None:
    """Messages, notes, drafts, alias and receipt code go now; the contacts must be locked."""
    for table in (Message, Note, WrapUpDraft):
        await tx.run(delete(table).where(table.contact_id.in_(contact_ids)))
    await flags.forget_reasons(tx, list(contact_ids))
    await holds.forget(tx, contact_ids)
    for contact_id in sorted(contact_ids):
        await contacts.change(tx, contact_id, text_gone_at=tx.now, alias=None, code=None, entry_page=None)


async def tell_owner(tx: Transaction, contact_id: UUID, owner: UUID, policy: Policy) -> None:
    """The owner's screen drops the text; she can still wrap up. Her row must be locked."""
    view = await views.contact(tx, contact_id)
    values = {name: getattr(view, name) for name in view.__struct_fields__}
    await place.tell(tx, owner, policy, frames=[ContactFrame(**values, erased=True)])


async def due(tx: Transaction, policy: Policy) -> list[UUID]:
    """Contacts that left `active` or the line so long ago that their text must go (P8).

    The answers to a follow-up have a time of their own.
    """
    limit = tx.now - timedelta(seconds=policy.text_kept_seconds)
    answers = await attempts.texts_due(tx, policy, most=SWEEP)
    if answers:
        return list(answers)
    values = {"limit": limit, "now": tx.now, "most": SWEEP}
    return list((await tx.run(DUE.format(unheld=holds.unheld(tx)), values)).scalars())


async def overdue_since(tx: Transaction, policy: Policy, late: timedelta) -> datetime | None:
    """From when on the oldest text should have been gone, if that is longer ago than `late`; else null.

    Of the answers to follow-ups it is only told that they are so late.
    """
    seconds = int(late.total_seconds())
    lengths = {name: getattr(policy, name) + seconds for name in KEPT_LENGTHS}
    answers = await attempts.texts_due(tx, replace(policy, **lengths), most=1)
    kept = timedelta(seconds=policy.text_kept_seconds)
    values = {"limit": tx.now - kept - late, "now": tx.now, "most": 1}
    row = (await tx.run(DUE.format(unheld=holds.unheld(tx)), values)).one_or_none()
    found = ([tx.now - late] if answers else []) + ([row.ended_at + kept] if row else [])
    return min(found, default=None)


async def lock(tx: Transaction, contact_ids: Sequence[UUID]) -> list[UUID]:
    """Lock those of them whose text is still there, in the order of their ids; none that is held by now."""
    statement = (
        select(Contact.id)
        .where(Contact.id.in_(contact_ids), Contact.text_gone_at.is_(None))
        .order_by(Contact.id)
        .with_for_update(key_share=True)
    )
    return await holds.without_held(tx, list((await tx.run(statement)).scalars()))


async def forget_requests(tx: Transaction) -> None:
    """Tickets, takes and tokens of sockets that nobody can use any more."""
    for statement in (
        "DELETE FROM ws_ticket WHERE expires_at < CAST(:now AS timestamptz) - interval '1 hour'",
        "DELETE FROM take_request WHERE at < CAST(:now AS timestamptz) - interval '10 minutes'",
    ):
        await tx.run(statement, {"now": tx.now})
