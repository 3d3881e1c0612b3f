"""What runs in a worker: uvicorn that beats from its loop, drains before closing, leaves with its parent."""

from __future__ import annotations

import asyncio
import gc
import os
import resource
import signal
import socket
import threading
import time
from collections.abc import Awaitable, Callable
from contextlib import suppress
from types import FrameType
from typing import Any

import uvicorn

from app.logs import log
from app.settings import Settings
from app.supervisor.http import DeskHttpProtocol
from app.supervisor.protocol import DeskSocketProtocol
from app.supervisor.worker import BEAT, LEAVING

Drain = Callable[[], Awaitable[None]]
Application = Callable[..., Any]

LARGEST_FRAME = 32_768
BEAT_TICKS = 10
"""uvicorn ticks ten times a second."""
JUST_ACCEPTED_SECONDS = 0.2
"""Whoever was let in a moment ago has not asked yet; closing at once would be a reset without an answer."""
YOUNG_OBJECTS = 10_000
"""Containers made, beyond those dropped, before the youngest are looked through; Python's default is 700."""
ORPHAN_SECONDS = 2.5
CANNOT_START = 3


class DeskServer(uvicorn.Server):
    """uvicorn's server with the desk's own way to leave (see core: drain first, then close)."""

    def __init__(self, config: uvicorn.Config, *, beat: int, drain: Callable[[], Drain | None]) -> None:
        """`beat` is the pipe to the parent; `drain` answers what is to be awaited before closing."""
        super().__init__(config)
        self._beat = beat
        self._drain = drain

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        """What stands after the start stays: looking through it for garbage again and again takes 80 ms.

        What comes later is looked through less often than by default, which counts every message for it.
        """
        await super().startup(sockets)
        gc.collect()
        gc.freeze()
        gc.collect()  # a full look comes when a quarter has been added to what the last one found
        gc.set_threshold(YOUNG_OBJECTS, *gc.get_threshold()[1:])

    async def on_tick(self, counter: int) -> bool:
        """The beat comes from the loop itself, so that a blocked loop falls silent."""
        if counter % BEAT_TICKS == 0:
            self._tell_parent()
        return await super().on_tick(counter)

    async def shutdown(self, sockets: list[socket.socket] | None = None) -> None:
        """Let nobody new in, drain, cut off who does not read, and only then close as uvicorn does."""
        for server in self.servers:
            server.close()
        self._tell_parent()
        await asyncio.sleep(JUST_ACCEPTED_SECONDS)
        await self._drained()
        for connection in list(self.server_state.connections):
            transport = getattr(connection, "transport", None)
            if transport is not None and transport.get_write_buffer_size():
                transport.abort()
        await super().shutdown(sockets)

    def handle_exit(self, sig: int, frame: FrameType | None) -> None:
        """The first signal drains, the second leaves at once; the process then ends with code 0."""
        self.force_exit = self.should_exit
        self.should_exit = True

    async def _drained(self) -> None:
        drain = self._drain()
        if drain is None:
            return
        draining = asyncio.ensure_future(drain())
        while not draining.done() and not self.force_exit:
            await asyncio.wait([draining], timeout=0.1)
            self._tell_parent()
        if not draining.done():
            draining.cancel()
        elif draining.exception() is not None:
            log("desk.worker").error("drain failed", exc_info=draining.exception())

    def _tell_parent(self) -> None:
        with suppress(OSError):  # a parent that has gone, or reads slowly, must not cut a drain.
            os.write(self._beat, LEAVING if self.should_exit else BEAT)


def run_worker(application: Application, settings: Settings, *, listening: int, beat: int) -> int:
    """Serve `application` on an inherited socket from when it is called until told to stop; the exit code.

    What is to be drained is the application's `state.drain`, set while its lifespan starts.
    """
    signal.signal(signal.SIGHUP, signal.SIG_IGN)  # a closing terminal is the parent's business.
    if not os.read(0, 3):  # the call of the parent, see `Worker.call`; its end means that it has gone.
        return 0
    os.set_blocking(beat, False)
    _allow_descriptors()
    threading.Thread(target=_leave_with_parent, daemon=True).start()
    server = DeskServer(configuration(application, settings), beat=beat, drain=lambda: _drain_of(application))
    server.run(sockets=[socket.socket(fileno=listening)])
    return 0 if server.started else CANNOT_START


def configuration(application: Application, settings: Settings) -> uvicorn.Config:
    """uvicorn as the desk wants it (promises § 4); its own logs are quiet, ours have no addresses."""
    return uvicorn.Config(
        application,
        http=DeskHttpProtocol,
        ws=DeskSocketProtocol,
        ws_ping_interval=10,
        ws_ping_timeout=10,
        ws_max_size=LARGEST_FRAME,
        ws_per_message_deflate=False,
        server_header=False,
        access_log=False,
        log_config=None,
        timeout_graceful_shutdown=5,
        lifespan="on",
        forwarded_allow_ips=settings.trusted_proxies,
    )


def _drain_of(application: Application) -> Drain | None:
    state = getattr(application, "state", None)
    drain: Drain | None = getattr(state, "drain", None)
    return drain


def _allow_descriptors() -> None:
    """As many sockets as the system lets this process have: the soft limit is often 1,024."""
    _, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    with suppress(ValueError, OSError):  # macOS calls unlimited what it does not grant.
        resource.setrlimit(resource.RLIMIT_NOFILE, (hard, hard))


def _leave_with_parent() -> None:
    """Standard input ends when the parent does; nobody would replace us, so the rest is short."""
    with suppress(OSError):
        while os.read(0, 4096):
            pass
    os.kill(os.getpid(), signal.SIGTERM)
    time.sleep(ORPHAN_SECONDS)
    os._exit(1)
