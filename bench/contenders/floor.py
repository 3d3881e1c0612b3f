"""The floor: a bare websocket echo, and an echo with one commit and one publish for each message."""

from __future__ import annotations

import sys
import uuid
from collections.abc import Sequence
from pathlib import Path

import psycopg

from bench.contender import SCHEMA, Pair, Stores, crosswise
from bench.processes import ServerProcess, free_port


class Uvicorns:
    """Two uvicorn processes of one application, with the desk's own loop and websocket implementation."""

    name = ""
    title = ""
    wire = "plain"
    needs_stores = True
    application = ""
    path = "/ws"

    def __init__(self) -> None:
        self._ports: list[int] = []
        self._processes: list[ServerProcess] = []
        self._stores: Stores | None = None

    def prepare(self) -> None:
        """Nothing: it runs on what the desk runs on."""

    def start(self, stores: Stores | None, folder: Path) -> None:
        """See `Contender`."""
        self._stores = stores
        self.make_tables()
        for number in range(2):
            port = free_port()
            self._ports.append(port)
            self._processes.append(
                ServerProcess(
                    self._command(port),
                    log=folder / f"{self.name}{number}.log",
                    environment=self._environment(),
                )
            )
        for port, process in zip(self._ports, self._processes, strict=True):
            process.wait_for_port(port)

    def make_tables(self) -> None:
        """The tables, where it has a database."""
        if self._stores is not None:
            with psycopg.connect(self._stores.database_url, autocommit=True) as connection:
                connection.execute(SCHEMA)

    def pairs(self, count: int) -> list[Pair]:
        """See `Contender`."""
        conversations = [str(uuid.uuid4()) for _ in range(count)]
        if self._stores is not None:
            with psycopg.connect(self._stores.database_url) as connection, connection.cursor() as cursor:
                cursor.executemany(
                    "INSERT INTO conversation (id) VALUES (%s)", [(one,) for one in conversations]
                )
        url_a, url_b = (f"ws://127.0.0.1:{port}{self.path}" for port in self._ports)
        return crosswise(url_a, url_b, conversations)

    def servers(self) -> Sequence[int]:
        """See `Contender`."""
        return [process.pid for process in self._processes]

    def stop(self) -> None:
        """See `Contender`."""
        for process in self._processes:
            process.stop()

    def _command(self, port: int) -> list[str]:
        return [
            *(sys.executable, "-m", "uvicorn", self.application, "--host", "127.0.0.1"),
            *("--port", str(port), "--loop", "uvloop", "--ws", "websockets-sansio"),
            *("--log-level", "warning", "--no-access-log"),
        ]

    def _environment(self) -> dict[str, str]:
        if self._stores is None:
            return {}
        return {"BENCH_DATABASE_URL": self._stores.database_url, "BENCH_VALKEY_URL": self._stores.valkey_url}


class Echo(Uvicorns):
    """Every frame goes back to its sender as it came."""

    name = "echo"
    title = "a bare websocket echo (uvicorn, plain ASGI): nothing stored, nothing passed on"
    wire = "echo"
    needs_stores = False
    application = "bench.contenders.floor_echo:application"


class Committed(Uvicorns):
    """The least that keeps a message and passes it on, without any batching."""

    name = "commit"
    title = "echo + one commit and one publish for each message (psycopg, one subscription a process)"
    application = "bench.contenders.floor_commit:application"
