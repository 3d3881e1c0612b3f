"""Plans in rows: weeks with their gaps, repetitions across a clock change, weeks copied and never doubled."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from typing import Any
from uuid import uuid4

import pytest
from sqlalchemy import select

from app.domain.contact import Channel
from app.domain.counsellor import CounsellorId
from app.domain.errors import Invalid, NotFound, Unavailable
from app.domain.opening_rules import Order, Override
from app.domain.oslo import OSLO
from app.domain.rules import Rules
from app.domain.series import Why
from app.domain.shift_file import Entry, FileRead
from app.domain.weeks import Week, week_of
from app.domain.wording import Wording
from app.models.desk import Audit, AuditChange
from app.repositories import opening_hours, staff
from app.seed.hours import always_open, ordinary_hours
from app.services.rota import Rota
from app.services.shift_exchange import ShiftExchange
from app.services.turnus import Turnus
from tests.integration.rows import Rows, rows_at

NOON = datetime(2027, 3, 15, 12, tzinfo=UTC)
WEEK = week_of(date(2027, 3, 22))
"""Its Sunday has 23 hours; Thursday to Monday are Easter."""


@dataclass
class Plan:
    """Two people at a desk with the ordinary hours."""

    rows: Rows
    rota: Rota
    turnus: Turnus
    ane: CounsellorId
    bo: CounsellorId

    def series(self, **changes: Any) -> dict[str, Any]:
        """Mondays and Tuesdays from ten to twenty, for three weeks from the 22nd of March."""
        return {
            "counsellor_id": str(self.ane),
            "weekdays": [1, 2],
            "every_weeks": 1,
            "starts": "10:00",
            "ends": "20:00",
            "first": "2027-03-22",
            "last": "2027-04-11",
            "channels": ["chat"],
            **changes,
        }

    async def add(self, starts: datetime, hours: float, who: CounsellorId | None = None) -> None:
        """A shift by hand."""
        body = {
            "counsellor_id": str(who or self.ane),
            "starts_at": starts.isoformat(),
            "ends_at": (starts + timedelta(hours=hours)).isoformat(),
            "channels": ["chat"],
        }
        await self.turnus.add(body, author_id=self.bo)

    async def changes(self) -> list[tuple[str, dict[str, Any] | None, dict[str, Any] | None]]:
        """What was audited, with before and after."""
        statement = select(Audit.action, AuditChange.before, AuditChange.after).outerjoin(
            AuditChange, AuditChange.audit_id == Audit.id
        )
        async with self.rows.transaction() as tx:
            rows = (await tx.run(statement.order_by(Audit.id))).mappings()
            return [(row["action"], row["before"], row["after"]) for row in rows]


@pytest.fixture
async def plan(database_url: str) -> AsyncIterator[Plan]:
    async with rows_at(NOON, database_url) as rows:
        ane, bo = await rows.person("Ane", "VESTLAND"), await rows.person("Bo", "TROMSO")
        rules = Rules(hours=ordinary_hours())
        rota, turnus = Rota(rows.transaction, lambda: rules), Turnus(rows.transaction, lambda: rules)
        yield Plan(rows, rota, turnus, ane, bo)


def oslo(day: int, hour: int, month: int = 3) -> datetime:
    return datetime(2027, month, day, hour, tzinfo=OSLO)


async def test_ten_to_twenty_stays_so_across_the_clock_change_and_leaves_easter_out(plan: Plan) -> None:
    made = await plan.rota.repeat(plan.series(), preview=False, author_id=plan.bo)
    hours = [one.shift.starts_at.hour for one in made.shifts]
    days = [one.shift.starts_at.date().isoformat() for one in made.shifts]
    assert days == ["2027-03-22", "2027-03-23", "2027-03-30", "2027-04-05", "2027-04-06"]
    assert hours == [9, 9, 8, 8, 8]
    [skipped] = made.skipped
    assert (skipped.day, skipped.why) == (date(2027, 3, 29), Why.HOLIDAY)
    assert skipped.label is not None
    assert "påskedag" in skipped.label["nb"]


async def test_every_other_week_counts_from_the_week_of_the_first_day(plan: Plan) -> None:
    body = plan.series(every_weeks=2, weekdays=[3], first="2027-04-08", last="2027-05-01")
    made = await plan.rota.repeat(body, preview=True, author_id=plan.bo)
    assert [one.shift.starts_at.date() for one in made.shifts] == [date(2027, 4, 21)]


async def test_a_preview_stores_nothing_and_shows_the_same(plan: Plan) -> None:
    shown = await plan.rota.repeat(plan.series(), preview=True, author_id=plan.bo)
    assert await plan.turnus.between(oslo(1, 0), oslo(30, 0, 4), counsellor_id=None) == []
    assert (shown.series_id, await plan.changes()) == (None, [])
    made = await plan.rota.repeat(plan.series(), preview=False, author_id=plan.bo)
    assert [one.shift.starts_at for one in made.shifts] == [one.shift.starts_at for one in shown.shifts]


async def test_a_repetition_never_doubles_a_shift_and_says_what_it_meets(plan: Plan) -> None:
    await plan.add(oslo(22, 10), 10)
    await plan.add(oslo(23, 19), 3)
    made = await plan.rota.repeat(plan.series(), preview=False, author_id=plan.bo)
    assert (made.skipped[0].day, made.skipped[0].why) == (date(2027, 3, 22), Why.EXISTS)
    assert [list(one.conflicts) for one in made.shifts[:2]] == [["overlap", "long_day"], []]
    again = await plan.rota.repeat(plan.series(), preview=False, author_id=plan.bo)
    assert (again.series_id, again.shifts) == (None, ())


async def test_the_end_of_a_repetition_keeps_what_was_before_it_and_what_was_changed(plan: Plan) -> None:
    made = await plan.rota.repeat(plan.series(), preview=False, author_id=plan.bo)
    assert made.series_id is not None
    body = {"counsellor_id": str(plan.ane), "channels": ["chat"]}
    times = {"starts_at": oslo(5, 12, 4).isoformat(), "ends_at": oslo(5, 16, 4).isoformat()}
    await plan.turnus.change(made.shifts[3].shift.shift_id, {**body, **times}, author_id=plan.bo)
    assert await plan.rota.end_series(made.series_id, date(2027, 3, 23), author_id=plan.bo) == 3
    left = await plan.turnus.between(oslo(1, 0), oslo(30, 0, 4), counsellor_id=None)
    assert [one.shift.starts_at for one in left] == [oslo(22, 10), oslo(5, 12, 4)]
    with pytest.raises(NotFound):
        await plan.rota.end_series(uuid4(), None, author_id=plan.bo)
    added, changed, removed = await plan.changes()
    assert (added[0], added[1]) == ("shift_series_added", None)
    assert added[2] is not None
    assert (added[2]["name"], added[2]["starts"], added[2]["shifts"]) == ("Ane", "10:00", 5)
    assert changed[0] == "shift_changed"
    assert removed[1] is not None
    assert (removed[0], removed[1]["shifts"], removed[2]) == ("shift_series_removed", 3, None)


async def test_a_repetition_for_somebody_unknown_stores_nothing(plan: Plan) -> None:
    body = plan.series(counsellor_id=str(uuid4()))
    with pytest.raises(Invalid) as refused:
        await plan.rota.repeat(body, preview=False, author_id=plan.bo)
    assert refused.value.details == {"counsellor_id": "is no counsellor"}
    assert await plan.changes() == []


async def test_nobody_is_planned_whose_account_is_shut(plan: Plan) -> None:
    async with plan.rows.transaction() as tx:
        await staff.set_disabled(tx, plan.ane, disabled=True)
    with pytest.raises(Invalid) as refused:
        await plan.rota.repeat(plan.series(), preview=False, author_id=plan.bo)
    assert refused.value.details == {"counsellor_id": "has an account that is shut"}


async def test_a_time_the_clock_jumps_over_gets_no_shift_that_day(plan: Plan) -> None:
    body = plan.series(weekdays=[6, 7], starts="02:30", ends="12:00", skip_closed=False, last="2027-04-04")
    made = await plan.rota.repeat(body, preview=True, author_id=plan.bo)
    assert [(one.day, one.why) for one in made.skipped] == [(date(2027, 3, 28), Why.NO_SUCH_TIME)]
    assert len(made.shifts) == 3


async def test_a_week_is_copied_across_the_clock_change_and_never_twice(plan: Plan) -> None:
    monday, later = oslo(15, 10), oslo(17, 14)
    await plan.add(monday, 5)
    await plan.add(later, 6, plan.bo)
    source, target = week_of(date(2027, 3, 15)), week_of(date(2027, 3, 29))
    shown = await plan.rota.copy(source, target, centre=None, preview=True, author_id=plan.bo)
    done = await plan.rota.copy(source, target, centre=None, preview=False, author_id=plan.bo)
    for copied in (shown, done):
        assert [(one.shift.starts_at, person.name) for one, person in copied.added] == [
            (oslo(29, 10), "Ane"),
            (oslo(31, 14), "Bo"),
        ]
        assert [list(one.conflicts) for one, _ in copied.added] == [["outside_hours"], []]
    again = await plan.rota.copy(source, target, centre=None, preview=False, author_id=plan.bo)
    assert ([why for _, _, why in again.skipped], again.added) == ([Why.EXISTS] * 2, ())
    assert len(await plan.turnus.between(target.starts_at, target.ends_at, counsellor_id=None)) == 2
    assert [action for action, *_ in await plan.changes()][2:] == ["week_copied"]


async def test_a_centre_is_copied_alone_and_an_unknown_one_is_refused(plan: Plan) -> None:
    await plan.add(oslo(15, 10), 5)
    await plan.add(oslo(15, 10), 5, plan.bo)
    source, target = week_of(date(2027, 3, 15)), week_of(date(2027, 4, 5))
    done = await plan.rota.copy(source, target, centre="TROMSO", preview=False, author_id=plan.bo)
    assert [person.name for _, person in done.added] == ["Bo"]
    with pytest.raises(Invalid):
        await plan.rota.copy(source, target, centre="ATLANTIS", preview=False, author_id=plan.bo)


async def test_a_week_shows_everybody_and_where_nobody_is(plan: Plan) -> None:
    monday = week_of(date(2027, 3, 15))
    await plan.add(oslo(15, 10), 5)
    await plan.add(oslo(15, 10), 2, plan.bo)
    await plan.add(oslo(16, 9), 11)
    await plan.add(oslo(17, 6), 3)
    seen = await plan.rota.view(monday, 1)
    assert {person.name: unit.code for unit in seen.units for person, _ in unit.people} == {
        "Ane": "VESTLAND",
        "Bo": "TROMSO",
    }
    [shifts] = [shifts for unit in seen.units for person, shifts in unit.people if person.name == "Ane"]
    assert [list(one.conflicts) for one in shifts] == [
        [],
        ["outside_hours", "short_rest", "long_day"],
        ["outside_hours", "short_rest"],
    ]
    chat = [(gap.starts_at, gap.ends_at) for gap in seen.gaps if gap.channel is Channel.CHAT]
    assert chat == [(oslo(day, start), oslo(day, 20)) for day, start in ((15, 15), (17, 10), (18, 10))]
    staffed = {one.starts_at: one.on_shift[Channel.CHAT] for one in seen.staffed}
    assert [staffed[oslo(15, hour)] for hour in (9, 10, 11, 12, 14, 15)] == [0, 2, 2, 1, 1, 0]
    assert len(seen.staffed) == 168


async def test_a_past_week_stands_against_the_hours_of_its_time(plan: Plan) -> None:
    await plan.add(oslo(16, 10), 10)
    plan.rows.clock.set(oslo(16, 12).astimezone(UTC))
    closed = Override(Order.CLOSE, Wording(nb="Feil", nn="Feil", en="Fault"), until=oslo(16, 14))
    async with plan.rows.transaction() as tx:
        await opening_hours.give_order(tx, closed, author_id=plan.bo)
    plan.rows.clock.set(oslo(17, 13).astimezone(UTC))
    async with plan.rows.transaction() as tx:
        await opening_hours.save_rules(tx, always_open(), author_id=None)
    plan.rows.clock.set(oslo(22, 12).astimezone(UTC))
    rota = Rota(plan.rows.transaction, lambda: Rules(hours=always_open()))
    seen = await rota.view(week_of(date(2027, 3, 15)), 1)
    phone = [(gap.starts_at, gap.ends_at) for gap in seen.gaps if gap.channel is Channel.PHONE]
    assert phone == [
        (oslo(15, 10), oslo(15, 20)),
        (oslo(16, 10), oslo(16, 12)),
        (oslo(16, 14), oslo(16, 20)),
        (oslo(17, 10), oslo(22, 0)),
    ]
    [shift] = [one for unit in seen.units for _, shifts in unit.people for one in shifts]
    assert list(shift.conflicts) == [], "nobody planned for the hours in which the desk was closed by hand"
    ahead = await rota.view(week_of(date(2027, 3, 29)), 1)
    assert {(gap.starts_at, gap.ends_at) for gap in ahead.gaps} == {(oslo(29, 0), oslo(5, 0, 4))}


async def test_the_week_of_the_clock_change_has_an_hour_less(plan: Plan) -> None:
    seen = await plan.rota.view(WEEK, 1)
    assert (len(seen.staffed), seen.first.name, seen.last.sunday) == (167, "2027-W12", date(2027, 3, 28))
    assert {gap.starts_at.astimezone(OSLO).date().day for gap in seen.gaps} == {22, 23, 24}


async def test_the_schema_of_before_shows_and_copies_weeks_but_repeats_nothing(plan: Plan) -> None:
    await plan.add(oslo(15, 10), 5)
    plan.rows.transaction.revision = "0002"
    source: Week = week_of(date(2027, 3, 15))
    assert sum(len(shifts) for unit in (await plan.rota.view(source, 1)).units for _, shifts in unit.people)
    done = await plan.rota.copy(source, source.later(1), centre=None, preview=False, author_id=plan.bo)
    assert len(done.added) == 1
    with pytest.raises(Unavailable):
        await plan.rota.repeat(plan.series(), preview=False, author_id=plan.bo)


async def test_the_end_of_a_repetition_takes_nothing_away_that_has_begun(plan: Plan) -> None:
    made = await plan.rota.repeat(plan.series(), preview=False, author_id=plan.bo)
    assert made.series_id is not None
    plan.rows.clock.set(oslo(23, 12).astimezone(UTC))
    assert await plan.rota.end_series(made.series_id, date(2027, 3, 1), author_id=plan.bo) == 3
    left = await plan.turnus.between(oslo(1, 0), oslo(30, 0, 4), counsellor_id=None)
    assert [one.shift.starts_at for one in left] == [oslo(22, 10), oslo(23, 10)]


async def test_two_who_plan_at_the_same_moment_plan_nothing_twice(plan: Plan) -> None:
    await plan.add(oslo(15, 10), 5)
    source, target = week_of(date(2027, 3, 15)), week_of(date(2027, 4, 5))
    copies = [plan.rota.copy(source, target, centre=None, preview=False, author_id=plan.bo) for _ in range(3)]
    assert sorted(len(one.added) for one in await asyncio.gather(*copies)) == [0, 0, 1]
    series = [plan.rota.repeat(plan.series(), preview=False, author_id=plan.bo) for _ in range(3)]
    made = await asyncio.gather(*series)
    assert sorted(one.series_id is not None for one in made) == [False, False, True]
    line = Entry(2, oslo(12, 10, 4), oslo(12, 15, 4), who=("ane@desk.example",))
    exchange = ShiftExchange(plan.rows.transaction, Rules)
    files = [exchange.bring(FileRead([line]), preview=False, author_id=plan.bo) for _ in range(3)]
    assert sorted(one.unchanged for one in await asyncio.gather(*files)) == [0, 1, 1]
    found = await plan.turnus.between(target.starts_at, oslo(30, 0, 4), counsellor_id=None)
    assert len({(one.shift.starts_at, one.shift.ends_at) for one in found}) == len(found)
    actions = [action for action, *_ in await plan.changes()]
    assert actions == ["shift_added", "week_copied", "shift_series_added", "shifts_imported"]
