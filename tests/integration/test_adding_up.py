"""Months and years that are added up say what their hours say, whatever is asked, and go with a day."""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterator, Sequence
from datetime import UTC, date, datetime, timedelta
from random import Random

import pytest
from sqlalchemy import select

from app.domain.contact import Channel
from app.domain.contact_history import Outcome
from app.domain.errors import Invalid
from app.domain.figures import Breakdown, figures
from app.domain.oslo import HOUR
from app.domain.periods import Part, read_parts
from app.domain.policy import Policy
from app.domain.statistics import View
from app.domain.statistics import rows as load_rows
from app.domain.tally import ArrivalKey, Arrivals, Tally, Work, WorkKey, together
from app.models.figures import KeptPeriod
from app.repositories import kept, kept_sums
from app.repositories.kept import whole_day
from app.services.adding_up import AddingUp
from app.services.reporting import Reporting, targets
from tests.integration.rows import Rows, rows_at

NOW = datetime(2027, 1, 11, 12, tzinfo=UTC)
FIRST, LAST = date(2025, 11, 20), date(2027, 1, 9)
DAY = timedelta(days=1)
WHOLE = {"from": "2025-11-01", "to": "2027-01-10"}
YEAR = {"from": "2026-01-01", "to": "2027-01-01"}
CROOKED = {"from": "2025-12-14T13:00:00Z", "to": "2026-03-29T11:00:00Z"}
QUESTIONS = (
    *(
        {**WHOLE, "by": by}
        for by in ("", "weekday,clock_hour", "month", "centre,language", "clock_hour,centre")
    ),
    *({**YEAR, "by": by} for by in ("weekday,language", "day", "month,clock_hour")),
    {**YEAR, "by": "weekday,clock_hour", "centre": "VESTLAND", "language": "nb"},
    {**YEAR, "by": "clock_hour", "centre": "VESTLAND", "channel": "phone"},
    {**CROOKED, "by": "weekday"},
    {**CROOKED, "by": "week,centre", "language": "nn"},
    {**CROOKED, "by": "hour"},
)


def dates() -> Iterator[date]:
    day = FIRST
    while day <= LAST:
        yield day
        day += DAY


def arrivals(chance: Random) -> Arrivals:
    found = Arrivals(waits=sorted(chance.choice((0, 1, 999, 1_000, 1_001, 59_999, 60_000)) for _ in range(3)))
    found.outcomes.update({Outcome.ANSWERED: 3, chance.choice((Outcome.LOST, Outcome.CALLBACK)): 1})
    found.handled, found.handle = 3, chance.randrange(9_000_000)
    found.wrapped, found.wrap_up = 2, chance.randrange(900_000)
    return found


def tally_of(day: date, chance: Random) -> Tally:
    """Two hours, the first of them at midnight, two channels, two centres, two languages; not all of it."""
    came: dict[ArrivalKey, Arrivals] = {}
    worked: dict[WorkKey, Work] = {}
    for hour in (whole_day(day)[0], whole_day(day)[0] + chance.randrange(23) * HOUR):
        for channel in Channel:
            for centre in ("VESTLAND", "none"):
                for language in ("nb", "nn"):
                    if chance.random() < 0.5:
                        came[ArrivalKey(hour, channel, centre, language)] = arrivals(chance)
            for centre in ("VESTLAND", "*"):
                numbers = [chance.randrange(3_600) for _ in range(5)]
                worked[WorkKey(hour, channel, centre)] = Work(*numbers)
    return Tally(came, worked)


@pytest.fixture
async def rows(database_url: str) -> AsyncIterator[Rows]:
    async with rows_at(NOW, database_url) as found:
        yield found


async def add_up(rows: Rows) -> list[tuple[str, date]]:
    adding_up = AddingUp(rows.transaction, rows.rules)
    while await adding_up.sweep():
        pass
    async with rows.transaction() as tx:
        found = await tx.run(select(KeptPeriod.size, KeptPeriod.first).order_by(KeptPeriod.first))
        return [(row.size, row.first) for row in found]


async def asked(rows: Rows, question: dict[str, str]) -> list[dict[str, object]]:
    return list((await Reporting(rows.transaction, rows.rules).figures(question)).rows)


def breakdown(question: dict[str, str]) -> Breakdown:
    bounds = [question["from"], question["to"]]
    starts, ends = (
        datetime.fromisoformat(one) if "T" in one else whole_day(date.fromisoformat(one))[0] for one in bounds
    )
    channels = (Channel(question["channel"]),) if "channel" in question else tuple(Channel)
    parts = read_parts(question["by"])
    return Breakdown(starts, ends, channels, parts, question.get("centre"), question.get("language"))


def within(whole: Tally, starts: datetime, ends: datetime) -> Tally:
    came = {key: one for key, one in whole.arrivals.items() if starts <= key.starts_at < ends}
    worked = {key: one for key, one in whole.work.items() if starts <= key.starts_at < ends}
    return Tally(came, worked)


async def test_whatever_is_asked_what_is_added_up_says_what_its_hours_say(rows: Rows) -> None:
    chance, policy = Random(7), Policy()
    days = {day: tally_of(day, chance) if day.day % 3 == 2 else Tally({}, {}) for day in dates()}
    async with rows.transaction() as tx:
        for day, found in days.items():
            await kept.keep(tx, day, found, policy)

    async def agree(questions: Sequence[dict[str, str]]) -> None:
        whole = together(days.values())
        for question in questions:
            own = breakdown(question)
            hours = within(whole, own.starts_at, own.ends_at)
            assert await asked(rows, question) == figures(hours, own, targets=targets(policy)), question
        load = await Reporting(rows.transaction, rows.rules).load({**CROOKED, "centre": "each"})
        async with rows.transaction() as tx:
            centres = list((await tx.run("SELECT code FROM centre ORDER BY code")).scalars())
        own = breakdown({**CROOKED, "by": ""})
        view = View(own.starts_at, own.ends_at, own.channels, "each", centres)
        counted = load_rows(within(whole, own.starts_at, own.ends_at), view, targets=targets(policy))
        assert sorted(map(str, load)) == sorted(map(str, counted))

    await agree(QUESTIONS[1:3])
    periods = await add_up(rows)
    months = [("month", date(2025 + (11 + number) // 12, (11 + number) % 12 + 1, 1)) for number in range(13)]
    assert sorted(periods) == sorted([*months, ("year", date(2026, 1, 1))])
    await agree(QUESTIONS)
    adding_up = AddingUp(rows.transaction, rows.rules)
    assert await adding_up.check() == []
    async with rows.transaction() as tx:
        await tx.run("UPDATE kept_period_work SET busy = busy + 1 WHERE first = '2025-12-01'")
        where = "size = 'year' AND grain = 3 AND weekday = 1 AND channel = 'chat'"
        await tx.run(f"UPDATE kept_period_arrivals SET wait_counts[1] = wait_counts[1] + 1 WHERE {where}")
    assert await adding_up.check(repair=True) == ["2025-12", "2026"]
    assert sorted(await add_up(rows)) == sorted(periods)
    assert await adding_up.check() == []
    async with rows.transaction() as tx:
        there = await kept_sums.there_is(tx, breakdown({**YEAR, "by": "weekday"}), policy)
        assert there.years == {date(2026, 1, 1)}
        await kept.forget(tx, date(2026, 5, 17))
    del days[date(2026, 5, 17)]
    await agree(QUESTIONS[:1])
    assert len(await add_up(rows)) == len(periods) - 2, (
        "without the day there is neither its month nor its year"
    )


@pytest.mark.parametrize("by", ["hour", "day", "week", "month,centre"])
async def test_small_steps_of_more_than_400_days_are_refused(rows: Rows, by: str) -> None:
    ten_years = {"from": "2017-01-01", "to": "2027-01-01"}
    assert await asked(rows, {**ten_years, "by": str(Part.MONTH)}) == []
    with pytest.raises(Invalid) as refused:
        await asked(rows, {**ten_years, "by": by})
    assert set(refused.value.details) == {"to"}


async def test_more_than_ten_years_are_refused(rows: Rows) -> None:
    with pytest.raises(Invalid) as refused:
        await asked(rows, {"from": "2016-01-01", "to": "2026-12-31"})
    assert set(refused.value.details) == {"to"}
