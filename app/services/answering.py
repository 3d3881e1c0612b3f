"""How a counsellor comes by a contact, or leaves it to others: accept, decline, take."""

from collections.abc import Awaitable, Callable
from contextlib import suppress
from datetime import datetime, timedelta
from uuid import UUID

from app.domain.contact import OWNED, Cause, Channel, State
from app.domain.counsellor import Presence, may_take
from app.domain.errors import (
    DeskError,
    Gone,
    Invalid,
    NoCapacity,
    NotAllowed,
    NotFound,
    NotOnShift,
    SwitchboardAway,
    WrongState,
)
from app.domain.offer import Outcome
from app.domain.policy import Policy
from app.domain.privacy import kept_reason
from app.domain.routing import match
from app.domain.rules import Rules
from app.queue.switchboard import Switchboard
from app.repositories import candidates, contacts, duty, entry_pages, line, ownership, takes
from app.repositories.contacts import ContactRow
from app.repositories.duty import CounsellorRow
from app.repositories.locking import Held, hold
from app.repositories.offers import OfferRow
from app.repositories.transaction import Transaction, Transactions, again_when_busy

ON_HER_WAY = timedelta(seconds=10)
"""For so long after asking, a citizen who has not said hello yet counts as coming, where a hand takes her."""

ATTEMPTS = 5
"""How often a take of «the next» goes on to the one after, when somebody else was faster."""


class Answering:
    """The offer already holds contact and seat, so only `take` has to claim."""

    def __init__(
        self,
        transaction: Transactions,
        switchboard: Switchboard,
        rules: Callable[[], Rules],
        *,
        settle: Callable[..., Awaitable[None]],
    ) -> None:
        """`settle` undoes a claim that PostgreSQL refused."""
        self._transaction = transaction
        self._switchboard = switchboard
        self._rules = rules
        self._settle = settle

    @again_when_busy
    async def accept(self, counsellor_id: UUID, contact_id: UUID, offer_id: UUID | None) -> None:
        """Take what is offered to me; one I have already is fine. Raises `Gone`, `NotFound`."""
        async with self._transaction() as tx:
            held = await hold(tx, contact_id, counsellor_id)
            if _has(held, counsellor_id):
                return
            if not _offered(held.offer, counsellor_id, offer_id):
                raise Gone
            await ownership.give(tx, held, counsellor_id, cause=Cause.ACCEPTED, policy=self._rules().policy)

    @again_when_busy
    async def decline(
        self, counsellor_id: UUID, contact_id: UUID, offer_id: UUID | None, *, reason: str | None
    ) -> None:
        """Leave it to somebody else: it returns to its old place. Raises `Gone`, `NotFound`, `Invalid`."""
        async with self._transaction() as tx:
            held = await hold(tx, contact_id, counsellor_id)
            if _offered(held.offer, counsellor_id, offer_id):
                why = kept_reason(reason, held.contact.language)
                await ownership.give_back(tx, held, Outcome.DECLINED, policy=self._rules().policy, reason=why)
            elif not await takes.was_declined(tx, counsellor_id, contact_id, offer_id):
                raise Gone

    async def take(self, counsellor_id: UUID, contact_id: UUID | None, command_id: str | None) -> UUID:
        """Take a contact from the line, or the next that fits; which one it was.

        Raises `WrongState` unless ready, `NotOnShift`, `Gone`, `NoCapacity`, `NotFound` (nobody waits),
        `Invalid` where the next is asked for without a command id.
        """
        if contact_id is not None:
            await self._take(counsellor_id, contact_id, None)
            return contact_id
        if command_id is None:
            raise Invalid({"id": "required to take the next"})
        return await self._take_next(counsellor_id, command_id)

    async def _take_next(self, counsellor_id: UUID, command_id: str) -> UUID:
        for _ in range(ATTEMPTS):
            async with self._transaction() as tx:
                taken = await takes.remembered(tx, counsellor_id, command_id)
                if taken is not None:
                    return taken
                chosen = await self._next_for(tx, counsellor_id)
            try:
                return await self._take(counsellor_id, chosen, command_id)
            except (Gone, NoCapacity):
                continue  # somebody else was faster: this very command, perhaps, by another socket
        raise Gone

    async def _next_for(self, tx: Transaction, counsellor_id: UUID) -> UUID:
        """The first in line whom dispatch might give her: what is kept for others' languages is theirs."""
        rules = self._rules()
        policy = rules.policy
        row = await _ready(tx, await duty.find(tx, counsellor_id))
        _permitted(row, policy)
        waiting = await entry_pages.with_skills(tx, await line.waiting(tx, policy), rules.routing)
        candidate, there = await candidates.one(tx, row, policy), await candidates.everybody(tx, policy)
        found = match(
            waiting, [candidate], now=tx.now, policy=policy, routing=rules.routing, there=[candidate, *there]
        )
        if found:
            return found[0].waiting.contact_id
        raise NoCapacity if waiting else NotFound

    @again_when_busy
    async def _take(self, counsellor_id: UUID, contact_id: UUID, command_id: str | None) -> UUID:
        await self._claim(counsellor_id, contact_id)
        try:
            async with self._transaction() as tx:
                held = await hold(tx, contact_id, counsellor_id)
                taken = await self._take_once(tx, held, counsellor_id, command_id)
        except DeskError:
            await self._settle([contact_id], release=True)
            raise
        if taken != contact_id:
            await self._settle([contact_id], release=True)
        return taken

    async def _take_once(
        self, tx: Transaction, held: Held, counsellor_id: UUID, command_id: str | None
    ) -> UUID:
        """Under her lock: the same command may have come by another socket, and taken another contact."""
        if command_id is None:
            await self._take_held(tx, held, counsellor_id)
            return held.contact.id
        taken = await takes.remembered(tx, counsellor_id, command_id)
        if taken is not None:
            return taken
        await self._take_held(tx, held, counsellor_id)
        await takes.remember(tx, counsellor_id, command_id, held.contact.id)
        return held.contact.id

    async def _claim(self, counsellor_id: UUID, contact_id: UUID) -> None:
        """Ask the switchboard first, so that losers cost nothing; while it is away go straight to the row."""
        async with self._transaction() as tx:
            contact, policy = await contacts.find(tx, contact_id), self._rules().policy
            seats = (await duty.seats(tx, [counsellor_id], policy)).get(counsellor_id)
            now = tx.now
        if contact is None or seats is None:
            raise NotFound
        if contact.state is not State.QUEUED or contact.absent_since is not None:
            return
        most = 1 if contact.channel is Channel.PHONE else seats.chat_capacity
        try:
            await self._switchboard.claim(contact_id, counsellor_id, seats=most, now=now)
        except NoCapacity:
            if not seats.free(contact.channel):
                raise
            with suppress(SwitchboardAway):
                await self._settle(await self._switchboard.seated(counsellor_id))
        except SwitchboardAway:
            return

    async def _take_held(self, tx: Transaction, held: Held, counsellor_id: UUID) -> None:
        if _has(held, counsellor_id):
            return
        row = await _ready(tx, held.counsellors.get(counsellor_id))
        policy = self._rules().policy
        if _offered(held.offer, counsellor_id, None):
            await ownership.give(tx, held, counsellor_id, cause=Cause.ACCEPTED, policy=policy)
            return
        _by_hand(held.contact, row, tx.now, policy)
        channel = held.contact.channel
        if channel not in await candidates.channels_of(tx, row):
            raise NotOnShift({"channel": channel})
        if not (await duty.seats(tx, [row.id], policy))[row.id].free(channel):
            raise NoCapacity
        await ownership.give(tx, held, row.id, cause=Cause.TAKEN, policy=policy)


def _by_hand(contact: ContactRow, row: CounsellorRow, now: datetime, policy: Policy) -> None:
    """What the line keeps to by itself holds for a hand too: whose it is for now, and who is there.

    Whoever has just asked is on her way to the first hello, and may be taken.
    """
    if contact.state is not State.QUEUED or _is_kept_from(contact, row.centre, now):
        raise Gone
    _permitted(row, policy)
    arriving = contact.generation == 0 and now - contact.arrived_at <= ON_HER_WAY
    if contact.channel is Channel.CHAT and contact.absent_since is not None and not arriving:
        raise WrongState({"citizen": "away"})


def _is_kept_from(contact: ContactRow, centre: str | None, now: datetime) -> bool:
    """Whether the contact is another centre's alone for now (design § 3)."""
    until = contact.only_centre_until
    return contact.only_centre not in (None, centre) and (until is None or now < until)


def _permitted(row: CounsellorRow, policy: Policy) -> None:
    if not may_take(row.role, policy):
        raise NotAllowed({"take": "not by hand"})


def _has(held: Held, counsellor_id: UUID) -> bool:
    return held.contact.owner == counsellor_id and held.contact.state in OWNED


def _offered(offer: OfferRow | None, counsellor_id: UUID, offer_id: UUID | None) -> bool:
    return offer is not None and offer.counsellor_id == counsellor_id and offer_id in (None, offer.id)


async def _ready(tx: Transaction, row: CounsellorRow | None) -> CounsellorRow:
    if row is None or row.wish is not Presence.READY:
        raise WrongState({"presence": "not ready"})
    if not await candidates.is_on_shift(tx, row.id):
        raise NotOnShift
    return row
