"""Past days are kept and say what the log says (I15): eight weeks with a clock change, and each rule."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from datetime import UTC, date, datetime, timedelta
from uuid import uuid4

import pytest
from sqlalchemy import func, insert, select, text

from app.clock import MovedClock
from app.demo import seeding
from app.domain.contact import Cause, State
from app.domain.load import LoadRow
from app.domain.policy import Policy
from app.domain.rules import Rules
from app.models.figures import KeptDay
from app.models.staff import Shift
from app.repositories import kept, lists
from app.repositories.engine import make_engine
from app.repositories.ids import new_id
from app.repositories.transaction import Transactions
from app.services.keeping import Difference, Keeping
from app.services.phone_register import PhoneRegister
from app.services.reporting import Reporting
from tests.factories import settings_of
from tests.fixtures.patience import PATIENCE
from tests.integration.counted_twice import (
    EVERY_PART,
    TWO_PARTS,
    every_format_says_the_same_as_a_second_count,
)
from tests.integration.rows import Rows, rows_at

NOW = datetime(2026, 11, 25, 14, 20, tzinfo=UTC)
NOON = datetime(2026, 11, 23, 12, tzinfo=UTC)
DAY = timedelta(days=1)
YESTERDAY = (NOW - DAY).date()
EIGHT_WEEKS = {"from": "2026-09-28", "to": "2026-11-26"}
ASKED = (
    EIGHT_WEEKS,
    {**EIGHT_WEEKS, "centre": "each"},
    {**EIGHT_WEEKS, "centre": "VESTLAND", "channel": "phone"},
    {"from": "2026-10-24T22:00:00Z", "to": "2026-10-25T15:00:00Z"},
)


async def kept_days(transaction: Transactions) -> list[date]:
    async with transaction() as tx:
        return list((await tx.run(select(KeptDay.day).order_by(KeptDay.day))).scalars())


async def keep_all(keeping: Keeping) -> int:
    return await keeping.sweep()


async def no_rest(seconds: float) -> None:
    """For tests that have no conversations to leave a processor to."""
    assert seconds > 0


async def test_eight_weeks_say_the_same_kept_and_counted(
    database_url: str, valkey_url: str, valkey_prefix: str
) -> None:
    engine = make_engine(database_url, pool_size=2)
    transaction = Transactions(engine, MovedClock(NOW))
    await seeding.seed(transaction)
    reporting, keeping = Reporting(transaction, Rules), Keeping(transaction, Rules, rest=no_rest)
    counted = [await reporting.load(asked) for asked in ASKED]
    assert sum(row.arrivals for row in counted[0]) > 2_000
    number = await keep_all(keeping)
    assert number == len(await kept_days(transaction)) > 50
    assert (await kept_days(transaction))[-1] == YESTERDAY
    assert [await reporting.load(asked) for asked in ASKED] == counted
    settings = settings_of(database_url, valkey_url, valkey_prefix)
    await every_format_says_the_same_as_a_second_count(settings, NOW, EIGHT_WEEKS, [*EVERY_PART, *TWO_PARTS])
    assert await keeping.check() == []
    async with transaction() as tx:
        await tx.run(text("UPDATE kept_arrivals SET answered = answered + 1 WHERE day = '2026-11-24'"))
        await tx.run(text("DELETE FROM kept_work WHERE day = '2026-10-26'"))
    wrong = [Difference(date(2026, 10, 26)), Difference(date(2026, 11, 24))]
    assert await keeping.check(repair=True) == wrong
    assert await keeping.check() == []
    assert [await reporting.load(asked) for asked in ASKED] == counted
    await engine.dispose()


@pytest.fixture
async def rows(database_url: str) -> AsyncIterator[Rows]:
    async with rows_at(NOON, database_url) as found:
        yield found


async def today(rows: Rows) -> list[LoadRow]:
    reporting = Reporting(rows.transaction, rows.rules)
    return [row for row in await reporting.load({"from": "2026-11-23", "to": "2026-11-24"}) if row.arrivals]


async def test_a_day_is_kept_two_hours_after_its_end(rows: Rows) -> None:
    keeping = Keeping(rows.transaction, rows.rules)
    await rows.contact(NOON - timedelta(hours=1), (9, State.ABANDONED, Cause.LEFT))
    rows.clock.set(datetime(2026, 11, 24, 0, 59, tzinfo=UTC))
    assert await keep_all(keeping) == 0
    rows.clock.set(datetime(2026, 11, 24, 1, 1, tzinfo=UTC))
    assert await keep_all(keeping) == 1
    assert await kept_days(rows.transaction) == [date(2026, 11, 23)]


async def test_what_still_goes_on_keeps_its_day_and_the_later_ones_open(rows: Rows) -> None:
    keeping = Keeping(rows.transaction, rows.rules)
    await rows.contact(NOON - 3 * DAY, (9, State.ABANDONED, Cause.LEFT))
    going_on = await rows.contact(NOON - 2 * DAY)
    rows.clock.set(NOON + DAY)
    await keep_all(keeping)
    assert await kept_days(rows.transaction) == [(NOON - 3 * DAY).date()]
    async with rows.transaction() as tx:
        await tx.run(
            text("UPDATE contact SET state = 'closed', ended_at = :now, since = :now WHERE id = :id"),
            {"now": tx.now, "id": going_on},
        )
    await keep_all(keeping)
    assert await kept_days(rows.transaction) == [(NOON - number * DAY).date() for number in (3, 2, 1, 0)]


async def test_one_sweep_keeps_whatever_is_left_and_rests_after_each_day(rows: Rows) -> None:
    await rows.contact(NOON - 19 * DAY, (9, State.ABANDONED, Cause.LEFT))
    rows.clock.set(NOON + DAY)
    rests: list[float] = []

    async def rest(seconds: float) -> None:
        rests.append(seconds)

    assert await Keeping(rows.transaction, rows.rules, rest=rest).sweep() == 20
    assert len(await kept_days(rows.transaction)) == len(rests) == 20
    assert min(rests) > 0


async def test_a_sweep_ends_at_once_when_the_worker_leaves_and_the_next_goes_on(rows: Rows) -> None:
    await rows.contact(NOON - 3 * DAY, (9, State.ABANDONED, Cause.LEFT))
    rows.clock.set(NOON + DAY)
    resting, for_ever = asyncio.Event(), asyncio.Event()

    async def rest(_: float) -> None:
        resting.set()
        await for_ever.wait()

    sweep = asyncio.ensure_future(Keeping(rows.transaction, rows.rules, rest=rest).sweep())
    async with asyncio.timeout(PATIENCE):
        await resting.wait()
        sweep.cancel()
        with pytest.raises(asyncio.CancelledError):
            await sweep
    assert await kept_days(rows.transaction) == [NOON.date()]
    assert await Keeping(rows.transaction, rows.rules, rest=no_rest).sweep() == 3


async def test_another_limit_counts_every_day_anew(rows: Rows) -> None:
    await rows.contact(NOON - timedelta(hours=1), (9, State.ABANDONED, Cause.LEFT))
    rows.clock.set(NOON + DAY)
    await keep_all(Keeping(rows.transaction, rows.rules))
    assert [row.short_abandoned for row in await today(rows)] == [1]
    stricter = Rules(policy=Policy(short_abandon_seconds=5))
    keeping = Keeping(rows.transaction, lambda: stricter)
    reporting = Reporting(rows.transaction, lambda: stricter)
    for _ in range(2):
        found = await reporting.load({"from": "2026-11-23", "to": "2026-11-24"})
        assert [(row.short_abandoned, row.abandoned) for row in found if row.arrivals] == [(0, 1)]
        assert await keep_all(keeping) in {0, 1}


async def test_a_forgotten_day_is_counted_again(rows: Rows) -> None:
    keeping = Keeping(rows.transaction, rows.rules)
    await rows.contact(NOON - timedelta(hours=1), (9, State.ABANDONED, Cause.LEFT))
    rows.clock.set(NOON + DAY)
    await keep_all(keeping)
    async with rows.transaction() as tx:
        await kept.forget(tx, NOON.date())
    await rows.contact(NOON - timedelta(hours=1), (60, State.ABANDONED, Cause.LEFT))
    assert [row.arrivals for row in await today(rows)] == [2]
    assert await keep_all(keeping) == 1
    assert [row.arrivals for row in await today(rows)] == [2]


async def test_a_call_registered_late_is_counted_in_its_kept_day(rows: Rows) -> None:
    who = await rows.person("Ane", "VESTLAND")
    async with rows.transaction() as tx:
        await tx.run(
            insert(Shift).values(
                id=new_id(tx.now),
                counsellor_id=who,
                starts_at=NOON,
                ends_at=NOON + 2 * DAY,
                channels=["phone"],
            )
        )
    await rows.contact(NOON - timedelta(hours=1), (9, State.ABANDONED, Cause.LEFT))
    rows.clock.set(NOON + DAY)
    await keep_all(Keeping(rows.transaction, rows.rules))
    register = PhoneRegister(rows.transaction, rows.rules, lists.wrap_up_codes)
    call = {"started_at": "2026-11-23T12:30:00Z", "ended_at": "2026-11-23T12:40:00Z"}
    await register.register(who, {"request_id": str(uuid4()), "language": "nb", "wrap_up": None, **call})
    assert await kept_days(rows.transaction) == []
    assert [(row.channel, row.answered) for row in await today(rows)] == [("chat", 0), ("phone", 1)]


async def test_two_workers_keep_a_day_once(rows: Rows) -> None:
    await rows.contact(NOON - timedelta(hours=1), (9, State.ABANDONED, Cause.LEFT))
    rows.clock.set(NOON + DAY)
    async with rows.transaction() as tx:
        assert await kept.alone(tx)
        assert await Keeping(rows.transaction, rows.rules).sweep() == 0


async def test_before_its_revision_everything_is_counted_from_the_log(rows: Rows) -> None:
    rows.transaction.revision = "0005"
    await rows.contact(NOON - timedelta(hours=1), (9, State.ABANDONED, Cause.LEFT))
    rows.clock.set(NOON + DAY)
    assert await Keeping(rows.transaction, rows.rules).sweep() == 0
    assert [row.arrivals for row in await today(rows)] == [1]
    async with rows.transaction() as tx:
        await kept.forget(tx, NOON.date())
        assert (await tx.run(select(func.count()).select_from(KeptDay))).scalar_one() == 0
