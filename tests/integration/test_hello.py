"""What a hello costs the database: after a crash everybody says it at once."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from sqlalchemy import event

from app.realtime.connection import Connection, Message
from app.realtime.hub import MOVING
from app.routers.citizen_socket import CitizenSocket
from tests.factories import World

MOST_TO_COME_IN = 2
MOST_TO_SHOW = 3


@contextmanager
def counted(world: World) -> Iterator[list[str]]:
    """Every statement that the desk runs meanwhile."""
    seen: list[str] = []

    def see(_connection: Any, _cursor: Any, statement: str, *_: Any) -> None:
        seen.append(statement)

    engine = world.desk.engines[0].sync_engine
    event.listen(engine, "before_cursor_execute", see)
    try:
        yield seen
    finally:
        event.remove(engine, "before_cursor_execute", see)


async def test_a_hello_is_one_lock_and_one_update(world: World) -> None:
    citizen = await world.citizen()
    with counted(world) as statements:
        back = await world.desk.attendance.came(citizen.token)
    assert back.generation == citizen.generation + 1
    assert len(statements) <= MOST_TO_COME_IN, statements


@pytest.mark.parametrize(("lacking", "most"), [(False, MOST_TO_SHOW - 1), (True, MOST_TO_SHOW)])
async def test_a_snapshot_is_two_statements_and_one_for_what_is_lacking(
    world: World, lacking: bool, most: int
) -> None:
    citizen = await world.citizen(text="Hei")
    with counted(world) as statements:
        view = await world.desk.overview.citizen(citizen.contact_id, 0 if lacking else 1)
    assert [message.text for message in view.messages] == (["Hei"] if lacking else [])
    assert len(statements) <= most, statements


async def test_a_hello_that_comes_while_its_worker_leaves_is_sent_elsewhere(world: World) -> None:
    citizen = await world.citizen(here=False)
    heard: list[Message] = []
    says: asyncio.Queue[Message] = asyncio.Queue()

    async def take(message: Message) -> None:
        heard.append(message)

    hello = {"type": "hello", "v": 1, "token": citizen.token, "last_seq": 0}
    says.put_nowait({"type": "websocket.receive", "text": json.dumps(hello)})
    world.desk.health.draining = True
    connection = Connection(says.get, take, world.desk.clock, abort=lambda: None)
    await CitizenSocket(world.desk, connection).run()
    assert [one.get("code") for one in heard] == [MOVING]
    assert (await world.row(citizen)).generation == 0
