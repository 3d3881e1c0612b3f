"""The wait a newcomer may expect, and whether there is room: honest ranges, or nothing at all."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta

MINUTE = timedelta(minutes=1)

STEPS = ((timedelta(minutes=10), MINUTE), (timedelta(minutes=30), 5 * MINUTE))
"""Up to ten minutes a range is told in whole minutes, up to thirty in fives, beyond that in tens."""

EMPTY_PLACES = 10

LONGEST_STEP = 10 * MINUTE


@dataclass(frozen=True, slots=True)
class WaitRange:
    """A rounded range; never a countdown, for nobody can keep one."""

    shortest: timedelta
    longest: timedelta

    def as_json(self) -> dict[str, int]:
        """The range as the protocol writes it."""
        return {
            "from_seconds": int(self.shortest.total_seconds()),
            "to_seconds": int(self.longest.total_seconds()),
        }


def expected_wait(
    waits: Sequence[timedelta],
    *,
    position: int,
    waiting: int,
    waited: timedelta = timedelta(0),
    least_evidence: int = 5,
) -> WaitRange | None:
    """The range for whoever stands at `position` of a line of `waiting`; null with too little evidence.

    `waits` are those of the contacts answered in the last half hour (delay history: the middle half of
    them is the range); `waited` is how long the first in line has waited already, for a line that no
    longer moves must not promise what it kept an hour ago. Somebody further ahead than a newcomer,
    whose position would be `waiting` + 1, is that much nearer to an answer.
    Source: the domain facts, «only with at least 5 answers in the last 30 min» [A].
    """
    if len(waits) < least_evidence:
        return None
    ordered = sorted(waits)
    share = min(1.0, position / (waiting + 1))
    shortest = ordered[len(ordered) // 4] * share
    longest = max(ordered[(3 * len(ordered)) // 4], waited) * share
    return _rounded(shortest, longest)


def position_of(ticket: int, tickets_ahead: Sequence[int], *, answered_before: bool = False) -> int:
    """1 + how many never-answered contacts of the channel in line have a smaller ticket.

    Whoever was answered before and came back is first. So the position never grows (protocol § 3.1).
    """
    return 1 if answered_before else 1 + sum(1 for other in tickets_ahead if other < ticket)


def has_room(waiting: int, came: int, room: int) -> bool:
    """Whether the line takes one more; `room` is the desk's policy.

    Places are counted by those who have come: whoever asks and never opens a socket is passed over by
    dispatch and must not keep others out. Of both together there may be ten times as many.
    """
    return came < room and waiting < EMPTY_PLACES * room


def _rounded(shortest: timedelta, longest: timedelta) -> WaitRange:
    step = next((step for limit, step in STEPS if longest <= limit), LONGEST_STEP)
    lower = shortest // step * step
    upper = -(-longest // step) * step
    return WaitRange(lower, max(upper, lower + step))
