"""Who gets whom: a pure match from the line and the seats to offers with reasons (docs/routing.md)."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from app.domain.contact import Channel, Waiting
from app.domain.counsellor import Candidate
from app.domain.fairness import Ledger
from app.domain.house import Demand, House, has_refused, with_one_more
from app.domain.layers import Step
from app.domain.policy import Policy
from app.domain.routing_rules import Routing
from app.domain.skills import NOTHING, Wanted


@dataclass(frozen=True, slots=True)
class Match:
    """A contact for a counsellor, as both were when it was decided, and everything that spoke for it."""

    waiting: Waiting
    candidate: Candidate
    why: str
    """The layer that decided, `only_one` or `alike`; the catalogue has the words."""
    considered: tuple[Candidate, ...] = ()
    """All who could have had it, by id."""
    left_out: Mapping[str, int] = field(default_factory=dict)
    """How many could not, by the first hard reason."""
    steps: tuple[Step, ...] = ()
    ledger: Ledger = field(default_factory=Ledger)
    """What the centres had had before."""


def match(
    line: Iterable[Waiting],
    candidates: Sequence[Candidate],
    *,
    now: datetime,
    policy: Policy,
    routing: Routing | None = None,
    ledger: Ledger | None = None,
    phone_open: bool = True,
    there: Iterable[Candidate] | None = None,
) -> list[Match]:
    """Oldest first within a class; whoever nobody free can serve does not block those behind (I7).

    `candidates` are all who are on shift, present and wishing, those without a free seat too: whether
    anybody there answers in a language is read from them, or from `there` where one asks for herself.
    `ledger` matters only where shares are agreed, `phone_open` for the reserve.
    """
    house = House(
        candidates,
        now=now,
        policy=policy,
        routing=routing or Routing(),
        ledger=ledger or Ledger(),
        phone_open=phone_open,
        there=there,
    )
    matches: list[Match] = []
    # A long line beside a full house is looked at every second.
    for waiting in () if house.is_full else sorted(line, key=lambda one: one.rank):
        if house.is_full:
            break
        found = _match_one(house, waiting) if waiting.present else None
        if found is not None:
            matches.append(found)
            house.seat(found.candidate, waiting.channel)
    return matches


def _match_one(house: House, waiting: Waiting) -> Match | None:
    demand = house.demand(waiting)
    fitting = house.fitting(demand, waiting)
    if not fitting:
        return None
    choice = house.choose(waiting, fitting)
    return Match(
        waiting,
        choice.candidate,
        choice.why,
        considered=tuple(fitting),
        left_out=house.left_out(demand, len(fitting)),
        steps=choice.steps,
        ledger=house.ledger,
    )


def somebody_free(
    candidates: Iterable[Candidate],
    matches: Iterable[Match],
    channels: Collection[Channel] = frozenset(Channel),
) -> bool:
    """Whether anybody keeps a free seat for these channels beside these matches: then the line is read on."""
    given = {one.candidate.counsellor_id: one for one in matches}
    return any(_stays_free(one, given.get(one.counsellor_id), channels) for one in candidates)


def _stays_free(one: Candidate, last: Match | None, channels: Collection[Channel]) -> bool:
    now = one if last is None else with_one_more(last.candidate, last.waiting.channel)
    return any(channel in channels and now.seats.free(channel) for channel in now.channels)


def fits(
    candidate: Candidate, waiting: Waiting, *, now: datetime, policy: Policy, wanted: Wanted = NOTHING
) -> bool:
    """Whether this counsellor may be offered this contact by every hard condition.

    Channel, centre, not just refused, a free seat, and the language or skill it is kept for, if it is.
    """
    if not waiting.present or Demand(waiting.channel, waiting.only_centre, wanted).lacks(candidate):
        return False
    if has_refused(candidate, waiting, now=now, policy=policy):
        return False
    return candidate.seats.free(waiting.channel) > 0
