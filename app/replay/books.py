"""What each centre was offered, took and missed in the sliding hour, kept as the desk's rows would say it."""

from __future__ import annotations

from collections import Counter, deque
from datetime import datetime

from app.domain.fairness import WINDOW, Count, Ledger


class Books:
    """Nothing is kept where no shares are agreed: then nobody asks."""

    def __init__(self, kept: bool) -> None:
        self._kept = kept
        self._open: Counter[str] = Counter()
        self._ended: deque[tuple[datetime, str, bool]] = deque()

    def offered(self, centre: str) -> None:
        """An offer to somebody of this centre."""
        self._open[centre] += 1

    def withdrawn(self, centre: str) -> None:
        """The citizen left before it was answered."""
        self._open[centre] -= 1

    def ended(self, centre: str, at: datetime, *, taken: bool) -> None:
        """It was accepted, or declined or missed."""
        self._open[centre] -= 1
        if self._kept:
            self._ended.append((at, centre, taken))

    def last_hour(self, now: datetime) -> Ledger:
        """The counts of every centre that had any; an offer counts in the hour it ended, or while open."""
        if not self._kept:
            return Ledger()
        while self._ended and self._ended[0][0] <= now - WINDOW:
            self._ended.popleft()
        taken = Counter(centre for _, centre, was_taken in self._ended if was_taken)
        missed = Counter(centre for _, centre, was_taken in self._ended if not was_taken)
        return Ledger(
            {
                centre: Count(taken[centre] + missed[centre] + still, taken[centre], missed[centre], still)
                for centre, still in self._open.items()
            }
        )
