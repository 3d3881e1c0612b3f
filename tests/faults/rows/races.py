"""Many reach for the same: one contact, or one message sent again and again."""

from __future__ import annotations

import asyncio
from collections import Counter
from uuid import uuid4

from app.simulation.history import History, Way
from app.simulation.socket import Socket
from tests.faults.cast import cast
from tests.faults.desks import FaultDesk, desk
from tests.faults.matrix import Trial, row
from tests.faults.people import AskingCitizen, OnDuty
from tests.faults.verdict import verdict

CALLERS, WORKERS = 8, 2
ROUNDS_A_SOCKET = 150
"""A caller loses seven rounds of eight, and 200 refused frames in a minute would close her socket."""
HASTE = {"burst": 100, "per_second": 100}
"""Nobody sends again here what came too fast."""
SPREAD = "SELECT count(DISTINCT worker_id) FROM counsellor WHERE id::text = ANY(%(ids)s)"


@row(
    name="race-for-a-contact",
    fault="8 callers race for one contact, 1,000 rounds, two workers",
    reach="exactly one winner each time; capacity never exceeded",
)
async def race_for_a_contact(trial: Trial) -> None:
    """They sit at both workers; the contact's own page never opened, so nobody is offered it."""
    async with desk(trial, workers=WORKERS) as running, cast() as actors:
        callers = await asyncio.gather(
            *(actors.counsellor(running.url, number + 1, accepting=False) for number in range(CALLERS))
        )
        await _spread(callers, running)
        for caller in callers:
            await caller.be("ready")
        winners: Counter[int] = Counter()
        rounds = trial.pick(12, 1_000)
        for number in range(1, rounds + 1):
            if number % ROUNDS_A_SOCKET == 0:
                await asyncio.gather(*(caller.reconnect() for caller in callers))
                await _spread(callers, running)
            citizen = await actors.citizen(running.url, live=False)
            won = await _race(callers, citizen.contact_id)
            winners[len(won)] += 1
            if trial.full:
                actors.citizens.remove(citizen)
            for caller in won:
                await caller.finish(citizen.contact_id)
        told = f"{rounds} rounds, winners in a round: {dict(winners)}"
        trial.report.holds("one winner each time", told, winners == {1: rounds})
        await verdict(trial, running, actors)


async def _spread(callers: list[OnDuty], running: FaultDesk) -> None:
    """The kernel chooses the worker of a socket: until not all sit at the same one."""
    while _workers_of(callers, running) < WORKERS:
        await callers[0].reconnect()


def _workers_of(callers: list[OnDuty], running: FaultDesk) -> int:
    [(count,)] = running.execute(SPREAD, {"ids": [caller.counsellor_id for caller in callers]})
    return int(count)


async def _race(callers: list[OnDuty], contact_id: str) -> list[OnDuty]:
    command = {"type": "take", "contact_id": contact_id}
    replies = await asyncio.gather(*(caller.client.ask(command) for caller in callers))
    return [caller for caller, reply in zip(callers, replies, strict=True) if reply["type"] == "ok"]


@row(
    name="sent-again-and-again",
    fault="each message sent 1–5 times over two sockets",
    reach="stored once, the same seq each time",
)
async def sent_again_and_again(trial: Trial) -> None:
    """The citizen's second socket displaces the first; both send, and at the end everything goes again."""
    messages = trial.pick(8, 60)
    async with desk(trial, policy=HASTE) as running, cast() as actors:
        [pair] = await actors.conversations(running.url, 1)
        citizen, counsellor = pair.citizen, pair.counsellor
        await citizen.client.close()
        citizen.gone = True
        cids = [str(uuid4()) for _ in range(messages)]
        sockets = [await _opened(citizen, running.url)]
        await _until_live(sockets[0])
        for cid in cids:
            sockets.append(await _opened(citizen, running.url))
            for copy in range(trial.draw.randint(1, 5)):
                await sockets[-1 - copy % 2].send({"type": "message", "cid": cid, "text": "en gang"})
            await _until_back(sockets[-1], cid)
        for cid in cids:
            await sockets[-1].send({"type": "message", "cid": cid, "text": "en gang til"})
        for cid in reversed(cids):
            await counsellor.until_heard("message", cid=cid)
            await _until_back(sockets[-1], cid)
        wanted = {(cid, number) for number, cid in enumerate(cids, start=1)}
        seen = _receipts(sockets)
        trial.report.holds("receipts", f"{len(seen)} of {messages}, each with one seq", seen == wanted)
        stored = [(message["cid"], message["seq"]) for message in await citizen.read_back()]
        trial.report.holds("stored", f"{len(stored)} of {messages}", stored == sorted(wanted, key=_seq))
        heard = [frame["cid"] for frame in counsellor.heard("message")]
        trial.report.holds("heard by the counsellor", f"{len(heard)} of {messages}", heard == cids)
        for socket in sockets:
            await socket.close()
        await verdict(trial, running, actors)


async def _opened(citizen: AskingCitizen, url: str) -> Socket:
    """Another socket of the same citizen; it will displace the one before."""
    socket = Socket(1, History())
    await socket.open(url.replace("http", "ws") + "/ws/citizen", url)
    await socket.send({"type": "hello", "v": 1, "token": citizen.token, "last_seq": 0})
    return socket


async def _until_live(socket: Socket) -> None:
    """Read a socket until it is live: of two hellos at once either may be the newer one."""
    while not any(entry.kind == "live" for entry in socket.history):
        assert await socket.receive() is not None, "displaced by nobody"


async def _until_back(socket: Socket, cid: str) -> None:
    """Read a socket until this message has come back on it."""
    while cid not in {known for known, _ in _receipts([socket])}:
        assert await socket.receive() is not None, "displaced by nobody"


def _receipts(sockets: list[Socket]) -> set[tuple[str, int]]:
    return {
        (entry.facts["cid"], entry.facts["seq"])
        for socket in sockets
        for entry in socket.history
        if entry.way is Way.HEARD and entry.kind == "message"
    }


def _seq(receipt: tuple[str, int]) -> int:
    return receipt[1]
