"""Hand a conversation over: to the line, to a centre, or to a colleague who must accept."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from uuid import UUID

from app.domain.contact import Author, Cause, State
from app.domain.errors import Gone, Invalid, NoCapacity, NotFound, NotYours, WrongState
from app.domain.offer import OfferKind, Outcome
from app.domain.privacy import mask, validate_text
from app.domain.rules import Rules
from app.frames.citizen import Transferred
from app.repositories import candidates, contacts, duty, messages, offers, ownership, place, views
from app.repositories.duty import CounsellorRow
from app.repositories.ids import new_id
from app.repositories.locking import Held, hold
from app.repositories.messages import NoteRow
from app.repositories.offers import OfferRow
from app.repositories.transaction import Transaction, Transactions, again_when_busy


@dataclass(frozen=True, slots=True)
class Handover:
    """Where to: exactly one of the line, a centre, a counsellor; and a note for whoever gets it."""

    queue: bool = False
    centre: str | None = None
    counsellor: UUID | None = None
    note: str | None = None


class Transfers:
    """Until a colleague accepts, the sender keeps owner and seat."""

    def __init__(self, transaction: Transactions, rules: Callable[[], Rules]) -> None:
        """One for each worker."""
        self._transaction = transaction
        self._rules = rules

    @again_when_busy
    async def transfer(self, counsellor_id: UUID, contact_id: UUID, to: Handover) -> None:
        """Raises `NotYours`, `WrongState`, `Gone` (a transfer is on its way), `Invalid`, `NoCapacity`."""
        also = [counsellor_id] if to.counsellor is None else [counsellor_id, to.counsellor]
        async with self._transaction() as tx:
            held = await hold(tx, contact_id, *also)
            if held.contact.owner != counsellor_id:
                raise NotYours
            if held.contact.state is not State.ACTIVE:
                raise WrongState({"state": held.contact.state})
            if held.contact.is_call_by_hand:
                raise WrongState({"channel": "phone"})
            if held.offer is not None:
                raise Gone({"to": "a transfer is on its way"})
            await self._note(tx, held, counsellor_id, to.note)
            await self._hand_over(tx, held, counsellor_id, to)

    @again_when_busy
    async def cancel(self, counsellor_id: UUID, contact_id: UUID) -> None:
        """Take a transfer to a colleague back before she has answered; without one nothing happens.

        Raises `NotFound`, `NotYours`, also when she has accepted.
        """
        async with self._transaction() as tx:
            held = await hold(tx, contact_id, counsellor_id)
            if held.contact.owner != counsellor_id:
                raise NotYours
            if held.offer is not None:
                await ownership.give_back(tx, held, Outcome.WITHDRAWN, policy=self._rules().policy)

    async def _hand_over(self, tx: Transaction, held: Held, counsellor_id: UUID, to: Handover) -> None:
        if to.counsellor is not None:
            await self._to_colleague(tx, held, counsellor_id, held.counsellors.get(to.counsellor))
        elif to.centre is not None:
            await self._to_centre(tx, held, counsellor_id, to.centre)
        else:
            await self._to_line(tx, held, counsellor_id)

    async def _to_line(self, tx: Transaction, held: Held, sender: UUID) -> None:
        await ownership.return_to_line(
            tx,
            held,
            Cause.TRANSFERRED,
            policy=self._rules().policy,
            told=[Transferred(counsellor=None)],
            transferred_from=sender,
        )

    async def _to_centre(self, tx: Transaction, held: Held, sender: UUID, centre: str) -> None:
        if await views.centre_name(tx, centre, held.contact.language) is None:
            raise Invalid({"to": "no such centre"})
        policy = self._rules().policy
        await ownership.return_to_line(
            tx,
            held,
            Cause.TRANSFERRED,
            policy=policy,
            told=[Transferred(counsellor=None)],
            transferred_from=sender,
            only_centre=centre,
            only_centre_until=tx.now + timedelta(seconds=policy.centre_first_seconds),
        )

    async def _to_colleague(
        self, tx: Transaction, held: Held, sender: UUID, colleague: CounsellorRow | None
    ) -> None:
        policy, contact = self._rules().policy, held.contact
        if colleague is None:
            raise NotFound({"to": "no such counsellor"})
        if colleague.id == sender:
            raise Invalid({"to": "a colleague, not yourself"})
        if contact.channel not in await candidates.channels_of(tx, colleague):
            raise NoCapacity({"to": "not available"})
        if not (await duty.seats(tx, [colleague.id], policy))[colleague.id].free(contact.channel):
            raise NoCapacity({"to": "no free seat"})
        offer = OfferRow(
            id=new_id(tx.now),
            contact_id=contact.id,
            counsellor_id=colleague.id,
            kind=OfferKind.TRANSFER,
            why="transfer",
            offered_at=tx.now,
            expires_at=tx.now + timedelta(seconds=policy.offer_seconds),
        )
        await offers.add(tx, offer)
        await contacts.change(tx, contact.id, transferred_from=sender)
        await place.tell(tx, colleague.id, policy, frames=[await views.offer(tx, offer)])
        view = await views.contact(tx, contact.id)
        await place.tell(tx, sender, policy, frames=[ownership.contact_frame(view)])

    async def _note(self, tx: Transaction, held: Held, sender: UUID, text: str | None) -> None:
        if text is None or not text.strip():
            return
        checked = validate_text(text, self._rules().policy.counsellor_text_limit)
        note = NoteRow(
            id=new_id(tx.now),
            contact_id=held.contact.id,
            cid=new_id(tx.now),
            author_id=sender,
            name=held.counsellors[sender].name,
            text=mask(checked, Author.COUNSELLOR, held.contact.language).text,
            at=tx.now,
        )
        await messages.add_note(tx, note)
