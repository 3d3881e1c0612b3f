"""What the desk itself says to those in line: each line once, by a `cid` that every worker knows."""

from uuid import UUID, uuid5

from sqlalchemy import func, select

from app.domain.contact import WAITING, Author, Channel
from app.models.contact import Contact
from app.models.message import Message
from app.repositories import messages
from app.repositories.contacts import ContactRow
from app.repositories.messages import Draft
from app.repositories.spoken import said
from app.repositories.transaction import Transaction


def cid_of(contact_id: UUID, line: str) -> UUID:
    """The `cid` of a line in this conversation."""
    return uuid5(contact_id, line)


async def lacking(tx: Transaction, channel: Channel, line: str) -> list[UUID]:
    """Those in line for the channel who have not been told this, in the order of their places."""
    waiting = (
        select(Contact.id)
        .where(Contact.channel == channel, Contact.state.in_(WAITING), Contact.text_gone_at.is_(None))
        .where(func.coalesce(Contact.ticket, 0) >= 0)
        .order_by(Contact.ticket)
    )
    ids = list((await tx.run(waiting)).scalars())
    if not ids:
        return []
    cids = [cid_of(one, line) for one in ids]
    told = select(Message.contact_id).where(
        Message.contact_id.in_(ids), Message.cid.in_(cids), Message.author == Author.DESK
    )
    known = set((await tx.run(told)).scalars())
    return [one for one in ids if one not in known]


async def say_once(tx: Transaction, contact: ContactRow, line: str, text: str) -> None:
    """Say it in a locked contact, unless it has been said; it comes to the citizen like any message."""
    cid = cid_of(contact.id, line)
    if await messages.find(tx, contact.id, Author.DESK, cid) is not None:
        return
    draft = Draft(contact.id, cid, Author.DESK, author_id=None, name=None, text=text, masked=False)
    row = messages.numbered(draft, contact.last_seq + 1, tx.now)
    await messages.append(tx, [row])
    tx.publish(said(row, owner=contact.owner))
