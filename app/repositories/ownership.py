"""How a contact changes hands: given to a counsellor, given back, returned to the line, ended.

Each function works on a held contact (locked with everybody it concerns), writes row, event and offer, and
tells the citizen and every counsellor concerned.
"""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from app import metrics
from app.domain.contact import ENDINGS, WAITING, Cause, State
from app.domain.offer import OfferKind, Outcome
from app.domain.policy import Policy
from app.frames.citizen import Answered, CitizenEnded, Returned, Transferred
from app.frames.counsellor import OfferEnded
from app.frames.joining import TransferEnded
from app.frames.shared import Sendable
from app.repositories import company, contacts, offers, place, views
from app.repositories.company import contact_frame as contact_frame
from app.repositories.contacts import ContactRow
from app.repositories.duty import CounsellorRow
from app.repositories.locking import Held
from app.repositories.offers import OfferRow
from app.repositories.transaction import Transaction

BACK = {Outcome.DECLINED: Cause.DECLINED, Outcome.EXPIRED: Cause.EXPIRED, Outcome.WITHDRAWN: Cause.WITHDRAWN}


async def give(
    tx: Transaction, held: Held, counsellor_id: UUID, *, cause: Cause, policy: Policy
) -> ContactRow:
    """The contact is hers from now on, by an accepted offer or a take; a sender loses it at that instant."""
    counsellor, sender = held.counsellors[counsellor_id], held.contact.owner
    moved = await contacts.move(
        tx,
        held.contact,
        cause,
        frames=[await _who_answers(tx, held.contact, counsellor)],
        counsellor_id=counsellor_id,
        centre=counsellor.centre,
        **_ownership(tx, held.contact, counsellor),
    )
    ended = await _end_offer(tx, held.offer, Outcome.ACCEPTED)
    await company.pass_on(tx, held, counsellor_id, policy)
    view = await views.contact(tx, moved.id)
    frame = contact_frame(view)
    await place.tell(tx, counsellor_id, policy, frames=[*ended, frame], gained=[view])
    if sender not in (None, counsellor_id):
        told = [*_transfer_ended(held, Outcome.ACCEPTED), frame]
        await place.tell(tx, _sure(sender), policy, frames=told, lost=[moved.id], idle_since=tx.now)
    tx.line_changed()
    return moved


async def give_back(
    tx: Transaction, held: Held, outcome: Outcome, *, policy: Policy, reason: str | None = None
) -> None:
    """The open offer ends without effect: the contact goes to its old place, or stays with its sender."""
    offer = held.offer
    assert offer is not None
    if offer.kind is OfferKind.LINE:
        holder = held.counsellors[offer.counsellor_id]
        await contacts.move(
            tx, held.contact, BACK[outcome], counsellor_id=holder.id, centre=holder.centre, why=reason
        )
    else:
        await contacts.change(tx, held.contact.id)
    frames = await _end_offer(tx, offer, outcome, reason)
    await place.tell(tx, offer.counsellor_id, policy, frames=frames)
    if held.contact.owner is not None:
        await _show_owner(tx, held.contact, policy, _transfer_ended(held, outcome))
        await company.show(tx, held.contact.id, company.there(held), policy)
    tx.line_changed()


async def finish(tx: Transaction, held: Held, cause: Cause, *, policy: Policy, **changes: Any) -> ContactRow:
    """End a conversation (wrap-up remains), or leave the line; both sides are told by whom and why."""
    by, reason = ENDINGS[cause]
    withdrawn = await _end_offer(tx, held.offer, Outcome.WITHDRAWN)
    moved = await contacts.move(
        tx,
        held.contact,
        cause,
        frames=[CitizenEnded(by=by, reason=reason)],
        counsellor_id=held.contact.owner,
        ended_at=tx.now,
        ended_by=by,
        ended_reason=reason,
        returned=None,
        **changes,
    )
    if held.offer is not None:
        await place.tell(tx, held.offer.counsellor_id, policy, frames=withdrawn)
    await company.part(tx, held, policy, erased=cause is Cause.ERASED)
    if moved.owner is not None:
        await _show_owner(tx, moved, policy)
    tx.line_changed()
    return moved


async def return_to_line(
    tx: Transaction,
    held: Held,
    cause: Cause,
    *,
    policy: Policy,
    told: Sequence[Sendable],
    **changes: Any,
) -> ContactRow:
    """The owner loses the contact to the line: class `returned`, by its old ticket; its citizen is told."""
    owner = _sure(held.contact.owner)
    withdrawn = await _end_offer(tx, held.offer, Outcome.WITHDRAWN)
    moved = await contacts.move(
        tx,
        held.contact,
        cause,
        frames=told,
        counsellor_id=owner,
        centre=held.counsellors[owner].centre,
        owner=None,
        **changes,
    )
    await company.part(tx, held, policy)
    frame = contact_frame(await views.contact(tx, moved.id))
    await place.tell(tx, owner, policy, frames=[frame], lost=[moved.id], idle_since=tx.now)
    if held.offer is not None:
        await place.tell(tx, held.offer.counsellor_id, policy, frames=withdrawn)
    tx.line_changed()
    return moved


async def close(tx: Transaction, held: Held, cause: Cause, *, policy: Policy) -> ContactRow:
    """Wrap-up is over, recorded or lapsed: the contact leaves its owner's screen and her seat is free."""
    owner = _sure(held.contact.owner)
    moved = await contacts.move(
        tx,
        held.contact,
        cause,
        counsellor_id=owner,
        centre=held.counsellors[owner].centre,
        owner=None,
    )
    frame = contact_frame(await views.contact(tx, moved.id))
    await place.tell(tx, owner, policy, frames=[frame], lost=[moved.id], idle_since=tx.now)
    tx.then.wake = True
    return moved


async def return_from_gone(tx: Transaction, held: Held, cause: Cause, *, policy: Policy) -> ContactRow:
    """The counsellor is gone or shut out: her contact is first in line again, and its citizen is told."""
    return await return_to_line(
        tx,
        held,
        cause,
        policy=policy,
        told=[Returned(reason="counsellor_gone")],
        returned="counsellor_gone",
    )


async def _show_owner(
    tx: Transaction, contact: ContactRow, policy: Policy, frames: Sequence[Sendable] = ()
) -> None:
    view = await views.contact(tx, contact.id)
    await place.tell(tx, _sure(contact.owner), policy, frames=[*frames, contact_frame(view)])


def _transfer_ended(held: Held, outcome: Outcome) -> list[Sendable]:
    """What the sender is told of a transfer to a colleague."""
    offer = held.offer
    if offer is None or offer.kind is not OfferKind.TRANSFER:
        return []
    name = held.counsellors[offer.counsellor_id].name
    contact_id, who = offer.contact_id, offer.counsellor_id
    return [TransferEnded(contact_id=contact_id, counsellor_id=who, name=name, outcome=outcome)]


async def _end_offer(
    tx: Transaction, offer: OfferRow | None, outcome: Outcome, reason: str | None = None
) -> list[Sendable]:
    if offer is None:
        return []
    await offers.end(tx, offer.id, outcome, reason)
    metrics.offers.labels(outcome).inc()
    return [OfferEnded(offer_id=offer.id, contact_id=offer.contact_id, outcome=outcome)]


async def _who_answers(tx: Transaction, contact: ContactRow, counsellor: CounsellorRow) -> Sendable:
    person = await company.person(tx, counsellor, contact)
    return Answered(counsellor=person) if contact.state in WAITING else Transferred(counsellor=person)


def _ownership(tx: Transaction, contact: ContactRow, counsellor: CounsellorRow) -> dict[str, Any]:
    return {
        "owner": counsellor.id,
        "answered_by": counsellor.id,
        "answered_at": contact.answered_at or tx.now,
        "answered_centre": contact.answered_centre or counsellor.centre,
        "returned": None,
        "only_centre": None,
        "only_centre_until": None,
        "transferred_from": contact.owner if contact.state is State.ACTIVE else contact.transferred_from,
    }


def _sure(counsellor_id: UUID | None) -> UUID:
    assert counsellor_id is not None
    return counsellor_id
