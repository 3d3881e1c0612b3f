"""One socket's outbox: bounded, in order, and closed with 4458 when its reader is too slow."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import UTC, datetime
from typing import Any

import pytest

from app.clock import MovedClock
from app.frames.shared import Live, Notice
from app.realtime import connection
from app.realtime.connection import BYTES, FRAMES, Connection, Disconnected, Message
from tests.factories import becomes

NOON = datetime(2026, 11, 23, 12, tzinfo=UTC)


class Peer:
    """The other end of a socket: takes what is sent while its gate is open, says what it is told to say."""

    def __init__(self) -> None:
        self.taken: list[Message] = []
        self.says: asyncio.Queue[Message] = asyncio.Queue()
        self.gate = asyncio.Event()
        self.aborted = False
        self.clock = MovedClock(NOON)
        self.connection = Connection(self.says.get, self._take, self.clock, abort=self._abort)

    async def _take(self, message: Message) -> None:
        await self.gate.wait()
        self.taken.append(message)

    def _abort(self) -> None:
        self.aborted = True

    async def has_taken(self, frames: int) -> None:
        """Wait until it has taken so many."""
        await becomes(lambda: len(self.texts) == frames)

    @property
    def close_codes(self) -> list[Any]:
        """The codes it was closed with."""
        return [one["code"] for one in self.taken if one["type"] == "websocket.close"]

    @property
    def texts(self) -> list[str]:
        """What it was sent."""
        return [one["text"] for one in self.taken if one["type"] == "websocket.send"]


@asynccontextmanager
async def written(peer: Peer) -> AsyncIterator[asyncio.Task[None]]:
    """The connection's writer at work."""
    task = asyncio.get_running_loop().create_task(peer.connection.write())
    try:
        yield task
    finally:
        task.cancel()
        await asyncio.gather(task, return_exceptions=True)


def notice(number: int) -> Notice:
    """A frame that can be told from others."""
    return Notice(text=str(number))


def closed(peer: Peer) -> int | None:
    """The code it was closed with, if it was."""
    return peer.connection.close_code


async def test_frames_leave_in_the_order_in_which_they_were_put() -> None:
    peer = Peer()
    peer.gate.set()
    async with written(peer) as writing:
        for number in range(FRAMES):
            peer.connection.put(notice(number))
        peer.connection.close(4410)
        await writing
    assert peer.texts == [f'{{"type":"notice","text":"{number}"}}' for number in range(FRAMES)]
    assert peer.close_codes == [4410]


async def test_too_many_frames_for_a_reader_that_does_not_read_close_4458() -> None:
    peer = Peer()
    for number in range(FRAMES):
        peer.connection.put(notice(number))
    assert not closed(peer)
    peer.connection.put(notice(FRAMES))
    assert closed(peer) == 4458
    peer.gate.set()
    async with written(peer) as writing:
        await writing
    assert (peer.texts, peer.close_codes) == ([], [4458]), "what it did not take is dropped"


async def test_too_many_bytes_close_4458() -> None:
    peer = Peer()
    peer.connection.put(Notice(text="x" * (BYTES - 100)))
    assert not closed(peer)
    peer.connection.put(Notice(text="x" * 100))
    assert closed(peer) == 4458


async def test_letters_of_several_bytes_leave_nothing_behind_in_the_outbox() -> None:
    peer = Peer()
    peer.gate.set()
    long = Notice(text="æøå" * 10_000)
    async with written(peer) as writing:
        for number in range(20):
            peer.connection.put(long)
            await peer.has_taken(number + 1)
        assert peer.connection.close_code is None, "600 KB of letters went through, none of it waits"
        peer.connection.close(1000)
        await writing


async def test_a_replay_waits_for_room_and_leaves_half_of_it_to_what_happens() -> None:
    peer = Peer()

    async def replay() -> None:
        for number in range(3 * FRAMES):
            await peer.connection.send(notice(number))

    async with written(peer):
        replaying = asyncio.get_running_loop().create_task(replay())
        for _ in range(10):
            await asyncio.sleep(0)
        assert not replaying.done()
        for _ in range(FRAMES // 2 - 2):
            peer.connection.put(Live())
        assert peer.connection.close_code is None
        peer.gate.set()
        await replaying
    assert peer.connection.close_code is None


async def test_a_replay_of_long_messages_leaves_room_too() -> None:
    peer = Peer()

    async def replay() -> None:
        for _ in range(100):
            await peer.connection.send(Notice(text="ø" * 16_000))

    async with written(peer):
        replaying = asyncio.get_running_loop().create_task(replay())
        for _ in range(10):
            await asyncio.sleep(0)
        peer.connection.put(Notice(text="ø" * 16_000))
        assert peer.connection.close_code is None
        peer.gate.set()
        await replaying


async def test_a_reader_stuck_for_five_seconds_is_closed_and_its_transport_dropped(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    assert connection.STUCK_SECONDS == 5.0
    monkeypatch.setattr(connection, "STUCK_SECONDS", 0.05)
    peer = Peer()
    async with written(peer) as writing:
        peer.connection.put(Live())
        await writing
    assert (peer.connection.close_code, peer.aborted, peer.taken) == (4458, True, [])


async def test_the_first_close_code_stands_and_nothing_is_queued_after_it() -> None:
    peer = Peer()
    peer.gate.set()
    peer.connection.close(4409)
    peer.connection.close(4410)
    peer.connection.put(Live())
    await peer.connection.send(Live())
    async with written(peer) as writing:
        await writing
    assert (peer.texts, peer.close_codes) == ([], [4409])


async def test_closing_later_is_cancelled_by_closing_now() -> None:
    peer = Peer()
    peer.connection.close_later(0, 4410)
    peer.connection.close_later(0, 4401)
    await becomes(lambda: peer.connection.close_code)
    assert peer.connection.close_code == 4410
    sooner = Peer()
    sooner.connection.close_later(0, 4410)
    sooner.connection.close(4409)
    await asyncio.sleep(0)
    assert sooner.connection.close_code == 4409


async def test_whoever_waits_for_room_is_let_go_when_the_socket_is_over() -> None:
    peer = Peer()
    for number in range(FRAMES // 2):
        await peer.connection.send(notice(number))
    waiting = asyncio.get_running_loop().create_task(peer.connection.send(Live()))
    await asyncio.sleep(0)
    assert not waiting.done()
    peer.connection.forget()
    await waiting
    assert peer.connection.close_code == 1006


async def test_reading_remembers_when_the_peer_was_heard() -> None:
    peer = Peer()
    peer.clock.move(peer.clock.now() - NOON)
    for message in (
        {"type": "websocket.receive", "text": "{}"},
        {"type": "websocket.receive", "bytes": b"x"},
        {"type": "websocket.disconnect", "code": 1001},
        {"type": "websocket.disconnect"},
    ):
        peer.says.put_nowait(message)
    assert await peer.connection.read() == "{}"
    assert await peer.connection.read() is None
    assert peer.connection.heard_at == NOON
    for code in (1001, 1006):
        with pytest.raises(Disconnected) as gone:
            await peer.connection.read()
        assert gone.value.code == code
