"""A desk in a test: real stores, the real wiring, several workers, people, and time moved by hand."""

from __future__ import annotations

import asyncio
import json
from collections.abc import AsyncIterator, Awaitable, Callable, Coroutine
from contextlib import asynccontextmanager
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID

from redis.asyncio import Redis
from sqlalchemy import insert, select, update

from app.clock import DatabaseClock
from app.domain.contact import Channel, Language
from app.domain.counsellor import CounsellorId, Presence, Role
from app.domain.errors import SwitchboardAway
from app.domain.policy import Policy, to_json
from app.models.contact import Contact, ContactEvent, Offer
from app.models.desk import Worker
from app.models.staff import Counsellor, Shift
from app.queue.client import connect
from app.queue.keys import Keys
from app.queue.switchboard import Known
from app.repositories import contacts, line, staff
from app.repositories import desk as desk_row
from app.repositories.contacts import ContactRow
from app.repositories.ids import new_id
from app.repositories.transaction import Transaction
from app.seed.hours import always_open
from app.services.beginning import begin
from app.services.intake import Question
from app.settings import Settings
from app.wiring import Desk, build
from tests.fixtures.patience import PATIENCE

NOON = datetime(2026, 11, 23, 12, tzinfo=UTC)
SHIFT = timedelta(days=2)
CHANNELS = (Channel.CHAT, Channel.PHONE)
KEY = "dGhlIGtleSBvZiB0aGUgdGVzdHMsIG5vdCBhIHNlY3I="


class Hand:
    """Monotonic time that only a test moves."""

    def __init__(self) -> None:
        self.seconds = 0.0

    def __call__(self) -> float:
        return self.seconds


@dataclass(frozen=True)
class Citizen:
    """A contact with what its citizen holds: the token, and the generation of her socket."""

    contact_id: UUID
    token: str
    generation: int


@dataclass
class World:
    """One database and one prefix of Valkey, the workers on them, and everybody who comes by."""

    settings: Settings
    hand: Hand | None = None
    """None: time goes by itself."""
    workers: list[Desk] = field(default_factory=list)
    _running: list[asyncio.Task[Any]] = field(default_factory=list)

    @property
    def desk(self) -> Desk:
        """The first worker."""
        return self.workers[0]

    async def worker(self) -> Desk:
        """One more worker, as it stands after its start but without its loops."""
        clock = None
        if self.hand is not None:
            clock = DatabaseClock(monotonic=self.hand)
            clock.calibrate(NOON, 0.0)
        desk = build(self.settings, clock)
        desk.bus.handle = desk.hub.handle
        self.workers.append(desk)
        await begin(desk.transaction, always_open())
        await desk.rules.refresh()
        async with desk.transaction() as tx:
            await desk_row.beat(tx, desk.worker_id)
        await desk.settling.renew()
        return desk

    def run(self, work: Coroutine[Any, Any, None]) -> None:
        """Keep one of a worker's loops going until the test is over."""
        self._running.append(asyncio.get_running_loop().create_task(work))

    async def close(self) -> None:
        """End the loops and close every worker's stores."""
        for task in self._running:
            task.cancel()
        await asyncio.gather(*self._running, return_exceptions=True)
        for desk in self.workers:
            await desk.tasks.finish(1.0)
            await desk.bus.close()
            await desk.switchboard.close()
            for engine in desk.engines:
                await engine.dispose()

    def now(self) -> datetime:
        """The instant of the desk's clock."""
        return self.desk.clock.now()

    async def move(self, seconds: float, *, beating: bool = True) -> datetime:
        """Let so much time go by; unless told otherwise the workers have been beating all the while."""
        assert self.hand is not None
        self.hand.seconds += seconds
        if beating:
            async with self.desk.transaction() as tx:
                await tx.run(update(Worker).values(last_alive=tx.now))
        return self.now()

    async def policy(self, **changes: int) -> None:
        """Another policy from now on, for every worker."""
        policy = replace(Policy(), **changes)
        async with self.desk.transaction() as tx:
            await desk_row.store_policy(tx, to_json(policy), author_id=None)
        for desk in self.workers:
            await desk.rules.refresh()

    async def counsellor(
        self, name: str = "Ane", *, centre: str | None = "VESTLAND", capacity: int | None = None
    ) -> CounsellorId:
        """A counsellor on shift and present, ready for both channels."""
        desk = self.desk
        async with desk.transaction() as tx:
            email = f"{name.lower()}-{new_id(tx.now)}@desk.example"
            found = await staff.add(
                tx, email=email, name=name, role=Role.COUNSELLOR, centre=centre, password_hash="-"
            )
            shift = {"starts_at": tx.now, "ends_at": tx.now + SHIFT, "channels": list(CHANNELS)}
            await tx.run(insert(Shift).values(id=new_id(tx.now), counsellor_id=found, **shift))
            await tx.run(update(Counsellor).where(Counsellor.id == found).values(chat_capacity=capacity))
        await desk.duty.came(found)
        await desk.duty.wish(found, Presence.READY, CHANNELS)
        return found

    async def citizen(self, *, text: str | None = None, here: bool = True, by: Desk | None = None) -> Citizen:
        """A citizen in line, with her socket open unless told otherwise; `by` another worker."""
        desk = by or self.desk
        admitted = await desk.intake.arrive(Question(language=Language.NB, text=text))
        generation = (await desk.attendance.came(admitted.token)).generation if here else 0
        return Citizen(admitted.contact_id, admitted.token, generation)

    async def talking(self, counsellor_id: UUID, *, text: str | None = None) -> Citizen:
        """A citizen in conversation with this counsellor."""
        citizen = await self.citizen(text=text)
        await self.desk.answering.take(counsellor_id, citizen.contact_id, None)
        return citizen

    async def row(self, citizen: Citizen | UUID) -> ContactRow:
        """The contact as stored now."""
        contact_id = citizen.contact_id if isinstance(citizen, Citizen) else citizen
        async with self.desk.transaction() as tx:
            found = await contacts.find(tx, contact_id)
        assert found is not None
        return found

    async def offered(self) -> list[tuple[UUID, UUID]]:
        """Open offers by contact: `(contact, counsellor)`, oldest first."""
        columns = (Offer.contact_id, Offer.counsellor_id)
        statement = select(*columns).where(Offer.outcome.is_(None)).order_by(Offer.offered_at, Offer.id)
        async with self.desk.transaction() as tx:
            return [(row.contact_id, row.counsellor_id) for row in await tx.run(statement)]

    async def causes(self, citizen: Citizen) -> list[str]:
        """The contact's life so far, cause by cause."""
        statement = select(ContactEvent.cause).where(ContactEvent.contact_id == citizen.contact_id)
        async with self.desk.transaction() as tx:
            return list((await tx.run(statement.order_by(ContactEvent.id))).scalars())

    async def forget_in_valkey(self, citizen: Citizen) -> None:
        """Valkey loses what it knows of this contact: its record, its place, its seats stay as they are."""
        async with self.valkey() as valkey:
            await valkey.hdel(self.keys.contacts, str(citizen.contact_id))

    @asynccontextmanager
    async def valkey(self) -> AsyncIterator[Redis]:
        """A connection of the test's own."""
        assert self.settings.valkey_url is not None
        client = connect(self.settings.valkey_url)
        try:
            yield client
        finally:
            await client.aclose()

    @property
    def keys(self) -> Keys:
        """What the keys in Valkey are called."""
        return Keys(self.settings.valkey_prefix)

    async def lose_the_switchboard(self) -> None:
        """Valkey loses everything, as by FLUSHALL."""
        async with self.valkey() as valkey:
            await valkey.flushall()

    async def digest(self) -> dict[str, object]:
        """All that the switchboard holds, claims aside, which lapse by themselves."""
        keys = self.keys
        async with self.valkey() as valkey:
            return {
                "epoch": await valkey.get(keys.epoch),
                "line": await valkey.zrange(keys.line, 0, -1, withscores=True),
                "waiting": await valkey.hgetall(keys.waiting),
                "contacts": {
                    name: one
                    for name, one in (await valkey.hgetall(keys.contacts)).items()
                    if json.loads(one)["o"] == 0
                },
                "seats": await valkey.zrange(keys.seats, 0, -1),
            }

    async def assert_switchboard_agrees(self) -> None:
        """I9: Valkey's view equals the rows'."""
        policy = self.desk.rules().policy
        async with self.desk.transaction() as tx:
            rows = await line.living(tx, policy)
        held = await self.digest()
        assert await self.line_held() == await self.line()
        assert held["seats"] == sorted(f"{who}/{row.contact_id}" for row in rows for who in row.holders)
        assert await self.desk.switchboard.contents() == {
            row.contact_id: Known(row.version, frozenset(row.holders), row.waiting is not None)
            for row in rows
        }

    async def line_held(self) -> list[UUID]:
        """The switchboard's line; after seconds without an answer from Valkey it is asked again."""
        async with asyncio.timeout(PATIENCE):
            while True:
                try:
                    return await self.desk.switchboard.line()
                except SwitchboardAway:
                    await asyncio.sleep(0)

    async def line(self) -> list[UUID]:
        """The order that rows give to those who wait and are there."""
        order = (Contact.answered_at.is_(None), Contact.ticket)
        waits = (Contact.state == "queued", Contact.absent_since.is_(None))
        async with self.desk.transaction() as tx:
            return list((await tx.run(select(Contact.id).where(*waits).order_by(*order))).scalars())


async def until(holds: Callable[[], Awaitable[object]]) -> None:
    """Ask again and again until it holds; TimeoutError when it does not in all patience."""
    async with asyncio.timeout(PATIENCE):
        while not await holds():  # noqa: ASYNC110 — what stands in the stores sets no event.
            await asyncio.sleep(0)


async def becomes(holds: Callable[[], object]) -> None:
    """The same for what this process knows by itself."""
    async with asyncio.timeout(PATIENCE):
        while not holds():  # noqa: ASYNC110 — the state under test sets no event.
            await asyncio.sleep(0)


async def count(tx: Transaction, table: str, where: str = "true") -> int:
    """How many rows of a table; `where` is SQL."""
    return int((await tx.run(f"SELECT count(*) FROM {table} WHERE {where}")).scalar_one())


def settings_of(database_url: str, valkey_url: str, prefix: str) -> Settings:
    """The settings of a worker on these stores."""
    return Settings(
        database_url=database_url,
        valkey_url=valkey_url,
        valkey_prefix=prefix,
        pool_size=8,
        follow_up_keys=(KEY,),
    )


@asynccontextmanager
async def world_on(settings: Settings, *, hand: Hand | None = None) -> AsyncIterator[World]:
    """A world with one worker, closed afterwards."""
    made = World(settings, hand)
    try:
        await made.worker()
        yield made
    finally:
        await made.close()
