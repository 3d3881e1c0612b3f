"""Peers that mean no good, as a process of their own: `python -m tests.faults.rude KIND PORT SECONDS COUNT`.

Each of them goes on for so many seconds, and begins anew whenever the desk has closed its connection. The
last line of output says how often that was, as JSON.
"""

from __future__ import annotations

import asyncio
import json
import os
import socket
import struct
import sys
import time
from collections.abc import Awaitable, Callable
from contextlib import suppress

from tests.faults.waiting import time_passes

TEXT, CONTINUATION, PING = 1, 0, 9
UNMASKED = bytes(4)
"""A mask of zeros: allowed, and leaves the payload as it is."""
CHUNK = 64 * 1024
BODY = 2**30
SLOWLY = 0.2
AGAIN_AFTER = 0.2


def frame(opcode: int, payload: bytes = b"", *, last: bool = True) -> bytes:
    """One frame as a client sends it."""
    first = opcode | (0x80 if last else 0)
    if len(payload) < 126:
        return struct.pack("!BB", first, 0x80 | len(payload)) + UNMASKED + payload
    return struct.pack("!BBH", first, 0xFE, len(payload)) + UNMASKED + payload


class Peer:
    """One plain socket to the desk."""

    def __init__(self, port: int, *, room: int | None = None) -> None:
        self.port = port
        self._socket = socket.socket()
        self._socket.setblocking(False)
        if room is not None:
            self._socket.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, room)

    async def open(self, path: str = "/ws/citizen") -> None:
        """Connect and become a websocket."""
        await self.connect()
        origin = f"http://127.0.0.1:{self.port}"
        await self.send(
            f"GET {path} HTTP/1.1\r\nHost: 127.0.0.1:{self.port}\r\nOrigin: {origin}\r\n"
            "Upgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Version: 13\r\n"
            "Sec-WebSocket-Key: MDEyMzQ1Njc4OWFiY2RlZg==\r\n\r\n".encode()
        )
        if b" 101 " not in await self.hear():
            raise ConnectionRefusedError

    async def connect(self) -> None:
        """Only connect."""
        await asyncio.get_running_loop().sock_connect(self._socket, ("127.0.0.1", self.port))

    async def send(self, data: bytes) -> None:
        """Send bytes as they are; raises `OSError` once the desk has closed."""
        await asyncio.get_running_loop().sock_sendall(self._socket, data)

    async def hear(self) -> bytes:
        """What has come; nothing once it is closed."""
        return await asyncio.get_running_loop().sock_recv(self._socket, CHUNK)

    async def until_closed(self) -> None:
        """Say nothing more, and read until the desk closes."""
        while await self.hear():
            pass

    @property
    def name(self) -> int:
        """The port at this end."""
        return int(self._socket.getsockname()[1])

    def close(self) -> None:
        """Go."""
        self._socket.close()


async def _for_ever(peer: Peer, data: bytes) -> None:
    while True:
        await peer.send(data)


async def one_byte_fragments(peer: Peer) -> None:
    """Messages of as many bytes as are allowed, each byte a fragment."""
    await peer.open()
    message = frame(TEXT, b"x", last=False) + frame(CONTINUATION, b"x", last=False) * 32_000
    await _for_ever(peer, message + frame(CONTINUATION))


async def empty_fragments(peer: Peer) -> None:
    """A message that goes on without ever growing."""
    await peer.open()
    await peer.send(frame(TEXT, b"x", last=False))
    await _for_ever(peer, frame(CONTINUATION, last=False) * (CHUNK // 6))


async def pings(peer: Peer) -> None:
    """Pings whose answers nobody reads."""
    await peer.open()
    await _for_ever(peer, frame(PING, b"x" * 100) * (CHUNK // 106))


async def tiny_frames(peer: Peer) -> None:
    """Frames that are nothing, as many as fit."""
    await peer.open()
    await _for_ever(peer, frame(TEXT, b"{") * (CHUNK // 7))


async def oversize_frames(peer: Peer) -> None:
    """Frames beyond every limit."""
    await peer.open()
    await _for_ever(peer, struct.pack("!BBQ", 0x81, 0xFF, 2**40) + UNMASKED + b"x" * CHUNK)


async def no_hello(peer: Peer) -> None:
    """Sockets that say nothing."""
    await peer.open()
    await peer.until_closed()


async def no_request(peer: Peer) -> None:
    """Connections that ask for nothing."""
    await peer.connect()
    await peer.send(b"GET / HTTP/1.1\r\nHost:")
    await peer.until_closed()


def _post(length: int) -> bytes:
    head = "POST /api/contacts HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Type: application/json\r\n"
    return f"{head}Content-Length: {length}\r\n\r\n".encode()


async def endless_bodies(peer: Peer) -> None:
    """Bodies of a gigabyte."""
    await peer.connect()
    await peer.send(_post(BODY))
    await _for_ever(peer, b"x" * CHUNK)


async def slow_bodies(peer: Peer) -> None:
    """Bodies that come byte by byte."""
    await peer.connect()
    await peer.send(_post(1_000))
    while True:
        await peer.send(b" ")
        await time_passes(SLOWLY)


KINDS: dict[str, Callable[[Peer], Awaitable[None]]] = {
    one.__name__: one
    for one in (
        one_byte_fragments,
        empty_fragments,
        pings,
        tiny_frames,
        oversize_frames,
        no_hello,
        no_request,
        endless_bodies,
        slow_bodies,
    )
}


async def main(kind: str, port: int, seconds: float, count: int) -> None:
    """So many of a kind for so long; says how often the desk closed one of them."""
    closed = 0
    over = time.monotonic() + seconds

    async def again_and_again() -> None:
        nonlocal closed
        while time.monotonic() < over:
            peer = Peer(port)
            with suppress(OSError):
                await KINDS[kind](peer)
            closed += 1
            peer.close()
            await time_passes(AGAIN_AFTER)

    with suppress(TimeoutError):
        async with asyncio.timeout(seconds), asyncio.TaskGroup() as group:
            for _ in range(count):
                group.create_task(again_and_again())
    print(json.dumps({"closed": closed}), flush=True)
    os._exit(0)  # thousands of descriptors at once, and no goodbye.


if __name__ == "__main__":
    asyncio.run(main(sys.argv[1], int(sys.argv[2]), float(sys.argv[3]), int(sys.argv[4])))
