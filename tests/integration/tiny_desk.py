"""A worker with the smallest application: who am I, and be blocked. For tests of the supervisor alone."""

from __future__ import annotations

import asyncio
import os
import pathlib
import sys
import threading
from contextlib import suppress
from typing import Any

from app import logs
from app.settings import Settings
from app.supervisor.server import run_worker


class TinyDesk:
    """Answers with its process id; `/block` stops the loop for good, `/long` is more than fits."""

    def __init__(self) -> None:
        self.state = self

    async def drain(self) -> None:
        """Takes its time if it is told to, and leaves a mark that it was waited for."""
        with suppress(TimeoutError):
            async with asyncio.timeout(float(os.environ.get("TINY_DRAIN_SECONDS", "0"))):
                await asyncio.Event().wait()
        if "TINY_MARKS" in os.environ:
            await asyncio.to_thread(pathlib.Path(os.environ["TINY_MARKS"], f"drained-{os.getpid()}").touch)

    async def __call__(self, scope: Any, receive: Any, send: Any) -> None:
        if scope["type"] == "lifespan":
            await self._live(receive, send)
            return
        if scope["path"] == "/block":
            threading.Event().wait()
        await send({"type": "http.response.start", "status": 200, "headers": []})
        if scope["path"] == "/long":
            for _ in range(1000):  # more than any buffer on the way holds.
                await send({"type": "http.response.body", "body": bytes(65536), "more_body": True})
        await send({"type": "http.response.body", "body": str(os.getpid()).encode()})

    async def _live(self, receive: Any, send: Any) -> None:
        for said in ("startup", "shutdown"):
            await receive()
            await send({"type": f"lifespan.{said}.complete"})


if __name__ == "__main__":
    logs.set_up("info", "json")
    if os.environ.get("TINY_FAILS") and pathlib.Path(os.environ["TINY_FAILS"]).exists():
        sys.exit(1)
    sys.exit(run_worker(TinyDesk(), Settings(), listening=int(sys.argv[1]), beat=int(sys.argv[2])))
