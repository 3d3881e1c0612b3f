"""A desk as simple as its rules: what a property test holds against the real one, step by step."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from uuid import UUID

from app.domain.contact import State

OFFER = timedelta(seconds=30)
REFUSED = timedelta(seconds=60)
GRACE = timedelta(seconds=120)
WRAP_UP_SEAT = timedelta(seconds=150)
GONE = timedelta(seconds=60)
CENTRE_FIRST = timedelta(seconds=60)
HOME = "VESTLAND"
"""The centre of everybody in the model."""


@dataclass
class Modelled:
    """A contact as the rules see it; `who` owns it or is offered it."""

    contact_id: UUID
    request_id: UUID
    token: str
    ticket: int
    generation: int = 1
    state: State = State.QUEUED
    who: UUID | None = None
    to: UUID | None = None
    """To whom its owner is handing it over, since `to_since`."""
    to_since: datetime | None = None
    answered: bool = False
    away_since: datetime | None = None
    since: datetime | None = None
    said: int = 0
    refused: dict[UUID, datetime] = field(default_factory=dict)
    only_centre: str | None = None
    """Whose alone it is until `only_centre_until`."""
    only_centre_until: datetime | None = None

    @property
    def rank(self) -> tuple[bool, int]:
        """Whoever was answered once comes first, then the lower ticket (I7)."""
        return (not self.answered, self.ticket)

    @property
    def waits(self) -> bool:
        """In line, not offered to anybody, and there."""
        return self.state is State.QUEUED and self.away_since is None

    def move(self, state: State, who: UUID | None, now: datetime) -> None:
        """Another state, and whose it is."""
        self.state, self.who, self.since = state, who, now
        self.to = None
        if state is State.ACTIVE:
            self.answered, self.only_centre = True, None


@dataclass
class Model:
    """All contacts, and how many seats each counsellor has."""

    capacity: dict[UUID, int]
    now: datetime
    reachable: datetime
    contacts: list[Modelled] = field(default_factory=list)
    away: dict[UUID, datetime] = field(default_factory=dict)
    """Counsellors without a socket, since when."""
    on_break: set[UUID] = field(default_factory=set)
    disabled: set[UUID] = field(default_factory=set)
    kept: dict[UUID, int] = field(default_factory=dict)
    """What she held when her capacity was lowered below it."""

    def fits(self, counsellor_id: UUID) -> bool:
        """Whether she holds no more than her seats, or than what she had before they became fewer (I5)."""
        held = self.held(counsellor_id)
        fits = held <= max(self.capacity[counsellor_id], self.kept.get(counsellor_id, 0))
        self.kept[counsellor_id] = held
        return fits

    def held(self, counsellor_id: UUID) -> int:
        """Seats held: offered, in conversation, and in the first 150 s of a wrap-up."""
        own = sum(one.who == counsellor_id and self._seated(one) for one in self.contacts)
        return own + sum(one.to == counsellor_id for one in self.contacts)

    def _seated(self, one: Modelled) -> bool:
        if one.state is State.WRAP_UP:
            assert one.since is not None
            return self.now - one.since < WRAP_UP_SEAT
        return one.state in (State.OFFERED, State.ACTIVE)

    def free(self, counsellor_id: UUID) -> int:
        """Seats left."""
        return max(0, self.capacity[counsellor_id] - self.held(counsellor_id))

    def claimable(self, counsellor_id: UUID) -> int:
        """Seats that Valkey lets be claimed: it counts what is held, of whatever channel."""
        return self.free(counsellor_id)

    @property
    def line(self) -> list[Modelled]:
        """Who waits, first in line first."""
        return sorted((one for one in self.contacts if one.waits), key=lambda one: one.rank)

    def in_state(self, *states: State) -> list[Modelled]:
        """The contacts in these states, by ticket."""
        return [one for one in self.contacts if one.state in states]

    def may_get(self, counsellor_id: UUID, one: Modelled) -> bool:
        """Whether this contact may be offered to her: she is there, and has not refused it for a minute."""
        if not self.available(counsellor_id) or one.only_centre not in (None, HOME):
            return False
        refused_at = one.refused.get(counsellor_id)
        return refused_at is None or self.now - refused_at >= REFUSED

    def available(self, counsellor_id: UUID) -> bool:
        """Whether she is there and ready."""
        return not any(counsellor_id in out for out in (self.away, self.on_break, self.disabled))

    def may_take(self, counsellor_id: UUID, one: Modelled) -> bool:
        """Whether a take by hand succeeds."""
        if one.state is State.QUEUED and one.only_centre not in (None, HOME):
            return False
        if one.state is State.QUEUED:
            return self.available(counsellor_id) and self.free(counsellor_id) > 0
        if one.state in (State.ACTIVE, State.WRAP_UP) and one.who == counsellor_id:
            return True
        return counsellor_id in (one.who, one.to) and counsellor_id not in self.on_break

    def take(self, counsellor_id: UUID, one: Modelled) -> None:
        """It is hers, unless it was."""
        if one.who != counsellor_id or one.state is State.OFFERED:
            one.move(State.ACTIVE, counsellor_id, self.now)

    def give_back(self, one: Modelled) -> None:
        """Declined or missed: to its old place, and not hers for a minute."""
        assert one.who is not None
        one.refused[one.who] = self.now
        one.move(State.QUEUED, None, self.now)

    def pass_time(self, seconds: int) -> None:
        """Time goes by, and whatever is due happens."""
        self.now += timedelta(seconds=seconds)
        self._end_transfers()
        for one in self.in_state(State.OFFERED):
            assert one.since is not None
            if self.now - one.since >= OFFER:
                self.give_back(one)
            elif self._lost(one.who):
                one.move(State.QUEUED, None, self.now)
        for one in self.in_state(State.QUEUED, State.OFFERED):
            if one.away_since and self.now - max(one.away_since, self.reachable) >= GRACE:
                one.move(State.ABANDONED, None, self.now)
        for one in self.contacts:
            if one.only_centre_until is not None and self.now >= one.only_centre_until:
                one.only_centre = one.only_centre_until = None
        for one in self.in_state(State.ACTIVE):
            since = self.away.get(one.who) if one.who else None
            gone = since is not None and self.now - max(since, self.reachable) >= GONE
            if gone or one.who in self.disabled:
                one.move(State.QUEUED, None, self.now)

    def _lost(self, counsellor_id: UUID | None) -> bool:
        """Whether nothing may stay offered to her, for she is away or shut out."""
        if counsellor_id in self.disabled:
            return True
        since = self.away.get(counsellor_id) if counsellor_id else None
        return since is not None and self.now - since > timedelta(seconds=1)

    def _end_transfers(self) -> None:
        for one in [one for one in self.contacts if one.to is not None]:
            assert one.to is not None
            assert one.to_since is not None
            if self.now - one.to_since >= OFFER:
                one.refused[one.to] = self.now
                one.to = None
            elif self._lost(one.to):
                one.to = None
