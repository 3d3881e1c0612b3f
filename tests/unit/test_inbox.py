"""What a peer may say ahead of the work on it: so many frames, so many bytes, nothing lost."""

from __future__ import annotations

import asyncio

from app.realtime.inbox import BYTES, FRAMES, Inbox


async def put_all(inbox: Inbox, texts: list[str], taken: list[int]) -> None:
    for number, text in enumerate(texts):
        await inbox.put(text)
        taken.append(number)


async def runs_dry() -> None:
    """Let everything that can go on go on."""
    for _ in range(10):
        await asyncio.sleep(0)


async def test_so_many_frames_are_taken_and_the_next_when_one_is_done() -> None:
    inbox, taken = Inbox(), list[int]()
    async with asyncio.TaskGroup() as group:
        group.create_task(put_all(inbox, [str(number) for number in range(FRAMES + 2)], taken))
        await runs_dry()
        while len(taken) < FRAMES:
            await runs_dry()
        assert len(taken) == FRAMES
        heard = [await inbox.get() for _ in range(FRAMES + 2)]
    assert heard == [str(number) for number in range(FRAMES + 2)]


async def test_so_many_bytes_are_taken_and_one_frame_more_at_most() -> None:
    inbox, taken = Inbox(), list[int]()
    large = "x" * (BYTES // 2)
    async with asyncio.TaskGroup() as group:
        group.create_task(put_all(inbox, [large] * 4, taken))
        await runs_dry()
        assert taken == [0, 1]
        for _ in range(4):
            assert await inbox.get() == large


async def test_what_was_said_before_the_end_is_still_heard() -> None:
    inbox = Inbox()
    await inbox.put("a")
    await inbox.put("b")
    inbox.end()
    assert [await inbox.get() for _ in range(3)] == ["a", "b", None]


async def test_whoever_waits_hears_of_the_end() -> None:
    inbox = Inbox()
    async with asyncio.TaskGroup() as group:
        waiting = group.create_task(inbox.get())
        await runs_dry()
        inbox.end()
    assert waiting.result() is None
