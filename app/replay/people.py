"""The people of a replay: who came and what became of it, and who was at work and what she held."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from enum import StrEnum

from app.demo.visitors import Visitor
from app.domain.contact import Channel, ContactId, Waiting
from app.domain.counsellor import Candidate, CounsellorId, Seats
from app.domain.policy import Policy
from app.domain.waiting import WaitRange


class Fate(StrEnum):
    """What became of a contact: one of these for each (the identity of protocol § 2)."""

    ANSWERED = "answered"
    ABANDONED = "abandoned"
    SHORT = "short_abandoned"
    TURNED_AWAY = "turned_away"


@dataclass(eq=False, slots=True)
class Visit:
    """Somebody who came."""

    who: Visitor
    contact_id: ContactId
    ticket: int
    looks: float
    """How an offer of it is looked at, from 0 to 1; the same under every policy."""
    quick: float
    promised: WaitRange | None = None
    receiver: Mate | None = None
    offered_at: datetime | None = None
    """The first time."""
    owner: Mate | None = None
    answered_at: datetime | None = None
    fate: Fate | None = None
    second: bool = False
    """Whether she who took it had a chat already."""

    def waiting(self) -> Waiting:
        """As the rules of routing see it."""
        who = self.who
        return Waiting(self.contact_id, who.channel, who.language, self.ticket, who.at, present=True)

    @property
    def wait(self) -> timedelta | None:
        """From arrival to the answer; null without one."""
        return None if self.answered_at is None else self.answered_at - self.who.at

    @property
    def kept(self) -> bool | None:
        """Whether the wait fell inside the range shown at arrival; null without an answer or a range."""
        if self.promised is None or self.wait is None:
            return None
        return self.promised.shortest <= self.wait <= self.promised.longest


@dataclass(eq=False, slots=True)
class Mate:
    """A counsellor at work in one part of the day."""

    counsellor_id: CounsellorId
    centre: str
    takes_from: datetime
    takes_until: datetime
    channels: frozenset[Channel] = frozenset(Channel)
    chats: int = 0
    calls: int = 0
    idle_since: datetime | None = None
    refused: dict[ContactId, datetime] = field(default_factory=dict)
    talks: dict[Visit, float] = field(default_factory=dict)
    """Chats in conversation, with the seconds that each would still last alone."""
    talked_until: datetime | None = None
    changes: int = 0
    """Raised whenever the ends of her chats move."""
    busy: timedelta = timedelta(0)
    busy_since: datetime | None = None
    taken: int = 0

    def takes(self, at: datetime) -> bool:
        """Whether she may be offered anything new."""
        return self.takes_from <= at < self.takes_until

    def hold(self, channel: Channel, at: datetime) -> None:
        """One seat more."""
        if not self.chats and not self.calls:
            self.busy_since = at
        self._change(channel, +1)

    def let_go(self, channel: Channel, at: datetime) -> None:
        """One seat less."""
        self._change(channel, -1)
        self.idle_since = at
        if not self.chats and not self.calls and self.busy_since is not None:
            self.busy += max(timedelta(0), min(at, self.takes_until) - self.busy_since)
            self.busy_since = None

    def _change(self, channel: Channel, by: int) -> None:
        if channel is Channel.PHONE:
            self.calls += by
        else:
            self.chats += by

    def candidate(self, policy: Policy) -> Candidate:
        """As the rules of routing see her."""
        return Candidate(
            self.counsellor_id,
            self.centre,
            self.channels,
            Seats(policy.chat_capacity, self.chats, self.calls),
            self.idle_since or self.takes_from,
            self.refused,
        )
