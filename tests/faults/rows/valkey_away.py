"""Valkey is away: refused, or silent, which is worse. Conversations go on and citizens get in."""

from __future__ import annotations

import asyncio
import time
from collections.abc import AsyncIterator, Awaitable
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from typing import Any

from app.embedded.valkey import Valkey
from tests.faults.behind import behind_valkey_proxy
from tests.faults.cast import Cast, cast
from tests.faults.desks import FaultDesk, desk
from tests.faults.frail import frail_stores
from tests.faults.matrix import Trial, row
from tests.faults.people import AskingCitizen, OnDuty
from tests.faults.proxy import Proxy
from tests.faults.switchboards import line_of_rows
from tests.faults.talk import NEVER, of_a_hundred, talking
from tests.faults.troubles import Blackhole, Pass
from tests.faults.verdict import verdict

ANSWERED_WITHIN = 5.5
RESUME_WITHIN = 2.0
A_BUSY_MACHINE = 2.0
"""Seconds added to what is promised, for short runs beside other tests."""

HEARD_AT_95 = 1.5
READY_AND_WAITING = 50
POLICY = {"offer_seconds": 120}
"""An offer made before is accepted in the middle of the long outage."""

REACH = (
    "conversations go on (p95 1.5 s); asking for a chat, taking by hand and accepting work; "
    "offers resume within 2 s of its return"
)


@row(name="valkey-away", fault="Valkey away for 60 s: no connection", reach=REACH)
async def away(trial: Trial) -> None:
    """Its process is dead."""

    @asynccontextmanager
    async def dead(valkey: Valkey, _: Proxy) -> AsyncIterator[None]:
        await asyncio.to_thread(valkey.kill)
        try:
            yield
        finally:
            await asyncio.to_thread(valkey.start)

    stores = await frail_stores()
    async with (
        behind_valkey_proxy(stores) as (behind, proxy),
        desk(trial, stores=behind, policy=POLICY) as running,
        cast() as actors,
    ):
        await _goes_on(trial, running, actors, dead(stores.servers.valkey, proxy))


@row(name="valkey-silent", fault="Valkey says nothing for 60 s on connections that stay", reach=REACH)
async def silent(trial: Trial) -> None:
    """Nothing passes on the way to it, and nothing says so."""

    @asynccontextmanager
    async def mute(_: Valkey, proxy: Proxy) -> AsyncIterator[None]:
        proxy.set(Blackhole())
        try:
            yield
        finally:
            proxy.set(Pass())

    stores = await frail_stores()
    async with (
        behind_valkey_proxy(stores) as (behind, proxy),
        desk(trial, stores=behind, policy=POLICY) as running,
        cast() as actors,
    ):
        await _goes_on(trial, running, actors, mute(stores.servers.valkey, proxy))


async def _goes_on(
    trial: Trial, running: FaultDesk, actors: Cast, outage: AbstractAsyncContextManager[None]
) -> None:
    url, lasts = running.url, trial.pick(3.0, 60.0)
    pairs = await actors.conversations(url, trial.pick(4, 25))
    offered = await actors.counsellor(url, READY_AND_WAITING, accepting=False)
    taking = await actors.counsellor(url, READY_AND_WAITING + 1, accepting=False)
    idle = await actors.counsellor(url, READY_AND_WAITING + 2)
    await offered.be("ready")
    first = await actors.citizen(url)
    offer = await offered.until_heard("offer")
    async with talking(pairs, trial.pick(12, 50), trial.draw) as talk:
        await talk.lasts(0.5)
        began = time.monotonic()
        async with outage:
            accept = {"type": "accept", "contact_id": first.contact_id, "offer_id": offer["offer_id"]}
            await _answers(trial, "accept", offered.client.ask(accept))
            await offered.be("break")
            second = await _answers(trial, "asking for a chat", actors.citizen(url))
            await _takes_by_hand(trial, taking, second)
            last = await actors.citizen(url)
            await idle.be("ready")
            await talk.lasts(lasts - (time.monotonic() - began))
        back = time.monotonic()
        await last.until_answered(within=30)
        resumed = time.monotonic() - back
        goal = RESUME_WITHIN + trial.pick(A_BUSY_MACHINE, 0.0)
        trial.report.holds("offers resume", f"{resumed:.2f} s after its return", resumed <= goal)
        await talk.lasts(0.5)
    await asyncio.gather(
        *(person.until_sent() for pair in pairs for person in (pair.citizen, pair.counsellor))
    )
    await talk.until_heard()
    delays = talk.delays(began, back)
    trial.report.holds("messages during it", f"{len(delays)}, all heard", delays[-1] < NEVER)
    p95 = of_a_hundred(delays, 95)
    told = f"p50 {of_a_hundred(delays, 50):.2f}, p95 {p95:.2f}, longest {delays[-1]:.2f} s"
    trial.report.speed("heard by the other side", told, p95 <= HEARD_AT_95)
    trial.report.holds("the line afterwards", f"{line_of_rows(running)}", not line_of_rows(running))
    await verdict(trial, running, actors, excused=[(began, time.monotonic() + 5)])


async def _takes_by_hand(trial: Trial, taking: OnDuty, citizen: AskingCitizen) -> None:
    await taking.be("ready")
    take = {"type": "take", "contact_id": citizen.contact_id}
    await _answers(trial, "take by hand", taking.client.ask(take))
    await taking.be("break")


async def _answers(trial: Trial, what: str, work: Awaitable[Any]) -> Any:
    """It must not be refused, and come in time."""
    asked = time.monotonic()
    answer = await work
    took = time.monotonic() - asked
    refused = isinstance(answer, dict) and answer["type"] != "ok"
    told = f"{took:.2f} s" + (f", {answer}" if refused else "")
    trial.report.holds(f"{what} during it", told, not refused and took <= ANSWERED_WITHIN)
    return answer
