"""What each centre has had of the last hour, and how far it is ahead of its agreed share."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import timedelta
from math import ceil

WINDOW = timedelta(hours=1)
"""The hour that slides: what was before it counts for nobody and against nobody."""


@dataclass(frozen=True, slots=True)
class Count:
    """Of one centre in that hour: offered to it, taken by it (by hand too), missed by it, offered now."""

    offered: int = 0
    taken: int = 0
    missed: int = 0
    open: int = 0

    @property
    def got(self) -> int:
        """What it carries: the contacts taken, and those it is being offered."""
        return self.taken + self.open


@dataclass(frozen=True, slots=True)
class Ledger:
    """The counts of every centre that had any."""

    counts: Mapping[str, Count] = field(default_factory=dict)

    def got(self, centre: str) -> int:
        """What this centre has had."""
        return self.counts.get(centre, Count()).got

    def given(self, centre: str | None) -> "Ledger":
        """With one more offer to this centre."""
        if centre is None:
            return self
        was = self.counts.get(centre, Count())
        return Ledger({**self.counts, centre: replace(was, offered=was.offered + 1, open=was.open + 1)})


def ahead(
    ledger: Ledger, shares: Mapping[str, int], here: Iterable[str | None], *, slack: int
) -> dict[str | None, int]:
    """How many contacts each centre would be ahead of its share with one more, beyond the slack; 0: none.

    Compared are the centres whose people are here now: nobody is behind for an hour she was not planned
    for, beyond what the sliding hour forgets. A centre without a share takes what the others cannot.
    """
    centres = {centre for centre in here if centre is not None}
    whole = sum(shares.get(centre, 0) for centre in centres)
    if not whole:
        return {}
    total = sum(ledger.got(centre) for centre in centres) + 1
    return {
        centre: max(0, ceil(ledger.got(centre) + 1 - shares.get(centre, 0) * total / whole - slack))
        for centre in centres
    }
