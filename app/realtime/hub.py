"""All sockets of this worker, by whom they belong to; every event goes to those that it concerns."""

import asyncio
from collections import defaultdict
from collections.abc import Collection, Iterator, Sequence
from random import randint
from typing import TypeVar
from uuid import UUID

from app import metrics
from app.frames.bus import (
    CitizenDisplaced,
    CounsellorDisplaced,
    Erased,
    Event,
    LineChanged,
    Passing,
    Said,
    SettingsChanged,
    SignedOut,
    ToCitizen,
    ToCounsellor,
)
from app.frames.shared import Move, ServerHeartbeat
from app.realtime.board_feed import BoardFeed
from app.realtime.citizen_feed import CitizenFeed
from app.realtime.connection import Connection
from app.realtime.counsellor_feed import CounsellorFeed
from app.realtime.guests import Guests

MOVING = 4450
SPREAD_MS = 5_000


class Hub:
    """Registers sockets and passes events on; it reads nothing and waits for nothing."""

    def __init__(self) -> None:
        self.citizens: dict[UUID, set[CitizenFeed]] = defaultdict(set)
        self.counsellors: dict[UUID, set[CounsellorFeed]] = defaultdict(set)
        self.boards: set[BoardFeed] = set()
        self._guests = Guests()
        self.line_changed = asyncio.Event()
        self.settings_changed = asyncio.Event()
        self.emptied = asyncio.Event()

    def add_citizen(self, feed: CitizenFeed) -> None:
        """From now on this socket hears of its contact."""
        self.citizens[feed.contact_id].add(feed)
        metrics.connections.labels("citizen").inc()

    def add_counsellor(self, feed: CounsellorFeed) -> None:
        """From now on this socket hears of its counsellor."""
        self.counsellors[feed.counsellor_id].add(feed)
        self._guests.welcome(feed)
        metrics.connections.labels("counsellor").inc()

    def add_board(self, feed: BoardFeed) -> None:
        """From now on this socket gets the board."""
        self.boards.add(feed)
        metrics.connections.labels("coordinator").inc()

    def remove_citizen(self, feed: CitizenFeed) -> None:
        """This socket is closed."""
        _remove(self.citizens, feed.contact_id, feed)
        self.emptied.set()
        metrics.connections.labels("citizen").dec()

    def remove_counsellor(self, feed: CounsellorFeed) -> None:
        """This socket is closed."""
        _remove(self.counsellors, feed.counsellor_id, feed)
        self._guests.forget(feed)
        self.emptied.set()
        metrics.connections.labels("counsellor").dec()

    def remove_board(self, feed: BoardFeed) -> None:
        """This socket is closed."""
        self.boards.discard(feed)
        self.emptied.set()
        metrics.connections.labels("coordinator").dec()

    def handle(self, events: Sequence[Event]) -> None:
        """Pass on what this or another worker committed, in its order."""
        for event in events:
            self._handle(event)

    def _handle(self, event: Event) -> None:
        match event:
            case Said() | Passing():
                self._to_citizen(event.contact_id, event)
                if event.owner is not None:
                    self._to_counsellor(event.owner, event)
                for feed in self._guests.of(event.contact_id, event.owner):
                    feed.deliver(event)
            case ToCitizen() | CitizenDisplaced() | Erased():
                self._to_citizen(event.contact_id, event)
            case ToCounsellor() | CounsellorDisplaced():
                self._to_counsellor(event.counsellor_id, event)
            case SignedOut():
                self.close_sessions(event.session_ids)
            case LineChanged():
                self.line_changed.set()
            case SettingsChanged():
                self.settings_changed.set()

    def _to_citizen(self, contact_id: UUID, event: Event) -> None:
        for feed in list(self.citizens.get(contact_id, ())):
            feed.deliver(event)

    def _to_counsellor(self, counsellor_id: UUID, event: Event) -> None:
        for feed in list(self.counsellors.get(counsellor_id, ())):
            feed.deliver(event)

    def close_sessions(self, session_ids: Collection[UUID]) -> None:
        """These sign-ins have ended: their sockets close 4401."""
        for feed in self._staff():
            if feed.session_id in session_ids:
                feed.connection.close(4401)

    def sessions(self) -> set[UUID]:
        """The sign-ins behind the staff's sockets."""
        return {feed.session_id for feed in self._staff()}

    def heartbeat(self) -> None:
        """Every 10 s, always; each client answers at once."""
        for feed in self._everybody():
            feed.say(ServerHeartbeat())

    def move(self) -> None:
        """This worker is leaving: ask every client to come to another one, spread over five seconds."""
        for feed in self._everybody():
            feed.say(Move(after_ms=randint(0, SPREAD_MS)))

    def close_all(self) -> None:
        """Whoever is still here is told to come back."""
        for connection in self.connections():
            connection.close(MOVING)

    def connections(self) -> list[Connection]:
        """Every socket of this worker."""
        return [feed.connection for feed in self._everybody()]

    def _everybody(self) -> Iterator[CitizenFeed | CounsellorFeed | BoardFeed]:
        for feeds in list(self.citizens.values()):
            yield from list(feeds)
        yield from self._staff()

    def _staff(self) -> Iterator[CounsellorFeed | BoardFeed]:
        for feeds in list(self.counsellors.values()):
            yield from list(feeds)
        yield from list(self.boards)


F = TypeVar("F", CitizenFeed, CounsellorFeed)


def _remove(feeds_of: dict[UUID, set[F]], key: UUID, feed: F) -> None:
    feeds = feeds_of.get(key, set())
    feeds.discard(feed)
    if not feeds:
        feeds_of.pop(key, None)
