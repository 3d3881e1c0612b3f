"""Announced against really open, counted by pencil over a week with a changed rule and an order by hand."""

from __future__ import annotations

from collections.abc import AsyncIterator
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import delete, insert, text

from app.domain.contact import Cause, State
from app.domain.counsellor import CounsellorId
from app.domain.errors import Invalid
from app.models.opening_hours import ManualOverride, OpeningHoursVersion
from app.repositories.ids import new_id
from app.services.availability import Availabilities
from app.services.keeping import Keeping
from tests.integration.rows import Rows, rows_at
from tests.integration.test_keeping import keep_all

NOW = datetime(2026, 11, 26, 9, tzinfo=UTC)
MONDAY = datetime(2026, 11, 23, tzinfo=UTC)
ASKED = {"from": "2026-11-23", "to": "2026-11-27", "channel": "chat"}


def at(day: int, hour: int, minute: int = 0) -> datetime:
    """A wall time of Oslo, an hour ahead of UTC; Monday is day 0."""
    return MONDAY + timedelta(days=day, hours=hour - 1, minutes=minute)


def weekly(opens: str, closes: str) -> list[dict[str, Any]]:
    """The same hours from Monday to Thursday."""
    same = {"id": "usual", "channel": None, "valid_from": None, "valid_to": None}
    week = {day: [[opens, closes]] for day in "1234"}
    return [{**same, "enabled": True, "on_holidays": False, "weekly": week}]


@pytest.fixture
async def rows(database_url: str) -> AsyncIterator[Rows]:
    async with rows_at(NOW, database_url) as found:
        yield found


async def a_week(rows: Rows) -> CounsellorId:
    """Open 10 to 12, from Tuesday noon on 10 to 13; on Wednesday closed by hand from 11 to 12."""
    ane = await rows.person("Ane", "VESTLAND")
    async with rows.transaction() as tx:
        await tx.run(delete(OpeningHoursVersion))
        for since, rules in ((at(-9, 9), weekly("10:00", "12:00")), (at(1, 12), weekly("10:00", "13:00"))):
            values: dict[str, Any] = {"at": since, "author_id": None, "period_rules": [], "date_rules": []}
            await tx.run(insert(OpeningHoursVersion).values(**values, weekly_rules=rules))
        order = {"id": new_id(tx.now), "kind": "close", "channel": None, "author_id": None}
        words = {"nb": "Brann", "nn": "Brann", "en": "Fire"}
        times = {"at": at(2, 11), "until": at(2, 15), "ended_at": at(2, 12)}
        await tx.run(insert(ManualOverride).values(**order, **times, reason=words))
    await rows.contact(at(0, 9), (9, State.ABANDONED, Cause.LEFT))
    await rows.presence(ane, "VESTLAND", at(0, 9, 30), state="ready", channels=("chat", "phone"))
    await rows.presence(ane, "VESTLAND", at(0, 11, 15), state="break")
    talk = [(600, State.ACTIVE, Cause.ACCEPTED), (1_800, State.WRAP_UP, Cause.ENDED_COUNSELLOR)]
    await rows.contact(at(0, 11), *talk, (2_400, State.CLOSED, Cause.WRAPPED_UP), by=ane, centre="VESTLAND")
    await rows.presence(ane, "VESTLAND", at(1, 10), state="ready")
    await rows.presence(
        ane,
        "VESTLAND",
        at(
            1,
            11,
            59,
        ),
        state="off",
    )
    await rows.presence(ane, "VESTLAND", at(2, 10), state="ready")
    await rows.presence(ane, "VESTLAND", at(2, 12, 20), state="off")
    return ane


async def test_a_week_counted_by_pencil_is_the_same_kept_and_counted(rows: Rows) -> None:
    await a_week(rows)
    reports = Availabilities(rows.transaction, rows.rules)
    before = await reports.of(ASKED)
    assert [
        (row["day"], row["announced_seconds"] // 60, row["attended_seconds"] // 60) for row in before.days
    ] == [
        ("2026-11-23", 120, 90),
        ("2026-11-24", 180, 119),
        ("2026-11-25", 120, 80),
    ]
    assert before.totals == [
        {"channel": "chat", "announced_seconds": 25_200, "attended_seconds": 17_340, "share": 0.6881}
    ]
    assert [(row["day"], row["clock_hour"], row["share"]) for row in before.rows] == [
        ("2026-11-23", "10", 1.0),
        ("2026-11-23", "11", 0.5),
        ("2026-11-24", "10", 1.0),
        ("2026-11-24", "11", 0.9833),
        ("2026-11-24", "12", 0.0),
        ("2026-11-25", "10", 1.0),
        ("2026-11-25", "12", 0.3333),
    ]
    assert [(gap["starts_at"], gap["seconds"] // 60) for gap in before.gaps] == [
        ("2026-11-24T10:59:00.000Z", 61),
        ("2026-11-25T11:20:00.000Z", 40),
        ("2026-11-23T10:30:00.000Z", 30),
    ]
    assert before.gaps_in_all == 3
    keeping = Keeping(rows.transaction, rows.rules)
    assert await keep_all(keeping) == 3
    assert await reports.of(ASKED) == before
    assert await keeping.check() == []
    async with rows.transaction() as tx:
        await tx.run(text("DELETE FROM kept_attended WHERE day = '2026-11-24'"))
    assert [one.day for one in await keeping.check(repair=True)] == [date(2026, 11, 24)]
    assert await reports.of(ASKED) == before


async def test_nothing_is_announced_before_the_desk_began_or_after_now(rows: Rows) -> None:
    reports = Availabilities(rows.transaction, rows.rules)
    assert (await reports.of({"from": "2026-01-01", "to": "2026-11-20"})).totals[0]["announced_seconds"] == 0
    await a_week(rows)
    whole = await reports.of({"from": "2025-01-01", "to": "2027-01-01"})
    assert {row["day"] for row in whole.days if row["channel"] == "chat"} == {
        *("2026-11-23", "2026-11-24", "2026-11-25")
    }
    assert whole.rows == [], "so long a time has no hours"
    assert [row["channel"] for row in whole.totals] == ["chat", "phone"]


@pytest.mark.parametrize(
    ("params", "field"),
    [
        ({"to": "2026-11-23"}, "to"),
        ({"channel": "fax"}, "channel"),
        ({"from": "2026-12-01", "to": "2026-12-02"}, "from"),
    ],
)
async def test_a_question_without_sense_names_its_field(
    rows: Rows, params: dict[str, str], field: str
) -> None:
    with pytest.raises(Invalid) as refused:
        await Availabilities(rows.transaction, rows.rules).of({**ASKED, **params})
    assert list(refused.value.details) == [field]
