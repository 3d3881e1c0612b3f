"""What a file of load per hour costs the desk in memory: a year beside ten, every centre, on an empty desk.

`python -m bench.exporting`: rows, bytes, seconds, and the most memory that Python held. The desk has
no contacts, for what is measured is the writing: each row is there all the same.
"""

import asyncio
import tempfile
import time
import tracemalloc
from pathlib import Path

from starlette.responses import StreamingResponse

from app.domain.load import FIGURES
from app.embedded.servers import EmbeddedServers
from app.repositories import schema
from app.routers.exports import csv_file, xlsx_file
from app.seed.texts import definitions
from app.services.beginning import begin
from app.settings import Settings
from app.wiring import Desk, build

PERIODS = {"a year": "2025-01-01", "ten years": "2016-01-01"}
END = "2026-01-01"


async def main(settings: Settings) -> None:
    """Print a line for each file."""
    desk = build(settings)
    await begin(desk.transaction)
    await desk.rules.refresh()
    for name, starts in PERIODS.items():
        for kind in ("csv", "xlsx"):
            print(f"{name}, {kind}: {await measured(desk, starts, kind)}")
    await desk.bus.close()
    await desk.switchboard.close()
    for engine in desk.engines:
        await engine.dispose()


async def measured(desk: Desk, starts: str, kind: str) -> str:
    """Rows, bytes, seconds and megabytes at most."""
    tracemalloc.start()
    began, size = time.monotonic(), 0
    export = await desk.exporting.load({"from": starts, "to": END, "centre": "each"})
    answer: StreamingResponse = await (
        csv_file(export, name="load")
        if kind == "csv"
        else xlsx_file(export, definitions(FIGURES), name="load")
    )
    async for piece in answer.body_iterator:
        size += len(piece)
    most = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    took = time.monotonic() - began
    return f"{export.count} rows, {size / 1e6:.1f} MB, {took:.0f} s, {most / 1e6:.1f} MB of memory at most"


if __name__ == "__main__":
    with (
        tempfile.TemporaryDirectory(prefix="desk-bench-") as folder,
        EmbeddedServers(Path(folder, "var"), durable=False) as servers,
    ):
        Path(folder).chmod(0o755)
        schema.upgrade(servers.database_url)
        asyncio.run(main(Settings(database_url=servers.database_url, valkey_url=servers.valkey_url)))
