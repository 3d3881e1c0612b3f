"""One websocket: a reader that only reads, a writer that sends and closes, a bounded outbox between."""

import asyncio
from collections.abc import Awaitable, Callable, MutableMapping
from typing import Any

import msgspec
import structlog

from app import metrics
from app.clock import Clock
from app.realtime.bell import Bell

Message = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[Message]]
Send = Callable[[Message], Awaitable[None]]

FRAMES = 64
BYTES = 256 * 1024
STUCK_SECONDS = 5.0
"""A socket that takes nothing for so long is closed 4458; so is one whose outbox overflows."""

SLOW_READER = 4458

log = structlog.get_logger(__name__)
_encoder = msgspec.json.Encoder()


class Disconnected(Exception):
    """The socket is closed, with this code."""

    def __init__(self, code: int) -> None:
        super().__init__(code)
        self.code = code


class Connection:
    """What feeds and sockets write to; nothing here waits for the network but the writer."""

    def __init__(
        self,
        receive: Receive,
        send: Send,
        clock: Clock,
        *,
        abort: Callable[[], None],
        gone: Callable[[], bool] = lambda: False,
        send_now: Callable[[bytes], bool] = lambda _: False,
    ) -> None:
        """`abort` drops the transport at once, for a peer whose bytes are stuck; `gone`: it is closing.

        `send_now` sends a frame where the transport takes it at once, and says whether it did; the outbox
        and its writer are for when it does not.
        """
        self._receive = receive
        self._send = send
        self._clock = clock
        self._abort = abort
        self._gone = gone
        self._send_now = send_now
        self._outbox: list[bytes] = []
        self._bytes = 0
        self._queued = False
        self._changed = Bell()
        self._room = Bell(rung=True)
        self._timer: asyncio.TimerHandle | None = None
        self.close_code: int | None = None
        self.heard_at = clock.now()

    @property
    def gone(self) -> bool:
        """Whether nobody would hear what is sent."""
        return self.close_code is not None or self._gone()

    async def accept(self) -> None:
        """Take the handshake; raises `Disconnected`."""
        await self._receive()
        await self._send({"type": "websocket.accept"})

    async def refuse(self) -> None:
        """Answer the handshake with 403."""
        await self._receive()
        await self._send({"type": "websocket.close", "code": 1008})

    async def read(self) -> str | None:
        """The next text frame, None for a binary one; raises `Disconnected`."""
        message = await self._receive()
        if message["type"] == "websocket.disconnect":
            raise Disconnected(message.get("code") or 1006)
        self.heard_at = self._clock.now()
        text: str | None = message.get("text")
        return text

    def put(self, frame: msgspec.Struct | msgspec.Raw) -> None:
        """Queue a frame; an outbox that overflows means a slow reader, whose socket is closed."""
        if self.close_code is not None:
            return
        data = _encoder.encode(frame)
        if not self._queued and self._send_now(data):
            return
        if len(self._outbox) >= FRAMES or self._bytes + len(data) > BYTES:
            self._drop()
            return
        self._push(data)

    async def send(self, frame: msgspec.Struct | msgspec.Raw) -> None:
        """Queue a frame as soon as there is room: for replays, which may be longer than an outbox."""
        data = _encoder.encode(frame)
        await self.room()
        if self.close_code is None and (self._queued or not self._send_now(data)):
            self._push(data)

    async def room(self) -> None:
        """Wait until half the outbox is free, or the socket is closed."""
        while self.close_code is None and not self._has_room:
            self._room.clear()
            await self._room.wait()

    @property
    def _has_room(self) -> bool:
        """Half of the outbox is kept free of replays, for what happens meanwhile."""
        return len(self._outbox) < FRAMES // 2 and self._bytes < BYTES // 2

    def _push(self, data: bytes) -> None:
        self._queued = True  # until the last of the outbox has been sent: nothing overtakes it
        self._outbox.append(data)
        self._bytes += len(data)
        self._changed.set()

    def _drop(self) -> None:
        self._outbox.clear()
        self._bytes = 0
        self.close(SLOW_READER)

    def close(self, code: int) -> None:
        """Close once what is queued has been sent; the first code stands."""
        if self.close_code is not None:
            return
        self.close_code = code
        if self._timer is not None:
            self._timer.cancel()
        metrics.closed.labels(str(code)).inc()
        self._changed.set()
        self._room.set()

    def close_later(self, seconds: float, code: int) -> None:
        """Close in a while, unless it is closed by then; the first call stands."""
        if self._timer is None and self.close_code is None:
            self._timer = asyncio.get_running_loop().call_later(seconds, self.close, code)

    async def write(self) -> None:
        """Send what is queued until the socket is closed, by us or by the peer."""
        try:
            while True:
                await self._write_all()
                if self.close_code is not None:
                    await self._timely({"type": "websocket.close", "code": self.close_code})
                    return
                await self._changed.wait()
        except TimeoutError:
            self._drop()
            self._abort()
        except (OSError, RuntimeError) as error:
            log.debug("socket.gone", error=type(error).__name__)

    async def _write_all(self) -> None:
        self._changed.clear()
        while self._outbox:
            data = self._outbox.pop(0)
            self._bytes -= len(data)
            await self._timely({"type": "websocket.send", "text": data.decode()})
            if self._has_room:
                self._room.set()
        self._queued = False

    async def _timely(self, message: Message) -> None:
        async with asyncio.timeout(STUCK_SECONDS):
            await self._send(message)

    def forget(self) -> None:
        """The socket is over: nothing more is queued, nobody waits for room."""
        if self.close_code is None:
            self.close_code = 1006
        if self._timer is not None:
            self._timer.cancel()
        self._changed.set()
        self._room.set()
