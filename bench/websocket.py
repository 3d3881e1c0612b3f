"""A websocket client of the lightest kind, so that the load costs less than the servers it measures.

It speaks to servers on this machine only: no TLS, no extensions, no fragments, and a masking key of zeros,
which is valid, costs a server what any other key costs it, and a client nothing.
"""

from __future__ import annotations

import asyncio
import base64
import os
from collections.abc import Callable
from typing import cast
from urllib.parse import urlsplit

TEXT, CLOSE, PING, PONG = 0x1, 0x8, 0x9, 0xA
FIN, MASKED, NO_MASK = 0x80, 0x80, b"\0\0\0\0"
SHORT, TWO_BYTES, EIGHT_BYTES = 125, 126, 127
LOST = 1006

Heard = Callable[[bytes], bytes | None]
"""What a frame is answered with at once, if at all: it may come before `connect` has returned."""


class WebSocket(asyncio.Protocol):
    """Open once `opened` is done; `heard` gets the payload of each text frame; `code` says how it ended."""

    def __init__(self, request: bytes, heard: Heard) -> None:
        self._request, self._heard = request, heard
        self._received = b""
        self.opened: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        self.code: int | None = None
        self._transport: asyncio.Transport | None = None

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        """Ask for the upgrade."""
        self._transport = cast("asyncio.Transport", transport)  # uvloop's own is no subclass of it
        self._transport.write(self._request)

    def connection_lost(self, error: Exception | None) -> None:
        """The end, polite or not."""
        self.code = self.code or LOST
        if not self.opened.done():
            self.opened.set_exception(ConnectionError(f"lost before it was open: {error}"))

    def data_received(self, received: bytes) -> None:
        """Whole frames are handed on, what remains is kept."""
        received = self._received + received if self._received else received
        if not self.opened.done():
            received = self._take_answer(received)
        self._received = self._take_frames(received)

    def send(self, text: bytes) -> None:
        """One text frame."""
        self._write(TEXT, text)

    def close(self) -> None:
        """Drop the connection after a polite word."""
        if self._transport is not None:
            self._write(CLOSE, (1000).to_bytes(2, "big"))
            self._transport.close()

    def _write(self, opcode: int, payload: bytes) -> None:
        if self._transport is None or self.code is not None:
            return
        length = len(payload)
        if length <= SHORT:
            head = bytes((FIN | opcode, MASKED | length))
        else:
            head = bytes((FIN | opcode, MASKED | TWO_BYTES)) + length.to_bytes(2, "big")
        self._transport.write(head + NO_MASK + payload)

    def _take_answer(self, received: bytes) -> bytes:
        head, blank, rest = received.partition(b"\r\n\r\n")
        if not blank:
            return received
        if b" 101 " in head.split(b"\r\n")[0]:
            self.opened.set_result(None)
        else:
            self.opened.set_exception(ConnectionError(head.split(b"\r\n")[0].decode()))
        return rest

    def _take_frames(self, received: bytes) -> bytes:
        at, end = 0, len(received)
        while self.opened.done() and end - at >= 2:
            start, length = at + 2, received[at + 1] & 0x7F
            if length >= TWO_BYTES:
                start += 2 if length == TWO_BYTES else 8
                length = int.from_bytes(received[at + 2 : start], "big")
            if end < start + length:
                break
            self._take(received[at] & 0x0F, received[start : start + length])
            at = start + length
        return received[at:] if at else received

    def _take(self, opcode: int, payload: bytes) -> None:
        if opcode == TEXT:
            answer = self._heard(payload)
            if answer is not None:
                self.send(answer)
        elif opcode == PING:
            self._write(PONG, payload)
        elif opcode == CLOSE:
            self.code = int.from_bytes(payload[:2], "big") or LOST


async def connect(url: str, origin: str, heard: Heard, *, within: float = 20.0) -> WebSocket:
    """An open websocket; raises `ConnectionError`, `OSError`, `TimeoutError`."""
    parts = urlsplit(url)
    path = parts.path + (f"?{parts.query}" if parts.query else "")
    key = base64.b64encode(os.urandom(16)).decode()
    lines = [
        f"GET {path} HTTP/1.1",
        f"Host: {parts.netloc}",
        "Upgrade: websocket",
        "Connection: Upgrade",
        f"Sec-WebSocket-Key: {key}",
        "Sec-WebSocket-Version: 13",
        *([f"Origin: {origin}"] if origin else []),
    ]
    request = ("\r\n".join(lines) + "\r\n\r\n").encode()
    loop = asyncio.get_running_loop()
    async with asyncio.timeout(within):
        _, socket = await loop.create_connection(
            lambda: WebSocket(request, heard), parts.hostname or "", parts.port or 80
        )
        await socket.opened
    return socket
