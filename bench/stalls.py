"""For how long reports of ten years hold up the loop of the worker that makes them, and its conversations.

`python -m bench.stalls --contacts 400000`: of each question the longest turn of the loop, median and longest
of seven askings, beside how long the answer took and how large it is. In this process and with the settings
of a worker that serves, but without sockets: what is measured is what stands between two messages.
"""

from __future__ import annotations

import argparse
import asyncio
import gc
import sys
import tempfile
import time
from collections.abc import Awaitable, Callable
from datetime import date, timedelta
from pathlib import Path
from statistics import median
from typing import Any

import psycopg
from starlette.requests import Request
from starlette.responses import Response, StreamingResponse

from app.background import SWITCH
from app.domain.policy import Policy
from app.embedded.servers import EmbeddedServers
from app.repositories import kept, schema
from app.routers import availability, feedback, readings, statistics, topic_statistics
from app.routers.spreadsheets import CSV
from app.services.beginning import begin
from app.settings import Settings
from app.supervisor.server import YOUNG_OBJECTS
from app.wiring import Desk, build
from bench.decade import Decade, decade, make

TIMES = 7
TURN = 0.001
FURTHER = (
    """
    INSERT INTO feedback (contact_id, score, words, at)
    SELECT id, 1 + floor(random() * 5)::int, 'Et ord', ended_at
    FROM contact WHERE channel = 'chat' AND answered_at IS NOT NULL
    """,
    """
    INSERT INTO audit (at, actor_id, action, subject, reason)
    SELECT arrived_at + again * interval '1 minute', answered_by, 'contact_read', id::text, 'klage'
    FROM contact, generate_series(1, 2) AS again WHERE answered_by IS NOT NULL ORDER BY 1
    """,
    "VACUUM (ANALYZE)",
)
"""What the decade is without: an answer to the one question of each chat, and each conversation read once."""

Ask = Callable[[], Awaitable[Response]]


def questions(desk: Desk, wanted: Decade) -> dict[str, Ask]:
    """The largest that each report may be asked."""
    ten = {"from_": str(wanted.ends - timedelta(days=3_650)), "to": str(wanted.ends)}
    year = {"from_": str(wanted.ends - timedelta(days=365)), "to": str(wanted.ends)}

    def of(call: Callable[..., Awaitable[Any]], kind: str = "application/json", **asked: Any) -> Ask:
        return lambda: call(_request(kind), desk=desk, **asked)

    return {
        "figures of ten years by=month": of(statistics.figures, **ten, by="month"),
        "figures of ten years by=weekday,clock_hour": of(statistics.figures, **ten, by="weekday,clock_hour"),
        "figures of a year by=hour,centre": of(statistics.figures, **year, by="hour,centre"),
        "figures of a year by=hour,centre, CSV": of(statistics.figures, CSV, **year, by="hour,centre"),
        "load of a year": of(statistics.load, **year),
        "availability of ten years": of(availability.availability, **ten),
        "availability of a year": of(availability.availability, **year),
        "topics of a year by=centre": of(topic_statistics.topics, **year, by="centre", level="2"),
        "satisfaction of a year": of(feedback.satisfaction, **year),
        "readings of ten years, CSV": of(readings.readings, CSV, **ten),
    }


def _request(kind: str) -> Request:
    headers = [(b"accept", kind.encode())]
    return Request({"type": "http", "method": "GET", "path": "/", "query_string": b"", "headers": headers})


class Turns:
    """The longest turn of the loop since somebody looked last."""

    def __init__(self) -> None:
        """Counted while `run` runs."""
        self.longest = 0.0

    async def run(self) -> None:
        """Until cancelled."""
        last = time.perf_counter()
        while True:
            await asyncio.sleep(TURN)
            now = time.perf_counter()
            self.longest, last = max(self.longest, now - last - TURN), now


async def main(settings: Settings, wanted: Decade) -> None:
    """Print a line for each question."""
    sys.setswitchinterval(SWITCH)
    desk = build(settings)
    await desk.rules.refresh()
    while await desk.adding_up.sweep():
        continue
    gc.collect()
    gc.freeze()
    gc.set_threshold(YOUNG_OBJECTS, *gc.get_threshold()[1:])
    turns = Turns()
    running = desk.tasks.start(turns.run(), name="turns")
    for name, ask in questions(desk, wanted).items():
        print(f"{name}: {await measured(ask, turns)}", flush=True)
    running.cancel()
    await desk.bus.close()
    await desk.switchboard.close()
    for engine in desk.engines:
        await engine.dispose()


async def measured(ask: Ask, turns: Turns) -> str:
    """The longest turns, the time of the answer, and its size."""
    stalls: list[float] = []
    took: list[float] = []
    for _ in range(TIMES):
        await asyncio.sleep(10 * TURN)
        turns.longest, began = 0.0, time.perf_counter()
        size = await _size(await ask())
        took.append(time.perf_counter() - began)
        await asyncio.sleep(10 * TURN)
        stalls.append(turns.longest)
    held_up = f"held up {median(stalls) * 1e3:.0f} ms, at most {max(stalls) * 1e3:.0f} ms"
    return f"{held_up}; answered in {median(took) * 1e3:.0f} ms, {size / 1e3:.0f} kB"


async def _size(answer: Response) -> int:
    if isinstance(answer, StreamingResponse):
        return sum([len(piece) async for piece in answer.body_iterator])
    return len(answer.body)


async def _begin(settings: Settings) -> None:
    desk = build(settings)
    await begin(desk.transaction)
    for engine in desk.engines:
        await engine.dispose()


def _prepare(settings: Settings, wanted: Decade) -> None:
    database_url = str(settings.database_url)
    schema.upgrade(database_url)
    asyncio.run(_begin(settings))
    plain = database_url.replace("postgresql+psycopg://", "postgresql://")
    make(plain, wanted, kept.counted_by(Policy()), lambda text: print(f"[bench] {text}", flush=True))
    with psycopg.connect(plain, autocommit=True) as connection:
        for statement in FURTHER:
            connection.execute(statement.encode())


if __name__ == "__main__":
    options = argparse.ArgumentParser(prog="python -m bench.stalls", description=__doc__)
    options.add_argument("--contacts", type=int, default=400_000)
    size = options.parse_args().contacts
    ten_years = decade(size, today=date.fromisoformat(time.strftime("%Y-%m-%d", time.gmtime())))
    with (
        tempfile.TemporaryDirectory(prefix="desk-bench-") as created,
        EmbeddedServers(Path(created, "var"), durable=False) as servers,
    ):
        Path(created).chmod(0o755)
        its = Settings(database_url=servers.database_url, valkey_url=servers.valkey_url)
        _prepare(its, ten_years)
        asyncio.run(main(its, ten_years))
