"""A feed keeps its socket whole: a snapshot first, events in order, and gaps read anew."""

from __future__ import annotations

import asyncio

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.domain.contact import Author
from app.frames.bus import CitizenDisplaced, Erased, Event, Passing, raw
from app.frames.citizen import CitizenTyping
from app.frames.shared import Move, ServerHeartbeat
from app.realtime import feed as feed_module
from tests.factories import becomes
from tests.unit.feed_story import CONTACT, Story


async def test_nothing_precedes_the_snapshot_and_nothing_is_missed_while_it_is_read() -> None:
    story = Story()
    async with story.open():
        story.says()
        beginning = asyncio.get_running_loop().create_task(story.feed.begin())
        for _ in range(3):
            story.feed.deliver(story.says())
            story.feed.deliver(story.changes())
            await asyncio.sleep(0)
        await beginning
        await becomes(lambda: story.seqs == [1, 2, 3, 4] and story.shown == 4)
    assert story.taken[0]["type"] == "snapshot"
    assert [one["type"] for one in story.taken].count("live") == 1


async def test_the_next_event_goes_straight_through_and_an_old_one_is_dropped() -> None:
    story = Story()
    async with story.open():
        await story.feed.begin()
        first, second = story.says(), story.changes()
        for event in (first, first, second, second):
            story.feed.deliver(event)
        await becomes(lambda: story.seqs == [1])
    assert (story.reads, story.shown) == (1, 2)


@pytest.mark.parametrize("kind", ["says", "changes"])
async def test_a_gap_is_read_from_the_rows(kind: str) -> None:
    story = Story()
    async with story.open():
        await story.feed.begin()
        getattr(story, kind)()
        story.feed.deliver(getattr(story, kind)())
        await becomes(lambda: (story.seqs == [1, 2]) if kind == "says" else (story.shown == 3))
    assert story.reads == 2


async def test_an_event_just_behind_the_gap_is_shown_once() -> None:
    story = Story()
    async with story.open():
        await story.feed.begin()
        first, second = story.says(), story.says()
        story.feed.deliver(second)
        story.feed.deliver(first)
        await becomes(lambda: story.seqs == [1, 2])
    assert story.reads == 1, "no row had to be read for it"


async def test_what_happened_behind_a_gap_stays_behind_it() -> None:
    story = Story()
    async with story.open():
        await story.feed.begin()
        first, second, change, third = story.says(), story.says(), story.changes(), story.says()
        for event in (second, change, third, first):
            story.feed.deliver(event)
        await becomes(lambda: story.seqs == [1, 2, 3])
    shown = [one["type"] for one in story.taken if one["type"] in ("message", "returned")]
    assert (shown, story.reads) == (["message", "message", "returned", "message"], 1)


async def test_while_the_rows_are_away_it_tries_again(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(feed_module, "AGAIN_SECONDS", 0)
    story = Story()
    async with story.open():
        await story.feed.begin()
        story.away = True
        story.says()
        story.feed.deliver(story.says())
        await becomes(lambda: story.reads == 3)
        story.away = False
        await becomes(lambda: story.seqs == [1, 2])
        assert story.close_codes == []
        story.away = True
        story.says()
        story.feed.deliver(story.says())
        await becomes(lambda: story.close_codes == [4459])


async def test_more_than_it_keeps_while_reading_is_read_again() -> None:
    story = Story()
    async with story.open():
        beginning = asyncio.get_running_loop().create_task(story.feed.begin())
        await asyncio.sleep(0)
        for _ in range(feed_module.PENDING + 5):
            story.feed.deliver(story.says())
        await beginning
        await becomes(lambda: story.seqs == list(range(1, story.last_seq + 1)))
    assert story.reads >= 2


async def test_a_heartbeat_or_a_leaving_worker_does_not_precede_the_snapshot() -> None:
    story = Story()
    async with story.open():
        story.feed.say(ServerHeartbeat())
        story.feed.say(Move(after_ms=7))
        await story.feed.begin()
        story.feed.say(ServerHeartbeat())
        await becomes(lambda: len(story.taken) == 5)
    told = [one["type"] for one in story.taken][:5]
    assert told == ["snapshot", "live", "heartbeat", "move", "heartbeat"]


async def test_a_newer_socket_displaces_and_an_older_one_does_not() -> None:
    story = Story()
    async with story.open():
        await story.feed.begin()
        story.feed.deliver(CitizenDisplaced(contact_id=CONTACT, generation=1))
        assert not story.connection.close_code
        story.feed.deliver(CitizenDisplaced(contact_id=CONTACT, generation=2))
        await becomes(lambda: story.close_codes == [4409])


async def test_after_the_end_it_closes_4410_and_once_the_text_is_gone_4401() -> None:
    ended, erased, gone = Story(), Story(), Story()
    ended.over, gone.gone = True, True
    for story in (ended, erased, gone):
        async with story.open():
            await story.feed.begin()
            if story is erased:
                story.feed.deliver(Erased(contact_id=CONTACT, close_code=4410))
            await story.closed()
    assert [one.close_codes for one in (ended, erased, gone)] == [[4410], [4410], [4401]]
    assert [frame["type"] for frame in gone.taken] == ["close"], "nothing of it is shown"


async def test_the_place_is_pushed_when_it_changes_and_never_grows() -> None:
    story = Story()
    async with story.open():
        story.feed.show_place(9, None)
        await story.feed.begin()
        for place in (5, 5, 6, 4, None, 7):
            story.feed.show_place(place, None)
        await becomes(lambda: len(story.taken) == 5)
    assert [frame["position"] for frame in story.taken if frame["type"] == "queue"] == [5, 4, 7]


async def test_what_passes_by_is_passed_on_and_never_waited_for() -> None:
    story = Story()
    typing = Passing(contact_id=CONTACT, owner=None, citizen=(raw(CitizenTyping(author=Author.COUNSELLOR)),))
    async with story.open():
        await story.feed.begin()
        story.feed.deliver(typing)
        await becomes(lambda: [one["type"] for one in story.taken][-1:] == ["typing"])


@settings(max_examples=40, deadline=None)
@given(st.lists(st.tuples(st.booleans(), st.sampled_from(["now", "late", "lost"]))))
async def test_whatever_is_lost_or_late_one_comparison_makes_it_whole(
    events: list[tuple[bool, str]],
) -> None:
    story = Story()
    async with story.open():
        beginning = asyncio.get_running_loop().create_task(story.feed.begin())
        late: list[Event] = []
        for is_message, fate in events:
            event = story.says() if is_message else story.changes()
            if fate == "now":
                story.feed.deliver(event)
            elif fate == "late":
                late.append(event)
            await asyncio.sleep(0)
        for event in reversed(late):
            story.feed.deliver(event)
        await beginning
        if story.feed.behind(story.standing):
            story.feed.catch_up()
        whole = list(range(1, story.last_seq + 1))
        await becomes(lambda: story.seqs == whole and story.shown == story.version)
        assert not story.feed.behind(story.standing)
        assert story.close_codes == []
    assert story.taken[0]["type"] == "snapshot"
