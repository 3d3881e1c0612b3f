"""People needed in an hour against those on the rota: by Erlang A for each channel, then in people."""

from bisect import bisect_left
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from math import ceil

from app.domain.contact import Channel
from app.domain.policy import Policy
from app.domain.staffing import Demand, agents_needed


@dataclass(frozen=True, slots=True)
class Habits:
    """How long a contact of a channel takes, and how long people wait before they give up."""

    handle: timedelta
    patience: timedelta


@dataclass(frozen=True, slots=True)
class Need:
    """What an hour needs: conversations at once by channel, and people for all of them.

    The channels are counted apart, for a call leaves no room for chats; so this is on the safe side of what
    people who answer both can do. `low`, `high`: people for the ends of the range of arrivals.
    """

    starts_at: datetime
    agents: Mapping[Channel, int]
    people: int
    low: int
    high: int
    on_shift: int

    @property
    def gap(self) -> int:
        """People missing (above zero) or more than needed (below)."""
        return self.people - self.on_shift


Arriving = Mapping[Channel, float]


class Needed:
    """How many answer so many arrivals an hour within the targets; what was worked out is remembered.

    Whoever answers more arrivals answers fewer: hours that lie between two known ones need hardly a thought.
    """

    def __init__(self, habits: Mapping[Channel, Habits], policy: Policy) -> None:
        """Nothing is known yet."""
        self._habits, self._policy = dict(habits), policy
        self._known: dict[Channel, dict[float, int]] = {channel: {} for channel in Channel}
        self._counts: dict[Channel, list[float]] = {channel: [] for channel in Channel}

    def holds(self, habits: Mapping[Channel, Habits], policy: Policy) -> bool:
        """Whether what is known is true of these."""
        return self._habits == habits and self._policy == policy

    def agents(self, arriving: Arriving) -> dict[Channel, int]:
        """How many conversations at once each channel needs room for."""
        return {channel: self._agents(channel, round(count, 1)) for channel, count in arriving.items()}

    def people(self, arriving: Arriving) -> int:
        """How many people that takes."""
        agents = self.agents(arriving)
        return sum(_people(channel, count, self._policy) for channel, count in agents.items())

    def _agents(self, channel: Channel, count: float) -> int:
        known, counts = self._known[channel], self._counts[channel]
        if count not in known:
            place = bisect_left(counts, count)
            least = known[counts[place - 1]] if place else 0
            most = known[counts[place]] if place < len(counts) else None
            known[count] = self._work_out(channel, count, (least, most))
            counts.insert(place, count)
        return known[count]

    def _work_out(self, channel: Channel, count: float, within: tuple[int, int | None]) -> int:
        habits, level = self._habits[channel], self._policy.target_percent / 100
        demand = Demand(count, habits.handle, habits.patience)
        return agents_needed(demand, target(channel, self._policy), service_level=level, within=within)


def target(channel: Channel, policy: Policy) -> timedelta:
    """The longest wait that counts as answered within the target."""
    phone = channel is Channel.PHONE
    return timedelta(seconds=policy.target_phone_seconds if phone else policy.target_chat_seconds)


def _people(channel: Channel, agents: int, policy: Policy) -> int:
    return agents if channel is Channel.PHONE else ceil(agents / max(policy.chat_capacity, 1))
