"""The only place where time is asked: PostgreSQL's time at the last calibration plus monotonic time since."""

from __future__ import annotations

import time
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Protocol


class Clock(Protocol):
    """What tells the desk the time; its instants go as parameters into SQL and Lua (promises § 3.13)."""

    def now(self) -> datetime:
        """The instant, aware and in UTC, cut to whole milliseconds."""
        ...

    def monotonic(self) -> float:
        """Seconds on a clock that never goes back, for deadlines within this process."""
        ...


class DatabaseClock:
    """PostgreSQL's time, kept by the machine's monotonic clock between calibrations.

    Before the first calibration it is the machine's own time; `calibrated` tells which.
    """

    def __init__(
        self, offset: timedelta = timedelta(0), *, monotonic: Callable[[], float] = time.monotonic
    ) -> None:
        """`offset` moves every instant; only processes under test have one."""
        self._offset = offset
        self._monotonic = monotonic
        self._base = datetime.now(UTC)  # noqa: TID251 — the clock is where time is asked.
        self._base_at = monotonic()
        self.calibrated = False

    def calibrate(self, database_now: datetime, at_monotonic: float) -> None:
        """From now on it was `database_now` when `monotonic()` was `at_monotonic`."""
        if database_now.tzinfo is None:
            raise ValueError("the database's time must be aware")
        self._base = database_now.astimezone(UTC)
        self._base_at = at_monotonic
        self.calibrated = True

    def now(self) -> datetime:
        """See `Clock.now`."""
        return milliseconds(self._base + timedelta(seconds=self.monotonic() - self._base_at) + self._offset)

    def monotonic(self) -> float:
        """See `Clock.monotonic`."""
        return self._monotonic()


class MovedClock:
    """A clock that stands still until a test moves it; its monotonic side moves along."""

    def __init__(self, start: datetime) -> None:
        """`start` must be aware."""
        self._now = milliseconds(start.astimezone(UTC))
        self._seconds = 0.0

    def now(self) -> datetime:
        """See `Clock.now`."""
        return self._now

    def monotonic(self) -> float:
        """See `Clock.monotonic`."""
        return self._seconds

    def move(self, by: timedelta) -> datetime:
        """Move the clock and answer its new instant; monotonic time never goes back."""
        self._now = milliseconds(self._now + by)
        self._seconds += max(0.0, by.total_seconds())
        return self._now

    def set(self, instant: datetime) -> datetime:
        """Move the clock to an instant."""
        return self.move(instant.astimezone(UTC) - self._now)


def milliseconds(instant: datetime) -> datetime:
    """An instant cut to whole milliseconds, which is what the protocol's instants have."""
    return instant.replace(microsecond=instant.microsecond // 1000 * 1000)
