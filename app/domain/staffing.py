"""How many people an hour needs: Erlang C for callers of endless patience, Erlang A for those who give up.

Arrivals are Poisson, handle times and patience exponential, whoever came first is answered first. Sources:
A. K. Erlang (1917) for B and C; C. Palm (1957), and Garnett, Mandelbaum and Reiman (2002) for A. All of it
is computed by recurrences in plain floats, without factorials: exact to some twelve digits.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta
from itertools import repeat
from math import exp, expm1, inf, isinf, log

from app.domain.errors import Invalid

TINY = 1e-16
"""A further place in the queue that is so much less likely than all before it changes no digit."""
HUGE = 1e250
MOST_AGENTS = 10_000
MOST_STEPS = 2_000_000


@dataclass(frozen=True, slots=True)
class Demand:
    """What comes in an hour, how long each takes somebody, and how long people wait before they give up.

    `patience` null: nobody gives up.
    """

    arrivals_per_hour: float
    handle: timedelta
    patience: timedelta | None = None

    @property
    def offered_load(self) -> float:
        """Erlangs: how many people would be busy on average if there were enough of them."""
        return self.arrivals_per_hour * self.handle.total_seconds() / 3600


@dataclass(frozen=True, slots=True)
class Service:
    """What so many agents achieve; shares are fractions of all arrivals.

    `wait_probability`: who finds nobody free. `mean_wait`: over all arrivals, those who give up included;
    null when the queue grows without end. `occupancy`: the share of their time that the agents are busy.
    `service_level`: answered within the target.
    """

    offered_load: float
    wait_probability: float
    mean_wait: timedelta | None
    abandonment: float
    occupancy: float
    service_level: float


def service(demand: Demand, agents: int, target: timedelta) -> Service:
    """What `agents` people achieve; raises `Invalid` by field."""
    _check(demand, agents=agents, target=target)
    if demand.arrivals_per_hour == 0:
        return Service(0.0, 0.0, timedelta(0), 0.0, 0.0, 1.0)
    if demand.patience is None:
        return _erlang_c(demand, agents, target)
    return _erlang_a(demand, demand.patience, agents, target)


def agents_needed(
    demand: Demand, target: timedelta, *, service_level: float, within: tuple[int, int | None] = (0, None)
) -> int:
    """The fewest people who answer at least `service_level` of all arrivals within the target.

    None for no arrivals. `within`: what fewer and what more arrivals of the same kind need, where that is
    known. Raises `Invalid` by field, also when 10,000 people would not be enough.
    """
    if not 0 < service_level < 1:
        raise Invalid({"service_level": "must be a fraction between 0 and 1, such as 0.8"})
    _check(demand, agents=1, target=target)
    if demand.arrivals_per_hour == 0:
        return 0
    least, most = within
    low, high = max(0, least - 1), most or max(1, round(demand.offered_load), least)
    while most is None and service(demand, min(high, MOST_AGENTS), target).service_level < service_level:
        if high >= MOST_AGENTS:
            raise Invalid({"arrivals_per_hour": f"need more than {MOST_AGENTS} people"})
        low, high = high, high * 2
    high = min(high, MOST_AGENTS)
    while high - low > 1:
        middle = (low + high) // 2
        enough = service(demand, middle, target).service_level >= service_level
        low, high = (low, middle) if enough else (middle, high)
    return high


def blocking(offered_load: float, agents: int) -> float:
    """Erlang B: the share that finds all of them busy when nobody can wait."""
    found = 1.0
    for count in range(1, agents + 1):
        found = offered_load * found / (count + offered_load * found)
    return found


def _erlang_c(demand: Demand, agents: int, target: timedelta) -> Service:
    load = demand.offered_load
    if load >= agents:
        return Service(load, 1.0, None, 0.0, 1.0, 0.0)
    blocked = blocking(load, agents)
    waits = agents * blocked / (agents - load * (1 - blocked))
    late = waits * exp(-(agents - load) * target.total_seconds() / demand.handle.total_seconds())
    return Service(
        offered_load=load,
        wait_probability=waits,
        mean_wait=demand.handle * waits / (agents - load),
        abandonment=0.0,
        occupancy=load / agents,
        service_level=1 - late,
    )


@dataclass(slots=True)
class _Sums:
    """Weights of the states relative to «all busy, nobody waiting», rescaled before they overflow."""

    at_once: float
    waiting: float = 0.0
    answered: float = 0.0
    in_time: float = 0.0

    def add(self, weight: float, *, stays: float, soon: float) -> None:
        """A state in which an arrival waits: whether she stays, and if so, is answered within the target."""
        self.waiting += weight
        self.answered += weight * stays
        self.in_time += weight * stays * soon

    def shrink(self) -> None:
        """All of them by the same factor."""
        self.at_once /= HUGE
        self.waiting /= HUGE
        self.answered /= HUGE
        self.in_time /= HUGE


def _erlang_a(demand: Demand, patience: timedelta, agents: int, target: timedelta) -> Service:
    load = demand.offered_load
    blocked = blocking(load, agents)
    at_once = inf if blocked == 0 else 1 / blocked - 1
    if isinf(at_once):
        return Service(load, 0.0, timedelta(0), 0.0, load / agents, 1.0)
    ratio = patience / demand.handle
    sums = _sum_places(_Sums(at_once), agents * ratio, load * ratio, target / patience)
    every = sums.at_once + sums.waiting
    gone = max(0.0, (sums.waiting - sums.answered) / every)
    return Service(
        offered_load=load,
        wait_probability=sums.waiting / every,
        mean_wait=patience * gone,  # as many give up in a while as wait in it, over their patience
        abandonment=gone,
        occupancy=load * (1 - gone) / agents,
        service_level=min(1.0, (sums.at_once + sums.in_time) / every),
    )


def _sum_places(sums: _Sums, departures: float, arrivals: float, target: float) -> _Sums:
    """Add up every place in the queue.

    Whoever finds k before her waits through k + 1 departures, at rates of b, b + 1 … b + k in one patience
    (b is `departures`; times are in patiences): exp(-wait) has the beta distribution of b and k + 1. She
    stays until her turn with probability b / (b + k + 1); of those who do, as many are answered within the
    target as the beta distribution of b + 1 and k + 1 has above exp(-target).
    """
    weight = 1.0
    for place, soon in enumerate(_in_time(departures + 1, target)):
        sums.add(weight, stays=departures / (departures + place + 1), soon=soon)
        weight *= arrivals / (departures + place + 1)
        if weight < TINY * sums.waiting and arrivals < departures + place:
            return sums
        if sums.waiting > HUGE:
            sums.shrink()
            weight /= HUGE
    raise Invalid({"arrivals_per_hour": "is too much to compute for such patience"})


def _in_time(shape: float, target: float) -> Iterator[float]:
    """For place 0, 1, …: the beta distribution of `shape` and place + 1 above exp(-target).

    From place to place one binomial term less, kept as a logarithm: the first may be too small for a float.
    """
    early = -expm1(-target)
    if early in {0.0, 1.0}:
        yield from repeat(early, MOST_STEPS)
        return
    soon = -expm1(-shape * target)
    term = log(early) - shape * target + log(shape)
    for place in range(MOST_STEPS):
        yield max(0.0, soon)
        soon -= exp(term)
        term += log(early) + log((place + 1 + shape) / (place + 2))


def _check(demand: Demand, *, agents: int, target: timedelta) -> None:
    wrong: dict[str, str] = {}
    if not 0 <= demand.arrivals_per_hour < inf:
        wrong["arrivals_per_hour"] = "must be 0 or more"
    if demand.handle <= timedelta(0):
        wrong["handle_seconds"] = "must be more than 0"
    if demand.patience is not None and demand.patience <= timedelta(0):
        wrong["patience_seconds"] = "must be more than 0; leave it out where nobody gives up"
    if not 1 <= agents <= MOST_AGENTS:
        wrong["agents"] = f"must be from 1 to {MOST_AGENTS}"
    if target < timedelta(0):
        wrong["target_seconds"] = "must be 0 or more"
    if wrong:
        raise Invalid(wrong)
