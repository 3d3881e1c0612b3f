"""Offers whoever waits to whoever is free: look, match, claim, commit; any worker may, at any time."""

from collections.abc import Awaitable, Callable, Sequence
from datetime import timedelta
from functools import partial
from uuid import UUID

import structlog

from app.domain.contact import Cause, Channel, State, Waiting
from app.domain.counsellor import Candidate
from app.domain.errors import DeskError, Gone, NoCapacity, StaleEpoch, SwitchboardAway
from app.domain.fairness import Ledger
from app.domain.offer import OfferKind
from app.domain.opening_hours import evaluate
from app.domain.reasons import decision_body
from app.domain.routing import Match, match, somebody_free
from app.domain.routing_rules import Layer
from app.domain.rules import Rules
from app.queue.switchboard import Switchboard
from app.repositories import (
    candidates,
    centre_ledger,
    contacts,
    decisions,
    duty,
    entry_pages,
    offers,
    place,
    views,
)
from app.repositories import line as waiting
from app.repositories.ids import new_id
from app.repositories.locking import Held, hold
from app.repositories.offers import OfferRow
from app.repositories.transaction import Transaction, Transactions

LOOK = 50
"""How many places of the line are looked at first; twice as many as so far while somebody stays free."""

Settle = Callable[..., Awaitable[None]]

log = structlog.get_logger(__name__)


class Dispatch:
    """One for each worker; two at once are harmless, for a claim has one winner."""

    def __init__(
        self,
        transaction: Transactions,
        switchboard: Switchboard,
        rules: Callable[[], Rules],
        *,
        settle: Settle,
        renew: Callable[[], Awaitable[None]],
    ) -> None:
        """`settle` and `renew` mend the switchboard where it turns out to be wrong."""
        self._transaction = transaction
        self._switchboard = switchboard
        self._rules = rules
        self._settle = settle
        self._renew = renew
        self.pausing = False
        """While this worker drains it makes no new offers."""

    async def run_once(self) -> int:
        """Offer whatever fits now; how many offers were made. A switchboard that is away makes none."""
        if self.pausing:
            return 0
        try:
            matches = await self._matches_of_this_epoch()
        except (StaleEpoch, SwitchboardAway):
            return 0
        return sum([await self._try(one) for one in matches])

    async def _matches_of_this_epoch(self) -> list[Match]:
        try:
            return await self._matches()
        except StaleEpoch:
            await self._renew()
            return await self._matches()

    async def _matches(self) -> list[Match]:
        rules = self._rules()
        async with self._transaction() as tx:
            line, more = await self._switchboard.look(tx.now, LOOK)
            if not line and not more:
                return []
            everybody = await candidates.everybody(tx, rules.policy)
            play = await _play(tx, rules, everybody)
            line, seen = await entry_pages.with_skills(tx, line, rules.routing), LOOK
            matches = play(line)
            while more and somebody_free(everybody, matches):
                if not somebody_free(everybody, matches, await waiting.channels(tx)):
                    break  # a free seat for calls reads no line of chats to its end.
                further, more = await self._switchboard.look(tx.now, seen, after=seen)
                line += await entry_pages.with_skills(tx, further, rules.routing)
                matches, seen = play(line), seen * 2
            return matches

    async def _try(self, chosen: Match) -> bool:
        if not await self._claimed(chosen):
            return False
        try:
            async with self._transaction() as tx:
                held = await hold(tx, chosen.waiting.contact_id, chosen.candidate.counsellor_id)
                await self._commit(tx, held, chosen)
        except DeskError as error:
            log.info("dispatch.refused", error=type(error).__name__)
            await self._settle([chosen.waiting.contact_id, *await self._owned(chosen)], release=True)
            return False
        return True

    async def _claimed(self, chosen: Match) -> bool:
        """Whether contact and seat are held; a loser leaves the winner's claim alone."""
        seats, channel = chosen.candidate.seats, chosen.waiting.channel
        async with self._transaction() as tx:
            now = tx.now
        try:
            await self._switchboard.claim(
                chosen.waiting.contact_id,
                chosen.candidate.counsellor_id,
                seats=1 if channel is Channel.PHONE else seats.chat_capacity,
                now=now,
            )
        except StaleEpoch:
            await self._renew()
        except NoCapacity:
            await self._settle(await self._seated(chosen))
        except (Gone, SwitchboardAway) as error:
            log.debug("dispatch.not_claimed", error=type(error).__name__)
        else:
            return True
        return False

    async def _commit(self, tx: Transaction, held: Held, chosen: Match) -> None:
        """PostgreSQL's last word: the counsellor is locked; only now look and count (core § 5)."""
        rules = self._rules()
        policy = rules.policy
        contact, counsellor = held.contact, held.counsellors.get(chosen.candidate.counsellor_id)
        if counsellor is None or contact.state is not State.QUEUED or contact.absent_since is not None:
            raise Gone
        if contact.channel not in await candidates.offerable(tx, counsellor, policy):
            raise Gone
        if not (await duty.seats(tx, [counsellor.id], policy))[counsellor.id].free(contact.channel):
            raise NoCapacity
        offer = OfferRow(
            id=new_id(tx.now),
            contact_id=contact.id,
            counsellor_id=counsellor.id,
            kind=OfferKind.LINE,
            why=chosen.why,
            offered_at=tx.now,
            expires_at=tx.now + timedelta(seconds=policy.offer_seconds),
        )
        await offers.add(tx, offer)
        body = decision_body(chosen, routing=rules.routing, now=tx.now)
        words = await decisions.add(tx, offer_id=offer.id, contact_id=contact.id, layer=chosen.why, body=body)
        await contacts.move(
            tx, contact, Cause.OFFERED, counsellor_id=counsellor.id, centre=counsellor.centre, why=offer.why
        )
        await place.tell(tx, counsellor.id, policy, frames=[await views.offer(tx, offer, words=words)])
        tx.line_changed()

    async def _seated(self, chosen: Match) -> list[UUID]:
        """What the switchboard believes to hold this counsellor's seats, perhaps wrongly."""
        try:
            return await self._switchboard.seated(chosen.candidate.counsellor_id)
        except SwitchboardAway:
            return []

    async def _owned(self, chosen: Match) -> list[UUID]:
        """What may hold this counsellor's seats without the switchboard knowing."""
        async with self._transaction() as tx:
            return [view.contact_id for view in await views.owned(tx, chosen.candidate.counsellor_id)]


async def _play(
    tx: Transaction, rules: Rules, everybody: Sequence[Candidate]
) -> Callable[[list[Waiting]], list[Match]]:
    """The match by the rules that hold, for whatever line; the ledger is read where shares are agreed."""
    routing = rules.routing
    fair = routing.shares and routing.has(Layer.CENTRE)
    ledger = await centre_ledger.last_hour(tx) if fair and everybody else Ledger()
    return partial(
        match,
        candidates=everybody,
        now=tx.now,
        policy=rules.policy,
        routing=routing,
        ledger=ledger,
        phone_open=evaluate(rules.hours, Channel.PHONE, tx.now).open,
    )
