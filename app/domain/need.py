"""People needed in an hour against those on the rota: by Erlang A for each channel, then in people."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import lru_cache
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


def people_needed(arriving: Arriving, habits: Mapping[Channel, Habits], policy: Policy) -> int:
    """How many people answer so many arrivals an hour within the targets."""
    return sum(
        _people(channel, agents, policy)
        for channel, agents in agents_by_channel(arriving, habits, policy).items()
    )


def agents_by_channel(
    arriving: Arriving, habits: Mapping[Channel, Habits], policy: Policy
) -> dict[Channel, int]:
    """How many conversations at once each channel needs room for."""
    return {
        channel: _agents(round(count, 1), habits[channel], target(channel, policy), policy.target_percent)
        for channel, count in arriving.items()
    }


def target(channel: Channel, policy: Policy) -> timedelta:
    """The longest wait that counts as answered within the target."""
    phone = channel is Channel.PHONE
    return timedelta(seconds=policy.target_phone_seconds if phone else policy.target_chat_seconds)


@lru_cache(maxsize=4_096)
def _agents(arriving: float, habits: Habits, limit: timedelta, percent: int) -> int:
    demand = Demand(arriving, habits.handle, habits.patience)
    return agents_needed(demand, limit, service_level=percent / 100)


def _people(channel: Channel, agents: int, policy: Policy) -> int:
    return agents if channel is Channel.PHONE else ceil(agents / max(policy.chat_capacity, 1))
