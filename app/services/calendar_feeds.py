"""A counsellor's own shifts for her own calendar, under a secret address that she can revoke."""

from datetime import timedelta
from uuid import UUID

from app.domain.errors import NotFound, WrongState
from app.domain.people import Person
from app.domain.roster import Shift
from app.domain.series import AHEAD
from app.repositories import calendar_feeds, desk, planning
from app.repositories.calendar_feeds import Feed
from app.repositories.ids import new_token
from app.repositories.transaction import Transactions

BEHIND = timedelta(days=31)
MOST = 10
"""Calendars one person has open at once: a phone, a laptop, and some she has forgotten."""


class CalendarFeeds:
    """Whoever has the address reads the shifts, and nothing else; the desk keeps only its hash."""

    def __init__(self, transaction: Transactions) -> None:
        """One for each worker."""
        self._transaction = transaction

    async def make(self, staff_id: UUID) -> tuple[Feed, str]:
        """A new calendar and its secret, shown once; raises `WrongState` where she has too many."""
        token = new_token()
        async with self._transaction() as tx:
            planning.require(tx)
            if len(await calendar_feeds.of(tx, staff_id)) >= MOST:
                raise WrongState({"feeds": f"are {MOST} already; revoke one first"})
            feed = await calendar_feeds.add(tx, staff_id, token)
            await desk.audit(tx, "calendar_feed_made", actor_id=staff_id, subject=str(feed.feed_id))
        return feed, token

    async def own(self, staff_id: UUID) -> list[Feed]:
        """Her open calendars."""
        async with self._transaction() as tx:
            planning.require(tx)
            return await calendar_feeds.of(tx, staff_id)

    async def revoke(self, staff_id: UUID, feed_id: UUID) -> None:
        """Its address opens nothing from now on; raises `NotFound`."""
        async with self._transaction() as tx:
            planning.require(tx)
            if not await calendar_feeds.revoke(tx, staff_id, feed_id):
                raise NotFound({"feed_id": "unknown"})
            await desk.audit(tx, "calendar_feed_revoked", actor_id=staff_id, subject=str(feed_id))

    async def shifts(self, token: str) -> list[tuple[Shift, Person]]:
        """The shifts of the last month and all that are planned; raises `NotFound`."""
        async with self._transaction() as tx:
            planning.require(tx)
            staff_id = await calendar_feeds.whose(tx, token)
            if staff_id is None:
                raise NotFound
            found = await planning.between(tx, tx.now - BEHIND, tx.now + AHEAD, of=[staff_id])
            people = await planning.people(tx)
        return [(shift, people[shift.counsellor_id]) for shift in found]
