"""The counsellor's socket comes and goes, and what she wishes: ready, a break, off, for which channels."""

from collections.abc import Callable, Sequence
from datetime import datetime, timedelta
from uuid import UUID

from app.domain.contact import Channel
from app.domain.counsellor import Presence
from app.domain.errors import Gone, Invalid, NotAllowed, NotOnShift
from app.domain.offer import OfferKind, Outcome
from app.domain.rules import Rules
from app.frames.bus import CounsellorDisplaced
from app.repositories import candidates, deadlines, duty, offers, ownership, place
from app.repositories.duty import CounsellorRow
from app.repositories.locking import hold
from app.repositories.transaction import Transaction, Transactions, again_when_busy

LOST_TOUCH = "lost_touch"


class Duty:
    """Presence is a wish, a shift and a socket; only the wish is hers to say."""

    def __init__(self, transaction: Transactions, rules: Callable[[], Rules], worker_id: UUID) -> None:
        """Sockets of this worker are known by its id."""
        self._transaction = transaction
        self._rules = rules
        self._worker_id = worker_id

    @again_when_busy
    async def came(self, counsellor_id: UUID, *, gone: Callable[[], bool] = lambda: False) -> int:
        """A hello: this socket's generation. A wish survives an absence of a minute, then it is a break.

        Raises `Gone` where its client is `gone` by now: it has tried again, and that socket is the newer.
        """
        async with self._transaction() as tx:
            row = (await duty.lock(tx, [counsellor_id])).get(counsellor_id)
            if row is None or row.disabled:
                raise NotAllowed
            grace = timedelta(seconds=self._rules().policy.reconnect_grace_seconds)
            since = await deadlines.absent_from(tx, row.absent_since)
            if since is not None and tx.now - since >= grace and row.wish is Presence.READY:
                row = await duty.set_wish(
                    tx, row, Presence.BREAK, channels=row.wish_channels, reason=LOST_TOUCH
                )
            generation = await duty.came(tx, row, self._worker_id)
            await place.tell(tx, counsellor_id, self._rules().policy)
            tx.publish(CounsellorDisplaced(counsellor_id=counsellor_id, generation=generation))
            tx.then.wake = True
            if gone():
                raise Gone
        return generation

    @again_when_busy
    async def went(self, counsellor_id: UUID, generation: int, heard_at: datetime) -> None:
        """The socket closed; she was last heard then."""
        async with self._transaction() as tx:
            await duty.lock(tx, [counsellor_id])
            await duty.went(tx, counsellor_id, since=heard_at, generation=generation)

    async def is_here(self, counsellor_id: UUID, generation: int) -> None:
        """This worker was taken for gone, but the socket is here."""
        async with self._transaction() as tx:
            await duty.is_here(tx, counsellor_id, generation, self._worker_id)

    @again_when_busy
    async def wish(self, counsellor_id: UUID, state: Presence, channels: Sequence[Channel] | None) -> None:
        """Store the wish; raises `NotOnShift` for `ready` outside a shift, `Invalid` for channels."""
        async with self._transaction() as tx:
            row = (await duty.lock(tx, [counsellor_id]))[counsellor_id]
            wanted = await self._channels(tx, row, state, channels)
            if state is Presence.READY and not await candidates.is_on_shift(tx, counsellor_id):
                raise NotOnShift
            await duty.set_wish(tx, row, state, channels=wanted)
            await place.tell(tx, counsellor_id, self._rules().policy)
            tx.then.wake = True
        if state is not Presence.READY:
            await self._withdraw(counsellor_id)

    async def _channels(
        self, tx: Transaction, row: CounsellorRow, state: Presence, channels: Sequence[Channel] | None
    ) -> list[str]:
        if channels is None:
            return list(row.wish_channels) or list(row.permitted)
        if state is Presence.READY and not channels:
            raise Invalid({"channels": "at least one"})
        forbidden = [channel for channel in channels if channel not in row.permitted]
        if forbidden:
            raise Invalid({"channels": "not permitted: " + " ".join(forbidden)})
        return [channel for channel in Channel if channel in channels]

    async def _withdraw(self, counsellor_id: UUID) -> None:
        """Who is no longer ready keeps no offer from the line; a colleague's transfer stays open."""
        async with self._transaction() as tx:
            offered = await offers.open_of_counsellor(tx, counsellor_id)
        for offer in offered:
            if offer.kind is OfferKind.LINE:
                await self._withdraw_one(offer.contact_id, counsellor_id)

    @again_when_busy
    async def _withdraw_one(self, contact_id: UUID, counsellor_id: UUID) -> None:
        async with self._transaction() as tx:
            held = await hold(tx, contact_id, counsellor_id)
            if held.offer is not None and held.offer.counsellor_id == counsellor_id:
                await ownership.give_back(tx, held, Outcome.WITHDRAWN, policy=self._rules().policy)
