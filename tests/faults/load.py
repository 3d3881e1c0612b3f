"""Conversations that go on at a rate while something breaks, and what it cost those who talked."""

from __future__ import annotations

import asyncio
import time
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager, suppress
from itertools import pairwise
from random import Random

from app.simulation.evidence import CitizenRecord, Evidence, noted
from app.simulation.history import Way
from app.simulation.measures import percentile
from app.simulation.views import Person as Seer
from app.simulation.views import people, seen_messages, written_messages
from tests.faults.cast import Pair
from tests.faults.people import Person
from tests.faults.waiting import time_passes


class Load:
    """So many messages a second, each by one side of one conversation, until it is stopped."""

    def __init__(self, pairs: Sequence[Pair], rate: float, draw: Random) -> None:
        self._pairs, self._pause, self._draw = pairs, 1 / rate, draw
        self._stopped = asyncio.Event()
        self.written = 0
        self._underway: list[tuple[Person, str]] = []

    async def run(self) -> None:
        """Write at the rate, also while nothing comes back, as people do."""
        due = time.monotonic()
        while not self._stopped.is_set():
            self._write(self._draw.choice(self._pairs))
            due += self._pause
            with suppress(TimeoutError):
                async with asyncio.timeout(max(0.0, due - time.monotonic())):
                    await self._stopped.wait()

    def stop(self) -> None:
        """No more of it."""
        self._stopped.set()

    def _write(self, pair: Pair) -> None:
        self.written += 1
        text = f"linje {self.written}"
        if self._draw.random() < 0.5:
            self._underway.append((pair.counsellor, pair.citizen.write(text)))
        else:
            cid = pair.counsellor.write(pair.citizen.contact_id, text)
            self._underway.append((pair.citizen, cid))

    async def missing(self, *, within: float = 20.0) -> int:
        """Wait until the other side has every message; how many it lacks when it takes too long."""
        with suppress(TimeoutError):
            async with asyncio.timeout(within):
                while self._lacking():
                    await time_passes(0.1)
        for person, cid in self._lacking():
            print(f"{person.name} never heard {cid}")
        return len(self._lacking())

    def _lacking(self) -> list[tuple[Person, str]]:
        known = {person: {frame["cid"] for frame in person.heard("message")} for person, _ in self._underway}
        self._underway = [(person, cid) for person, cid in self._underway if cid not in known[person]]
        return self._underway


@asynccontextmanager
async def talking(pairs: Sequence[Pair], rate: float, draw: Random) -> AsyncIterator[Load]:
    """The conversations go on for as long as this block does."""
    load = Load(pairs, rate, draw)
    async with asyncio.TaskGroup() as group:
        group.create_task(load.run())
        try:
            yield load
        finally:
            load.stop()


def resumes(evidence: Evidence) -> list[float]:
    """How long each person was without any living socket, from losing the last to the next one's `live`."""
    return sorted(gap for person in people(evidence) for gap in _gaps(person))


def crossings(evidence: Evidence) -> list[float]:
    """From the first sending of each message to its reaching the other side, over a socket."""
    written = {one.cid: one.at for person in people(evidence) for one in written_messages(person).values()}
    reached: dict[str, float] = {}
    for person in people(evidence):
        own = "citizen" if isinstance(person, CitizenRecord) else "counsellor"
        for seen in seen_messages(person):
            if seen.author != own and seen.cid in written and not seen.over_http:
                reached.setdefault(seen.cid, seen.at)
    return sorted(at - written[cid] for cid, at in reached.items())


def said(values: Sequence[float]) -> str:
    """Some seconds in a few words."""
    if not values:
        return "none"
    p50, p95, p99 = (percentile(values, share) for share in (0.5, 0.95, 0.99))
    return f"p50 {p50:.2f} s, p95 {p95:.2f} s, p99 {p99:.2f} s, longest {values[-1]:.2f} s of {len(values)}"


def _gaps(person: Seer) -> list[float]:
    """The time between two stretches with a living socket; none before the first and after the last."""
    edges: list[tuple[float, int]] = []
    living: set[int] = set()
    closings = {id(entry) for entry in noted(person.entries, "closed")}
    for entry in person.entries:
        before = len(living)
        if entry.way is Way.HEARD and entry.kind == "live":
            living.add(entry.socket)
        elif id(entry) in closings:
            living.discard(entry.socket)
        if (before == 0) != (not living):
            edges.append((entry.at, len(living)))
    return [b - a for (a, now), (b, then) in pairwise(edges) if not now and then]
