"""Half days: accepted they are closures, refused the closures are gone, and each decision is audited."""

from __future__ import annotations

from collections.abc import AsyncIterator
from datetime import UTC, date, datetime
from typing import Any

import pytest

from app.domain.errors import Invalid, Unavailable
from app.domain.hours_json import intervals_json
from app.services.holidays import Holiday
from tests.integration.hours_desk import HoursDesk, hours_desk

EVE = date(2027, 3, 24)
EVE_AT_ONE = datetime(2027, 3, 24, 12, tzinfo=UTC)


@pytest.fixture
async def desk(database_url: str) -> AsyncIterator[HoursDesk]:
    async with hours_desk(database_url, EVE_AT_ONE) as found:
        yield found


async def decide(desk: HoursDesk, day: date = EVE, **body: Any) -> Holiday:
    return await desk.holidays.decide(day, body, author_id=desk.author)


async def eve(desk: HoursDesk) -> Holiday:
    return next(one for one in await desk.holidays.of_year(2027) if one.day == EVE)


async def test_a_year_has_its_holidays_and_half_days_in_order(desk: HoursDesk) -> None:
    found = await desk.holidays.of_year(2027)
    assert [one.day for one in found] == sorted(one.day for one in found)
    halves = [(one.day, one.suggestion and intervals_json(one.suggestion)) for one in found if one.half]
    assert halves == [
        (EVE, [["10:00", "12:00"]]),
        (date(2027, 12, 24), None),
        (date(2027, 12, 31), None),
    ]
    names = {one.day: one.label.nn for one in found if not one.half}
    assert len(names) == 11
    assert names[date(2027, 5, 17)] == "Grunnlovsdagen + Andre pinsedag"
    assert all(one.accepted is None for one in found)


async def test_accepted_it_closes_at_noon(desk: HoursDesk) -> None:
    assert (await desk.chat()).open
    before = await desk.rows.settings_version()
    row = await decide(desk, accepted=True)
    assert (row.accepted, row.closure_id is not None) == (True, True)
    answer = await desk.chat()
    assert (answer.open, answer.rule) == (False, "date: Onsdag før skjærtorsdag")
    assert await desk.rows.settings_version() > before
    assert desk.rows.announced() == 1
    assert await eve(desk) == row


async def test_refused_its_closure_is_gone(desk: HoursDesk) -> None:
    await decide(desk, accepted=True)
    row = await decide(desk, accepted=False)
    assert (row.accepted, row.closure_id) == (False, None)
    assert (await desk.chat()).open
    assert await desk.administration.closures() == []


async def test_other_hours_replace_the_former_closure(desk: HoursDesk) -> None:
    await decide(desk, accepted=True)
    await decide(desk, accepted=True, intervals=[["10:00", "14:00"]])
    (closure,) = await desk.administration.closures()
    assert intervals_json(closure.intervals) == [["10:00", "14:00"]]
    assert (await desk.chat()).open


async def test_the_same_decision_again_changes_nothing(desk: HoursDesk) -> None:
    first = await decide(desk, accepted=True)
    version = await desk.rows.settings_version()
    assert await decide(desk, accepted=True) == first
    assert await desk.rows.settings_version() == version
    assert len(await desk.rows.audit()) == 1


async def test_a_closure_removed_by_hand_leaves_the_day_undecided(desk: HoursDesk) -> None:
    row = await decide(desk, accepted=True)
    assert row.closure_id is not None
    await desk.administration.remove_closure(row.closure_id, author_id=desk.author)
    assert (await eve(desk)).accepted is None
    assert (await decide(desk, accepted=True)).accepted is True


async def test_each_decision_is_audited_with_what_was_decided_before(desk: HoursDesk) -> None:
    await decide(desk, accepted=True)
    await decide(desk, accepted=False)
    refused, accepted = (await desk.audit.page("hours", before=None, limit=9)).entries
    assert (accepted.action, accepted.subject, accepted.before) == ("half_day_accepted", "2027-03-24", None)
    assert accepted.after == {"date": "2027-03-24", "accepted": True, "intervals": [["10:00", "12:00"]]}
    assert refused.action == "half_day_refused"
    assert refused.before == accepted.after
    assert refused.after == {"date": "2027-03-24", "accepted": False, "intervals": None}


async def test_a_decision_without_sense_changes_nothing(desk: HoursDesk) -> None:
    for day, body, field in (
        (date(2027, 3, 25), {"accepted": True}, "date"),
        (EVE, {}, "accepted"),
        (date(2027, 12, 24), {"accepted": True}, "intervals"),
        (EVE, {"accepted": True, "intervals": [["12:00", "10:00"]]}, "intervals.0"),
    ):
        with pytest.raises(Invalid) as refused:
            await decide(desk, day, **body)
        assert field in refused.value.details
    assert await desk.administration.closures() == []
    assert await desk.rows.audit() == []


async def test_on_the_schema_of_the_release_before_nothing_is_decided(desk: HoursDesk) -> None:
    desk.rows.transaction.revision = "0002"
    assert (await eve(desk)).accepted is None
    with pytest.raises(Unavailable):
        await decide(desk, accepted=True)
