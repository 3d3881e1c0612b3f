"""Unmet demand: visits while nobody new is let in, by hour and reason, apart from the contacts."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

import pytest
from starlette.datastructures import Address
from starlette.requests import Request

from app.domain.contact import Channel
from app.domain.errors import Invalid, NotAllowed, TooManyRequests
from app.routers.turnstile import VISIT_BURST, require_visit_pace
from app.routers.visits import VisitBody, visit
from tests.factories import Hand, World, count, settings_of, world_on

ORDER: dict[str, Any] = {
    "channel": "chat",
    "reason": {"nb": "Brann", "nn": "Brann", "en": "Fire"},
    "until": None,
}
DAY = {"from": "2026-11-23", "to": "2026-11-24"}
OWN = "http://127.0.0.1:8000"


async def look(world: World, channel: Channel = Channel.CHAT, *, origin: str | None = OWN) -> int:
    """Somebody's page says that she looked at the door; the status."""
    headers = [(b"origin", origin.encode())] if origin else []
    request = Request({"type": "http", "headers": headers, "client": ("127.0.0.1", 1)})
    return (await visit(VisitBody(channel=channel), request, world.desk)).status_code


async def unmet(world: World, **params: str) -> list[tuple[str, str, str, int]]:
    """What the report says of the day, the hour as Oslo's clock had it."""
    rows = await world.desk.visits.unmet({**DAY, **params})
    return [(f"{row.starts_at:%H:%M}", row.channel, row.reason, row.visits) for row in rows]


async def test_while_the_desk_is_open_nothing_is_counted(world: World) -> None:
    assert await look(world) == 204
    assert await unmet(world) == []


async def test_each_visit_at_a_closed_door_counts_in_its_hour_with_its_reason(world: World) -> None:
    await world.desk.administration.close(ORDER, author_id=await world.counsellor())
    for _ in range(3):
        assert await look(world) == 204
    assert await look(world, Channel.PHONE) == 204
    await world.move(3_600)
    await look(world)
    assert await unmet(world) == [("12:00", "chat", "manual", 3), ("13:00", "chat", "manual", 1)]
    assert await unmet(world, channel="phone") == []
    async with world.desk.transaction() as tx:
        assert (await count(tx, "turned_away"), await count(tx, "contact")) == (0, 0)


async def test_a_full_line_and_last_call_are_unmet_demand_too(world: World) -> None:
    await world.policy(queue_room=1)
    await world.citizen()
    await world.move(3)
    await look(world)
    assert await unmet(world) == [("12:00", "chat", "queue_full", 1)]


async def test_visits_that_come_at_once_to_two_workers_are_all_counted(world: World) -> None:
    other = await world.worker()
    workers = [world.desk, other] * 10
    await asyncio.gather(*(desk.visits.came(Channel.CHAT, "manual") for desk in workers))
    assert await unmet(world) == [("12:00", "chat", "manual", 20)]


async def test_before_the_migration_nothing_is_counted_and_nothing_breaks(world: World) -> None:
    world.desk.transaction.revision = "0002"
    await world.desk.visits.came(Channel.CHAT, "manual")
    assert await unmet(world) == []


async def test_another_site_counts_nothing(world: World) -> None:
    for origin in (None, "https://elsewhere.example"):
        with pytest.raises(NotAllowed):
            await look(world, origin=origin)


async def test_a_question_without_sense_is_refused(world: World) -> None:
    for params in ({"to": ""}, {"to": "2026-11-22"}, {"channel": "fax"}):
        with pytest.raises(Invalid):
            await world.desk.visits.unmet({**DAY, **params})


@asynccontextmanager
async def public(database_url: str, valkey_url: str, prefix: str) -> AsyncIterator[World]:
    """A desk whose address is no loopback."""
    settings = settings_of(database_url, valkey_url, prefix)
    settings = settings.model_copy(update={"public_url": "https://chat.desk.example"})
    async with world_on(settings, hand=Hand()) as made:
        yield made


async def test_one_address_cannot_pour_in_visits_and_keeps_its_turns_to_ask(
    database_url: str, valkey_url: str, valkey_prefix: str
) -> None:
    async with public(database_url, valkey_url, valkey_prefix) as world:
        for _ in range(VISIT_BURST):
            await require_visit_pace(world.desk, Address("198.51.100.7", 1))
        with pytest.raises(TooManyRequests) as refused:
            await require_visit_pace(world.desk, Address("198.51.100.7", 1))
        assert (refused.value.retry_after_ms or 0) > 0
        await require_visit_pace(world.desk, Address("198.51.100.8", 1))
