"""Forecasts as stored: made once a day, anew with each deadline, and judged by what came."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from datetime import UTC, date, datetime, timedelta
from typing import Any
from uuid import UUID, uuid4

import pytest
from sqlalchemy import func, insert, select

from app.demo.deadlines import enter
from app.domain.contact import Channel
from app.domain.deadlines import read_known_deadline
from app.domain.errors import Invalid, NotFound, Unavailable, WrongState
from app.domain.fingerprint import fingerprint
from app.domain.judgements import Judgement
from app.domain.oslo import instant
from app.models.contact import TurnedAway
from app.models.desk import AuditChange
from app.models.figures import ForecastHour
from app.models.staff import Shift
from app.repositories.ids import new_id
from app.services.deadline_changes import DeadlineChanges
from app.services.forecasting import Forecasting
from tests.integration.rows import Rows, rows_at

MONDAY = datetime(2026, 11, 23, 7, tzinfo=UTC)
"""Before the desk opens at ten."""
DAY = timedelta(days=1)
WEEKS = 6
NEXT_MONDAY = {"from": "2026-11-30", "to": "2026-12-01"}
DEADLINE: dict[str, Any] = {
    "name": {"nb": "Frist", "nn": "Frist", "en": "Deadline"},
    "first": "2026-11-30",
    "last": "2026-11-30",
    "factor": 3,
}


def each_open_hour(day: date, arrivals: int) -> list[datetime]:
    """So many arrivals in each hour from ten to twenty."""
    return [instant(day, hour * 60 + number) for hour in range(10, 20) for number in range(arrivals)]


@pytest.fixture
async def rows(database_url: str) -> AsyncIterator[Rows]:
    """Six weeks in which four came in every open hour, and one each night at three."""
    async with rows_at(MONDAY, database_url) as found:
        days = [MONDAY.date() - number * DAY for number in range(1, 7 * WEEKS + 1)]
        times = [at for day in days if day.weekday() < 4 for at in each_open_hour(day, 4)]
        times += [instant(day, 3 * 60) for day in days]
        async with found.transaction() as tx:
            away = [{"at": at, "channel": Channel.CHAT, "reason": "queue_full"} for at in times]
            await tx.run(insert(TurnedAway).values(away))
        yield found


@pytest.fixture
def forecasting(rows: Rows) -> Forecasting:
    return Forecasting(rows.transaction, rows.rules)


@pytest.fixture
def changes(rows: Rows, forecasting: Forecasting) -> DeadlineChanges:
    return DeadlineChanges(rows.transaction, forecasting.renew)


async def stored(rows: Rows) -> int:
    async with rows.transaction() as tx:
        return int((await tx.run(select(func.count()).select_from(ForecastHour))).scalar_one())


async def expected(forecasting: Forecasting, **asked: str) -> list[float]:
    plan = await forecasting.plan({**NEXT_MONDAY, "channel": "chat", **asked})
    return [round(one.outlook.expected, 1) for one in plan.hours]


async def test_open_hours_alone_are_foretold_from_open_hours_alone(forecasting: Forecasting) -> None:
    assert await forecasting.sweep()
    plan = await forecasting.plan({**NEXT_MONDAY, "channel": "chat"})
    assert [one.outlook.starts_at.hour for one in plan.hours] == list(range(9, 19))
    for one in plan.hours:
        assert one.outlook.expected == pytest.approx(4, abs=0.3)
        assert one.outlook.low <= 4 <= one.outlook.high
        assert one.outlook.weeks == WEEKS
    friday = await forecasting.plan({"from": "2026-11-27", "to": "2026-11-28"})
    assert (friday.hours, friday.needs) == ([], [])


async def test_two_workers_make_it_once_a_day(rows: Rows, forecasting: Forecasting) -> None:
    made = await asyncio.gather(forecasting.sweep(), Forecasting(rows.transaction, rows.rules).sweep())
    assert sorted(made) == [False, True]
    count = await stored(rows)
    assert not await forecasting.sweep()
    rows.clock.move(DAY)
    assert await forecasting.sweep()
    assert await stored(rows) > count


async def test_a_deadline_is_looked_at_before_it_is_saved(
    forecasting: Forecasting, changes: DeadlineChanges
) -> None:
    """A day has ten hours of four arrivals; a Friday and a Saturday are closed."""
    found = {
        one.day: one
        for one in await forecasting.effect(read_known_deadline(DEADLINE))
        if one.channel == "chat"
    }
    assert min(found) == MONDAY.date()
    assert max(found) == date(2027, 1, 4)
    assert date(2026, 11, 27) not in found
    there, beside = found[date(2026, 11, 30)], found[date(2026, 12, 1)]
    assert there.before == pytest.approx(40, abs=3)
    assert there.after == pytest.approx(120, abs=9)
    assert beside.before == beside.after == pytest.approx(40, abs=3)
    assert await changes.list() == [], "nothing is saved"
    made = await changes.add(DEADLINE, author_id=uuid4())
    far = {**DEADLINE, "first": "2027-04-14", "last": "2027-04-15", "deadline_id": str(made.deadline_id)}
    found = {
        one.day: one for one in await forecasting.effect(read_known_deadline(far)) if one.channel == "chat"
    }
    moved = found[date(2026, 11, 30)]
    assert moved.before == pytest.approx(120, abs=9)
    assert moved.after == pytest.approx(40, abs=3)
    assert found[date(2027, 4, 14)].after == pytest.approx(120, abs=9)
    assert max(found) == date(2027, 4, 29)
    assert date(2027, 3, 1) not in found
    with pytest.raises(NotFound):
        await forecasting.effect(read_known_deadline({**DEADLINE, "deadline_id": str(uuid4())}))
    with pytest.raises(Invalid):
        read_known_deadline({**DEADLINE, "deadline_id": "x"})


async def test_a_deadline_is_changed_by_whoever_read_it_last(changes: DeadlineChanges) -> None:
    made = await changes.add(DEADLINE, author_id=uuid4())
    assert made.deadline_id is not None
    body = {**DEADLINE, "factor": 2, "if_version": fingerprint(made.as_json())}
    await changes.change(made.deadline_id, body, author_id=uuid4())
    with pytest.raises(WrongState):
        await changes.change(made.deadline_id, {**body, "factor": 4}, author_id=uuid4())
    assert [one.days.factor for one in await changes.list()] == [2]


async def test_a_demo_has_the_deadlines_of_its_season_until_somebody_enters_others(
    rows: Rows, changes: DeadlineChanges
) -> None:
    for _ in range(2):
        async with rows.transaction() as tx:
            await enter(tx)
    found = await changes.list()
    assert [one.name.en for one in found][:2] == [
        "Christmas and New Year",
        "The application deadline of 1 March",
    ]
    assert len(found) == 4


async def test_a_deadline_is_foretold_at_once_audited_and_taken_back(
    rows: Rows, forecasting: Forecasting, changes: DeadlineChanges
) -> None:
    await forecasting.sweep()
    who = uuid4()
    made = await changes.add(DEADLINE, author_id=who)
    assert await expected(forecasting) == pytest.approx([12] * 10, abs=0.8)
    assert isinstance(made.deadline_id, UUID)
    await changes.change(made.deadline_id, {**DEADLINE, "factor": 2}, author_id=who)
    assert await expected(forecasting) == pytest.approx([8] * 10, abs=0.6)
    assert await expected(forecasting, **{"from": "2026-12-01", "to": "2026-12-02"}) == pytest.approx(
        [4] * 10, abs=0.3
    )
    await changes.remove(made.deadline_id, author_id=who)
    assert await expected(forecasting) == pytest.approx([4] * 10, abs=0.3)
    assert await changes.list() == []
    assert [entry[0] for entry in await rows.audit()][-3:] == [
        "deadline_added",
        "deadline_changed",
        "deadline_removed",
    ]
    async with rows.transaction() as tx:
        kept = (
            await tx.run(select(AuditChange.before, AuditChange.after).order_by(AuditChange.audit_id))
        ).all()
    factors = [(row.before and row.before["factor"], row.after and row.after["factor"]) for row in kept]
    assert factors[-3:] == [(None, 3), (3, 2), (2, None)]


@pytest.mark.parametrize(
    ("changed", "fields"),
    [
        ({"factor": 21}, {"factor"}),
        ({"factor": True}, {"factor"}),
        ({"first": "2026-12-24", "last": "2026-12-23"}, {"last"}),
        ({"last": "2027-06-01"}, {"last"}),
        ({"name": {"nb": "Frist"}}, {"name.nn", "name.en"}),
    ],
)
async def test_a_deadline_that_makes_no_sense_is_named_and_not_kept(
    changes: DeadlineChanges, changed: dict[str, Any], fields: set[str]
) -> None:
    with pytest.raises(Invalid) as refused:
        await changes.add({**DEADLINE, **changed}, author_id=uuid4())
    assert set(refused.value.details) == fields
    assert await changes.list() == []
    with pytest.raises(NotFound):
        await changes.change(uuid4(), DEADLINE, author_id=uuid4())


async def test_people_needed_stand_against_the_rota(rows: Rows, forecasting: Forecasting) -> None:
    await forecasting.sweep()
    ane = await rows.person("Ane", "VESTLAND")
    ten = datetime(2026, 11, 30, 9, tzinfo=UTC)
    shift = {"starts_at": ten, "ends_at": ten + timedelta(hours=2), "channels": ["chat"]}
    async with rows.transaction() as tx:
        await tx.run(insert(Shift).values(id=new_id(tx.now), counsellor_id=ane, **shift))
    plan = await forecasting.plan(NEXT_MONDAY)
    assert [one.on_shift for one in plan.needs] == [1, 1, *[0] * 8]
    for one in plan.needs:
        assert one.low <= one.people <= one.high
        assert one.gap == one.people - one.on_shift
    assert plan.needs[0].agents[Channel.CHAT] == 3  # 4 an hour of 22.5 min, patience 6 min
    assert plan.needs[0].people == 2
    assert not any(plan.measured.values())


async def test_what_was_said_a_week_ahead_is_judged_once_there_is_enough(
    rows: Rows, forecasting: Forecasting
) -> None:
    await forecasting.sweep()
    early = await _chat_a_week_ahead(forecasting)
    assert early.replayed
    assert early.record.error == pytest.approx(0, abs=0.1)
    for _ in range(3):
        rows.clock.move(DAY)
        assert await forecasting.sweep()
    rows.clock.move(8 * DAY)
    times = [at for number in range(7, 11) for at in each_open_hour(MONDAY.date() + number * DAY, 12)]
    async with rows.transaction() as tx:
        away = [{"at": at, "channel": "chat", "reason": "queue_full"} for at in times]
        await tx.run(insert(TurnedAway).values(away))
    late = await _chat_a_week_ahead(forecasting)
    assert not late.replayed
    assert (late.record.hours, late.record.arrivals, late.record.inside) == (40, 480, 0)
    assert late.record.error == pytest.approx(8 / 12, abs=0.04)
    assert late.record.bias == pytest.approx(-8 / 12, abs=0.04)


async def _chat_a_week_ahead(forecasting: Forecasting) -> Judgement:
    found = await forecasting.judged()
    return next(one for one in found if one.channel is Channel.CHAT and one.days_ahead == 7)


async def test_before_its_revision_nothing_is_made_and_nothing_breaks(
    rows: Rows, forecasting: Forecasting, changes: DeadlineChanges
) -> None:
    rows.transaction.revision = "0005"
    assert not await forecasting.sweep()
    with pytest.raises(Unavailable):
        await forecasting.plan(NEXT_MONDAY)
    with pytest.raises(Unavailable):
        await changes.add(DEADLINE, author_id=uuid4())
    assert await changes.list() == []


async def test_a_rehearsed_record_is_that_of_whoever_works_it_out_now(
    rows: Rows, forecasting: Forecasting, changes: DeadlineChanges
) -> None:
    assert await forecasting.rehearse()
    assert not await forecasting.rehearse()
    before = await forecasting.judged()
    assert before == await Forecasting(rows.transaction, rows.rules).judged()
    await changes.add({**DEADLINE, "first": "2026-11-16", "last": "2026-11-19"}, author_id=uuid4())
    after = await forecasting.judged()
    assert after != before
    assert after == await Forecasting(rows.transaction, rows.rules).judged()
    assert await forecasting.rehearse()


async def test_who_is_registered_late_is_in_the_rehearsed_record(
    rows: Rows, forecasting: Forecasting
) -> None:
    await forecasting.rehearse()
    before = (await forecasting.judged())[0].record
    async with rows.transaction() as tx:
        late = {"at": instant(date(2026, 11, 18), 12 * 60), "channel": Channel.CHAT, "reason": "queue_full"}
        await tx.run(insert(TurnedAway).values([late]))
    after = (await forecasting.judged())[0].record
    assert (after.arrivals, after.hours) == (before.arrivals + 1, before.hours)
