"""`python -m bench.reports`: each report at ten million contacts, and what reports cost a conversation.

Makes ten years (`bench/decade.py`), has the desk add them up, and asks a served desk for every report. Then
messages are exchanged at a steady rate, in turn with and without people who ask for ten years all the while.
Writes docs/speed.md; `--contacts` for another size, and `--folder` to keep the rows for a next run.
"""

from __future__ import annotations

import argparse
import asyncio
import statistics
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date, timedelta
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import psycopg

from app.cli.backstage import backstage
from app.cli.schema import migrate_to
from app.domain.policy import Policy
from app.domain.rules import Rules
from app.embedded.servers import EmbeddedServers
from app.repositories import kept
from app.services.adding_up import AddingUp
from app.services.beginning import begin
from app.services.board import Boardkeeper
from app.settings import Settings
from bench.asking import all_the_while, ask, coordinator
from bench.contender import Stores
from bench.contenders.ours import Ours
from bench.decade import Decade, decade, make
from bench.interleaved import Plan, Standing
from bench.load import Load
from bench.machine import described
from bench.plans import plans
from bench.speed import Beside, Measured, Speed, write

TIMES = 7
PEOPLE = 4
PLAN = Plan(conversations=50, rounds=4, paced_seconds=8.0)
HEAT_MAP = "by=weekday,clock_hour"
TOPIC_PARTS = ("", "by=education_level&level=2")
FORECAST_MADE = 45.0


def say(text: str) -> None:
    """Progress, at once."""
    print(f"[bench] {text}", flush=True)


def main() -> int:
    """Make, measure, write."""
    given = _options().parse_args()
    wanted = decade(given.contacts, today=date.fromisoformat(time.strftime("%Y-%m-%d", time.gmtime())))
    with tempfile.TemporaryDirectory(prefix="desk-decade-") as created:
        folder = Path(given.folder or created)
        folder.mkdir(exist_ok=True)
        folder.chmod(0o755)
        made = _prepare(folder, wanted)
        with _stores(folder, durable=True) as stores:
            speed = _measure(stores, wanted, Path(created), made)
    for line in write(speed, publish=given.contacts >= 10_000_000):
        print(line)
    return 0


def _prepare(folder: Path, wanted: Decade) -> dict[str, float]:
    """The rows, unless they are there; seconds that each part took."""
    took: dict[str, float] = {}
    if (folder / "made").exists():
        return took
    with _stores(folder, durable=False) as stores:
        settings = _settings(stores)
        migrate_to(settings)
        asyncio.run(_begin(settings))
        began = time.monotonic()
        make(stores.database_url, wanted, kept.counted_by(Policy()), say)
        took["rows"] = time.monotonic() - began
        began = time.monotonic()
        say(f"added up {asyncio.run(_add_up(settings))} months and years")
        took["sums"] = time.monotonic() - began
        with psycopg.connect(stores.database_url, autocommit=True) as connection:
            connection.execute("VACUUM (ANALYZE)")
    (folder / "made").touch()
    return took


def _measure(stores: Stores, wanted: Decade, folder: Path, made: dict[str, float]) -> Speed:
    desk = Ours()
    desk.start(stores, folder)
    try:
        settings = _settings(stores)
        cookie = asyncio.run(coordinator(settings))
        say("waiting for the forecast of the day")
        time.sleep(FORECAST_MADE)
        asked = Questions(wanted)
        speed = Speed(described(stores), wanted.contacts, made)
        for name, path in asked.paths().items():
            answers = [ask(desk.urls[0], path, cookie) for _ in range(TIMES)]
            assert {one.status for one in answers} == {200}, (name, answers)
            speed.reports.append(_measured(name, [one.seconds for one in answers], answers[0].size))
            say(speed.reports[-1].told())
        speed.reports += asyncio.run(_board(settings))
        speed.beside = _beside(desk, stores, asked.ten_years(HEAT_MAP), cookie)
        question = {"from": str(wanted.begins), "to": str(wanted.ends), "by": "weekday,clock_hour"}
        speed.plans = asyncio.run(plans(settings.database_url or "", question))
    finally:
        desk.stop()
    return speed


def _measured(name: str, seconds: list[float], size: int) -> Measured:
    return Measured(name, statistics.median(seconds), max(seconds), size)


@dataclass(frozen=True, slots=True)
class Questions:
    """What the pages ask."""

    of: Decade
    parts: tuple[str, ...] = field(default=("", HEAT_MAP, "by=weekday", "by=clock_hour", "by=month"))

    def paths(self) -> dict[str, str]:
        """Name -> address."""
        month = (self.of.ends - timedelta(days=60)).replace(day=1)
        after = (month + timedelta(days=32)).replace(day=1)
        crooked = (month - timedelta(days=20), after - timedelta(days=20))
        found = {}
        for part in (*self.parts, "by=day", "by=centre", "by=language"):
            found[f"figures of a month {part}"] = _figures(month, after, part)
        found[f"figures of 31 days in two months {HEAT_MAP}"] = _figures(*crooked, HEAT_MAP)
        found["load by hour of a month"] = f"/api/statistics/load?from={month}&to={after}"
        for part in TOPIC_PARTS:
            found[f"topics of a month {part}"] = _topics(month, after, part)
        found["topics of 31 days in two months"] = _topics(*crooked, "")
        for report in ("availability", "satisfaction"):
            found[f"{report} of a month"] = f"/api/statistics/{report}?from={month}&to={after}"
        for part in (*self.parts, "by=centre", "by=language", "by=centre,clock_hour"):
            found[f"figures of ten years {part}"] = self.ten_years(part)
        found[f"figures of ten years {HEAT_MAP} centre"] = self.ten_years(f"{HEAT_MAP}&centre=VESTLAND")
        today, ahead = self.of.ends, self.of.ends + timedelta(days=28)
        for part in (*TOPIC_PARTS, "by=month", "by=clock_hour&centre=VESTLAND"):
            found[f"topics of ten years {part}"] = _topics(self.of.begins, self.of.ends, part)
        availability = f"/api/statistics/availability?from={self.of.begins}&to={self.of.ends}"
        found["availability of ten years"] = availability
        found["the tables of a year"] = f"/api/statistics/annual?year={self.of.ends.year - 1}"
        found["forecast and need of four weeks"] = f"/api/forecast?from={today}&to={ahead}"
        found["record of the forecast"] = "/api/forecast/record"
        return found

    def ten_years(self, part: str) -> str:
        """All of it."""
        return _figures(self.of.begins, self.of.ends, part)


def _figures(first: date, end: date, part: str) -> str:
    return f"/api/statistics/figures?from={first}&to={end}{'&' if part else ''}{part}"


def _topics(first: date, end: date, part: str) -> str:
    return f"/api/statistics/topics?from={first}&to={end}{'&' if part else ''}{part}"


async def _board(settings: Settings) -> list[Measured]:
    """What a worker asks each second while a board is open; the first look also reads a week of promises."""
    async with backstage(settings) as transaction:
        keeper, seconds = Boardkeeper(transaction, Rules), []
        for _ in range(TIMES):
            began = time.perf_counter()
            await keeper.look()
            seconds.append(time.perf_counter() - began)
    return [_measured("the board, made anew", seconds, 0)]


def _beside(desk: Ours, stores: Stores, path: str, cookie: str) -> Beside:
    """Rounds at a steady rate, in turn alone and beside people who ask for ten years."""
    beside = Beside(PEOPLE, PLAN.rate)
    with Load(desk.wire) as load:
        load.join(desk.pairs(PLAN.conversations))
        standing = Standing(desk, stores, load)
        for number in range(PLAN.rounds):
            beside.alone.append(standing.at_rate(PLAN).result)
            with all_the_while(desk.urls, path, cookie, people=PEOPLE) as answers:
                beside.together.append(standing.at_rate(PLAN).result)
            beside.answers += answers
            say(f"round {number + 1} of {PLAN.rounds}: {beside.told()}")
    return beside


@contextmanager
def _stores(folder: Path, *, durable: bool) -> Iterator[Stores]:
    with EmbeddedServers(folder / "stores", durable=durable) as servers:
        database_url = servers.database_url.replace("postgresql+psycopg://", "postgresql://")
        yield Stores(
            database_url=database_url,
            valkey_url=servers.valkey_url,
            postgres_socket_folder=parse_qs(urlsplit(database_url).query)["host"][0],
            valkey_socket=servers.valkey_url.removeprefix("unix://"),
            postgres_pid=servers.postgres.pid,
            valkey_pid=servers.valkey.pid,
        )


def _settings(stores: Stores) -> Settings:
    database_url = stores.database_url.replace("postgresql://", "postgresql+psycopg://")
    return Settings(database_url=database_url, valkey_url=stores.valkey_url)


async def _begin(settings: Settings) -> None:
    async with backstage(settings) as transaction:
        await begin(transaction)


async def _add_up(settings: Settings) -> int:
    total = 0
    async with backstage(settings) as transaction:
        adding_up = AddingUp(transaction, Rules)
        while (count := await adding_up.sweep()) > 0:
            total += count
    return total


def _options() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m bench.reports", description=__doc__)
    parser.add_argument("--contacts", type=int, default=10_000_000)
    parser.add_argument("--folder", help="where the rows are kept for another run")
    return parser


if __name__ == "__main__":
    sys.exit(main())
