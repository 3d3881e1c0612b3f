"""Talk at a steady rate over several conversations while a fault lasts, and how long it took to be heard."""

from __future__ import annotations

import asyncio
import time
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass
from random import Random
from string import ascii_letters

from app.simulation.history import Way
from tests.faults.cast import Pair
from tests.faults.people import Person
from tests.faults.waiting import time_passes

NEVER = float("inf")


@dataclass(frozen=True, slots=True)
class Said:
    """A message as it was written, whether it went out or not."""

    cid: str
    at: float
    by: Person
    to: Person


class Talk:
    """Writes in turn in every conversation, now one side and now the other."""

    def __init__(self, pairs: Sequence[Pair], per_second: float, draw: Random, letters: int) -> None:
        self._pairs, self._pause, self._draw = pairs, 1 / per_second, draw
        self._letters = letters
        self.said: list[Said] = []

    async def run(self) -> None:
        """Until cancelled; a beat that came late is made up for."""
        begun = time.monotonic()
        while True:
            await time_passes(begun + len(self.said) * self._pause - time.monotonic())
            self._say(self._pairs[len(self.said) % len(self._pairs)])

    def _say(self, pair: Pair) -> None:
        chaff = "".join(self._draw.choices(ascii_letters, k=self._letters))
        text, at = f"linje {len(self.said)} {chaff}", time.monotonic()
        citizen, counsellor = pair.citizen, pair.counsellor
        if self._draw.random() < 0.5:
            self.said.append(Said(citizen.write(text), at, citizen, counsellor))
        else:
            cid = counsellor.write(citizen.contact_id, text)
            self.said.append(Said(cid, at, counsellor, citizen))

    async def lasts(self, seconds: float) -> None:
        """Let it go on for so long."""
        await time_passes(seconds)

    async def until_heard(self, *, within: float = 20.0) -> None:
        """Wait until everything that was said has reached the other side; not longer than so long."""
        with suppress(TimeoutError):
            async with asyncio.timeout(within):
                while self.delays()[-1] == NEVER:
                    await time_passes(0.05)

    async def missing(self) -> list[Said]:
        """What has not reached the other side although there was time enough."""
        await self.until_heard()
        heard = {person: heard_at(person) for person in {said.to for said in self.said}}
        return [said for said in self.said if said.cid not in heard[said.to]]

    def delays(self, since: float = 0.0, until: float = NEVER) -> list[float]:
        """For what was written in this stretch: seconds until the other side heard it, sorted."""
        heard = {person: heard_at(person) for person in {said.to for said in self.said}}
        spoken = [said for said in self.said if since <= said.at < until]
        return sorted(heard[said.to].get(said.cid, NEVER) - said.at for said in spoken)

    def back_after(self, at: float) -> float:
        """Seconds after an instant until in every conversation something had come back to its sender."""
        found: dict[str, float] = {}
        heard = {person: heard_at(person) for person in {said.by for said in self.said}}
        for said in self.said:
            contact = getattr(said.by, "contact_id", "") or getattr(said.to, "contact_id", "")
            came = heard[said.by].get(said.cid, NEVER)
            if came > at:
                found[contact] = min(found.get(contact, NEVER), came)
        return max(found.values(), default=NEVER) - at


def heard_at(person: Person) -> dict[str, float]:
    """When each message was first heard by this person, by its cid."""
    found: dict[str, float] = {}
    for entry in person.client.history:
        if entry.way is Way.HEARD and entry.kind == "message":
            found.setdefault(entry.facts["cid"], entry.at)
    return found


def of_a_hundred(values: Sequence[float], which: int) -> float:
    """A percentile of sorted values; never when there are none."""
    return values[min(len(values) - 1, len(values) * which // 100)] if values else NEVER


@asynccontextmanager
async def talking(
    pairs: Sequence[Pair], per_second: float, draw: Random, *, letters: int = 0
) -> AsyncIterator[Talk]:
    """Talk that goes on for as long as this lasts; with so many letters more in each message."""
    talk = Talk(pairs, per_second, draw, letters)
    async with asyncio.TaskGroup() as group:
        task = group.create_task(talk.run())
        try:
            yield talk
        finally:
            task.cancel()
