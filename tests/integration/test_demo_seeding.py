"""A demo's database: always open, everybody on shift, and the same again however often it starts."""

from __future__ import annotations

from collections.abc import AsyncIterator
from datetime import UTC, date, datetime, timedelta

import pytest

from app.clock import MovedClock
from app.demo import seeding
from app.demo.staff import COUNSELLORS, EVERYBODY, ON_DUTY, PASSWORD
from app.domain.announced import announced
from app.domain.counsellor import Role
from app.domain.load import LoadRow
from app.domain.oslo import OSLO, day_of
from app.domain.rules import Rules
from app.domain.weeks import week_of
from app.queue.client import connect
from app.queue.keys import Keys
from app.queue.limits import Limits
from app.repositories import board, duty, opening_hours, staff
from app.repositories.engine import make_engine
from app.repositories.transaction import Transactions
from app.services.beginning import begin
from app.services.reporting import Reporting
from app.services.rota import Rota
from app.services.sign_in import Accounts, SignIn
from app.services.topic_reports import TopicReports
from app.services.visits import Visits
from tests.factories import settings_of
from tests.integration.counted_twice import every_format_says_the_same_as_a_second_count

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
    assert await stores.on_shift() == {account.email for account in ON_DUTY}
    _, member = await stores.sign_in.sign_in(COUNSELLORS[0].email, PASSWORD)
    assert (member.name, member.centre) == (COUNSELLORS[0].name, COUNSELLORS[0].centre)


async def test_this_week_and_the_next_are_a_rota_that_names_nobody_new_as_missing(stores: Stores) -> None:
    stores.clock.set(NOON)
    await seeding.seed(stores.transaction, people=False)
    async with stores.transaction() as tx:
        versions = await opening_hours.versions(tx)
    told = announced(versions, "chat", date(2026, 11, 20), date(2026, 11, 25))
    assert [(starts.astimezone(OSLO).isoformat(), ends - starts) for starts, ends in told] == [
        ("2026-11-23T10:00:00+01:00", timedelta(hours=10)),
        ("2026-11-24T10:00:00+01:00", timedelta(hours=10)),
        ("2026-11-25T05:45:00+01:00", timedelta(hours=18.25)),
    ], "ordinary hours behind it, round the clock while it runs"
    rota = Rota(stores.transaction, Rules)
    seen = await rota.view(week_of(day_of(NOON)), 2)
    assert all(not one.shift.is_standing for unit in seen.units for _, some in unit.people for one in some)
    ahead = [
        (person.name, one)
        for unit in seen.units
        for person, some in unit.people
        for one in some
        if one.shift.starts_at > NOON
    ]
    assert {day_of(one.shift.starts_at).isoweekday() for _, one in ahead} == {1, 2, 3, 4}
    assert {name for name, _ in ahead} == {account.name for account in COUNSELLORS}
    assert all("overlap" not in one.conflicts and "short_rest" not in one.conflicts for _, one in ahead)
    next_week = [one for _, one in ahead if one.shift.starts_at > seen.last.starts_at]
    assert len(next_week) == 20
    stores.clock.move(timedelta(days=5))
    async with stores.transaction() as tx:
        missing = {
            one.name for centre in await board.centres(tx, await board.people(tx)) for one in centre.missing
        }
    assert missing <= {account.name for account in ON_DUTY}


async def test_simulated_counsellors_are_on_shift_only_when_they_come(stores: Stores) -> None:
    simulated = {account.email for account in EVERYBODY if account.simulated}
    for people in (False, True, False):
        await seeding.seed(stores.transaction, people=people)
        stores.clock.move(timedelta(seconds=1))
        assert await stores.on_shift() & simulated == (simulated if people else set())
        assert COUNSELLORS[0].email in await stores.on_shift()


NOON = datetime(2026, 11, 25, 14, 20, tzinfo=UTC)


async def load(stores: Stores, first: str, until: str) -> list[LoadRow]:
    return await Reporting(stores.transaction, Rules).load({"from": first, "to": until})


async def test_eight_weeks_add_up_and_leave_the_current_hour_to_the_living(
    stores: Stores, database_url: str, valkey_url: str, valkey_prefix: str
) -> None:
    stores.clock.set(NOON)
    await seeding.seed(stores.transaction)
    rows = await load(stores, "2026-09-30", "2026-11-26")
    outcomes = (
        "answered",
        "abandoned",
        "short_abandoned",
        "turned_away",
        "callback",
        "lost",
        "still_waiting",
    )
    for row in rows:
        assert row.arrivals == sum(getattr(row, name) for name in outcomes)
        assert row.answered_within_target <= row.answered
        assert row.busy_seconds <= row.staffed_seconds
        assert row.most_at_once * 3_600 <= 2 * max(row.staffed_seconds, 1_800 * row.most_at_once)
    arrivals = sum(row.arrivals for row in rows)
    assert arrivals == await count(stores, "contact") + await count(stores, "turned_away") > 2_000
    assert await count(stores, "turned_away") > 5
    visits = Visits(stores.transaction, stores.transaction)
    unmet = await visits.unmet({"from": "2026-09-30", "to": "2026-11-26"})
    assert {row.reason for row in unmet} == {"outside_hours"}
    assert sum(row.visits for row in unmet) > 500
    hours = [row.starts_at.astimezone(OSLO) for row in unmet]
    assert not any(hour.isoweekday() <= 4 and 10 <= hour.hour < 20 for hour in hours)
    assert not any(row.still_waiting for row in rows)
    for channel in ("chat", "phone"):
        own = [row for row in rows if row.channel == channel]
        assert sum(row.answered for row in own) > 0.7 * sum(row.arrivals - row.turned_away for row in own)
        assert own[-1].starts_at == datetime(2026, 11, 25, 14, tzinfo=UTC)
        assert (own[-1].arrivals, own[-1].staffed_seconds) == (0, 0)
    topics = await TopicReports(stores.transaction, Rules).topics({"from": "2026-09-30", "to": "2026-11-26"})
    assert topics.tables.contacts > 2_000
    settings = settings_of(database_url, valkey_url, valkey_prefix)
    period = {"from": "2026-09-30", "to": "2026-11-26"}
    await every_format_says_the_same_as_a_second_count(settings, NOON, period, ["centre,language"])


async def test_of_the_past_no_text_is_left_and_nothing_is_due(stores: Stores) -> None:
    stores.clock.set(NOON)
    await seeding.seed(stores.transaction)
    assert await count(stores, "message") == 0
    assert (
        await count(stores, "contact WHERE text_gone_at IS NULL OR state NOT IN ('closed', 'abandoned')") == 0
    )
    assert await count(stores, "offer WHERE outcome IS NULL") == 0
    assert await count(stores, "contact WHERE answered_at > timestamptz '2026-11-25T13:50Z'") == 0


async def test_second_start_changes_nothing_but_a_later_one_prolongs_the_shifts(stores: Stores) -> None:
    told: list[str] = []
    await seeding.seed(stores.transaction, tell=told.append)
    before = await counts(stores)
    assert "8 weeks" in told[0]
    await seeding.seed(stores.transaction, tell=told.append)
    assert await counts(stores) == before
    assert len(told) == 1
    stores.clock.move(timedelta(days=360))
    await seeding.seed(stores.transaction)
    stores.clock.move(timedelta(days=30))
    assert len(await stores.on_shift()) == len(ON_DUTY)


async def test_start_after_some_days_plays_those_days_and_says_so(stores: Stores) -> None:
    stores.clock.set(NOON)
    await seeding.seed(stores.transaction)
    ready_when_it_stopped = "SELECT id, 'TROMSO', now(), 'ready', '{chat}' FROM counsellor LIMIT 1"
    async with stores.transaction() as tx:
        await tx.run(
            "INSERT INTO presence_log (counsellor_id, centre, at, state, channels) "
            + ready_when_it_stopped.replace("now()", "timestamptz '2026-11-25T14:19Z'")
        )
    before = await load(stores, "2026-09-30", "2026-11-25")
    stores.clock.set(datetime(2026, 12, 1, 14, 20, tzinfo=UTC))
    told: list[str] = []
    await seeding.seed(stores.transaction, tell=told.append)
    assert "the days after 25.11.2026" in told[0]
    assert await load(stores, "2026-09-30", "2026-11-25") == before
    by_day = {str(row.starts_at.date()): 0 for row in await load(stores, "2026-11-25", "2026-12-02")}
    rows = await load(stores, "2026-11-25", "2026-12-02")
    for row in rows:
        by_day[str(row.starts_at.date())] += row.answered
    assert min(by_day["2026-11-26"], by_day["2026-11-30"], by_day["2026-12-01"]) > 10
    assert by_day["2026-11-27"] == 0
    friday = [row for row in rows if str(row.starts_at.date()) == "2026-11-27"]
    assert sum(row.staffed_seconds for row in friday) == 0, "nobody was ready while the desk did not run"


async def counts(stores: Stores) -> dict[str, int]:
    tables = (
        "contact",
        "contact_event",
        "offer",
        "wrap_up",
        "turned_away",
        "closed_visit",
        "presence_log",
        "shift",
        "staff",
    )
    return {table: await count(stores, table) for table in tables}


async def count(stores: Stores, rows: str) -> int:
    async with stores.transaction() as tx:
        return int((await tx.run(f"SELECT count(*) FROM {rows}")).scalar_one())


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
