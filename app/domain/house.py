"""Who is free while a line is matched, sorted once by what contacts need: a long line costs little."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta

from app.domain.contact import Channel, Waiting
from app.domain.counsellor import Candidate, CounsellorId
from app.domain.fairness import Ledger, ahead
from app.domain.layers import Choice, View, choose, takes_calls
from app.domain.policy import Policy
from app.domain.routing_rules import Layer, Routing
from app.domain.skills import NOTHING, Wanted, asked_for, wanted_among


@dataclass(frozen=True, slots=True)
class Demand:
    """What a contact needs of whoever gets it; contacts that need the same share a pool."""

    channel: Channel
    only_centre: str | None = None
    wanted: Wanted = NOTHING

    def lacks(self, one: Candidate) -> str | None:
        """Which hard condition this counsellor does not meet, seats and refusals aside; null: none."""
        if self.channel not in one.channels:
            return "channel"
        if self.only_centre is not None and self.only_centre != one.centre:
            return "centre"
        if self.wanted.language is not None and self.wanted.language not in one.languages:
            return "language"
        if self.wanted.skill is not None and self.wanted.skill not in one.skills:
            return "skill"
        return None


@dataclass(slots=True)
class Pool:
    """Those who meet a demand and have a seat, and how many do not meet it, by reason."""

    free: dict[CounsellorId, Candidate]
    lacking: Counter[str] = field(default_factory=Counter)


def has_refused(one: Candidate, waiting: Waiting, *, now: datetime, policy: Policy) -> bool:
    """Whether she declined or missed this contact so lately that it is not hers yet."""
    refused_at = one.refused.get(waiting.contact_id)
    return refused_at is not None and now - refused_at < timedelta(seconds=policy.refused_seconds)


class House:
    """The counsellors during one match; seats given away in it are counted."""

    def __init__(
        self,
        candidates: Iterable[Candidate],
        *,
        now: datetime,
        policy: Policy,
        routing: Routing,
        ledger: Ledger,
        phone_open: bool,
        there: Iterable[Candidate] | None = None,
    ) -> None:
        """`phone_open`: whether calls may come at all; nobody is kept for them otherwise.

        `there`: who is there besides the candidates; null: nobody.
        """
        self._everybody = sorted(candidates, key=lambda one: one.counsellor_id.int)
        self._there = self._everybody if there is None else list(there)
        self._free = {one.counsellor_id: one for one in self._everybody if one.is_free}
        self._now, self._policy, self._routing = now, policy, routing
        self._ledger = ledger
        self._here = {one.centre for one in self._everybody}
        self._reserve = routing.reserve(now, policy) if phone_open else 0
        self._idle = sum(takes_calls(one) for one in self._free.values())
        self._pools: dict[Demand, Pool] = {}
        self._able: dict[Demand, list[Candidate]] = {}

    @property
    def ledger(self) -> Ledger:
        """What the centres have had, with what this match gave them."""
        return self._ledger

    @property
    def is_full(self) -> bool:
        """Whether nobody has a seat left."""
        return not self._free

    def demand(self, waiting: Waiting) -> Demand:
        """What this contact needs; a language or skill only while somebody there has it."""
        bare = Demand(waiting.channel, waiting.only_centre)
        asked = asked_for(waiting, self._routing, self._now)
        if not asked.anything:
            return bare
        there = (one for one in self._able_to(bare) if not self._refused(one, waiting))
        return replace(bare, wanted=wanted_among(asked, there))

    def fitting(self, demand: Demand, waiting: Waiting) -> list[Candidate]:
        """Who may be offered this contact now."""
        return [one for one in self._pool(demand).free.values() if not self._refused(one, waiting)]

    def left_out(self, demand: Demand, fitting: int) -> Mapping[str, int]:
        """How many were not considered, by the first hard reason."""
        pool = self._pool(demand)
        seatless = len(self._everybody) - sum(pool.lacking.values()) - len(pool.free)
        counts = {**pool.lacking, "seat": seatless, "refused": len(pool.free) - fitting}
        return {reason: count for reason, count in sorted(counts.items()) if count}

    def choose(self, waiting: Waiting, fitting: list[Candidate]) -> Choice:
        """The best of these by the layers."""
        return choose(
            fitting,
            View(
                waiting,
                self._routing.layers,
                ahead=self._ahead(),
                idle=self._idle,
                reserve=self._reserve,
            ),
        )

    def seat(self, chosen: Candidate, channel: Channel) -> None:
        """She holds it from now on; whoever has no seat left is nobody's candidate any more."""
        seated = with_one_more(chosen, channel)
        self._idle -= takes_calls(chosen)
        self._ledger = self._ledger.given(chosen.centre) if self._routing.shares else self._ledger
        for demand, pool in self._pools.items():
            if chosen.counsellor_id in pool.free:
                _put(pool.free, seated, stays=seated.seats.free(demand.channel) > 0)
        _put(self._free, seated, stays=seated.is_free)

    def _ahead(self) -> Mapping[str | None, int]:
        routing = self._routing
        if not routing.shares or not routing.has(Layer.CENTRE):
            return {}
        return ahead(self._ledger, routing.shares, self._here, slack=routing.centre_slack)

    def _refused(self, one: Candidate, waiting: Waiting) -> bool:
        return bool(one.refused) and has_refused(one, waiting, now=self._now, policy=self._policy)

    def _pool(self, demand: Demand) -> Pool:
        if demand not in self._pools:
            lacking = Counter(why for one in self._everybody if (why := demand.lacks(one)))
            free = {
                who: one
                for who, one in self._free.items()
                if one.seats.free(demand.channel) and demand.lacks(one) is None
            }
            self._pools[demand] = Pool(free, lacking)
        return self._pools[demand]

    def _able_to(self, bare: Demand) -> list[Candidate]:
        """Whoever could have it with a seat that is hers, free or not."""
        if bare not in self._able:
            self._able[bare] = [
                one
                for one in self._there
                if bare.lacks(one) is None and (bare.channel is Channel.PHONE or one.seats.chat_capacity)
            ]
        return self._able[bare]


def _put(free: dict[CounsellorId, Candidate], seated: Candidate, *, stays: bool) -> None:
    if stays:
        free[seated.counsellor_id] = seated
    else:
        del free[seated.counsellor_id]


def with_one_more(one: Candidate, channel: Channel) -> Candidate:
    """As she is once she holds one more contact."""
    seats = one.seats
    if channel is Channel.PHONE:
        return replace(one, seats=replace(seats, phone_held=seats.phone_held + 1))
    return replace(one, seats=replace(seats, chat_held=seats.chat_held + 1))
