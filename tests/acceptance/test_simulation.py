"""`desk simulate` against a real desk: people talk, every history is checked, and nothing was broken."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from app.simulation.accounts import staff_accounts
from app.simulation.checker import check
from app.simulation.desk_view import answered
from app.simulation.plan import Plan
from app.simulation.run import simulate
from tests.fixtures.running_desk import RunningDesk

pytestmark = pytest.mark.usefixtures("nobody_left_behind")

REFUSE = """
CREATE FUNCTION refuse_offers() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN RAISE EXCEPTION 'nothing is offered'; END $$
"""
BREAK = "CREATE TRIGGER refuse_offers BEFORE INSERT ON offer EXECUTE FUNCTION refuse_offers()"
MEND = "DROP FUNCTION refuse_offers CASCADE"


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


@pytest.fixture
def broken_dispatch(running_desk: RunningDesk) -> Iterator[RunningDesk]:
    """A desk that stores no offer: whoever waits beside a free seat goes on waiting."""
    running_desk.execute(REFUSE)
    running_desk.execute(BREAK)
    yield running_desk
    running_desk.execute(MEND)


async def test_simulated_people_find_the_seats_that_a_broken_dispatch_leaves_idle(
    broken_dispatch: RunningDesk,
) -> None:
    plan = Plan(
        url=broken_dispatch.url,
        citizens=2,
        rate=240,
        minutes=1,
        seed=5,
        accounts=staff_accounts(1, None),
        pace=40,
        hiccups=0,
    )
    evidence = (await simulate(plan, watch=lambda _: None)).evidence()
    assert {breach.rule for breach in check(evidence)} == {"I13"}
