"""The load client, a process of its own: `python -m bench.client`, one order a line, one answer a line.

`{"do": "join", "wire", "pairs"}` opens sockets, and they stay open; `saturate` and `at_rate` say `begin` and
`end` when the measured part begins and ends, then the result; the end of its input closes everything.
"""

from __future__ import annotations

import asyncio
import gc
import sys
from itertools import count
from typing import Any

import msgspec
import uvloop

from bench.contender import Seat
from bench.person import Person
from bench.round import Round
from bench.wires import WIRES, Wire

JOINING_AT_ONCE = 32


class Order(msgspec.Struct):
    """What the client is told to do."""

    do: str
    wire: str = ""
    pairs: list[tuple[Seat, Seat]] = []
    seats: list[Seat] = []
    in_flight: int = 0
    rate: float = 0.0
    warm: float = 0.0
    seconds: float = 0.0


class Client:
    """Everybody who has joined, and the numbers of the messages sent so far."""

    def __init__(self) -> None:
        self._wire: Wire = WIRES["plain"]
        self._pairs: list[tuple[Person, Person]] = []
        self._alone: list[Person] = []
        self._people = count()
        self._numbers = count()

    async def obey(self, order: Order) -> Any:
        """Carry one order out; what to answer."""
        if order.do == "join":
            return await self._join(order)
        round_ = Round(self._pairs, self._numbers, both_hear=self._wire.both_hear)
        if order.do == "saturate":
            return await round_.saturate(
                answer, in_flight=order.in_flight, warm=order.warm, seconds=order.seconds
            )
        return await round_.at_rate(answer, rate=order.rate, warm=order.warm, seconds=order.seconds)

    async def _join(self, order: Order) -> dict[str, int]:
        self._wire = WIRES[order.wire]
        pairs = [(self._person(one), self._person(other)) for one, other in order.pairs]
        alone = [self._person(seat) for seat in order.seats]
        door = asyncio.Semaphore(JOINING_AT_ONCE)
        async with asyncio.TaskGroup() as group:
            for person in [*(person for pair in pairs for person in pair), *alone]:
                group.create_task(_join(person, door))
        self._pairs += pairs
        self._alone += alone
        gc.freeze()
        return {"joined": 2 * len(pairs) + len(alone), "lost": sum(person.lost for person in self._alone)}

    def _person(self, seat: Seat) -> Person:
        return Person(next(self._people), seat, self._wire)


async def _join(person: Person, door: asyncio.Semaphore) -> None:
    async with door:
        await person.join()


async def answer(what: Any) -> None:
    """One line to whoever gives the orders."""
    sys.stdout.buffer.write(msgspec.json.encode(what) + b"\n")
    sys.stdout.buffer.flush()


async def main() -> None:
    """Obey until there are no more orders."""
    client, orders = Client(), asyncio.StreamReader(limit=2**26)
    loop = asyncio.get_running_loop()
    await loop.connect_read_pipe(lambda: asyncio.StreamReaderProtocol(orders), sys.stdin)
    while line := await orders.readline():
        await answer(await client.obey(msgspec.json.decode(line, type=Order)))


if __name__ == "__main__":
    uvloop.run(main())
