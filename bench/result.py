"""What one round came to, as the load client saw it."""

from __future__ import annotations

from collections.abc import Sequence

import msgspec


class Result(msgspec.Struct, frozen=True, kw_only=True):
    """`deliveries` came while it was measured; wrong ones are counted over the whole round."""

    seconds: float
    deliveries: int
    hearers: int
    """How many deliveries make one message: the sender's receipt is one of them."""
    p50: float
    p99: float
    """Seconds from sending until the other person has it (until it is back, where nobody else hears it)."""
    lost: int
    doubled: int
    misplaced: int
    refused: int
    sockets_lost: int

    @property
    def rate(self) -> float:
        """Messages a second."""
        return self.deliveries / self.hearers / self.seconds


def percentile(ordered: Sequence[float], fraction: float) -> float:
    """The nearest rank of what is ordered already; 0 of nothing."""
    if not ordered:
        return 0.0
    return ordered[min(len(ordered) - 1, int(fraction * len(ordered)))]
