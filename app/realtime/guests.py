"""Where colleagues have joined: a contact's events reach their sockets beside its owner's (I18)."""

from collections.abc import Iterator
from uuid import UUID

from app.realtime.counsellor_feed import CounsellorFeed


class Guests:
    """This worker's sockets by the contacts they have joined; each feed says itself when that changes."""

    def __init__(self) -> None:
        self._feeds: dict[UUID, set[CounsellorFeed]] = {}
        self._places: dict[CounsellorFeed, frozenset[UUID]] = {}

    def welcome(self, feed: CounsellorFeed) -> None:
        """Follow this socket from now on."""
        feed.joined_changed = lambda: self._place(feed, feed.joined)
        self._place(feed, feed.joined)

    def forget(self, feed: CounsellorFeed) -> None:
        """This socket is closed."""
        feed.joined_changed = lambda: None
        self._place(feed, frozenset())

    def of(self, contact_id: UUID, owner: UUID | None) -> Iterator[CounsellorFeed]:
        """The sockets that have joined this contact; never its owner's, who hears of it as such."""
        for feed in tuple(self._feeds.get(contact_id, ())):
            if feed.counsellor_id != owner:
                yield feed

    def _place(self, feed: CounsellorFeed, joined: frozenset[UUID]) -> None:
        before = self._places.pop(feed, frozenset())
        for contact_id in before - joined:
            self._feeds[contact_id].discard(feed)
            if not self._feeds[contact_id]:
                del self._feeds[contact_id]
        for contact_id in joined - before:
            self._feeds.setdefault(contact_id, set()).add(feed)
        if joined:
            self._places[feed] = joined
