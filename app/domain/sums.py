"""What several hours hold together: outcomes, waits, handling and work, added up and never averaged."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from app.domain.contact_history import Outcome
from app.domain.tally import Arrivals, Work
from app.domain.waits import Waits


@dataclass(slots=True)
class Sums:
    """Lengths in milliseconds, work in seconds."""

    outcomes: Counter[Outcome] = field(default_factory=Counter)
    waits: Waits = field(default_factory=Waits)
    handled: int = 0
    handle: int = 0
    wrapped: int = 0
    wrap_up: int = 0
    work: Work = field(default_factory=Work)

    def count(self, arrivals: Arrivals) -> None:
        """Those of one hour, whose waits stand one by one."""
        self.add_counts(arrivals.outcomes, _lengths(arrivals))
        self.waits.add(arrivals.waits)

    def add(self, other: "Sums") -> None:
        """Arrivals that are added up already; their work is not, for it does not add up over centres."""
        self.add_counts(other.outcomes, _lengths(other))
        self.waits.merge(other.waits.counts.keys(), other.waits.counts.values(), other.waits.total)

    def add_counts(self, outcomes: Mapping[Any, int], lengths: Sequence[int]) -> None:
        """Counts of each outcome; `lengths`: handled, handle, wrapped, wrap-up."""
        self.outcomes.update(outcomes)
        handled, handle, wrapped, wrap_up = lengths
        self.handled += handled
        self.handle += handle
        self.wrapped += wrapped
        self.wrap_up += wrap_up


def _lengths(one: Arrivals | Sums) -> tuple[int, int, int, int]:
    return one.handled, one.handle, one.wrapped, one.wrap_up
