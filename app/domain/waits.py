"""Many waits as how often each came: exact in whole seconds, and quick to add up."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from math import ceil

MILLISECONDS = 1_000


def bin_of(milliseconds: int) -> int:
    """Twice the whole seconds of a wait, and one more where it lasted longer than those.

    So both questions have an exact answer: how many seconds, and whether it was within so many of them.
    """
    seconds, rest = divmod(milliseconds, MILLISECONDS)
    return 2 * seconds + (rest > 0)


@dataclass(slots=True)
class Waits:
    """How often each wait came, by its bin, and the sum of all in milliseconds."""

    counts: Counter[int] = field(default_factory=Counter)
    total: int = 0

    def add(self, waits: Iterable[int]) -> None:
        """Waits one by one, in milliseconds."""
        for wait in waits:
            self.counts[bin_of(wait)] += 1
            self.total += wait

    def merge(self, bins: Iterable[int], counts: Iterable[int], total: int) -> None:
        """Waits that are counted already."""
        mine = self.counts
        for one, count in zip(bins, counts, strict=True):
            mine[one] += count
        self.total += total

    def __len__(self) -> int:
        """How many waits."""
        return self.counts.total()

    def within(self, seconds: int) -> int:
        """How many lasted so many seconds at most."""
        return sum(count for one, count in self.counts.items() if one <= 2 * seconds)

    def mean(self) -> int | None:
        """In whole seconds; null of nothing."""
        return round(self.total / MILLISECONDS / len(self)) if self.counts else None

    def percentiles(self, *shares: float) -> list[int | None]:
        """For each share, in order: the least wait that at least so many did not exceed (nearest rank)."""
        ranks = [ceil(share * len(self)) for share in shares]
        found: list[int | None] = []
        seen = 0
        for one, count in sorted(self.counts.items()):
            seen += count
            while len(found) < len(ranks) and ranks[len(found)] <= seen:
                found.append(one // 2)
        return found + [None] * (len(ranks) - len(found))
