"""Compares what sockets were told with what rows say, every two seconds: no event has to arrive."""

from collections.abc import Awaitable, Callable, Iterable, Mapping
from typing import TypeVar
from uuid import UUID

from app import metrics
from app.frames.views import Standing, Standings
from app.realtime.counsellor_feed import CounsellorFeed
from app.realtime.feed import Feed
from app.realtime.hub import Hub

DISPLACED = 4409

F = TypeVar("F", bound=Feed)

IsHere = Callable[[UUID, int], Awaitable[None]]


class Compare:
    """The net under the bus."""

    def __init__(
        self,
        hub: Hub,
        read: Callable[[Iterable[UUID], Iterable[UUID], Iterable[UUID]], Awaitable[Standings]],
        *,
        citizen_is_here: IsHere,
        counsellor_is_here: IsHere,
    ) -> None:
        """`read` takes contact ids, counsellor ids and session ids."""
        self._hub = hub
        self._read = read
        self._citizen_is_here = citizen_is_here
        self._counsellor_is_here = counsellor_is_here

    async def once(self) -> None:
        """One comparison of everything; raises `DeskError` where the database does not answer."""
        hub = self._hub
        contact_ids = {*hub.citizens, *(one for feed in _feeds(hub.counsellors) for one in feed.have)}
        standings = await self._read(contact_ids, list(hub.counsellors), hub.sessions())
        hub.close_sessions(standings.ended_sessions)
        for feed in _feeds(hub.citizens):
            await self._look(feed, standings.contacts.get(feed.key), self._citizen_is_here)
        for staff_feed in _feeds(hub.counsellors):
            await self._look(staff_feed, standings.counsellors.get(staff_feed.key), self._counsellor_is_here)
            _look_through(staff_feed, standings)

    async def _look(self, feed: Feed, standing: Standing | None, is_here: IsHere) -> None:
        if standing is None:
            return
        if standing.generation > feed.generation:
            feed.connection.close(DISPLACED)
            return
        if feed.behind(standing):
            metrics.resent.labels("feed").inc()
            feed.doubt(lambda: feed.behind(standing))
        if standing.absent and feed.connection.close_code is None:
            await is_here(feed.key, feed.generation)


def _look_through(feed: CounsellorFeed, standings: Standings) -> None:
    """Whether she lacks something that was said in one of her conversations."""

    def lacks() -> bool:
        return any(_lacks(seq, standings.contacts.get(one)) for one, seq in feed.have.items())

    if lacks():
        feed.doubt(lacks)


def _lacks(seq: int, standing: Standing | None) -> bool:
    return standing is not None and standing.last_seq > seq


def _feeds(feeds_of: Mapping[UUID, set[F]]) -> list[F]:
    return [feed for feeds in list(feeds_of.values()) for feed in list(feeds)]
