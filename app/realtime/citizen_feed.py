"""A citizen's socket: her contact's versions and messages, her place in line, and the end."""

from collections.abc import Awaitable, Callable
from uuid import UUID

from app.domain.contact import Language
from app.frames.bus import CitizenDisplaced, Erased, Event, Passing, Said, ToCitizen
from app.frames.citizen import CitizenQueue
from app.frames.shared import ExpectedWait
from app.frames.views import CitizenView, Standing
from app.realtime.connection import Connection
from app.realtime.feed import Feed, Start

DISPLACED = 4409
OVER = 4410
BAD_TOKEN = 4401

Read = Callable[[UUID, int], Awaitable[CitizenView]]


class CitizenFeed(Feed):
    """`seq` rises on each socket, and a snapshot comes first."""

    def __init__(
        self,
        connection: Connection,
        start: Start,
        *,
        contact_id: UUID,
        generation: int,
        last_seq: int,
        read: Read,
        over_seconds: int,
    ) -> None:
        """`last_seq` is what the client has already."""
        super().__init__(connection, start, generation=generation)
        self.contact_id = contact_id
        self.last_seq = last_seq
        self.version = -1
        self.position: int | None = None
        self.language: Language | None = None
        """The contact's, known with its first snapshot."""
        self._wait: ExpectedWait | None = None
        self._read = read
        self._over_seconds = over_seconds

    @property
    def key(self) -> UUID:
        """See `Feed.key`."""
        return self.contact_id

    def apply(self, event: Event) -> bool:
        """See `Feed.apply`."""
        if isinstance(event, Said):
            return self._said(event)
        if isinstance(event, ToCitizen):
            return self._changed(event)
        if isinstance(event, Passing):
            self.put_all(event.citizen)
        elif isinstance(event, CitizenDisplaced) and event.generation > self.generation:
            self.connection.close(DISPLACED)
        elif isinstance(event, Erased):
            self.connection.close(event.close_code)
        return True

    def _said(self, event: Said) -> bool:
        if event.seq > self.last_seq + 1:
            return False
        if event.seq == self.last_seq + 1:
            self.connection.put(event.citizen)
            self.last_seq = event.seq
        return True

    def _changed(self, event: ToCitizen) -> bool:
        if event.version > self.version + 1:
            return False
        if event.version == self.version + 1:
            self.version = event.version
            self.put_all(event.frames)
            if event.over:
                self.connection.close_later(self._over_seconds, OVER)
        return True

    async def read(self) -> None:
        """See `Feed.read`."""
        view = await self._read(self.contact_id, self.last_seq)
        while not view.gone and await self._show(view):
            view = await self._read(self.contact_id, self.last_seq)
        if view.gone:
            self.connection.close(BAD_TOKEN)
        elif view.over:
            self.connection.close_later(self._over_seconds, OVER)

    async def _show(self, view: CitizenView) -> bool:
        """Send what is new of it; whether there are more messages than a page of them."""
        contact = view.snapshot.contact
        if contact.version > self.version:
            self.version = contact.version
            self.position, self._wait = contact.position, contact.expected_wait
            self.language = contact.language
            await self.connection.send(view.snapshot)
        shown = False
        for message in view.messages:
            if message.seq == self.last_seq + 1 and self.connection.close_code is None:
                await self.connection.send(message)
                self.last_seq = message.seq
                shown = True
        return shown and self.last_seq < view.snapshot.last_seq

    def show_place(self, position: int | None, wait: ExpectedWait | None) -> None:
        """The place in line, told when it or the wait has changed; it never grows."""
        if self._reading or self.version < 0:
            return
        if position is None:
            self.position = None
            return
        if self.position is not None and position > self.position:
            return
        if (position, wait) != (self.position, self._wait):
            self.position, self._wait = position, wait
            self.connection.put(CitizenQueue(position=position, expected_wait=wait))

    def behind(self, standing: Standing) -> bool:
        """See `Feed.behind`."""
        return standing.version > self.version or standing.last_seq > self.last_seq
