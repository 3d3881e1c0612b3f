"""One contact of a simulated day: every step is a legal move, every offer has an end."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from random import Random
from uuid import UUID

from app.demo.turnus import Duty
from app.demo.visitors import Visitor
from app.domain.contact import Cause, Channel, ContactId, State, Waiting, next_state
from app.domain.counsellor import Candidate, CounsellorId, Presence, Seats
from app.domain.offer import OfferKind, Outcome
from app.domain.policy import Policy
from app.domain.topics import WrapUp
from app.repositories.ids import id_at
from app.repositories.past import PastContact, PastOffer, PresenceLine, Step

CHANCE_BITS = 74
TRANSFER = "transfer"
"""Why somebody is offered what a colleague has."""


@dataclass(eq=False, slots=True)
class Mate:
    """A counsellor at work that day: her seats, her wish, and whom she has just refused."""

    duty: Duty
    seat: CounsellorId
    """Her number in the turn of the day, by which routing tells her from others."""
    wish: Presence = Presence.OFF
    chats: int = 0
    calls: int = 0
    idle_since: datetime | None = None
    refused: dict[ContactId, datetime] = field(default_factory=dict)
    log: list[PresenceLine] = field(default_factory=list)

    def wishes(self, at: datetime, wish: Presence) -> None:
        """From now on she is ready, on a break or off."""
        if wish is not self.wish:
            who = self.duty.colleague
            self.log.append(PresenceLine(who.counsellor_id, who.centre, at, wish))
            self.wish = wish

    def seats(self, policy: Policy) -> Seats:
        """What she holds, and what she could."""
        return Seats(policy.chat_capacity, self.chats, self.calls)

    def hold(self, visit: Visit, change: int) -> None:
        """One seat more, or one less, for this contact's channel."""
        if visit.visitor.channel is Channel.PHONE:
            self.calls += change
        else:
            self.chats += change

    def candidate(self, policy: Policy) -> Candidate:
        """As the rules of routing see her."""
        return Candidate(
            self.seat,
            self.duty.colleague.centre,
            frozenset(Channel),
            self.seats(policy),
            self.idle_since or self.duty.starts,
            self.refused,
        )


@dataclass(eq=False, slots=True)
class Visit:
    """A contact on its way."""

    visitor: Visitor
    contact_id: ContactId
    ticket: int
    talk_left: timedelta
    steps: list[Step] = field(default_factory=list)
    offers: list[PastOffer] = field(default_factory=list)
    owner: Mate | None = None
    receiver: Mate | None = None
    offered_at: datetime | None = None
    talks_since: datetime | None = None
    present: bool = True
    wrap_up: WrapUp | None = None

    @property
    def state(self) -> State | None:
        """Where it is."""
        return self.steps[-1].state if self.steps else None

    @property
    def answered(self) -> bool:
        """Whether somebody ever had it."""
        return any(step.state is State.ACTIVE for step in self.steps)

    def move(self, at: datetime, cause: Cause, mate: Mate | None = None) -> None:
        """The next step; raises `WrongState` where the table of moves has none."""
        who = mate.duty.colleague if mate else None
        self.steps.append(
            Step(
                at,
                next_state(self.state, cause),
                cause,
                who.counsellor_id if who else None,
                who.centre if who else None,
            )
        )

    def offer(self, at: datetime, mate: Mate) -> None:
        """Held for her from now on."""
        self.receiver, self.offered_at = mate, at
        mate.hold(self, +1)

    def end_offer(self, at: datetime, outcome: Outcome, why: str, policy: Policy) -> Mate:
        """The offer is over; her seat stays hers only where she accepted."""
        mate, offered_at = self.receiver, self.offered_at
        assert mate is not None
        assert offered_at is not None
        self.receiver = self.offered_at = None
        if outcome is not Outcome.ACCEPTED:
            mate.hold(self, -1)
        whose = mate.duty.colleague.counsellor_id
        kind = OfferKind.TRANSFER if why == TRANSFER else OfferKind.LINE
        ends = offered_at + timedelta(seconds=policy.offer_seconds)
        self.offers.append(PastOffer(whose, kind, why, offered_at, ends, min(at, ends), outcome))
        return mate

    def waiting(self) -> Waiting:
        """As the rules of routing see it."""
        who = self.visitor
        return Waiting(
            self.contact_id,
            who.channel,
            who.language,
            self.ticket,
            who.at,
            self.present,
            returned=self.answered,
        )

    def past(self) -> PastContact:
        """What is kept of it."""
        who = self.visitor
        messages = who.messages if self.answered else int(who.channel is Channel.CHAT)
        steps, offers = tuple(self.steps), tuple(self.offers)
        return PastContact(self.contact_id, who.channel, who.language, steps, offers, messages, self.wrap_up)


def begin(visitor: Visitor, ticket: int, draw: Random) -> Visit:
    """Somebody at the door."""
    contact_id = ContactId(id_at(visitor.at, draw.getrandbits(CHANCE_BITS)))
    return Visit(visitor, contact_id, ticket, timedelta(seconds=round(visitor.talk)))


def at_work(duty: Duty, number: int) -> Mate:
    """Somebody with a shift; the number stands for her in the routing of the day."""
    return Mate(duty, CounsellorId(UUID(int=number + 1)))
