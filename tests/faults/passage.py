"""The bytes between a client and its server: two ways with a trouble each, and what becomes of them there."""

from __future__ import annotations

import asyncio
import socket
import struct
from collections.abc import Callable
from contextlib import suppress

from tests.faults.troubles import (
    Blackhole,
    CutAfter,
    CutAt,
    Delay,
    DropReply,
    HoldAt,
    Pass,
    Reset,
    Throttle,
    Trouble,
)

CHUNK = 65_536
SLICES_A_SECOND = 20
AT_ONCE = struct.pack("ii", 1, 0)
"""SO_LINGER for a close that is a reset."""


class Way:
    """One direction: its trouble, and what became of the bytes that met it."""

    def __init__(self) -> None:
        self.trouble: Trouble = Pass()
        self.struck = 0
        self.passed = 0
        self.held = b""
        self._counted = 0
        self._told = asyncio.Event()
        self._news = asyncio.Event()

    def set(self, trouble: Trouble) -> None:
        """From now on this; what stands still moves on, or meets the new trouble."""
        self.trouble = trouble
        self.held, self._counted = b"", 0
        self._told.set()
        self._told = asyncio.Event()

    async def until_held(self, part: str) -> None:
        """Wait until something with this in it stands still here."""
        await self._until(lambda: part.encode() in self.held)

    async def until_struck(self) -> None:
        """Wait until a trouble that strikes once, or a marker, has met its bytes."""
        await self._until(lambda: self.struck > 0)

    async def _until(self, condition: Callable[[], bool]) -> None:
        while not condition():
            self._news.clear()
            await self._news.wait()

    def strike(self, *, once: bool = True) -> None:
        """The trouble has met what it waited for."""
        self.struck += 1
        self._news.set()
        if once:
            self.set(Pass())

    async def stand(self, piece: bytes) -> None:
        """Stand still until another trouble is set."""
        self.held += piece
        self._news.set()
        await self._told.wait()

    async def pause(self, seconds: float) -> None:
        """Let so much time pass, or as much as there is until another trouble is set."""
        with suppress(TimeoutError):
            async with asyncio.timeout(seconds):
                await self._told.wait()

    def room(self, most: int) -> int:
        """Of so many bytes that may pass in all, how many still may."""
        return most - self._counted

    def count(self, size: int) -> None:
        """So many bytes went on."""
        self.passed += size
        self._counted += size


class Link:
    """A client's connection and the one to the server that belongs to it."""

    def __init__(self, *writers: asyncio.StreamWriter) -> None:
        self._writers = writers
        self.loses_a_reply = False

    def reset(self) -> None:
        """Tear both down; what was on its way is lost."""
        for writer in self._writers:
            with suppress(OSError):
                peer: socket.socket = writer.get_extra_info("socket")
                if peer.family != socket.AF_UNIX:
                    peer.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, AT_ONCE)
            writer.transport.abort()

    def close(self) -> None:
        """Close both in order: what was written arrives."""
        for writer in self._writers:
            writer.close()


class Stream:
    """The bytes of one link in one direction."""

    def __init__(self, way: Way, link: Link, writer: asyncio.StreamWriter, *, answers: bool) -> None:
        self._way, self._link, self._writer = way, link, writer
        self._answers = answers
        self._tail = b""

    async def pump(self, reader: asyncio.StreamReader) -> None:
        """Carry everything over until one side ends or a trouble does it."""
        with suppress(OSError):
            while piece := await reader.read(CHUNK):
                if not await self._meet(piece):
                    self._link.reset()
                    return
        self._link.close()

    async def _meet(self, piece: bytes) -> bool:
        """Take a piece through the trouble of the moment; False where the link is to be torn down."""
        way = self._way
        if self._answers and self._link.loses_a_reply:
            self._link.loses_a_reply = False
            way.strike(once=False)
            return True
        match way.trouble:
            case Blackhole():
                await way.stand(piece)
                return await self._meet(piece)
            case Reset():
                return False
            case Delay(seconds):
                await way.pause(seconds)
            case Throttle(rate):
                return await self._slowly(piece, rate)
            case CutAfter(count) if len(piece) >= (room := way.room(count)):
                await self._write(piece[:room])
                way.strike()
                return False
            case HoldAt(marker) | CutAt(marker) | DropReply(marker) if self._sees(marker, piece):
                return await self._at_marker(piece)
        await self._write(piece)
        return True

    async def _at_marker(self, piece: bytes) -> bool:
        way = self._way
        if isinstance(way.trouble, CutAt):
            way.strike()
            return False
        if isinstance(way.trouble, HoldAt):
            way.strike(once=False)
            await way.stand(piece)
            return await self._meet(piece)
        way.strike()
        self._link.loses_a_reply = True
        await self._write(piece)
        return True

    def _sees(self, marker: bytes, piece: bytes) -> bool:
        """Whether the marker ends in this piece; it may have begun in the one before."""
        seen = self._tail + piece
        self._tail = seen[-len(marker) + 1 :] if len(marker) > 1 else b""
        return marker in seen

    async def _slowly(self, piece: bytes, rate: int) -> bool:
        size = max(1, rate // SLICES_A_SECOND)
        while piece and self._way.trouble == Throttle(rate):
            await self._way.pause(min(len(piece), size) / rate)
            await self._write(piece[:size])
            piece = piece[size:]
        return await self._meet(piece) if piece else True

    async def _write(self, piece: bytes) -> None:
        self._way.count(len(piece))
        self._writer.write(piece)
        await self._writer.drain()
