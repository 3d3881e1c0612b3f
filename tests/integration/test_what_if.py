"""`desk replay --month`: the log as the statistics have it, each change beside it, the documented example."""

from __future__ import annotations

import asyncio
import json
import os
import re
import shlex
from collections.abc import AsyncIterator, Iterator
from contextlib import aclosing, asynccontextmanager
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner

from app.cli.application import desk
from app.clock import MovedClock
from app.domain.errors import Busy, Invalid
from app.domain.oslo import instant
from app.domain.rules import Rules
from app.domain.shift_table import write_table
from app.repositories import planning
from app.repositories.engine import make_engine
from app.repositories.transaction import Transactions
from app.services.reporting import Reporting
from app.services.what_ifs import WhatIfs
from app.settings import Settings
from tests.fixtures.patience import PATIENCE
from tests.fixtures.processes import wait_for
from tests.fixtures.stores import new_database
from tests.integration.past_fortnight import FIRST, NOW, put_fortnight

MONTH = {"from": "2024-10-01", "to": "2024-11-01"}
DOCUMENT = Path(__file__).parents[2] / "docs" / "what-if.md"
"""Its command is run here, and prints just what stands below it."""


@pytest.fixture(scope="module")
def environment(servers: Any, migrated_template: str) -> Iterator[dict[str, str]]:
    with new_database(servers, migrated_template) as url:
        asyncio.run(put_fortnight(url))
        yield {"DESK_DATABASE_URL": url, "DESK_VALKEY_URL": servers.valkey_url, "COLUMNS": "100"}


def asked(environment: dict[str, str], *options: str) -> dict[str, Any]:
    found = run(environment, "--month", "2024-10", *options, "--json")
    return dict(json.loads(found))


def run(environment: dict[str, str], *options: str) -> str:
    done = CliRunner().invoke(desk, ["replay", *options], env=environment, catch_exceptions=False)
    assert done.exit_code == 0, done.output
    return done.stdout


FRIDAYS = {"weekly_rules": [{"id": "week", "weekly": {"5": [["08:00", "10:00"]]}}]}
"""Open when the desk was closed, and closed when it was open."""


@pytest.fixture(scope="module")
def answered(environment: dict[str, str], tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    """One run with every kind of change, each in its column."""
    folder = tmp_path_factory.mktemp("what-if")
    rota, hours = folder / "rota.csv", folder / "fridays.json"
    rota.write_text(asyncio.run(_rota(environment["DESK_DATABASE_URL"])), encoding="utf-8")
    hours.write_text(json.dumps(FRIDAYS), encoding="utf-8")
    changes = ["--rota", str(rota), "--hours", str(hours), "--more", "1@10:00-12:00/2", "--staff", "2"]
    return asked(environment, *changes, "--fewer", "9@00:00-24:00", "--policy", "chat_capacity=1")


def test_the_recorded_column_is_what_the_statistics_say(
    environment: dict[str, str], answered: dict[str, Any]
) -> None:
    rows = asyncio.run(_load(environment["DESK_DATABASE_URL"]))
    for channel, found in answered["columns"]["recorded"]["channels"].items():
        own = [row for row in rows if row.channel == channel]
        assert found["arrivals"] == sum(row.arrivals for row in own) > 50
        assert found["answered"] == sum(row.answered for row in own)
        assert found["answered_within_target"] == sum(row.answered_within_target for row in own)
        went = ("abandoned", "short_abandoned", "lost", "callback")
        assert found["left"] == sum(getattr(row, name) for row in own for name in went)
        assert found["turned_away"] == sum(row.turned_away for row in own)


def test_every_arrival_is_in_every_column_once(answered: dict[str, Any]) -> None:
    columns = answered["columns"]
    assert list(columns)[:3] == ["recorded", "as they were there", "original"]
    for name, column in columns.items():
        for channel, found in column["channels"].items():
            assert found["arrivals"] == found["answered"] + found["left"] + found["turned_away"], name
            came = columns["recorded"]["channels"][channel]["arrivals"]
            assert found["arrivals"] - found["from_the_door"] == came


def test_the_replay_of_what_was_comes_near_to_what_was(answered: dict[str, Any]) -> None:
    """In this fortnight of 524 chats and 106 calls, where chance alone makes four points of the calls."""
    log, there = (answered["columns"][name]["channels"] for name in ("recorded", "as they were there"))
    for channel, near in (("chat", 0.03), ("phone", 0.08)):
        for figure in ("answered", "answered_within_target", "left"):
            off = there[channel][figure] / there[channel]["arrivals"]
            assert off == pytest.approx(log[channel][figure] / log[channel]["arrivals"], abs=near), figure


def test_the_rota_as_the_desk_writes_it_is_the_original_again(answered: dict[str, Any]) -> None:
    assert answered["base"] == "original"
    assert answered["columns"]["rota rota.csv"] == answered["columns"]["original"]


def test_more_people_are_there_for_as_long_as_was_asked(answered: dict[str, Any]) -> None:
    """Two hours on each of five Tuesdays, less the quarter in which nobody new is offered."""
    more = answered["columns"]["more 1@10:00-12:00/2"]["staffed_hours"]
    assert more - answered["columns"]["original"]["staffed_hours"] == pytest.approx(5 * 1.75, abs=0.02)


def test_other_hours_turn_some_away_and_let_in_who_stood_at_the_door(
    environment: dict[str, str], answered: dict[str, Any], tmp_path: Path
) -> None:
    column = answered["columns"]["hours fridays.json"]["channels"]["chat"]
    assert column["from_the_door"] > 0
    assert column["answered"] == 0
    assert column["left"] <= column["from_the_door"]
    assert answered["columns"]["hours fridays.json"]["open_hours"]["chat"] == 8
    assert any(
        f"{column['from_the_door']} who looked at the closed door" in one for one in answered["unknown"]
    )
    hours = tmp_path / "fridays.json"
    hours.write_text(json.dumps(FRIDAYS), encoding="utf-8")
    none = asked(environment, "--hours", str(hours), "--visits-that-ask", "0")
    assert none["columns"]["hours fridays.json"]["channels"]["chat"]["from_the_door"] == 0


def test_without_anybody_nobody_is_answered_and_it_says_for_how_long(answered: dict[str, Any]) -> None:
    empty = answered["columns"]["fewer 9@00:00-24:00"]
    assert (empty["channels"]["chat"]["answered"], empty["staffed_hours"]) == (0, 0)
    assert empty["unstaffed_hours"] == empty["open_hours"]
    said = [one for one in answered["differences"] if one.startswith("fewer 9@00:00-24:00: chats")]
    assert "→ 0.0 %" in said[0]
    assert "chance" not in said[0]
    assert "nobody on shift" in said[1]


def test_all_changes_at_once_are_one_column(environment: dict[str, str], answered: dict[str, Any]) -> None:
    found = asked(environment, "--policy", "chat_capacity=1", "--more", "1@10:00-12:00/2", "--at-once")
    assert list(found["columns"])[3:] == ["all of it"]
    both, one = found["columns"]["all of it"], answered["columns"]["chat_capacity=1"]
    assert both["staffed_hours"] == answered["columns"]["more 1@10:00-12:00/2"]["staffed_hours"]
    assert both["channels"]["chat"]["second_chats"] == one["channels"]["chat"]["second_chats"] == 0
    assert both["channels"]["chat"]["answered"] >= one["channels"]["chat"]["answered"]


def test_the_example_in_the_documents_prints_what_stands_there(environment: dict[str, str]) -> None:
    text = DOCUMENT.read_text(encoding="utf-8")
    found = re.search(r"```console\n\$ desk replay (.+)\n((?:.*\n)+?)```", text)
    assert found is not None
    shown = [line.rstrip() for line in run(environment, *shlex.split(found[1])).splitlines()]
    assert shown[-1].startswith("played in ")
    assert shown[:-1] == [line.rstrip() for line in found[2].splitlines()]


@pytest.mark.parametrize(
    ("options", "named"),
    [
        (["--month", "2024-13"], "month"),
        (["--month", "yesterday"], "month"),
        (["--month", "2099-01"], "month"),
        (["--month", "2024-10", "--more", "1@20:00-10:00"], "more"),
        (["--month", "2024-10", "--fewer", "many"], "fewer"),
        (["--month", "2024-10", "--staff", "many"], "staff"),
        (["--month", "2024-10", "--policy", "chat_capacity=0"], "chat_capacity"),
        (["--month", "2024-10", "--rota", "none.csv"], "rota"),
        (["--month", "2024-10", "--rota", __file__], "rota"),
    ],
)
def test_what_makes_no_sense_is_named(environment: dict[str, str], options: list[str], named: str) -> None:
    done = CliRunner().invoke(desk, ["replay", *options], env=environment)
    assert isinstance(done.exception, Invalid)
    assert list(done.exception.details) == [named]


def test_other_hours_are_no_question_for_drawn_weeks() -> None:
    done = CliRunner().invoke(desk, ["replay", "--hours", "summer.json"], env={"COLUMNS": "200"})
    assert done.exit_code == 2
    assert "needs --month" in done.output


@pytest.mark.parametrize("given", [["--weeks", "3"], ["--from", "2026-09-07"]])
def test_drawn_weeks_are_no_part_of_a_month(given: list[str]) -> None:
    done = CliRunner().invoke(desk, ["replay", "--month", "last", *given], env={"COLUMNS": "200"})
    assert done.exit_code == 2
    assert f"Invalid value for {given[0]}: does not go with --month" in done.output


async def _rota(url: str) -> str:
    engine = make_engine(url, pool_size=1)
    async with Transactions(engine, MovedClock(NOW))() as tx:
        people = await planning.people(tx)
        shifts = await planning.between(tx, instant(FIRST, 0), NOW)
    await engine.dispose()
    return write_table([(one, people[one.counsellor_id]) for one in shifts])


async def _load(url: str) -> Any:
    engine = make_engine(url, pool_size=1)
    found = await Reporting(Transactions(engine, MovedClock(NOW)), Rules).load(MONTH)
    await engine.dispose()
    return found


WEEKENDS = {"kind": "open", "from": "10:00", "until": "14:00", "weekdays": [6]}


def test_other_hours_on_a_weekday_leave_the_rest_as_it_was(environment: dict[str, str]) -> None:
    found = asked(environment, "--open", "10:00-14:00/6", "--closed", "12345", "--at-once")
    hours = {name: one["open_hours"]["chat"] for name, one in found["columns"].items()}
    saturdays = 4
    assert hours["all of it"] == saturdays * 4
    found = asked(environment, "--open", "10:00-14:00/6")
    assert found["columns"]["open 10:00-14:00/6"]["open_hours"]["chat"] == hours["original"] + saturdays * 4
    assert found["verdicts"]["open 10:00-14:00/6"]["phone"]["left"] == {"points": 0.0, "sure": True}


@asynccontextmanager
async def asking(environment: dict[str, str]) -> AsyncIterator[WhatIfs]:
    """Coordinators at a desk on these stores, in November 2024."""
    url, valkey = environment["DESK_DATABASE_URL"], environment["DESK_VALKEY_URL"]
    engine = make_engine(url, pool_size=2)
    transaction = Transactions(engine, MovedClock(instant(NOW.date(), 0)))
    yield WhatIfs(transaction, Rules, Settings(database_url=url, valkey_url=valkey))
    await engine.dispose()


async def test_a_coordinator_is_told_how_far_it_is_and_then_the_answer(environment: dict[str, str]) -> None:
    async with asking(environment) as what_ifs:
        possible = await what_ifs.possible()
        assert [f"{month:%Y-%m}" for month in possible.months] == ["2024-10"]
        assert possible.figures["chat_capacity"].value == Rules().policy.chat_capacity
        told = [one async for one in await what_ifs.ask({"month": "2024-10", "changes": [WEEKENDS]})]
        assert told[:-1] == [{"played": number, "of": 3} for number in range(3)]
        assert told[-1]["changes"] == ["open 10:00-14:00/6"]
        assert set(told[-1]["columns"]) == {
            "recorded",
            "as they were there",
            "original",
            *told[-1]["changes"],
        }
        with pytest.raises(Invalid):
            await what_ifs.ask({"month": "2024-11", "changes": [WEEKENDS]})


def replaying() -> list[int]:
    """The processes of this one that play a month."""
    mine = [int(one) for one in Path(f"/proc/self/task/{os.getpid()}/children").read_text().split()]
    return [one for one in mine if b"replay" in Path(f"/proc/{one}/cmdline").read_bytes().split(b"\0")]


async def test_one_is_played_at_a_time_and_ends_with_whoever_looks_on(environment: dict[str, str]) -> None:
    question = {"month": "2024-10", "changes": [WEEKENDS]}
    async with asking(environment) as what_ifs:
        async with aclosing(await what_ifs.ask(question)) as playing:
            assert await anext(playing) == {"played": 0, "of": 3}
            [process] = replaying()
            with pytest.raises(Busy):
                await what_ifs.ask(question)
        await asyncio.to_thread(wait_for, lambda: process not in replaying(), seconds=PATIENCE)
        async with aclosing(await what_ifs.ask(question)) as playing:
            assert (await anext(playing))["of"] == 3
