"""From `desk serve` to the first answer of `/health/ready` that says yes."""

from __future__ import annotations

import statistics
import time
from collections.abc import Callable
from pathlib import Path

from app.cli.schema import bring_up
from app.settings import Settings
from app.supervisor.running import is_ready
from bench.contenders.ours import serve
from bench.processes import SECONDS_TO_START, DidNotStart, free_port
from bench.stores import own_stores


def run(times: int, folder: Path, say: Callable[[str], None]) -> float:
    """The median of some starts on a database that is there already, in seconds."""
    with own_stores() as stores:
        settings = Settings(
            database_url=stores.database_url.replace("postgresql://", "postgresql+psycopg://"),
            valkey_url=stores.valkey_url,
        )
        bring_up(settings)
        took = [_start(settings, folder / f"start{number}.log") for number in range(times)]
    say(f"start to first answer: {', '.join(f'{one:.2f}' for one in took)} s")
    return statistics.median(took)


def _start(settings: Settings, log: Path) -> float:
    port, began = free_port(), time.perf_counter()
    process = serve(settings, log, port)
    try:
        while not is_ready("127.0.0.1", port):
            if time.perf_counter() - began > SECONDS_TO_START:
                raise DidNotStart(log.read_text(errors="replace"))
            time.sleep(0.005)
        return time.perf_counter() - began
    finally:
        process.kill()
