"""The people of a recorded time as a replay plays them; what the log cannot know of them is drawn.

Whoever was answered would have waited on: an exponential wait has no memory, so what is left of it is drawn
with the same mean. Whoever was not answered talks as long as somebody of the channel who was.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta
from random import Random
from uuid import UUID

from app.demo.visitors import Visitor
from app.domain.contact import Cause, Channel, ContactId
from app.domain.contact_history import Outcome
from app.domain.policy import Policy
from app.replay.people import Visit
from app.replay.recorded import Conversation, Happened
from app.repositories.demand import LEAST_GIVEN_UP
from app.repositories.visits import VisitRow

HOUR_SECONDS = 3_600


@dataclass(frozen=True, slots=True)
class Guest:
    """Somebody who comes, and the two chances by which an offer of her is looked at."""

    who: Visitor
    looks: float
    quick: float
    from_the_door: bool = False
    """Looked at a closed door, and comes only where it is open."""


@dataclass(frozen=True, slots=True)
class Habits:
    """What the log says of a channel: the mean patience, and all conversations."""

    patience: float
    measured: bool
    conversations: Sequence[Conversation]


def habits(arrivals: Sequence[Happened], policy: Policy) -> dict[Channel, Habits]:
    """By channel; patience is all time waited over the number who gave up, else the policy's figure."""
    usual = {
        Channel.CHAT: policy.usual_patience_chat_seconds,
        Channel.PHONE: policy.usual_patience_phone_seconds,
    }
    return {
        channel: _habits([one for one in arrivals if one.channel is channel], usual[channel], policy)
        for channel in Channel
    }


def guests(arrivals: Iterable[Happened], known: Mapping[Channel, Habits], seed: int) -> list[Guest]:
    """Everybody who came; the same log and seed make the same people."""
    return [_guest(one, known[one.channel], Random(f"{seed}/{one.key}")) for one in arrivals]


def at_the_door(
    visits: Iterable[VisitRow], known: Mapping[Channel, Habits], seed: int, *, percent: int
) -> list[Guest]:
    """Those who looked at a door that let nobody in: so many of a hundred would have asked."""
    found: list[Guest] = []
    for row in visits:
        draw = Random(f"{seed}/{row.starts_at.isoformat()}/{row.channel}/{row.reason}")
        for number in range(row.visits):
            at = row.starts_at + timedelta(seconds=draw.randrange(HOUR_SECONDS))
            asks = draw.random() * 100 < percent
            one = Happened(f"door {number}", at, Channel(row.channel), Outcome.TURNED_AWAY)
            if asks:
                found.append(_guest(one, known[one.channel], draw, from_the_door=True))
    return found


def as_visits(coming: Iterable[Guest]) -> list[Visit]:
    """In the order of their arrival, each with her ticket."""
    ordered = sorted(coming, key=lambda one: one.who.at)
    return [
        Visit(one.who, ContactId(UUID(int=ticket)), ticket, one.looks, one.quick)
        for ticket, one in enumerate(ordered, 1)
    ]


def _habits(arrivals: Sequence[Happened], usual: int, policy: Policy) -> Habits:
    waited = sum((one.waited for one in arrivals if one.waited is not None), timedelta(0))
    gave_up = sum(one.left for one in arrivals)
    measured = gave_up >= LEAST_GIVEN_UP and waited > timedelta(0)
    known = [one.conversation for one in arrivals if one.conversation is not None]
    return Habits(
        patience=waited.total_seconds() / gave_up if measured else float(usual),
        measured=measured,
        conversations=known or [Conversation(float(policy.usual_conversation_seconds), 0.0)],
    )


def _guest(one: Happened, known: Habits, draw: Random, *, from_the_door: bool = False) -> Guest:
    """What is drawn is drawn for everybody, so that one known length changes nobody else's chance."""
    looks, quick, more = draw.random(), draw.random(), draw.expovariate(1 / known.patience)
    talked = one.conversation or draw.choice(known.conversations)
    waited = (one.waited or timedelta(0)).total_seconds()
    who = Visitor(
        at=one.at,
        channel=one.channel,
        language=one.language,
        patience=waited if one.left else waited + more,
        drops_after=None,
        wants_a_call=False,
        talk=talked.talk,
        hands_over_after=None,
        ends_by=Cause.ENDED_CITIZEN,
        wrap_up=talked.wrap_up,
        messages=0,
    )
    return Guest(who, looks, quick, from_the_door)
