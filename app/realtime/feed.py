"""What keeps one socket whole: events in the order of their versions, read anew where one is missing."""

import asyncio
from abc import ABC, abstractmethod
from collections.abc import Callable
from typing import Any
from uuid import UUID

import msgspec
import structlog

from app.domain.errors import DeskError
from app.frames.bus import Event
from app.frames.shared import NO_NOTICE, Live
from app.frames.views import Standing
from app.realtime.connection import Connection

PENDING = 500
"""Events kept while a feed reads; more make it read again."""

CALM_SECONDS = 0.1
"""Wait before reading a gap: mostly the missing event is just behind, on a busy worker some tens of ms."""

DOUBT_SECONDS = 0.25
"""Wait before believing that rows are ahead of the events: they are read while events are on their way."""

AGAIN_SECONDS = 0.5
RESYNCHRONISE = 4459

Start = Callable[..., asyncio.Task[Any]]

log = structlog.get_logger(__name__)


class Feed(ABC):
    """One socket's view of what happens; while it reads, events wait, so that nothing precedes a snapshot."""

    def __init__(self, connection: Connection, start: Start, *, generation: int) -> None:
        """`start` keeps the task that reads."""
        self.connection = connection
        self.generation = generation
        self._start = start
        self._reading = True
        self._again = False
        self._pending: list[Event] = []
        self._gap: asyncio.TimerHandle | None = None
        self._live = False
        self._unsaid: tuple[msgspec.Struct, ...] = ()
        self.notice = NO_NOTICE
        """The one that was told last."""

    @property
    @abstractmethod
    def key(self) -> UUID:
        """The contact or counsellor whose socket this is."""

    @abstractmethod
    def apply(self, event: Event) -> bool:
        """Pass an event on; False where something before it is missing."""

    @abstractmethod
    def behind(self, standing: Standing) -> bool:
        """Whether rows have gone further than this socket was told."""

    @abstractmethod
    async def read(self) -> None:
        """Send a snapshot if the version differs, then what is missing; raises `DeskError`."""

    def deliver(self, event: Event) -> None:
        """An event that concerns this socket."""
        if self._reading:
            self._keep(event)
        elif self._pending:
            self._keep(event)
            self._close_gap()
        elif not self.apply(event):
            self._keep(event)
            self._wait_at_gap()

    def say(self, frame: msgspec.Struct) -> None:
        """Something that no version orders, such as a heartbeat; it waits until the socket is live."""
        if self._live:
            self.connection.put(frame)
        else:
            self._unsaid += (frame,)

    def _say_the_rest(self) -> None:
        unsaid, self._unsaid = self._unsaid, ()
        for frame in unsaid:
            self.connection.put(frame)

    def _keep(self, event: Event) -> None:
        if len(self._pending) < PENDING:
            self._pending.append(event)
        else:
            self._again = True

    def _wait_at_gap(self) -> None:
        self._gap = asyncio.get_running_loop().call_later(CALM_SECONDS, self.catch_up)

    def _close_gap(self) -> None:
        """Two workers' commits may arrive crosswise: the missing event shows those that waited for it."""
        if self._drain() and self._gap is not None:
            self._gap.cancel()

    def doubt(self, behind: Callable[[], bool]) -> None:
        """Rows are said to be ahead: read them if they still are in a moment."""
        asyncio.get_running_loop().call_later(DOUBT_SECONDS, self._catch_up_if, behind)

    def _catch_up_if(self, behind: Callable[[], bool]) -> None:
        if self.connection.close_code is None and behind():
            self.catch_up()

    def catch_up(self) -> None:
        """Read what is missing; called again while it reads, it reads once more."""
        if self._reading:
            self._again = True
            return
        self._reading = True
        self._start(self._catch_up(), name="catch_up")

    async def begin(self) -> None:
        """The first reading, after which the socket is live; until then every event waits."""
        await self._catch_up()

    async def _catch_up(self) -> None:
        try:
            await self._read_until_whole()
        except BaseException:
            self.connection.close(RESYNCHRONISE)
            raise
        finally:
            self._reading = False

    async def _read_until_whole(self) -> None:
        for _ in range(20):
            if self.connection.close_code is not None:
                return
            self._again = False
            try:
                await self.read()
            except DeskError as error:
                log.info("feed.put_off", error=type(error).__name__)
                await asyncio.sleep(AGAIN_SECONDS)
                continue
            if not self._live:
                await self.connection.send(Live())
                self._live = True
                self._say_the_rest()
            whole = self._drain()
            if not self._again:
                if not whole:
                    self._wait_at_gap()
                return
        self.connection.close(RESYNCHRONISE)

    def _drain(self) -> bool:
        """Pass on what has waited, in its order, as far as it goes; whether that was everything."""
        went_on = True
        while self._pending and went_on:
            waiting, self._pending = self._pending, []
            for event in waiting:
                # Behind a gap only what may fill it is tried: whatever else comes later stays later.
                if (self._pending and type(event) is not type(self._pending[0])) or not self.apply(event):
                    self._pending.append(event)
            went_on = len(self._pending) < len(waiting)
        return not self._pending

    def put_all(self, frames: tuple[msgspec.Raw, ...]) -> None:
        """Queue ready-made frames."""
        for frame in frames:
            self.connection.put(frame)
