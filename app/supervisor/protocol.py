"""uvicorn's websocket protocol, with bounds on what one peer may make a worker hold and do.

uvicorn parses whatever has arrived in one go, up to 256 KiB: that many tiny frames would be tens of
megabytes of objects and half a second of nothing else. It keeps every fragment of a message, however small,
and answers every ping, whether anybody reads the answers or not.
"""

from __future__ import annotations

from collections.abc import Iterable
from time import perf_counter
from typing import Any

from uvicorn.protocols.websockets.websockets_sansio_impl import WebSocketsSansIOProtocol
from websockets.frames import Frame
from websockets.http11 import Request

from app.realtime.bell import Bell

ABORT = "desk.abort"
GONE = "desk.gone"
SEND_NOW = "desk.send_now"
VANISHED = 1006
INVALID_DATA = 1007
WHOLE_TEXT = 0x81
SHORT, TWO_BYTES = 125, 126
LONGEST = 65_535
"""What `send_now` sends; longer frames go the usual way."""
TOO_BIG = 1009
ABUSE = 4429
PIECE = 2_048
"""Bytes parsed before everybody else has their turn."""
REST = 30
"""Whoever sends more at once then rests so many times as long as the piece took: 3 % of a worker each."""
FRAGMENTS = 32_768
"""As many as the largest message has bytes; whoever sends more sends empty ones."""
MERGED = 256
CONTROL_FRAMES = 200
MINUTE = 60.0
"""So many pings and pongs in a minute are no longer a question whether anybody is there."""


class Arrivals:
    """What has come for the application, in order; as `asyncio.Queue`, which keeps 2 kB for nobody."""

    __slots__ = ("_news", "_waiting")

    def __init__(self) -> None:
        self._waiting: list[Any] = []
        self._news = Bell()

    def put_nowait(self, event: Any) -> None:
        """One more."""
        self._waiting.append(event)
        self._news.set()

    async def get(self) -> Any:
        """The oldest, as soon as there is one."""
        while not self._waiting:
            self._news.clear()
            await self._news.wait()
        return self._waiting.pop(0)

    def __len__(self) -> int:
        """How many have come and not been taken."""
        return len(self._waiting)

    def empty(self) -> bool:
        """Whether there is none."""
        return not self._waiting


class DeskSocketProtocol(WebSocketsSansIOProtocol):
    """One connection."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """As uvicorn makes it."""
        super().__init__(*args, **kwargs)
        self.queue = Arrivals()  # type: ignore[assignment]  # uvicorn uses no more of a queue than this
        self.writable = Bell(rung=True)  # type: ignore[assignment]  # nor more of an event
        self._unparsed = bytearray()
        self._parsing_soon = False
        self._cost = 0.0
        self._fragments = 0
        self._control: list[float] = []
        self._unanswered = False

    def handle_connect(self, event: Request) -> None:
        """Offer `desk.abort` and the like in the scope; the application starts only after this."""
        super().handle_connect(event)
        scope = getattr(self, "scope", None)
        if scope is not None:
            scope["extensions"][ABORT] = self.transport.abort
            scope["extensions"][GONE] = self.transport.is_closing
            scope["extensions"][SEND_NOW] = self.send_now

    def keepalive_timeout(self) -> None:
        """A ping stayed without its pong."""
        self._unanswered = True
        super().keepalive_timeout()

    def connection_lost(self, exc: Exception | None) -> None:
        """Say 1006 of a peer that vanished; uvicorn says 1005, as of one whose machine closed or reset."""
        if self._unanswered or isinstance(exc, TimeoutError):
            self.queue.put_nowait({"type": "websocket.disconnect", "code": VANISHED})
        super().connection_lost(exc)

    def send_now(self, text: bytes) -> bool:
        """Send a text frame if the transport takes it at once; whether it did. ASGI's `send` waits for it."""
        if not self.writable.is_set() or self.close_sent or self.disconnected or self.transport.is_closing():
            return False
        length = len(text)
        if length > LONGEST:
            return False
        if length <= SHORT:
            head = bytes((WHOLE_TEXT, length))
        else:
            head = bytes((WHOLE_TEXT, TWO_BYTES)) + length.to_bytes(2, "big")
        self.transport.write(head + text)
        return True

    # --- what has arrived is parsed piece by piece, and no further than the application has taken it ---

    def data_received(self, data: bytes) -> None:
        """A little is parsed at once; of more, no new bytes are read until it is."""
        if len(data) <= PIECE and not self._unparsed:
            super().data_received(data)
            return
        self._unparsed += data
        if not self.read_paused:
            self.read_paused = True
            self.transport.pause_reading()
        self._parse_soon()

    async def receive(self) -> Any:
        """The next message for the application; once it has taken all, the next piece is parsed."""
        message = await self.queue.get()
        if self.queue.empty():
            self._go_on()
        return message

    async def send(self, message: Any) -> None:
        """Send; after a close the rest is parsed only for the peer's answer to it."""
        await super().send(message)
        if message["type"] == "websocket.accept" and self.handshake_complete:
            del self.request, self.response  # uvicorn keeps every header for as long as the socket lasts
        if self._unparsed and self.close_sent:
            self._parse_soon()

    def _parse_soon(self) -> None:
        if not self._parsing_soon:
            self._parsing_soon = True
            self.loop.call_later(self._cost * REST, self._parse)

    def _parse(self) -> None:
        self._parsing_soon = False
        if self.transport.is_closing() or not (self.queue.empty() or self.close_sent):
            return
        piece = bytes(self._unparsed[:PIECE])
        del self._unparsed[:PIECE]
        began = perf_counter()
        super().data_received(piece)
        self._cost = perf_counter() - began
        if self.queue.empty() or self.close_sent:
            self._go_on()

    def _go_on(self) -> None:
        if self._unparsed:
            self._parse_soon()
        elif self.read_paused and not self.transport.is_closing():
            self.read_paused = False
            self.transport.resume_reading()

    # --- frames that uvicorn takes without end ---

    def handle_text(self, event: Frame) -> None:
        """A message begins."""
        self._fragments = 0
        super().handle_text(event)

    def handle_bytes(self, event: Frame) -> None:
        """A message begins."""
        self._fragments = 0
        super().handle_bytes(event)

    def handle_cont(self, event: Frame) -> None:
        """A message goes on: small fragments are joined as they come, and empty ones end somewhere."""
        self._fragments += 1
        if self._fragments > FRAGMENTS:
            self._end(TOO_BIG)
            return
        if len(self.frames) >= MERGED:
            self.frames = [b"".join(self.frames)]
        super().handle_cont(event)

    def handle_ping(self) -> None:
        """Answer a ping, unless the peer does not even take the answers to those before."""
        if self._too_many():
            return
        if self.writable.is_set():
            super().handle_ping()
        else:
            self.conn.data_to_send()

    def handle_pong(self, event: Frame) -> None:
        """Take a pong."""
        if not self._too_many():
            super().handle_pong(event)

    def _too_many(self) -> bool:
        now = self.loop.time()
        self._control.append(now)
        while now - self._control[0] > MINUTE:
            del self._control[0]
        if len(self._control) > CONTROL_FRAMES:
            self._end(ABUSE)
        return len(self._control) > CONTROL_FRAMES

    def send_receive_event_to_app(self) -> None:
        """Text that is no UTF-8 closes 1007 in silence: uvicorn would log an error for each such peer."""
        if self.curr_msg_data_type == "text" and not self.close_sent and not _is_text(self.frames):
            self._end(INVALID_DATA)
            return
        super().send_receive_event_to_app()

    def _end(self, code: int) -> None:
        """Close with this code, as uvicorn does for what its parser refuses."""
        self.frames = []
        if not self.close_sent:
            self.conn.send_close(code)
            self.handle_parser_exception()


def _is_text(frames: Iterable[bytes]) -> bool:
    try:
        b"".join(frames).decode()
    except UnicodeDecodeError:
        return False
    return True
