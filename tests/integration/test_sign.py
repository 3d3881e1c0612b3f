"""The sign at the door: told from memory, true at every turn of hours and rules."""

from __future__ import annotations

import asyncio
import json
from collections.abc import AsyncIterator, Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import event

from app.clock import MovedClock
from app.domain.contact import Channel
from app.domain.errors import Unavailable
from app.domain.policy import Policy
from app.domain.rules import Rules
from app.repositories.engine import make_engine
from app.repositories.transaction import Transactions
from app.routers.front_door import DeskTold
from app.seed.hours import ordinary_hours
from app.services.front_door import Doorkeeper, Posted, Sign
from app.services.front_door.doorkeeper import Seen
from tests.factories import World, becomes

CLOSES = datetime(2026, 11, 26, 19, tzinfo=UTC)  # Thursday 20:00 in Oslo.
OPENS = datetime(2026, 11, 30, 9, tzinfo=UTC)
SECOND = timedelta(seconds=1)


class Watch:
    """A sign on an empty desk with ordinary hours, and a clock that is moved by hand."""

    def __init__(self, at: datetime, url: str) -> None:
        self.clock, self.rules = MovedClock(at), Rules(hours=ordinary_hours())
        self.engine = make_engine(url, pool_size=2)
        self.keeper = Doorkeeper(Transactions(self.engine, self.clock), lambda: self.rules)
        self.readings, self.away = 0, False
        self.silent: asyncio.Event | None = None
        self.tasks: set[asyncio.Task[Any]] = set()
        self.sign = Sign(
            self.read, lambda: self.rules, self.clock, start=self.start, notice=None, number="+47 00000000"
        )

    def start(self, work: Any, *, name: str) -> asyncio.Task[Any]:
        """Keep a task."""
        task = asyncio.get_running_loop().create_task(work, name=name)
        self.tasks.add(task)
        return task

    async def read(self) -> tuple[datetime, dict[Channel, Seen]]:
        """The rows, or a database that is away."""
        self.readings += 1
        if self.away:
            raise Unavailable
        if self.silent is not None:
            await self.silent.wait()
        return await self.keeper.read()

    async def state(self, channel: str = "chat") -> str:
        """What the sign says of it."""
        return str(told(await self.sign.look())["channels"][channel]["state"])


def told(posted: Posted) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(posted.body)
    return found


@pytest.fixture
async def watch(database_url: str) -> AsyncIterator[Watch]:
    made = Watch(CLOSES - timedelta(hours=1), database_url)
    yield made
    await asyncio.gather(*made.tasks)
    await made.engine.dispose()


@contextmanager
def statements(watch: Watch) -> Iterator[list[str]]:
    """Every statement that reaches the database meanwhile."""
    heard: list[str] = []

    def hear(_: Any, __: Any, statement: str, *___: Any) -> None:
        heard.append(statement)

    event.listen(watch.engine.sync_engine, "before_cursor_execute", hear)
    yield heard
    event.remove(watch.engine.sync_engine, "before_cursor_execute", hear)


async def test_a_thousand_calls_in_a_second_cost_one_reading(watch: Watch) -> None:
    with statements(watch) as heard:
        await asyncio.gather(*(watch.sign.look() for _ in range(500)))
        for _ in range(500):
            await watch.sign.look()
    assert watch.readings == 1
    assert 0 < len(heard) <= 4, heard


async def test_it_is_read_anew_once_a_second_while_somebody_asks_and_never_otherwise(watch: Watch) -> None:
    await watch.sign.look()
    watch.clock.move(60 * SECOND)
    assert watch.readings == 1
    for _ in range(20):
        watch.clock.move(SECOND / 4)
        await watch.sign.look()
        await asyncio.gather(*watch.tasks)
    assert watch.readings == 5


async def test_the_door_turns_on_the_very_millisecond_between_two_readings(watch: Watch) -> None:
    watch.clock.set(CLOSES - SECOND / 2)
    assert await watch.state() == "open"
    watch.clock.set(CLOSES - timedelta(milliseconds=1))
    assert await watch.state() == "open"
    watch.clock.set(CLOSES)
    closed = told(await watch.sign.look())["channels"]["chat"]
    assert (closed["state"], closed["reason"]) == ("closed", "outside_hours")
    assert closed["opens_at"] == "2026-11-30T09:00:00.000Z"
    watch.clock.set(OPENS - timedelta(milliseconds=1))
    assert await watch.state() == "closed"
    watch.clock.set(OPENS)
    assert await watch.state() == "open"


async def test_other_rules_are_told_at_once(watch: Watch) -> None:
    assert await watch.state() == "open"
    watch.rules = Rules(policy=Policy(stop_intake_seconds=7_200), hours=ordinary_hours())
    assert (await watch.state(), watch.readings) == ("last_call", 1)
    watch.rules = Rules()
    assert (await watch.state(), watch.readings) == ("closed", 1)


async def test_a_copy_is_kept_for_five_seconds_and_never_beyond_the_next_turn(watch: Watch) -> None:
    kept = []
    for left in (60, 5, 4.5, 1, 0.9):
        watch.clock.set(CLOSES - left * SECOND)
        kept.append((await watch.sign.look()).cached_seconds)
    assert kept == [5, 5, 4, 1, 0]


async def test_the_instant_is_that_of_the_answer_and_no_validator_outlives_its_minute(watch: Watch) -> None:
    first = await watch.sign.look()
    watch.clock.move(SECOND / 2)
    second = await watch.sign.look()
    assert second.written is first.written
    assert told(second)["server_time"] == "2026-11-26T18:00:00.500Z"
    tags = {replace(first, at=first.at + number * SECOND).tag for number in range(60)}
    assert len(tags) == 1
    assert replace(first, at=first.at + 60 * SECOND).tag not in tags


async def test_the_validator_is_the_same_at_every_worker_and_another_when_anything_changes(
    watch: Watch, database_url: str
) -> None:
    other = Watch(watch.clock.now(), database_url)
    mine = (await watch.sign.look()).tag
    assert (await other.sign.look()).tag == mine
    other.rules = Rules(policy=Policy(stop_intake_seconds=7_200), hours=ordinary_hours())
    assert (await other.sign.look()).tag != mine
    await other.engine.dispose()


async def test_without_the_database_an_open_desk_says_nothing_and_a_closed_one_when_it_opens(
    watch: Watch,
) -> None:
    watch.away = True
    with pytest.raises(Unavailable):
        await watch.sign.look()
    watch.clock.set(CLOSES + SECOND)
    assert await watch.state() == "closed"
    watch.clock.set(OPENS)
    with pytest.raises(Unavailable):
        await watch.sign.look()
    watch.away = False
    watch.clock.move(2 * SECOND)
    assert await watch.state() == "open"


async def test_a_database_that_says_nothing_holds_up_nobody_after_the_first_and_is_asked_again(
    watch: Watch,
) -> None:
    watch.clock.set(CLOSES + SECOND)
    silent = watch.silent = asyncio.Event()
    first = watch.start(watch.sign.look(), name="first")
    await becomes(lambda: watch.readings == 1)
    watch.clock.move(3 * SECOND)
    assert await watch.state() == "closed"
    assert (watch.readings, first.done()) == (1, False)
    watch.silent = None
    watch.clock.move(3 * SECOND)
    assert await watch.state() == "closed"
    assert watch.readings == 2
    seen_at = (await watch.sign.look()).written.seen_at
    silent.set()
    await first
    await asyncio.gather(*watch.tasks)
    assert (await watch.sign.look()).written.seen_at == seen_at, "what was asked first and came last is old"


async def test_a_database_that_is_away_is_asked_once_a_second_however_many_ask_the_desk(watch: Watch) -> None:
    watch.away = True
    watch.clock.set(CLOSES + SECOND)
    for _ in range(100):
        await watch.sign.look()
    assert watch.readings == 1


async def test_a_line_is_told_with_its_length_a_second_old_at_most(world: World) -> None:
    assert told(await world.desk.sign.look())["channels"]["chat"]["waiting"] == 0
    for _ in range(3):
        await world.citizen()
    await world.move(1.1)
    chat = told(await world.desk.sign.look())["channels"]["chat"]
    assert (chat["state"], chat["waiting"], chat["reason"]) == ("open", 3, "nobody_on_duty")


async def test_it_has_the_shape_that_is_described(watch: Watch) -> None:
    for at in (CLOSES - SECOND, CLOSES):
        watch.clock.set(at)
        body = told(await watch.sign.look())
        described = DeskTold.model_validate(body).model_dump(mode="json")
        del described["channels"]["chat"]["number"]
        assert described == body
