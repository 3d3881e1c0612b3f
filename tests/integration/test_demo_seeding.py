"""A demo's database: always open, everybody on shift, and the same again however often it starts."""

from __future__ import annotations

from collections.abc import AsyncIterator
from datetime import UTC, datetime, timedelta

import pytest

from app.clock import MovedClock
from app.demo import seeding
from app.demo.staff import COUNSELLORS, EVERYBODY, PASSWORD
from app.domain.counsellor import Role
from app.domain.rules import Rules
from app.queue.client import connect
from app.queue.keys import Keys
from app.queue.limits import Limits
from app.repositories import duty, staff
from app.repositories.engine import make_engine
from app.repositories.transaction import Transactions
from app.services.beginning import begin
from app.services.reporting import Reporting
from app.services.sign_in import Accounts, SignIn

START = datetime(2026, 12, 24, 23, tzinfo=UTC)


class Stores:
    def __init__(self, transaction: Transactions, sign_in: SignIn, clock: MovedClock) -> None:
        self.transaction = transaction
        self.sign_in = sign_in
        self.clock = clock

    async def on_shift(self) -> set[str]:
        async with self.transaction() as tx:
            return {
                account.email
                for account in await staff.every(tx)
                if (await duty.shift_channels(tx, account.id))[0]
            }


@pytest.fixture
async def stores(database_url: str, valkey_url: str, valkey_prefix: str) -> AsyncIterator[Stores]:
    engine, valkey, clock = make_engine(database_url, pool_size=2), connect(valkey_url), MovedClock(START)
    transaction = Transactions(engine, clock)
    day = timedelta(days=1)
    sign_in = SignIn(transaction, Limits(valkey, Keys(valkey_prefix)), clock, idle=day, lasts=day)
    yield Stores(transaction, sign_in, clock)
    await valkey.aclose()
    await engine.dispose()


async def test_everybody_is_on_shift_and_can_sign_in(stores: Stores) -> None:
    await seeding.seed(stores.transaction)
    assert await stores.on_shift() == {account.email for account in EVERYBODY}
    _, member = await stores.sign_in.sign_in(COUNSELLORS[0].email, PASSWORD)
    assert (member.name, member.centre) == (COUNSELLORS[0].name, COUNSELLORS[0].centre)


async def test_simulated_counsellors_are_on_shift_only_when_they_come(stores: Stores) -> None:
    simulated = {account.email for account in EVERYBODY if account.simulated}
    for people in (False, True, False):
        await seeding.seed(stores.transaction, people=people)
        stores.clock.move(timedelta(seconds=1))
        assert await stores.on_shift() & simulated == (simulated if people else set())
        assert COUNSELLORS[0].email in await stores.on_shift()


async def test_past_adds_up_and_leaves_the_current_hour_to_the_living(stores: Stores) -> None:
    stores.clock.set(datetime(2026, 11, 25, 14, 20, tzinfo=UTC))
    await seeding.seed(stores.transaction)
    rows = await Reporting(stores.transaction, Rules).load(
        {"from": "2026-11-18", "to": "2026-11-26", "channel": "chat"}
    )
    counted = sum(row.arrivals for row in rows)
    assert counted > 100
    assert sum(row.answered for row in rows) > counted * 0.8
    assert rows[-1].starts_at == datetime(2026, 11, 25, 14, tzinfo=UTC)
    assert (rows[-1].arrivals, rows[-1].staffed_seconds) == (0, 0)
    assert max(row.most_at_once for row in rows) <= 8


async def test_second_start_changes_nothing_but_a_later_one_prolongs_the_shifts(stores: Stores) -> None:
    await seeding.seed(stores.transaction)
    await seeding.seed(stores.transaction)
    async with stores.transaction() as tx:
        assert (await tx.run("SELECT count(*) FROM shift")).scalar_one() == len(EVERYBODY)
    stores.clock.move(timedelta(days=360))
    await seeding.seed(stores.transaction)
    stores.clock.move(timedelta(days=30))
    assert len(await stores.on_shift()) == len(EVERYBODY)


async def test_demo_leaves_a_database_with_real_accounts_as_it_is(stores: Stores) -> None:
    accounts = Accounts(stores.transaction)
    await accounts.add("real@county.example", "Real", role=Role.COORDINATOR, centre=None, password="12345678")
    with pytest.raises(seeding.NotADemo):
        await seeding.seed(stores.transaction)
    assert [account.email for account in await accounts.every()] == ["real@county.example"]


async def weekly_rule_ids(stores: Stores) -> list[str]:
    async with stores.transaction() as tx:
        newest = "SELECT weekly_rules FROM opening_hours ORDER BY id DESC LIMIT 1"
        return [rule["id"] for rule in (await tx.run(newest)).scalar_one()]


async def test_demo_is_always_open_also_where_an_ordinary_desk_began(stores: Stores) -> None:
    await begin(stores.transaction)
    assert await weekly_rule_ids(stores) == ["ordinary"]
    await seeding.seed(stores.transaction)
    await begin(stores.transaction)
    assert await weekly_rule_ids(stores) == ["always"]


async def test_hours_that_a_person_has_set_stay(stores: Stores) -> None:
    await seeding.seed(stores.transaction)
    async with stores.transaction() as tx:
        author = (await tx.run("SELECT id FROM staff LIMIT 1")).scalar_one()
        await tx.run("UPDATE opening_hours SET weekly_rules = '[]', author_id = :author", {"author": author})
    await seeding.seed(stores.transaction)
    assert await weekly_rule_ids(stores) == []
