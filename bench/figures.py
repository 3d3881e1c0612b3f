"""Everything that one run of the benchmark has measured."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

from bench.dispatching import Dispatched
from bench.first_view import FirstView
from bench.interleaved import Measured, Plan, Rounds, middle
from bench.memory import Memory

Figure = Callable[[Measured], float]


@dataclass(slots=True)
class Figures:
    """What was not measured is empty."""

    machine: str
    plan: Plan
    titles: dict[str, str] = field(default_factory=dict)
    rounds: dict[str, Rounds] = field(default_factory=dict)
    memory: list[Memory] = field(default_factory=list)
    dispatched: list[Dispatched] = field(default_factory=list)
    start_seconds: float | None = None
    first_view: FirstView | None = None
    failed: list[str] = field(default_factory=list)
    """What was to be measured and could not be."""

    def server(self, name: str) -> float | None:
        """CPU seconds of the servers per 1,000 deliveries, saturated."""
        return self._median(name, lambda one: one.per_thousand(one.server))

    def postgres(self, name: str) -> float | None:
        """CPU seconds of PostgreSQL per 1,000 deliveries, saturated."""
        return self._median(name, lambda one: one.per_thousand(one.postgres))

    def rate(self, name: str) -> float | None:
        """Messages a second, as many as go."""
        return self._median(name, lambda one: one.result.rate)

    def p50(self, name: str) -> float | None:
        """Seconds until the other person has it, at the plan's rate."""
        rounds = self.rounds.get(name)
        return middle(rounds.paced, lambda one: one.result.p50).median if rounds else None

    def _median(self, name: str, figure: Figure) -> float | None:
        rounds = self.rounds.get(name)
        return middle(rounds.saturated, figure).median if rounds else None
