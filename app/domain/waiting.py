"""The wait a newcomer may expect, and whether there is room: honest ranges, or nothing at all."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta

MINUTE = timedelta(minutes=1)

STEPS = ((timedelta(minutes=10), MINUTE), (timedelta(minutes=30), 5 * MINUTE))
"""Up to ten minutes a range is told in whole minutes, up to thirty in fives, beyond that in tens."""

LONGEST_STEP = 10 * MINUTE

AT_ONCE = MINUTE
"""Whoever finds a seat free waits only until the offer is accepted."""

LEAST, MOST = 0.1, 0.9
"""The parts of the estimate that the range goes from and to: the narrowest that held 80 of 100 waits of
those who found no seat free, in replayed deadline weeks (docs/routing.md). Both lie below one because who
is answered waited shorter than the estimate says: those for whom it would have been long have left.
"""

MOST_FEWER = 2.0
"""However few are left of those who answered lately, a wait is taken to be at most so many times as long."""

EMPTY_PLACES = 10


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


@dataclass(frozen=True, slots=True, kw_only=True)
class Evidence:
    """What is known of a channel's line and seats at an instant, and of its last half hour."""

    waits: Sequence[timedelta] = ()
    """Of those answered within `window`, in the order in which they were: the last entered service last."""
    window: timedelta
    since: timedelta = timedelta(0)
    """How long ago the first of them was answered: a desk that has just opened answers no slower for that."""
    waiting: int = 0
    offered: int = 0
    """How many of those waiting are held for somebody already."""
    waited: timedelta = timedelta(0)
    """How long the head of the line has waited."""
    answerers: int = 0
    """How many people answered those of `waits`."""
    ready: int = 0
    """How many could be given something now, with or without a free seat."""
    free: int = 0
    """Free seats of theirs."""


def expected_wait(seen: Evidence, *, position: int, least_evidence: int = 5) -> WaitRange | None:
    """The range for whoever stands at `position`; null with too little evidence, or with nobody ready.

    Where a seat is free for that place it is the shortest. Else it lies around an estimate from delay
    history alone: the mean of how fast seats have freed lately, as often as the place is far, and of the
    longer of two waits, that of the last to enter service (LES) and that of the head of the line so far
    (HOL); both scaled up where fewer people are there than have answered lately, which is what makes
    delay history wrong when a shift ends. A newcomer's position would be `waiting` + 1; somebody farther
    ahead is that much nearer.
    Source: R. Ibrahim and W. Whitt, «Real-time delay estimation based on delay history», M&SOM 11
    (2009) 397–415, and for seats that change «Wait-time predictors for customer service systems with
    time-varying demand and capacity», Operations Research 59 (2011) 1106–1118; «only with at least 5
    answers in the last 30 min» from the domain facts [A].
    """
    if len(seen.waits) < max(1, least_evidence) or not seen.ready:
        return None
    if position <= seen.offered + seen.free and seen.waited <= AT_ONCE:
        return WaitRange(timedelta(0), AT_ONCE)
    estimate = _estimate(seen, position)
    return _rounded(LEAST * estimate, MOST * estimate)


def _estimate(seen: Evidence, position: int) -> timedelta:
    fewer = min(MOST_FEWER, max(1.0, seen.answerers / seen.ready))
    answers = len(seen.waits)
    # So many answers since the first of them are as many gaps, less one; hence one gap more.
    one_place = min(seen.window, seen.since * (answers + 1) / answers) / answers * fewer
    by_pace = one_place * position
    history = max(seen.waits[-1] * fewer, seen.waited, one_place)
    return (by_pace + history * min(1.0, position / (seen.waiting + 1))) / 2


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
    """Down and up to a step each, so that whoever stands farther behind is never told less."""
    lower = shortest // _step(shortest) * _step(shortest)
    upper = -(-longest // _step(longest)) * _step(longest)
    return WaitRange(lower, max(upper, lower + _step(lower)))


def _step(length: timedelta) -> timedelta:
    return next((step for limit, step in STEPS if length <= limit), LONGEST_STEP)
