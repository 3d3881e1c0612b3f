"""When a client calls again after a lost socket, and when it does not (protocol § 3.4)."""

from collections.abc import Callable

FINAL_CODES = frozenset({4400, 4401, 4403, 4408, 4409, 4410, 4429, 1000, 1009})
FIRST_CAP = 0.2
EARLY_CAP = 1.5
LATE_CAP = 30.0
EARLY_SECONDS = 180.0
PATIENT_AFTER = 2
SILENCE = 15.0

Draw = Callable[[float, float], float]


def comes_back(code: int) -> bool:
    """Whether a client reconnects by itself after this close code; unknown codes say yes."""
    return code not in FINAL_CODES


def pause_before(attempt: int, lost_for: float, draw: Draw) -> float:
    """Seconds to wait before an attempt (the first is 0): full jitter below a cap that doubles from 0.2 s.

    The cap is at most 1.5 s during the first 3 minutes without the desk, then at most 30 s.
    """
    highest = EARLY_CAP if lost_for < EARLY_SECONDS else LATE_CAP
    return draw(0.0, min(highest, FIRST_CAP * 2.0 ** min(attempt, 16)))


def snapshot_within(attempt: int) -> float:
    """Seconds an attempt may take to its snapshot: 1.5 for the first two, then 4."""
    return 1.5 if attempt < PATIENT_AFTER else 4.0
