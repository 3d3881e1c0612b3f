"""Starts an embedded server again when it has died, as the operators of a real one would."""

from __future__ import annotations

import threading
from types import TracebackType

from app.embedded.kept import ServerFailed
from app.embedded.postgres import Postgres
from app.embedded.servers import EmbeddedServers
from app.embedded.valkey import Valkey
from app.logs import log

SECONDS_BETWEEN_LOOKS = 0.25


class Care:
    """Looks after both servers for as long as a `with` block lasts, in a thread of its own."""

    def __init__(self, servers: EmbeddedServers) -> None:
        self._servers = servers
        self._over = threading.Event()
        self._thread = threading.Thread(target=self._look_after, daemon=True)
        self._log = log("desk.embedded")

    def __enter__(self) -> Care:
        self._thread.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._over.set()
        self._thread.join()

    def _look_after(self) -> None:
        while not self._over.wait(SECONDS_BETWEEN_LOOKS):
            for server in (self._servers.postgres, self._servers.valkey):
                if not server.alive:
                    self._start_again(server)

    def _start_again(self, server: Postgres | Valkey) -> None:
        name = type(server).__name__
        self._log.warning("embedded server died", server=name)
        try:
            server.stop()
            server.start()
        except ServerFailed as error:
            self._log.error("embedded server does not start", server=name, why=str(error))
            return
        self._log.info("embedded server started again", server=name)
