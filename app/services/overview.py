"""What conversations and consoles show when they open, and the line that both watch."""

from collections.abc import Callable
from uuid import UUID

from app.domain.contact import Channel, Language
from app.domain.counsellor import may_take
from app.domain.errors import NotFound
from app.domain.rules import Rules
from app.frames.citizen import CitizenSnapshot
from app.frames.counsellor import (
    CounsellorSnapshot,
    Me,
    OfferPart,
    PresenceFrame,
    PresencePart,
    StaffQueue,
)
from app.frames.shared import ContactView, ExpectedWait, Limits, instant
from app.frames.views import REPLAY, CitizenView, CounsellorView
from app.repositories import (
    arrivals,
    attendance,
    company,
    contacts,
    decisions,
    duty,
    limits,
    messages,
    offers,
    place,
    views,
)
from app.repositories.spoken import for_citizen, for_staff
from app.repositories.transaction import Transaction, Transactions

LINE = 200
"""Contacts that staff see of the line."""

PAGE = 50
"""A citizen's socket gets all it lacks, so many messages at a time, whether it reads them or not."""


OVER = frozenset({"wrap_up", "closed", "abandoned"})


class Overview:
    """Reads, never writes."""

    def __init__(self, transaction: Transactions, rules: Callable[[], Rules]) -> None:
        """One for each worker."""
        self._transaction = transaction
        self._rules = rules

    async def citizen(self, contact_id: UUID, after: int) -> CitizenView:
        """The contact as its citizen sees it, and the messages after this `seq`."""
        policy = self._rules().policy
        async with self._transaction() as tx:
            delays = await arrivals.delays(tx, Channel.CHAT, policy)
            contact, last_seq, gone = await views.citizen(tx, contact_id, delays, policy)
            lacking = {contact_id: after} if last_seq > after else {}
            rows = await messages.after(tx, lacking, most=PAGE)
            snapshot = CitizenSnapshot(
                contact=contact,
                last_seq=last_seq,
                server_time=instant(tx.now),
                limits=limits.for_citizen(policy),
            )
        return CitizenView(snapshot, [for_citizen(row) for row in rows], gone, contact.state in OVER)

    async def counsellor(self, counsellor_id: UUID, have: dict[UUID, int]) -> CounsellorView:
        """The counsellor's whole screen, and what she lacks of the conversations she names and is in."""
        policy = self._rules().policy
        async with self._transaction() as tx:
            row = await duty.find(tx, counsellor_id)
            assert row is not None
            standing = (await attendance.of_counsellors(tx, [counsellor_id]))[counsellor_id]
            owned = await views.owned(tx, counsellor_id)
            joined = await views.joined(tx, counsellor_id)
            shown = [view.contact_id for view in (*owned, *joined)]
            wanted = {contact_id: have[contact_id] for contact_id in shown if contact_id in have}
            rows = await messages.after(tx, wanted, most=REPLAY + 1)
            presence = await place.presence(tx, counsellor_id, policy)
            waiting, _ = await views.line(tx, LINE)
            snapshot = CounsellorSnapshot(
                me=Me(counsellor_id=row.id, name=row.name, role=row.role, centre=row.centre),
                presence=presence_part(presence),
                capacity=presence.capacity,
                load=presence.load,
                free=presence.free,
                shift_until=presence.on_shift_until,
                queue=waiting,
                contacts=owned,
                joined=joined,
                join_requests=await company.requests(tx, counsellor_id),
                offers=await self._offers(tx, counsellor_id),
                limits=limits.for_staff(policy),
                wrap_up_nudge_seconds=policy.wrap_up_nudge_seconds,
                take_by_hand=may_take(row.role, policy),
                settings_version=self._rules().version,
                server_time=instant(tx.now),
            )
        return CounsellorView(snapshot, standing.version, [for_staff(one) for one in rows])

    async def _offers(self, tx: Transaction, counsellor_id: UUID) -> list[OfferPart]:
        open_offers = await offers.open_of_counsellor(tx, counsellor_id)
        contacts = await views.offered(tx, [offer.contact_id for offer in open_offers])
        words = await decisions.words_of(tx, [offer.id for offer in open_offers])
        return [
            OfferPart(
                offer_id=offer.id,
                contact=contacts[offer.contact_id],
                expires_at=instant(offer.expires_at),
                why=offer.why,
                why_words=views.why_words(words.get(offer.id)),
            )
            for offer in open_offers
        ]

    async def language(self, contact_id: UUID) -> Language:
        """The contact's language; raises `NotFound`."""
        async with self._transaction() as tx:
            contact = await contacts.find(tx, contact_id)
        if contact is None:
            raise NotFound
        return contact.language

    def citizen_limits(self) -> Limits:
        """How fast a citizen may send now."""
        return limits.for_citizen(self._rules().policy)

    def staff_limits(self) -> Limits:
        """How fast a counsellor may send to one contact now."""
        return limits.for_staff(self._rules().policy)

    async def line(self) -> StaffQueue:
        """The line as staff see it."""
        async with self._transaction() as tx:
            waiting, more = await views.line(tx, LINE)
        return StaffQueue(waiting=waiting, more=more)

    async def positions(self, contact_ids: list[UUID]) -> dict[UUID, tuple[int, ExpectedWait | None]]:
        """The place of each of these contacts that still waits, and what wait that place means."""
        policy = self._rules().policy
        async with self._transaction() as tx:
            places = await views.positions(tx, contact_ids)
            delays = await arrivals.delays(tx, Channel.CHAT, policy)
        return {one: (place, delays.at(place, policy)) for one, place in places.items()}

    async def contact(self, contact_id: UUID) -> ContactView:
        """One contact as staff see it."""
        async with self._transaction() as tx:
            return await views.contact(tx, contact_id)


def presence_part(frame: PresenceFrame) -> PresencePart:
    """The wish alone, as it stands in a snapshot."""
    return PresencePart(
        state=frame.state,
        channels=frame.channels,
        since=frame.since,
        reason=frame.reason,
        on_shift_until=frame.on_shift_until,
        last_offers=frame.last_offers,
    )
