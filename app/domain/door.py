"""Who is let in: the one place that says whether the door is open, nearly closed, full or closed.

What the page shows (`GET /api/desk`), what the board shows and whom the intake lets in all ask here.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from app.domain.opening_hours import HoursAnswer, OpeningHours, evaluate
from app.domain.policy import Policy
from app.domain.rules import Rules
from app.domain.waiting import WaitRange, has_room
from app.domain.wording import Wording

PASSES_CLOSING = "wait_passes_closing"
FULL_LINE = "queue_full"


class DoorState(StrEnum):
    """Whether somebody new is let in."""

    OPEN = "open"
    LAST_CALL = "last_call"
    """Those in line are still served; nobody new is let in before the next opening."""
    FULL = "full"
    CLOSED = "closed"


@dataclass(frozen=True, slots=True)
class Line:
    """What of a channel's line decides who is let in; `wait` is null with too little evidence."""

    wait: WaitRange | None = None
    waiting: int = 0
    came: int = 0
    """How many of those waiting have ever said hello."""
    offers_until: datetime | None = None
    """The last offer of the rota before closing time; null while that is far off, and without any duty."""


@dataclass(frozen=True, slots=True)
class Door:
    """A channel's door at one instant, why it is so, and until or from when."""

    state: DoorState
    reason: str | None
    closes_at: datetime | None
    opens_at: datetime | None
    label: Wording | None
    turns_at: datetime | None
    """When it changes by the clock alone; the line may turn it sooner."""

    @property
    def lets_in(self) -> bool:
        """Whether somebody new is let in."""
        return self.state is DoorState.OPEN


def door(rules: Rules, channel: str, at: datetime, line: Line) -> Door:
    """The door of a channel at `at`: the hours first, then last call, then room in the line.

    Last call goes before a full line: whoever is told that it is full comes back in vain.
    """
    hours = evaluate(rules.hours, channel, at)
    if not hours.open:
        reason = hours.reason or "outside_hours"
        return Door(DoorState.CLOSED, reason, None, hours.opens_at, hours.label, hours.opens_at)
    last = last_let_in(hours.closes_at, line, rules.policy)
    if last is not None and at > last:
        return _last_call(rules.hours, channel, hours)
    if not has_room(line.waiting, line.came, rules.policy.queue_room):
        return Door(DoorState.FULL, FULL_LINE, hours.closes_at, None, hours.label, last)
    return Door(DoorState.OPEN, None, hours.closes_at, None, hours.label, last)


def last_let_in(closes_at: datetime | None, line: Line, policy: Policy) -> datetime | None:
    """The last instant at which somebody new is let in; null while no closing is in sight.

    `policy.last_call` says what must end before closing time: 0 nothing, 1 the longest expected wait,
    2 a usual conversation too. Without evidence of a wait none is held against a newcomer. Only the next
    closing counts, however soon the desk opens again: at a closing those in line may be told to go.
    Where every duty ends with the opening hours, nobody is let in after the last offer of the rota either.
    """
    if closes_at is None:
        return None
    needed = timedelta(0)
    if policy.last_call >= 1 and line.wait is not None:
        needed += line.wait.longest
    if policy.last_call >= 2:
        needed += timedelta(seconds=policy.usual_conversation_seconds)
    last = closes_at - max(needed, timedelta(seconds=policy.stop_intake_seconds))
    if policy.last_call >= 1 and line.offers_until is not None:
        return min(last, line.offers_until)
    return last


def _last_call(hours: OpeningHours, channel: str, now: HoursAnswer) -> Door:
    assert now.closes_at is not None
    after = evaluate(hours, channel, now.closes_at)
    return Door(DoorState.LAST_CALL, PASSES_CLOSING, now.closes_at, after.opens_at, now.label, now.closes_at)
