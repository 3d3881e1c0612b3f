"""The interleaved run: every contender stands all the time, and each round visits one after another.

What disturbs the machine for a while disturbs all alike; each figure is the median of its rounds.
"""

from __future__ import annotations

import statistics
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from bench.contender import Contender, Stores
from bench.load import Load
from bench.result import Result
from bench.stores import own_stores
from bench.usage import cpu_seconds

IN_FLIGHT = 16
"""Messages of one conversation on their way, half of them from each side; the protocol's own limit."""


@dataclass(frozen=True, slots=True)
class Plan:
    """How much is measured."""

    conversations: int = 100
    rounds: int = 3
    saturated_seconds: float = 5.0
    paced_seconds: float = 6.0
    warm_seconds: float = 1.0
    rate: float = 200.0
    durable: bool = True


@dataclass(frozen=True, slots=True)
class Measured:
    """One round of one contender: what the client saw, and the CPU seconds meanwhile."""

    result: Result
    server: float
    postgres: float
    valkey: float

    def per_thousand(self, seconds: float) -> float:
        """CPU seconds per 1,000 deliveries."""
        return seconds / self.result.deliveries * 1000 if self.result.deliveries else float("nan")


@dataclass(slots=True)
class Rounds:
    """All rounds of one contender."""

    saturated: list[Measured] = field(default_factory=list)
    paced: list[Measured] = field(default_factory=list)

    def wrong(self) -> tuple[int, int, int]:
        """Lost, doubled and misplaced deliveries of all rounds together."""
        results = [one.result for one in (*self.saturated, *self.paced)]
        return (
            sum(one.lost for one in results),
            sum(one.doubled for one in results),
            sum(one.misplaced for one in results),
        )


@dataclass(frozen=True, slots=True)
class Middle:
    """The median of the rounds and how far they lie apart."""

    median: float
    lowest: float
    highest: float


def middle(rounds: Sequence[Measured], figure: Callable[[Measured], float]) -> Middle:
    """One figure over all rounds."""
    values = [figure(one) for one in rounds]
    return Middle(statistics.median(values), min(values), max(values))


@dataclass(frozen=True, slots=True)
class Standing:
    """A contender that runs, with its stores and its client."""

    contender: Contender
    stores: Stores | None
    load: Load

    def saturate(self, plan: Plan) -> Measured:
        """One round as fast as it goes."""
        meter = Meter(self)
        result = self.load.saturate(
            meter.mark, in_flight=IN_FLIGHT, warm=plan.warm_seconds, seconds=plan.saturated_seconds
        )
        return meter.measured(result)

    def at_rate(self, plan: Plan) -> Measured:
        """One round at the plan's rate."""
        meter = Meter(self)
        result = self.load.at_rate(
            meter.mark, rate=plan.rate, warm=plan.warm_seconds, seconds=plan.paced_seconds
        )
        return meter.measured(result)


class Meter:
    """Reads what the processes have used, at the begin and the end of what is measured."""

    def __init__(self, standing: Standing) -> None:
        self._servers, self._stores = standing.contender.servers(), standing.stores
        self._read: dict[str, tuple[float, float, float]] = {}

    def mark(self, moment: str) -> None:
        """Now."""
        stores = self._stores
        self._read[moment] = (
            cpu_seconds(self._servers),
            cpu_seconds([stores.postgres_pid]) if stores else 0.0,
            cpu_seconds([stores.valkey_pid]) if stores else 0.0,
        )

    def measured(self, result: Result) -> Measured:
        """The result with what was used between the two marks."""
        server, postgres, valkey = (
            end - begin for begin, end in zip(self._read["begin"], self._read["end"], strict=True)
        )
        return Measured(result, server, postgres, valkey)


@contextmanager
def standing(contenders: Sequence[Contender], plan: Plan, folder: Path) -> Iterator[list[Standing]]:
    """Start all contenders and let everybody join; stop them all in the end."""
    with ExitStack() as stack:
        all_standing = []
        for contender in contenders:
            stores = stack.enter_context(own_stores(durable=plan.durable)) if contender.needs_stores else None
            stack.callback(contender.stop)
            contender.start(stores, folder)
            load = stack.enter_context(Load(contender.wire))
            load.join(contender.pairs(plan.conversations))
            all_standing.append(Standing(contender, stores, load))
        yield all_standing


def run(
    contenders: Sequence[Contender], plan: Plan, folder: Path, say: Callable[[str], None]
) -> dict[str, Rounds]:
    """All rounds of all contenders, by name."""
    measured = {contender.name: Rounds() for contender in contenders}
    with standing(contenders, plan, folder) as all_standing:
        for number in range(plan.rounds):
            for one in all_standing if number % 2 == 0 else reversed(all_standing):
                name = one.contender.name
                measured[name].paced.append(one.at_rate(plan))
                measured[name].saturated.append(one.saturate(plan))
                say(f"round {number + 1} of {plan.rounds}: {name} {line(measured[name])}")
    return measured


def line(rounds: Rounds) -> str:
    """The last round in a few words."""
    fast, paced = rounds.saturated[-1], rounds.paced[-1]
    return (
        f"{fast.result.rate:.0f}/s; CPU s per 1,000: server {fast.per_thousand(fast.server):.3f}, "
        f"PostgreSQL {fast.per_thousand(fast.postgres):.3f}; at {paced.result.rate:.0f}/s p50 "
        f"{paced.result.p50 * 1000:.1f} ms; lost, doubled, misplaced {rounds.wrong()}; "
        f"refused {fast.result.refused + paced.result.refused}"
    )
