"""Many waits as how often each came: exact in whole seconds, and quick to add up."""

from bisect import bisect_left
from collections import Counter
from collections.abc import Collection, Iterable
from dataclasses import dataclass, field
from itertools import accumulate
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

    def add(self, waits: Collection[int]) -> None:
        """Waits one by one, in milliseconds."""
        # As `bin_of` has it, without a call for each: a month by the hour has a hundred thousand.
        self.counts.update([2 * (wait // MILLISECONDS) + (wait % MILLISECONDS > 0) for wait in waits])
        self.total += sum(waits)

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
        if not self.counts:
            return [None for _ in shares]
        bins = sorted(self.counts)
        seen = list(accumulate(map(self.counts.__getitem__, bins)))
        return [bins[bisect_left(seen, ceil(share * seen[-1]))] // 2 for share in shares]
