"""Whether the desk is open, per channel: what every page and host site asks first (`GET /api/desk`)."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from app.domain.contact import Channel
from app.domain.opening_hours import HoursAnswer, evaluate
from app.domain.rules import Rules
from app.domain.waiting import has_room
from app.frames.shared import ExpectedWait
from app.repositories import arrivals, candidates
from app.repositories.transaction import Transaction, Transactions


@dataclass(frozen=True, slots=True)
class Door:
    """One channel: open, full or closed, until or from when, and why."""

    state: str
    closes_at: datetime | None
    opens_at: datetime | None
    reason: str | None
    waiting: int
    expected_wait: ExpectedWait | None
    label: dict[str, str] | None


@dataclass(frozen=True, slots=True)
class FrontDoor:
    """Both channels at one instant."""

    at: datetime
    channels: dict[Channel, Door]


class Doorkeeper:
    """Reads the hours, the line and who is ready."""

    def __init__(self, transaction: Transactions, rules: Callable[[], Rules]) -> None:
        """One for each worker."""
        self._transaction = transaction
        self._rules = rules

    async def look(self) -> FrontDoor:
        """How the desk stands now."""
        async with self._transaction() as tx:
            return FrontDoor(tx.now, {channel: await self._door(tx, channel) for channel in Channel})

    async def _door(self, tx: Transaction, channel: Channel) -> Door:
        rules = self._rules()
        hours = evaluate(rules.hours, channel, tx.now)
        delays = await arrivals.delays(tx, channel, rules.policy)
        if not hours.open:
            return _closed(hours, delays.waiting)
        room = has_room(delays.waiting, delays.came, rules.policy.queue_room)
        served = room and await candidates.any_ready(tx, channel)
        return Door(
            state="open" if room else "full",
            closes_at=hours.closes_at,
            opens_at=None,
            reason=None if served else "nobody_on_duty" if room else "queue_full",
            waiting=delays.waiting,
            expected_wait=delays.for_newcomer(rules.policy),
            label=None if hours.label is None else hours.label.as_json(),
        )


def _closed(hours: HoursAnswer, waiting: int) -> Door:
    return Door(
        state="closed",
        closes_at=None,
        opens_at=hours.opens_at,
        reason=hours.reason or "outside_hours",
        waiting=waiting,
        expected_wait=None,
        label=None if hours.label is None else hours.label.as_json(),
    )
