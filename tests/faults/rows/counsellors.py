"""Counsellors who die with an offer before them, or with a conversation."""

from __future__ import annotations

import asyncio
import time

from tests.faults.cast import Cast, cast
from tests.faults.desks import desk
from tests.faults.matrix import Trial, row
from tests.faults.people import OnDuty
from tests.faults.rows.workers import order
from tests.faults.verdict import verdict
from tests.faults.waiting import time_passes

NEXT_WITHIN = 3.0
SWEPT_WITHIN = 5.0


@row(
    name="counsellor-dies-offer",
    fault="counsellor dies with an offer (her socket is reset; without a FIN: row half-open)",
    reach="place kept, next counsellor offered within 3 s",
)
async def dies_with_an_offer(trial: Trial) -> None:
    """Again and again whoever has both offers dies, and the next one gets them."""
    deaths = trial.pick(1, 10)
    slowest, kept = 0.0, 0
    async with desk(trial) as running, cast() as actors:
        line = await actors.waiting(running.url, 2)
        wanted = [citizen.contact_id for citizen in line]
        holder = await actors.counsellor(running.url, 1, accepting=False)
        await holder.be("ready")
        await _offered(holder, wanted)
        for number in range(deaths):
            successor = await actors.counsellor(running.url, 2 + number, accepting=False)
            await successor.be("ready")
            gone_at = await holder.vanish()
            got = await _offered(successor, wanted)
            slowest = max(slowest, time.monotonic() - gone_at)
            kept += order(running) == wanted and sorted(got) == sorted(wanted)
            holder = successor
        trial.report.holds("offered again in their places", f"{kept} of {deaths} times", kept == deaths)
        trial.report.holds("the next one was offered after", f"{slowest:.2f} s", slowest <= NEXT_WITHIN)
        await verdict(trial, running, actors)


async def _offered(counsellor: OnDuty, wanted: list[str]) -> list[str]:
    """The contacts offered to her, when there are as many as are wanted."""
    await counsellor.until(lambda: len(_offers(counsellor)) >= len(wanted), within=10)
    return _offers(counsellor)


def _offers(counsellor: OnDuty) -> list[str]:
    return [frame["contact"]["contact_id"] for frame in counsellor.heard("offer")]


@row(
    name="counsellor-dies-talking",
    fault="counsellor dies with a conversation, for 30 and 90 s",
    reach="back after 30 s she has it; at 90 s first in line exactly once, citizen told, next offered in 3 s",
    waits=True,
)
async def dies_in_conversation(trial: Trial) -> None:
    """One is back in time, one is not; two others came before either conversation was returned."""
    grace, short, long = trial.pick((3, 1.5, 5.0), (60, 30.0, 90.0))
    async with desk(trial, policy={"counsellor_grace_seconds": grace}) as running, cast() as actors:
        [in_time] = await actors.conversations(running.url, 1)
        [too_late] = await actors.conversations(running.url, 1, first=2)
        line = await actors.waiting(running.url, 2)
        async with asyncio.TaskGroup() as deaths:
            deaths.create_task(_is_away(actors, in_time.counsellor, short))
            away = deaths.create_task(_is_away(actors, too_late.counsellor, long))
            returned = await too_late.citizen.until_heard("returned", within=grace + SWEPT_WITHIN)
            first = order(running)[0]
        kept = not in_time.citizen.heard("returned")
        trial.report.holds(f"away for {short:g} s", "kept" if kept else "returned", kept)
        trial.report.holds(f"away for {long:g} s", f"returned: {returned['reason']}", True)
        told = len(too_late.citizen.heard("returned"))
        trial.report.holds("told so often", told, told == 1)
        hers = first == too_late.citizen.contact_id
        trial.report.holds("first in line", "the returned one" if hers else "somebody else", hers)
        assert away.done()
        wanted = [too_late.citizen.contact_id, line[0].contact_id]
        successor = await actors.counsellor(running.url, 9, accepting=False)
        ready_at = time.monotonic()
        await successor.be("ready")
        got = await _offered(successor, wanted)
        took = time.monotonic() - ready_at
        trial.report.holds("the next one is offered, in this order", f"{took:.2f} s", got == wanted)
        trial.report.holds("within 3 s", f"{took:.2f} s", took <= NEXT_WITHIN)
        await verdict(trial, running, actors)


async def _is_away(actors: Cast, counsellor: OnDuty, seconds: float) -> None:
    await counsellor.vanish()
    await time_passes(seconds)
    await counsellor.come(actors.group)
