"""Attempts at answering a follow-up: each is a contact in line, outside the arrivals (design § 3)."""

from collections.abc import Sequence
from datetime import timedelta
from uuid import UUID

from sqlalchemy import exists, func, insert, or_, select, update

from app.domain.contact import Author, Cause, Channel, State
from app.domain.follow_up import (
    OUTCOMES,
    TRIES,
    Kind,
    Outcome,
    Result,
    after,
    channel_of,
    ticket,
    usual_result,
)
from app.domain.oslo import OSLO
from app.domain.policy import Policy
from app.models.contact import Contact
from app.models.follow_up import FollowUp, FollowUpAttempt
from app.models.message import Message
from app.repositories import contacts, follow_ups, holds, messages
from app.repositories.contacts import ContactRow
from app.repositories.follow_ups import FollowUpRow
from app.repositories.ids import new_id
from app.repositories.messages import Draft, MessageRow
from app.repositories.transaction import Transaction
from app.seed.texts import say

SWEEPER = 0x666F6C6C
UNDER_WAY = (State.QUEUED, State.OFFERED, State.ACTIVE)

GONE = """
SELECT c.id FROM follow_up_attempt a
JOIN contact c ON c.id = a.contact_id JOIN follow_up f ON f.id = a.follow_up_id
WHERE {unheld}
  AND c.text_gone_at IS NULL AND c.state IN ('wrap_up', 'closed', 'abandoned') AND (f.state = 'erased'
  OR c.ended_at <= CAST(:talked AS timestamptz) AND (f.kind = 'call'
    OR f.first_read_at <= CAST(:read AS timestamptz) OR c.ended_at <= CAST(:answered AS timestamptz)
    OR NOT EXISTS (SELECT FROM message m WHERE m.contact_id = c.id AND m.author = 'counsellor')))
ORDER BY c.ended_at LIMIT :most
"""


async def anything_to_do(tx: Transaction) -> bool:
    """Whether any follow-up is open, or any attempt without its outcome; mostly there is none."""
    is_open = exists().where(FollowUp.ended_at.is_(None))
    goes_on = exists().where(FollowUpAttempt.outcome.is_(None))
    return bool((await tx.run(select(or_(is_open, goes_on)))).scalar_one())


async def alone(tx: Transaction) -> bool:
    """Whether no other worker sweeps just now; held until the transaction ends."""
    return bool((await tx.run(select(func.pg_try_advisory_xact_lock(SWEEPER)))).scalar_one())


async def due(tx: Transaction, kind: Kind, *, most: int) -> list[FollowUpRow]:
    """Those of this kind whose next attempt may be made, oldest first, under their row locks."""
    going_on = select(FollowUpAttempt.follow_up_id).where(FollowUpAttempt.outcome.is_(None))
    wanted = (
        FollowUp.kind == kind,
        FollowUp.ended_at.is_(None),
        FollowUp.expires_at > tx.now,
        func.coalesce(FollowUp.not_before, tx.now) <= tx.now,
        FollowUp.id.not_in(going_on),
    )
    statement = select(*follow_ups.COLUMNS).where(*wanted).order_by(FollowUp.number_asked).limit(most)
    locked = statement.with_for_update(key_share=True, skip_locked=True)
    return [follow_ups.as_row(row) for row in await tx.run(locked)]


async def make(tx: Transaction, row: FollowUpRow) -> ContactRow | None:
    """A contact for the next attempt; none where it has had more of them than anybody can have seen."""
    tried = select(func.count()).where(FollowUpAttempt.follow_up_id == row.id)
    count = int((await tx.run(tried)).scalar_one())
    if count >= TRIES:
        return None
    contact = await contacts.add(
        tx,
        cause=Cause.FOLLOW_UP,
        id=new_id(tx.now),
        channel=channel_of(row.kind),
        language=row.language,
        county=row.county,
        ticket=ticket(row.number_asked, count),
    )
    values = {"contact_id": contact.id, "follow_up_id": row.id, "attempt": row.attempts + 1, "at": tx.now}
    await tx.run(insert(FollowUpAttempt).values(values))
    await _introduce(tx, contact, row)
    tx.line_changed()
    return contact


async def _introduce(tx: Transaction, contact: ContactRow, row: FollowUpRow) -> None:
    """The first line that staff see of it: that something was left and when, never what."""
    asked = row.asked_at.astimezone(OSLO)
    when = {"dato": f"{asked:%d.%m.%Y}", "klokka": f"{asked:%H.%M}"}
    text = say(f"follow_up.{row.kind}", row.language, **when)
    draft = Draft(contact.id, new_id(tx.now), Author.DESK, None, None, text, masked=False)
    await messages.append(tx, [messages.numbered(draft, 1, tx.now)])


async def under_way(tx: Transaction, channel: Channel) -> int:
    """How many are in line or in conversation."""
    statement = select(func.count()).select_from(FollowUpAttempt).join(Contact)
    held = (Contact.state.in_(UNDER_WAY), Contact.channel == channel, FollowUpAttempt.outcome.is_(None))
    return int((await tx.run(statement.where(*held))).scalar_one())


async def in_line(tx: Transaction, kind: Kind) -> list[UUID]:
    """The contacts of this kind that wait and are offered to nobody."""
    statement = select(Contact.id).join(FollowUpAttempt, FollowUpAttempt.contact_id == Contact.id)
    statement = statement.join(FollowUp, FollowUp.id == FollowUpAttempt.follow_up_id)
    wanted = (FollowUpAttempt.outcome.is_(None), Contact.state == State.QUEUED, FollowUp.kind == kind)
    return list((await tx.run(statement.where(*wanted).order_by(Contact.id))).scalars())


async def over(tx: Transaction) -> list[UUID]:
    """Contacts that are closed or left the line while nobody has said what came of the attempt."""
    statement = select(Contact.id).join(FollowUpAttempt)
    final = Contact.state.in_([State.CLOSED, State.ABANDONED])
    return list((await tx.run(statement.where(FollowUpAttempt.outcome.is_(None), final))).scalars())


async def going_on(tx: Transaction, follow_up_id: UUID) -> UUID | None:
    """The contact of the attempt that goes on."""
    statement = select(FollowUpAttempt.contact_id).where(
        FollowUpAttempt.follow_up_id == follow_up_id, FollowUpAttempt.outcome.is_(None)
    )
    return (await tx.run(statement)).scalar_one_or_none()


async def contacts_of(tx: Transaction, follow_up_id: UUID) -> list[UUID]:
    """Every contact it ever had, in order."""
    statement = select(FollowUpAttempt.contact_id).where(FollowUpAttempt.follow_up_id == follow_up_id)
    return list((await tx.run(statement.order_by(FollowUpAttempt.contact_id))).scalars())


async def follow_up_of(tx: Transaction, contact_id: UUID) -> FollowUpRow | None:
    """The follow-up that this contact was made for."""
    statement = select(*follow_ups.COLUMNS).join(FollowUpAttempt, FollowUpAttempt.follow_up_id == FollowUp.id)
    row = (await tx.run(statement.where(FollowUpAttempt.contact_id == contact_id))).one_or_none()
    return None if row is None else follow_ups.as_row(row)


async def conclude(tx: Transaction, contact_id: UUID, outcome: Outcome, policy: Policy) -> bool:
    """What came of an attempt, once; the contact must be locked. False where that was said before."""
    found = await follow_up_of(tx, contact_id)
    row = None if found is None else await follow_ups.lock(tx, found.id)
    if row is None:
        return False
    mine = (FollowUpAttempt.contact_id == contact_id, FollowUpAttempt.outcome.is_(None))
    statement = update(FollowUpAttempt).where(*mine).values(outcome=outcome)
    if (await tx.run(statement)).rowcount == 0:
        return False
    await follow_ups.advance(tx, row, after(row.progress, outcome, tx.now, policy))
    return True


async def finish(tx: Transaction, contact_id: UUID, said: Result | None, policy: Policy) -> bool:
    """Somebody had the contact: done or again as she said, else as is usual. The contact must be locked.

    False for a contact that is no attempt, or whose outcome is known.
    """
    row = await follow_up_of(tx, contact_id) if tx.reached(follow_ups.REVISION) else None
    if row is None:
        return False
    result = said or usual_result(row.kind, wrote=await wrote(tx, contact_id))
    return await conclude(tx, contact_id, OUTCOMES[result], policy)


async def wrote(tx: Transaction, contact_id: UUID) -> bool:
    """Whether a counsellor has written anything in it."""
    statement = select(func.count()).where(
        Message.contact_id == contact_id, Message.author == Author.COUNSELLOR
    )
    return int((await tx.run(statement)).scalar_one()) > 0


async def answers(tx: Transaction, follow_up_id: UUID, *, most: int) -> list[MessageRow]:
    """What counsellors have written to it over all its contacts, in order."""
    of_all = dict.fromkeys(await contacts_of(tx, follow_up_id), 0)
    said = await messages.after(tx, of_all, most=most)
    return sorted((one for one in said if one.author is Author.COUNSELLOR), key=lambda one: one.at)


async def texts_due(tx: Transaction, policy: Policy, *, most: int) -> Sequence[UUID]:
    """Contacts of attempts whose text must go: an answer a while after it was read, all else as always."""
    if not tx.reached(follow_ups.REVISION):
        return []
    kept = {
        "talked": policy.text_kept_seconds,
        "read": policy.answer_read_kept_seconds,
        "answered": policy.answer_kept_seconds,
    }
    instants = {name: tx.now - timedelta(seconds=seconds) for name, seconds in kept.items()}
    statement = GONE.format(unheld=holds.unheld(tx))
    return list((await tx.run(statement, {**instants, "now": tx.now, "most": most})).scalars())
