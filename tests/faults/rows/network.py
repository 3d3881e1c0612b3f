"""Peers that vanish without a word: no FIN, no reset, only silence."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable

from tests.faults.cast import Pair, cast
from tests.faults.desks import FaultDesk, desk
from tests.faults.matrix import Trial, row
from tests.faults.network import NoNetwork, connected_to, cut_off, descriptors_of, in_a_network_of_its_own
from tests.faults.people import AskingCitizen, OnDuty, Person
from tests.faults.stores import common_stores
from tests.faults.verdict import verdict
from tests.faults.waiting import until

ABSENT_WITHIN = 25.0
FREED_WITHIN = 35.0
NOTICED_WITHIN = 15.0
A_MOMENT = 2.0
"""What a busy machine takes to see it."""

PRESENT = """
SELECT count(*) FROM (
  SELECT id, absent_since FROM contact UNION ALL SELECT id, absent_since FROM counsellor) AS anybody
WHERE id = ANY(CAST(%(who)s AS uuid[])) AND absent_since IS NULL
"""


@row(
    name="half-open",
    fault="citizen or counsellor half open (no FIN)",
    reach="absent within 25 s, descriptor freed within 35 s, client notices within 15 s and reconnects",
    waits=True,
)
async def half_open(trial: Trial) -> None:
    """Every connection is cut off at once; some people come back by another way, others never do."""
    await common_stores()  # started outside: other trials need them, too.
    try:
        await in_a_network_of_its_own(lambda: _vanish(trial))
    except NoNetwork as error:
        trial.report.speed("not tried on this machine", error, reached=False)


async def _vanish(trial: Trial) -> None:
    pairs, waiting = trial.pick((2, 2), (20, 20))
    policy = {"counsellor_grace_seconds": 600, "citizen_grace_seconds": 600}
    async with desk(trial, workers=1, policy=policy) as running, cast() as actors:
        talking = await actors.conversations(running.url, pairs, each=1)
        line = await actors.waiting(running.url, waiting)
        back = _half(talking, line)
        away = [one for one in (*actors.citizens, *actors.counsellors) if one not in back]
        lives = {one: len(one.heard("live")) for one in back}
        sockets = connected_to(running.port)
        at = time.monotonic()
        await asyncio.to_thread(cut_off, sockets)
        for one in away:
            await one.vanish()
        cids = [pair.citizen.write("hører du meg?") for pair in talking if pair.citizen in back]
        async with asyncio.TaskGroup() as group:
            group.create_task(_notice(trial, lives, at))
            group.create_task(_absent(trial, running, away, at))
            group.create_task(_freed(trial, running, set(sockets.values()), at))
        for pair, cid in zip(talking, cids, strict=False):
            await pair.counsellor.until_heard("message", cid=cid)
        trial.report.holds("written into the silence, and heard on the other side", len(cids), bool(cids))
        await verdict(trial, running, actors, excused=[(0.0, float("inf"))])


async def _notice(trial: Trial, lives: dict[Person, int], at: float) -> None:
    """The clients find out by the silence, and are live on another connection."""
    for one, count in lives.items():
        await one.until_so_many("live", count + 1, within=NOTICED_WITHIN + 10)
    noted = [entry.at - at for one in lives for entry in one.client.history.entries if entry.kind == "closed"]
    slowest = max(noted)
    trial.report.holds(
        f"{len(lives)} clients noticed after", f"{slowest:.1f} s", slowest <= NOTICED_WITHIN + A_MOMENT
    )
    trial.report.holds("all of them were live after", f"{time.monotonic() - at:.1f} s", ok=True)


async def _absent(trial: Trial, running: FaultDesk, away: list[Person], at: float) -> None:
    """Those who never come back are absent in the rows."""
    who = [one.contact_id if isinstance(one, AskingCitizen) else _counsellor_id(one) for one in away]
    await _within(ABSENT_WITHIN, lambda: running.execute(PRESENT, {"who": who})[0][0] == 0)
    trial.report.holds(f"{len(away)} who stayed away absent after", f"{time.monotonic() - at:.1f} s", ok=True)


def _counsellor_id(one: Person) -> str:
    assert isinstance(one, OnDuty)
    return one.counsellor_id


async def _freed(trial: Trial, running: FaultDesk, inodes: set[int], at: float) -> None:
    """The worker holds none of the dead connections any more."""
    [worker, *_] = running.workers()
    held = len(inodes & descriptors_of(worker))
    trial.report.holds("connections that died in silence", held, held >= len(inodes) - 1)
    await _within(FREED_WITHIN, lambda: not inodes & descriptors_of(worker))
    trial.report.holds("their descriptors were free after", f"{time.monotonic() - at:.1f} s", ok=True)


async def _within(seconds: float, condition: Callable[[], bool]) -> None:
    await until(condition, within=seconds + A_MOMENT)


def _half(talking: list[Pair], line: list[AskingCitizen]) -> list[Person]:
    """Half of those who talk, with their counsellors, and half of those who wait."""
    pairs = talking[: len(talking) // 2]
    staff: list[Person] = [pair.counsellor for pair in pairs]
    return [*staff, *(pair.citizen for pair in pairs), *line[: len(line) // 2]]
