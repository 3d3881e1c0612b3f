"""People needed: against published values, a system solved state by state, and a simulation's laws."""

from datetime import timedelta
from math import exp, inf, nan

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.domain.contact import Channel
from app.domain.errors import Invalid
from app.domain.need import Habits, Needed, target
from app.domain.policy import Policy
from app.domain.staffing import Demand, Service, agents_needed, blocking, service

MINUTE = timedelta(minutes=1)
STATES = 4_000


def demand(arrivals: float, handle: float, patience: float | None = None) -> Demand:
    return Demand(
        arrivals, timedelta(seconds=handle), None if patience is None else timedelta(seconds=patience)
    )


def test_erlang_c_gives_the_published_value_for_ten_erlangs_and_fourteen_agents() -> None:
    found = service(demand(36, 1_000), 14, MINUTE)
    assert found.offered_load == pytest.approx(10)
    assert found.wait_probability == pytest.approx(0.174132, abs=5e-7)
    assert found.mean_wait == pytest.approx(
        timedelta(seconds=0.174132 * 1_000 / 4), abs=timedelta(seconds=0.001)
    )
    assert found.service_level == pytest.approx(1 - 0.174132 * exp(-4 * 60 / 1_000), abs=1e-6)
    assert found.occupancy == pytest.approx(10 / 14)
    assert found.abandonment == 0


def test_erlang_b_gives_the_published_value_for_two_erlangs_and_three_agents() -> None:
    assert blocking(2, 3) == pytest.approx(4 / 19)  # (8/6) / (1 + 2 + 2 + 8/6)


@pytest.mark.parametrize("agents", [1, 9, 10])
def test_a_queue_without_patience_grows_without_end_when_the_load_reaches_the_agents(agents: int) -> None:
    found = service(demand(36, 1_000), agents, MINUTE)
    assert found == Service(10, 1.0, None, 0.0, 1.0, 0.0)


def solved(asked: Demand, agents: int) -> tuple[float, float, float, float]:
    """Wait probability, abandonment, mean wait, occupancy: from the balance of each state of the system."""
    assert asked.patience is not None
    arrives, serves = asked.arrivals_per_hour / 3600, 1 / asked.handle.total_seconds()
    leaves = 1 / asked.patience.total_seconds()
    weights = [1.0]
    for state in range(1, STATES):
        out = min(state, agents) * serves + max(0, state - agents) * leaves
        weights.append(weights[-1] * arrives / out)
    total = sum(weights)
    shares = [weight / total for weight in weights]
    queue = sum((state - agents) * shares[state] for state in range(agents + 1, STATES))
    busy = sum(min(state, agents) * share for state, share in enumerate(shares))
    return sum(shares[agents:]), queue * leaves / arrives, queue / arrives, busy / agents


@pytest.mark.parametrize("agents", [1, 5, 8, 11, 20, 40])
def test_erlang_a_agrees_with_the_system_solved_state_by_state(agents: int) -> None:
    asked = demand(28, 1_320, 360)
    found = service(asked, agents, MINUTE)
    waits, gone, wait, busy = solved(asked, agents)
    assert found.wait_probability == pytest.approx(waits, rel=1e-9)
    assert found.abandonment == pytest.approx(gone, rel=1e-9)
    assert found.mean_wait is not None
    assert found.mean_wait.total_seconds() == pytest.approx(wait, rel=1e-6, abs=1e-6)
    assert found.occupancy == pytest.approx(busy, rel=1e-9)


def waited(asked: Demand, agents: int, target: float) -> float:
    """The share answered within the target: each state's departures followed in short steps of time."""
    assert asked.patience is not None
    serves, leaves = 1 / asked.handle.total_seconds(), 1 / asked.patience.total_seconds()
    arrives = asked.arrivals_per_hour / 3600
    weights = [1.0]
    for state in range(1, 200):
        out = min(state, agents) * serves + max(0, state - agents) * leaves
        weights.append(weights[-1] * arrives / out)
    shares = [weight / sum(weights) for weight in weights]
    ahead = shares[agents:]
    answered, step = 0.0, 0.02
    for _ in range(round(target / step)):
        # One of those ahead is done or gives up; with nobody ahead, the next free agent is hers.
        moved = [share * step * (agents * serves + place * leaves) for place, share in enumerate(ahead)]
        answered += moved[0]
        ahead = [
            share - gone + come - share * step * leaves
            for share, gone, come in zip(ahead, moved, [*moved[1:], 0.0], strict=True)
        ]
    return sum(shares[:agents]) + answered


@pytest.mark.parametrize(("agents", "target"), [(8, 20), (8, 60), (11, 60), (14, 300)])
def test_service_level_with_patience_agrees_with_waits_followed_step_by_step(
    agents: int, target: int
) -> None:
    asked = demand(28, 1_320, 360)
    found = service(asked, agents, timedelta(seconds=target)).service_level
    assert found == pytest.approx(waited(asked, agents, target), abs=2e-4)


def test_endless_patience_comes_close_to_erlang_c() -> None:
    with_patience = service(demand(28, 1_320, 1e9), 12, MINUTE)
    without = service(demand(28, 1_320), 12, MINUTE)
    assert with_patience.service_level == pytest.approx(without.service_level, abs=1e-4)
    assert with_patience.wait_probability == pytest.approx(without.wait_probability, abs=1e-4)


@given(
    arrivals=st.floats(0.01, 2_000),
    handle=st.floats(30, 4_000),
    patience=st.one_of(st.none(), st.floats(5, 7_200)),
    agents=st.integers(1, 400),
    target=st.integers(0, 1_200),
)
def test_one_more_agent_never_makes_it_worse(
    arrivals: float, handle: float, patience: float | None, agents: int, target: int
) -> None:
    asked, limit = demand(arrivals, handle, patience), timedelta(seconds=target)
    fewer, more = service(asked, agents, limit), service(asked, agents + 1, limit)
    for name in ("wait_probability", "abandonment", "occupancy", "service_level"):
        assert 0 <= getattr(fewer, name) <= 1 + 1e-9
    assert more.service_level >= fewer.service_level - 1e-9
    assert more.wait_probability <= fewer.wait_probability + 1e-9
    assert more.abandonment <= fewer.abandonment + 1e-9
    busy = asked.offered_load * (1 - fewer.abandonment) / agents
    assert fewer.mean_wait is None or fewer.occupancy == pytest.approx(busy)


@given(arrivals=st.floats(0.1, 500), patience=st.one_of(st.none(), st.floats(30, 3_600)))
def test_needed_agents_reach_the_target_and_one_less_does_not(
    arrivals: float, patience: float | None
) -> None:
    asked = demand(arrivals, 600, patience)
    count = agents_needed(asked, MINUTE, service_level=0.8)
    assert service(asked, count, MINUTE).service_level >= 0.8
    assert count == 1 or service(asked, count - 1, MINUTE).service_level < 0.8


def test_a_large_centre_in_overload_neither_overflows_nor_pretends() -> None:
    found = service(demand(1_000_000, 300, 600), 10_000, MINUTE)
    assert found.abandonment == pytest.approx(0.88, abs=1e-6)
    assert found.service_level == pytest.approx(0, abs=1e-6)
    idle = service(demand(10, 30, 60), 5_000, MINUTE)
    assert (idle.wait_probability, idle.service_level) == (0, 1)


def test_no_arrivals_need_nobody_and_wait_for_nothing() -> None:
    assert agents_needed(demand(0, 600), MINUTE, service_level=0.8) == 0
    assert service(demand(0, 600), 3, MINUTE) == Service(0, 0, timedelta(0), 0, 0, 1)


@pytest.mark.parametrize(
    ("asked", "agents", "field"),
    [
        (demand(-1, 600), 3, "arrivals_per_hour"),
        (demand(nan, 600), 3, "arrivals_per_hour"),
        (demand(inf, 600), 3, "arrivals_per_hour"),
        (demand(10, 0), 3, "handle_seconds"),
        (demand(10, 600, -5), 3, "patience_seconds"),
        (demand(10, 600), 0, "agents"),
        (demand(10, 600), 10_001, "agents"),
    ],
)
def test_what_makes_no_sense_is_named(asked: Demand, agents: int, field: str) -> None:
    with pytest.raises(Invalid) as refused:
        service(asked, agents, MINUTE)
    assert list(refused.value.details) == [field]


@pytest.mark.parametrize("level", [0, 1, -0.1, nan])
def test_a_service_level_is_a_fraction(level: float) -> None:
    with pytest.raises(Invalid, match="not as it must be") as refused:
        agents_needed(demand(10, 600), MINUTE, service_level=level)
    assert list(refused.value.details) == ["service_level"]


@given(counts=st.lists(st.integers(0, 400), min_size=1, max_size=30), handle=st.integers(60, 3600))
@settings(max_examples=20, deadline=None)
def test_what_is_known_of_other_hours_changes_no_need(counts: list[int], handle: int) -> None:
    habits, policy = Habits(timedelta(seconds=handle), timedelta(minutes=6)), Policy()
    limit, level = target(Channel.CHAT, policy), policy.target_percent / 100
    needed = Needed({Channel.CHAT: habits}, policy)
    for count in counts:
        alone = agents_needed(Demand(count / 10, habits.handle, habits.patience), limit, service_level=level)
        assert needed.agents({Channel.CHAT: count / 10}) == {Channel.CHAT: alone}
