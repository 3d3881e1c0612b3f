"""`desk simulate` against a real desk: people talk, every history is checked, and nothing was broken."""

from __future__ import annotations

from app.simulation.accounts import staff_accounts
from app.simulation.checker import check
from app.simulation.desk_view import answered
from app.simulation.plan import Plan
from app.simulation.run import simulate
from tests.fixtures.running_desk import RunningDesk


async def test_simulated_people_on_bad_networks_find_every_promise_kept(running_desk: RunningDesk) -> None:
    plan = Plan(
        url=running_desk.url,
        citizens=6,
        rate=120,
        minutes=1,
        seed=2,
        accounts=staff_accounts(3, None),
        pace=60,
        hiccups=6,
    )
    evidence = (await simulate(plan, watch=lambda _: None)).evidence()
    assert check(evidence) == []
    assert sum(map(answered, evidence.citizens)) >= plan.citizens // 2
