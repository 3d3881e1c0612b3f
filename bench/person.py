"""One person of a conversation as the load client plays it: a socket, a wire, and what has come."""

from __future__ import annotations

import asyncio
from collections.abc import Callable

from bench.contender import Seat
from bench.websocket import WebSocket, connect
from bench.wires import Delivery, Refusal, Wire

ATTEMPTS, SECONDS_TO_JOIN = 5, 20.0


class NotLetIn(ConnectionError):
    """A server has refused somebody, or said nothing, again and again."""


class Person:
    """`number` is unique in this client; `delivered` is called with each message that comes."""

    def __init__(self, number: int, seat: Seat, wire: Wire) -> None:
        self.number, self._seat, self._wire = number, seat, wire
        self.delivered: Callable[[Person, Delivery], None] = _ignored
        self.refused: list[str] = []
        self._socket: WebSocket | None = None
        self._joined = asyncio.Event()

    @property
    def lost(self) -> bool:
        """Whether the socket has ended by itself."""
        return self._socket is not None and self._socket.code is not None

    async def join(self) -> None:
        """Connect and wait until the server has let this person in; one that is busy is asked again."""
        for _ in range(ATTEMPTS):
            if await self._attempt():
                return
            self.leave()
        raise NotLetIn(f"{self._seat.side} at {self._seat.url}: {self._socket and self._socket.code}")

    async def _attempt(self) -> bool:
        self._socket = await connect(self._seat.url, self._seat.origin, self._hear)
        opening = self._wire.opening(self._seat)
        if opening is None:
            return True
        if opening:
            self._socket.send(opening)
        try:
            async with asyncio.timeout(SECONDS_TO_JOIN):
                await self._joined.wait()
        except TimeoutError:
            return False
        return True

    def say(self, cid: str, text: str) -> None:
        """Send a message."""
        assert self._socket is not None
        self._socket.send(self._wire.message(self._seat, cid, text))

    def leave(self) -> None:
        """Close the socket."""
        if self._socket is not None:
            self._socket.close()

    def _hear(self, frame: bytes) -> bytes | None:
        event = self._wire.read(self._seat, frame)
        if isinstance(event, Delivery):
            self.delivered(self, event)
        elif isinstance(event, bytes):
            return event
        elif isinstance(event, Refusal):
            self.refused.append(event.code)
        elif event is not None:
            self._joined.set()
        return None


def _ignored(_: Person, __: Delivery) -> None:
    return
