"""Whether the desk is open, per channel: what every page and host site asks first (`GET /api/desk`)."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime

from app.domain.contact import Channel
from app.domain.door import Door, DoorState, Line, door
from app.domain.rules import Rules
from app.frames.shared import ExpectedWait
from app.repositories import arrivals, candidates, lines
from app.repositories.arrivals import Delays
from app.repositories.transaction import Transaction, Transactions


@dataclass(frozen=True, slots=True)
class Seen:
    """What only the rows know of a channel: its line and rota, and whether anybody ready takes it."""

    delays: Delays
    line: Line
    served: bool


@dataclass(frozen=True, slots=True)
class ChannelDoor:
    """One channel: its door, how many wait, and what a newcomer would wait."""

    door: Door
    reason: str | None
    waiting: int
    expected_wait: ExpectedWait | None

    @property
    def state(self) -> str:
        """Open, last call, full or closed."""
        return self.door.state


@dataclass(frozen=True, slots=True)
class FrontDoor:
    """Both channels at one instant."""

    at: datetime
    channels: dict[Channel, ChannelDoor]

    @property
    def turns_at(self) -> datetime | None:
        """When any of them changes by the clock alone."""
        turns = [one.door.turns_at for one in self.channels.values() if one.door.turns_at]
        return min(turns, default=None)


class Doorkeeper:
    """Reads the line and who is ready, and asks the rules."""

    def __init__(self, transaction: Transactions, rules: Callable[[], Rules]) -> None:
        """One for each worker."""
        self._transaction = transaction
        self._rules = rules

    async def look(self) -> FrontDoor:
        """How the desk stands now, from the rows themselves."""
        at, seen = await self.read()
        return front_door(self._rules(), at, seen)

    async def read(self) -> tuple[datetime, dict[Channel, Seen]]:
        """What only the rows know, and at which instant: one statement a channel, and one for both."""
        async with self._transaction() as tx:
            rules = self._rules()
            ready = await candidates.ready_channels(tx, rules.policy)
            return tx.now, {
                channel: await self._seen(tx, channel, rules, served=channel in ready) for channel in Channel
            }

    async def _seen(self, tx: Transaction, channel: Channel, rules: Rules, *, served: bool) -> Seen:
        delays = await arrivals.delays(tx, channel, rules.policy)
        return Seen(delays, await lines.line(tx, channel, rules, delays), served)


def front_door(rules: Rules, at: datetime, seen: Mapping[Channel, Seen]) -> FrontDoor:
    """Both doors at `at`, with what was `seen` of their lines; nothing seen is an empty line."""
    return FrontDoor(at, {channel: _one(rules, channel, at, seen.get(channel)) for channel in Channel})


def _one(rules: Rules, channel: Channel, at: datetime, seen: Seen | None) -> ChannelDoor:
    found = door(rules, channel, at, seen.line if seen else Line())
    served = seen is not None and seen.served
    closed = found.state is DoorState.CLOSED
    return ChannelDoor(
        door=found,
        reason="nobody_on_duty" if found.lets_in and not served else found.reason,
        waiting=seen.delays.waiting if seen else 0,
        expected_wait=seen.delays.for_newcomer(rules.policy) if seen and not closed else None,
    )
