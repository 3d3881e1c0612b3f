"""`desk forecast`: the same numbers as the API, in words and as JSON, and what cannot be asked."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import insert
from typer.testing import CliRunner, Result

from app.cli.application import desk
from app.clock import DatabaseClock
from app.domain.contact import Channel
from app.domain.errors import Invalid
from app.domain.oslo import day_of, instant
from app.domain.rules import Rules
from app.models.contact import TurnedAway
from app.services.forecasting import Forecasting
from tests.fixtures.stores import new_database
from tests.integration.rows import rows_at

NOW = datetime(2026, 11, 23, 12, tzinfo=UTC)
MONDAY = date(2026, 11, 30)
DAY = timedelta(days=1)


@pytest.fixture(scope="module")
def environment(servers: Any, migrated_template: str) -> Iterator[dict[str, str]]:
    """A desk in which four came in every open hour of six weeks, and whose clock stands behind them."""
    with new_database(servers, migrated_template) as url:
        asyncio.run(_six_weeks(url))
        ahead = str((NOW - DatabaseClock().now()).total_seconds())
        yield {
            "DESK_DATABASE_URL": url,
            "DESK_VALKEY_URL": servers.valkey_url,
            "DESK_CLOCK_OFFSET_SECONDS": ahead,
        }


async def _six_weeks(url: str) -> None:
    async with rows_at(NOW, url) as rows, rows.transaction() as tx:
        days = [day_of(NOW) - number * DAY for number in range(1, 43)]
        times = [
            instant(day, hour * 60 + number)
            for day in days
            if day.weekday() < 4
            for hour in range(10, 20)
            for number in range(4)
        ]
        away = [{"at": at, "channel": Channel.CHAT, "reason": "queue_full"} for at in times]
        await tx.run(insert(TurnedAway).values(away))


def run(environment: dict[str, str], *options: str) -> Result:
    return CliRunner().invoke(desk, ["forecast", *options], env=environment)


def test_it_says_what_the_desk_itself_answers(environment: dict[str, str]) -> None:
    found = json.loads(run(environment, "--from", str(MONDAY), "--days", "4", "--json").stdout)
    plan = asyncio.run(_plan(environment["DESK_DATABASE_URL"]))
    assert [one["expected"] for one in found["hours"]] == [
        round(one.outlook.expected, 2) for one in plan.hours
    ]
    assert [one["people"] for one in found["needs"]] == [one.people for one in plan.needs]
    chats = [one for one in found["hours"] if one["channel"] == "chat"]
    assert len(chats) == 40
    assert all(one["expected"] == pytest.approx(4, abs=0.4) for one in chats)


async def _plan(url: str) -> Any:
    asked = {"from": str(MONDAY), "to": str(MONDAY + 4 * DAY)}
    async with rows_at(NOW, url) as rows:
        return await Forecasting(rows.transaction, Rules).plan(asked)


def test_people_read_a_line_for_each_open_hour_of_one_channel(environment: dict[str, str]) -> None:
    shown = run(environment, "--from", str(MONDAY), "--days", "7", "--channel", "chat").stdout
    lines = shown.splitlines()
    assert lines[0] == "Monday 30 November 2026"
    assert lines[1].split() == ["hour", "chat", "people", "on", "shift", "gap"]
    assert lines[2].split()[0] == "10"
    assert "phone: a contact takes" in shown
    assert "(the policy's figures)" in shown


def test_the_record_tells_busy_hours_apart(environment: dict[str, str]) -> None:
    rows = json.loads(run(environment, "--record", "--json").stdout)["rows"]
    assert [(one["channel"], one["days_ahead"]) for one in rows] == [
        (channel, days) for channel in Channel for days in (1, 7)
    ]
    chat = rows[[one["channel"] for one in rows].index("chat")]
    assert chat["hours"] == chat["busy_hours"] > 50
    assert chat["inside_range"] == chat["busy_inside_range"] == 1
    phone = rows[[one["channel"] for one in rows].index("phone")]
    assert (phone["busy_hours"], phone["busy_inside_range"]) == (0, None)
    assert "busy hours" in run(environment, "--record").stdout


def test_what_is_beyond_the_forecast_is_told(environment: dict[str, str]) -> None:
    assert "Nothing is forecast" in run(environment, "--from", str(MONDAY + 400 * DAY)).stdout


@pytest.mark.parametrize(
    ("options", "named"), [(["--from", "soon"], "from"), (["--channel", "fax"], "channel")]
)
def test_what_makes_no_sense_is_named(environment: dict[str, str], options: list[str], named: str) -> None:
    refused = run(environment, *options).exception
    assert isinstance(refused, Invalid)
    assert list(refused.details) == [named]
