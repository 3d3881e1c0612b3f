"""A whole desk from its settings: the socket, the workers' environment, and the word that it is ready."""

from __future__ import annotations

import http.client
import os
import socket
import sys
import tempfile
import threading
import time
from collections.abc import Callable
from contextlib import ExitStack
from pathlib import Path

from app import metrics
from app.settings import Settings
from app.supervisor.listening import port_of, reserve
from app.supervisor.parent import Supervisor

WORKER = (sys.executable, "-m", "app.supervisor")


def run_desk(settings: Settings, *, when_ready: Callable[[str], None] = lambda _: None) -> int:
    """Run until told to stop; the exit code. `when_ready` gets the address, in a thread of its own.

    Raises PortTaken.
    """
    with ExitStack() as open_things:
        listening = open_things.enter_context(reserve(settings.host, settings.port))
        settings = settings.model_copy(update={"port": port_of(listening)})
        environment = {**os.environ, **as_environment(settings)}
        if settings.metrics:
            folder = open_things.enter_context(tempfile.TemporaryDirectory(prefix="desk-metrics-"))
            shared = metrics.share(Path(folder))
            environment |= shared
            os.environ.update(shared)
        supervisor = Supervisor(
            listening,
            WORKER,
            count=settings.workers,
            environment=environment,
            on_ready=lambda: _say_when_ready(settings, listening, when_ready),
        )
        return supervisor.run()


def as_environment(settings: Settings) -> dict[str, str]:
    """Settings as the environment variables that make the same settings in another process."""
    given: dict[str, str] = {}
    for name in Settings.model_fields:
        value = getattr(settings, name)
        if value is not None:
            given[f"DESK_{name.upper()}"] = ",".join(value) if isinstance(value, tuple) else str(value)
    return given


def _say_when_ready(settings: Settings, listening: socket.socket, say: Callable[[str], None]) -> None:
    """Ask `/health/ready` until it says yes; the supervisor goes on meanwhile."""

    def ask() -> None:
        while listening.fileno() >= 0 and not is_ready(settings.local_host, settings.port):
            time.sleep(0.05)
        if listening.fileno() >= 0:
            say(settings.address)

    threading.Thread(target=ask, daemon=True).start()


def is_ready(host: str, port: int) -> bool:
    """Whether a desk there says that it can serve, within two seconds."""
    connection = http.client.HTTPConnection(host, port, timeout=2)
    try:
        connection.request("GET", "/health/ready", headers={"Connection": "close"})
        return connection.getresponse().status == http.HTTPStatus.OK
    except (OSError, http.client.HTTPException):
        return False
    finally:
        connection.close()
