"""Topics of months and years that are added up: what every contact says, whatever is asked."""

from __future__ import annotations

from collections.abc import AsyncIterator
from datetime import UTC, date, datetime, timedelta
from random import Random
from typing import Any

import pytest

from app.domain.oslo import OSLO, day_of
from app.domain.policy import Policy
from app.domain.tally import Tally
from app.domain.topic_asked import TopicAsked
from app.domain.topic_counts import TopicCounts
from app.domain.topic_tables import tables
from app.domain.topic_tally import RecordedContact, recordings
from app.domain.topic_view import TopicView, recorded_view, today_view
from app.repositories import kept, kept_topics
from app.services.adding_up import AddingUp
from app.services.topic_reports import TopicReports
from tests.integration.rows import Rows, rows_at

NOW = datetime(2027, 1, 11, 12, tzinfo=UTC)
FIRST, DAYS = datetime(2025, 11, 20, tzinfo=UTC), 415
YEAR = {"from": "2026-01-01", "to": "2027-01-01"}
CROOKED = {"from": "2025-12-14", "to": "2027-01-05"}
TOPICS = ("JOB.YRK", "UTD.BAC", "UTD.MAS", "JOB", "GONE.X")
"""The last one stands in no list."""
QUESTIONS: list[dict[str, str]] = [
    *({**YEAR, "by": by, "level": "2"} for by in ("", "education_level", "clock_hour", "weekday", "month")),
    *({**CROOKED, "by": by} for by in ("", "weekday", "month", "centre", "language", "channel")),
    {**CROOKED, "codes": "today", "channel": "phone", "by": "education_level"},
    {**YEAR, "codes": "today", "centre": "VESTLAND", "language": "nn", "by": "clock_hour"},
    {**CROOKED, "centre": "none"},
    {"from": "2026-03-05", "to": "2026-08-01", "by": "month", "compare_from": "2026-08-02"},
]


def drawn() -> list[RecordedContact]:
    chance = Random(11)
    return [
        RecordedContact(
            FIRST + timedelta(days=chance.randrange(DAYS), hours=chance.randrange(24)),
            chance.choice(("chat", "chat", "phone")),
            chance.choice(("VESTLAND", "INNLANDET", None)),
            chance.choice(("nb", "nn")),
            chance.choice(("ASK.BA", "ASK.GS", None)),
            chance.sample(TOPICS, chance.choice((0, 1, 1, 2))),
            {"sex": chance.choice(("K", "M", None))},
        )
        for _ in range(3_000)
    ]


@pytest.fixture
async def rows(database_url: str) -> AsyncIterator[Rows]:
    async with rows_at(NOW, database_url) as found:
        async with found.transaction() as tx:
            await tx.run("UPDATE topic SET active_to = now(), successor = 'UTD.MAS' WHERE code = 'UTD.BAC'")
        yield found


async def keep(rows: Rows, contacts: list[RecordedContact]) -> None:
    """Every day, as if they had been all of it."""
    dates = [day_of(FIRST) + timedelta(days=number) for number in range(DAYS + 1)]
    by_day: dict[date, list[RecordedContact]] = {day: [] for day in dates}
    for one in contacts:
        by_day[day_of(one.arrived_at)].append(one)
    async with rows.transaction() as tx:
        for day, found in by_day.items():
            await kept.keep(tx, day, Tally({}, {}), Policy())
            await kept_topics.keep(tx, recordings(found))


async def add_up(rows: Rows) -> None:
    while await AddingUp(rows.transaction, rows.rules).sweep():
        pass


async def answers(rows: Rows) -> list[Any]:
    reports = TopicReports(rows.transaction, rows.rules)
    return [await reports.topics(one) for one in QUESTIONS] + [await reports.annual("2026")]


def by_hand(contacts: list[RecordedContact], asked: TopicAsked, view: TopicView) -> TopicCounts:
    """Contact by contact, with nothing of the desk's but the first level's name."""
    found = TopicCounts()
    for one in contacts:
        wall = one.arrived_at.astimezone(OSLO)
        centre = one.centre or "none"
        inside = asked.spans[0][0] <= one.arrived_at < asked.spans[0][1] and one.channel in asked.channels
        if not inside or asked.centre not in (None, centre) or asked.language not in (None, one.language):
            continue
        values: dict[str | None, str] = {
            None: "",
            "education_level": one.education_level or "not_registered",
            "clock_hour": f"{wall.hour:02}",
            "weekday": str(wall.isoweekday()),
            "month": f"{wall:%Y-%m}",
            "centre": centre,
            "language": one.language,
            "channel": one.channel,
        }
        value = values[asked.by]
        codes = [view.shown[code] for code in one.topics if code in view.shown]
        found.contacts[value] += 1
        found.without[value] += not codes
        found.primary.update((value, code) for code in {*codes[:1], *(code[:3] for code in codes[:1])})
        found.named.update({*codes, *(code[:3] for code in codes)})
    return found


async def test_what_is_added_up_says_what_every_contact_says(rows: Rows) -> None:
    contacts = drawn()
    await keep(rows, contacts)
    by_day = await answers(rows)
    async with rows.transaction() as tx:
        entries, _ = await kept_topics.topic_list(tx)
    for report in by_day[:-1]:
        view = (today_view if report.asked.codes == "today" else recorded_view)(entries)
        counted = by_hand(contacts, report.asked, view)
        assert set(report.tables.values) == (set(counted.contacts) if report.asked.by else set())
        assert report.tables == tables(counted, view, report.tables.values, level=report.asked.level)
    await add_up(rows)
    assert await answers(rows) == by_day


async def test_whoever_tampers_with_a_sum_is_found_and_it_is_added_up_again(rows: Rows) -> None:
    await keep(rows, drawn())
    await add_up(rows)
    before, adding_up = await answers(rows), AddingUp(rows.transaction, rows.rules)
    assert await adding_up.check() == []
    async with rows.transaction() as tx:
        month = "size = 'month' AND first = '2026-02-01' AND kind = 'weekday' AND channel = 'chat'"
        await tx.run(f"UPDATE kept_period_topics SET contacts = contacts + 1 WHERE {month}")
        await tx.run("UPDATE kept_period_recorded SET contacts = contacts + 1 WHERE first = '2026-04-01'")
        await tx.run("DELETE FROM kept_period_topics WHERE size = 'year' AND kind = 'named'")
    assert await adding_up.check(repair=True) == ["2026-02", "2026-04", "2026"]
    await add_up(rows)
    assert await adding_up.check() == []
    assert await answers(rows) == before
