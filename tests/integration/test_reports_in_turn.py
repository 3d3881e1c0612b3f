"""Reports end, and say so: what the database gave up is no busy desk; and they are made one at a time."""

from __future__ import annotations

import asyncio
import json
from collections.abc import AsyncIterator
from datetime import timedelta

import pytest

from app.clock import DatabaseClock
from app.domain.errors import Busy, ReportTooLong
from app.domain.rules import Rules
from app.repositories import engine
from app.repositories.transaction import Transactions
from app.routers.errors import answer
from app.services.beginning import begin
from app.services.reporting import Reporting
from app.services.topic_reports import TopicReports
from tests.fixtures.patience import PATIENCE

MONTH = {"from": "2026-10-01", "to": "2026-11-01"}
SLOW = (
    "ALTER TABLE centre RENAME TO centre_itself",
    "CREATE VIEW centre AS SELECT * FROM centre_itself WHERE pg_sleep(60) IS NOT NULL",
)
AS_IT_WAS = ("DROP VIEW centre", "ALTER TABLE centre_itself RENAME TO centre")


@pytest.fixture
async def reports(database_url: str, monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[Transactions]:
    """Reports of a desk whose statements may take a tenth of a second."""
    for limits in (engine.LIMITS, engine.REPORT_LIMITS):
        monkeypatch.setitem(limits, "statement_timeout", "100ms")
    made, clock = engine.make_report_engine(database_url), DatabaseClock(timedelta(0))
    transaction = Transactions(made, clock, reports=True)
    await begin(transaction)
    yield transaction
    await made.dispose()


async def run(transaction: Transactions, statements: tuple[str, ...]) -> None:
    async with transaction() as tx:
        for statement in statements:
            await tx.run(statement)


async def test_a_report_that_the_database_gave_up_is_told_as_one_that_is_too_large(
    reports: Transactions, database_url: str
) -> None:
    reporting = Reporting(reports, Rules)
    await run(reports, SLOW)
    with pytest.raises(ReportTooLong) as raised:
        await reporting.figures(MONTH)
    told = answer(raised.value)
    assert (told.status_code, json.loads(bytes(told.body))["error"]["code"]) == (503, "report_too_long")
    assert "retry-after" not in told.headers
    await run(reports, AS_IT_WAS)
    assert (await reporting.figures(MONTH)).rows == [], "the next report is answered"
    own = engine.make_engine(database_url, pool_size=1)
    with pytest.raises(Busy):
        async with Transactions(own, DatabaseClock(timedelta(0)))() as tx:
            await tx.run("SELECT pg_sleep(60)")
    await own.dispose()


async def test_reports_of_a_worker_wait_for_each_other_and_conversations_for_none(
    reports: Transactions,
) -> None:
    figures, topics = Reporting(reports, Rules), TopicReports(reports, Rules)
    async with reports.turn:
        asked = [
            asyncio.ensure_future(figures.figures(MONTH)),
            asyncio.ensure_future(topics.topics(MONTH)),
            asyncio.ensure_future(figures.load(MONTH)),
        ]
        async with reports() as tx:
            assert (await tx.run("SELECT 1")).scalar_one() == 1
        assert not any(one.done() for one in asked)
    async with asyncio.timeout(PATIENCE):
        await asyncio.gather(*asked)
