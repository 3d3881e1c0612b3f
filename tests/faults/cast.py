"""Everybody in one trial: who comes, who talks with whom, and how all of them go home."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager, suppress
from dataclasses import dataclass

from app.simulation.commands import LineClosed
from app.simulation.desk import Desk
from app.simulation.evidence import Evidence
from tests.faults.people import AskingCitizen, OnDuty, Person
from tests.faults.stores import counsellor_email

LAST_ENTRIES = 60
GOODBYE = 10.0
"""Seconds; whoever leaves a desk that is gone does not wait for its answer."""
AT_ONCE = 10
"""How many people come in the same moment; more would only measure how fast one process can sign in."""


@dataclass(frozen=True, slots=True)
class Pair:
    """A conversation."""

    citizen: AskingCitizen
    counsellor: OnDuty


class Cast:
    """Everybody at one or several desks of one trial."""

    def __init__(self, stack: AsyncExitStack, group: asyncio.TaskGroup) -> None:
        self._stack, self.group = stack, group
        self._doors: dict[str, Desk] = {}
        self.citizens: list[AskingCitizen] = []
        self.counsellors: list[OnDuty] = []

    async def citizen(self, url: str, *, live: bool = True) -> AskingCitizen:
        """Somebody who asks at this desk and waits; without `live` never says hello."""
        if url not in self._doors:
            self._doors[url] = await self._stack.enter_async_context(Desk(url))
        citizen = AskingCitizen(self._doors[url], f"citizen {len(self.citizens) + 1}")
        self.citizens.append(citizen)
        await citizen.ask()
        if live:
            await citizen.come(self.group)
        return citizen

    async def counsellor(self, url: str, number: int | str, *, accepting: bool = True) -> OnDuty:
        """The n-th counsellor, or the one with this address, signs in at this desk."""
        desk = await self._stack.enter_async_context(Desk(url))
        email = number if isinstance(number, str) else counsellor_email(number)
        counsellor = OnDuty(desk, email, accepting=accepting)
        await counsellor.sign_in(self.group)
        self.counsellors.append(counsellor)
        await counsellor.come(self.group)
        return counsellor

    async def waiting(self, url: str, count: int) -> list[AskingCitizen]:
        """So many citizens one after the other, so that their order is known."""
        return [await self.citizen(url) for _ in range(count)]

    async def conversations(self, url: str, count: int, *, each: int = 2, first: int = 1) -> list[Pair]:
        """So many conversations, `each` of every counsellor, who then take no more."""
        gate = asyncio.Semaphore(AT_ONCE)

        async def on_duty(number: int) -> OnDuty:
            async with gate:
                return await self.counsellor(url, number)

        async def asking() -> AskingCitizen:
            async with gate:
                return await self.citizen(url)

        staff = await asyncio.gather(*(on_duty(first + n) for n in range(-(-count // each))))
        citizens = await asyncio.gather(*(asking() for _ in range(count)))
        for counsellor in staff:
            await counsellor.be("ready")
        pairs = []
        for citizen in citizens:
            await citizen.until_answered(within=60)
            pairs.append(Pair(citizen, await self._whose(citizen, staff)))
        for counsellor in staff:
            await counsellor.be("break")
        return pairs

    async def _whose(self, citizen: AskingCitizen, staff: list[OnDuty]) -> OnDuty:
        held = [one for one in staff if citizen.contact_id in one.offered.values()]
        return held[-1]

    async def go_home(self) -> None:
        """Close every line, the counsellors' after saying that they are off."""
        async with asyncio.TaskGroup() as leaving:
            for person in (*self.citizens, *self.counsellors):
                leaving.create_task(_leave(person))

    def tell(self) -> None:
        """Print what everybody went through last, for whoever reads of a failure."""
        for person in (*self.counsellors, *self.citizens)[:12]:
            print(person.name)
            for entry in person.client.history.entries[-LAST_ENTRIES:]:
                print(
                    f"  {entry.at:.3f} {entry.way} {entry.socket} {entry.kind} {str(dict(entry.facts))[:240]}"
                )

    def evidence(self, *, excused: list[tuple[float, float]], server_offset: float) -> Evidence:
        """What the checker gets."""
        return Evidence(
            citizens=[citizen.record() for citizen in self.citizens if citizen.contact_id],
            counsellors=[counsellor.record() for counsellor in self.counsellors],
            server_offset=server_offset,
            excused=excused,
        )


async def _leave(person: Person) -> None:
    if person.client.over or person.gone or not person.client.history.entries:
        return
    if isinstance(person, OnDuty):
        with suppress(TimeoutError, LineClosed):
            await person.client.ask({"type": "presence", "state": "off"}, within=GOODBYE)
    await person.client.close()


@asynccontextmanager
async def cast() -> AsyncIterator[Cast]:
    """A cast whose lines are closed afterwards, whatever happened."""
    async with AsyncExitStack() as stack, asyncio.TaskGroup() as group:
        actors = Cast(stack, group)
        try:
            yield actors
        except BaseException:
            actors.tell()
            raise
        finally:
            await actors.go_home()
