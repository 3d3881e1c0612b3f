"""Lock a contact with everybody it concerns, in the one order: counsellors by id, then the contact."""

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from app.domain.errors import Busy, NotFound
from app.repositories import contacts, duty, joinings, offers
from app.repositories.contacts import ContactRow
from app.repositories.duty import CounsellorRow
from app.repositories.joinings import JoiningRow
from app.repositories.offers import OfferRow
from app.repositories.transaction import Transaction


@dataclass(frozen=True, slots=True)
class Held:
    """A locked contact, its open offer, its colleagues, and the locked counsellors whom it concerns."""

    contact: ContactRow
    offer: OfferRow | None
    counsellors: dict[UUID, CounsellorRow]
    joinings: tuple[JoiningRow, ...] = ()


async def hold(tx: Transaction, contact_id: UUID, *also: UUID) -> Held:
    """Lock owner, holder of the open offer, colleagues asked into it and `also`, then the contact.

    Raises `NotFound`; `Busy` where its people changed between looking and locking (try again).
    """
    seen = await contacts.find(tx, contact_id)
    if seen is None:
        raise NotFound
    offer = await offers.open_of_contact(tx, contact_id)
    company = await joinings.of_contact(tx, contact_id)
    counsellors = await duty.lock(tx, {*_people(seen, offer, company), *also})
    contact = await contacts.lock(tx, contact_id)
    if contact is None:
        raise NotFound
    offer = await offers.open_of_contact(tx, contact_id)
    company = await joinings.of_contact(tx, contact_id)
    if not _people(contact, offer, company) <= counsellors.keys():
        raise Busy(retry_after_ms=50)
    return Held(contact, offer, counsellors, tuple(company))


def _people(contact: ContactRow, offer: OfferRow | None, company: Sequence[JoiningRow]) -> set[UUID]:
    people = {contact.owner, None if offer is None else offer.counsellor_id}
    people |= {row.counsellor_id for row in company}
    return {person for person in people if person is not None}
