"""One round of talk over sockets that are open already: as fast as it goes, or at a given rate."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Awaitable, Callable
from itertools import count

from bench.history import Sent, Talk, Verdict, judge
from bench.person import Person
from bench.result import Result, percentile
from bench.wires import Delivery

TEXT = "Kan jeg ta opp fag fra videregaaende mens jeg jobber, og hva koster det meg i aar?"
SECONDS_TO_ARRIVE = 10.0
Mark = Callable[[str], Awaitable[None]]


class Round:
    """Numbers go on from round to round, so that a `cid` is never used twice."""

    def __init__(self, pairs: list[tuple[Person, Person]], numbers: count[int], *, both_hear: bool) -> None:
        self._pairs, self._numbers, self._both_hear = pairs, numbers, both_hear
        self._talks = [self._talk(pair) for pair in pairs]
        self._of = {person.number: place for place, pair in enumerate(pairs) for person in pair}
        self._sent: dict[int, tuple[float, int]] = {}
        self._missing = 0
        self._all_came = asyncio.Event()
        self._again = False
        self._counting = False
        self._deliveries = 0
        self._waits: list[float] = []
        self._refused_before = sum(len(person.refused) for pair in pairs for person in pair)
        for pair in pairs:
            for person in pair:
                person.delivered = self._came

    async def saturate(self, mark: Mark, *, in_flight: int, warm: float, seconds: float) -> Result:
        """Each side has half of `in_flight` messages on the way at any time."""
        self._again = True
        for pair in self._pairs:
            for person in pair * (in_flight // 2):
                self._say(person)
        await asyncio.sleep(warm)
        return await self._measure(mark, seconds)

    async def at_rate(self, mark: Mark, *, rate: float, warm: float, seconds: float) -> Result:
        """So many messages a second over all conversations, the two sides in turn."""
        speaking = asyncio.ensure_future(self._speak(rate))
        await asyncio.sleep(warm)
        try:
            return await self._measure(mark, seconds, speaking)
        finally:
            speaking.cancel()

    async def _speak(self, rate: float) -> None:
        """Kept to the clock, not to the answers: a slow server is not asked more slowly."""
        began = time.perf_counter()
        for number in count():
            due = began + number / rate
            if (early := due - time.perf_counter()) > 0:
                await asyncio.sleep(early)
            pair = self._pairs[number % len(self._pairs)]
            self._say(pair[(number // len(self._pairs)) % 2])

    async def _measure(
        self, mark: Mark, seconds: float, speaking: asyncio.Task[None] | None = None
    ) -> Result:
        await mark("begin")
        self._counting, began, self._deliveries = True, time.perf_counter(), 0
        self._waits.clear()
        await asyncio.sleep(seconds)
        self._counting, took = False, time.perf_counter() - began
        await mark("end")
        self._again = False
        if speaking is not None:
            speaking.cancel()
        await self._until_all_came()
        return self._result(took)

    async def _until_all_came(self) -> None:
        try:
            async with asyncio.timeout(SECONDS_TO_ARRIVE):
                while self._missing > 0:
                    self._all_came.clear()
                    await self._all_came.wait()
        except TimeoutError:
            return

    def _result(self, took: float) -> Result:
        verdict = sum(map(judge, self._talks), Verdict())
        people = [person for pair in self._pairs for person in pair]
        waits = sorted(self._waits)
        return Result(
            seconds=took,
            deliveries=self._deliveries,
            hearers=2 if self._both_hear else 1,
            p50=percentile(waits, 0.50),
            p99=percentile(waits, 0.99),
            lost=verdict.lost,
            doubled=verdict.doubled,
            misplaced=verdict.misplaced,
            refused=sum(len(person.refused) for person in people) - self._refused_before,
            sockets_lost=sum(person.lost for person in people),
        )

    def _talk(self, pair: tuple[Person, Person]) -> Talk:
        numbers = [person.number for person in pair]
        hearers = {number: numbers if self._both_hear else [number] for number in numbers}
        return Talk(hearers, heard={number: [] for number in numbers})

    def _say(self, person: Person) -> None:
        number = next(self._numbers)
        talk = self._talks[self._of[person.number]]
        talk.sent.append(Sent(number, person.number))
        self._missing += len(talk.hearers[person.number])
        self._sent[number] = (time.perf_counter(), person.number)
        person.say(f"00000000-0000-7000-8000-{number:012x}", TEXT)

    def _came(self, person: Person, delivery: Delivery) -> None:
        number = int(delivery.cid[-12:], 16)
        talk = self._talks[self._of[person.number]]
        talk.heard[person.number].append((delivery.seq, number))
        sent = self._sent.get(number)
        if sent is None:
            return
        self._missing -= 1
        at, sender = sent
        mine = sender == person.number
        if self._counting:
            self._deliveries += 1
            if not mine or not self._both_hear:
                self._waits.append(time.perf_counter() - at)
        if mine and self._again:
            self._say(person)
        if self._missing <= 0:
            self._all_came.set()
