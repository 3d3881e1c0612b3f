"""An embedded PostgreSQL: its cluster made once, its server reachable by a socket of this machine only."""

from __future__ import annotations

import contextlib
import os
import pathlib
import shutil
import signal
import subprocess
import tempfile
import time
from collections.abc import Mapping

from app.embedded.account import ordinary_account
from app.embedded.binaries import postgres_programs
from app.embedded.folder import DataFolder, private_folder
from app.embedded.kept import KeptServer, ServerFailed

SUPERUSER = "postgres"
SECONDS_TO_START = 60
SECONDS_FOR_CHILDREN = 15
STATUS_LINE = 7
SETTINGS = {"listen_addresses": "", "max_connections": "200", "timezone": "UTC", "log_timezone": "UTC"}
# For tests: what a crash of the machine may lose does not matter, speed does.
HASTY = {"fsync": "off", "synchronous_commit": "off", "full_page_writes": "off", "max_wal_size": "256MB"}


class Postgres:
    """One PostgreSQL server; `start`, `stop` and `kill` may follow each other, the address stays."""

    def __init__(self, folder: DataFolder, *, durable: bool = True) -> None:
        self._hold = folder.lock
        self._account = ordinary_account()
        self._programs = postgres_programs(self._account)
        self._home = private_folder(folder.path / "postgres", self._account)
        self._data = self._home / "cluster"
        self._log = folder.path / "postgres.log"
        self._settings = SETTINGS if durable else SETTINGS | HASTY
        self._sockets = pathlib.Path(tempfile.mkdtemp(prefix="desk-pg-"))
        self._kept: KeptServer | None = None

    @property
    def alive(self) -> bool:
        """Whether the server runs."""
        return self._kept is not None and self._kept.alive

    @property
    def pid(self) -> int:
        """The process id of the server, the last one's when it does not run."""
        assert self._kept is not None
        return self._kept.pid

    def url(self, database: str = SUPERUSER) -> str:
        """The address of one database, as SQLAlchemy reads it."""
        return f"postgresql+psycopg://{SUPERUSER}@/{database}?host={self._sockets}"

    def start(self) -> None:
        """Start the server, with a new cluster in an empty folder; raises ServerFailed."""
        if not self._data.exists():
            self._make_cluster()
        self._forget_a_foreign_pid()
        self.stop()  # a server that was killed still has its keeper's pipes open
        self._kept = self._run_when_the_former_is_gone()

    def stop(self) -> None:
        """Stop the server in order; clients are disconnected."""
        if self._kept is not None:
            self._kept.stop()

    def kill(self) -> None:
        """End the server as a crash would."""
        if self._kept is not None:
            self._kept.kill()

    def _run_when_the_former_is_gone(self) -> KeptServer:
        """After kill -9 of the server alone, its children hold the shared memory for another moment."""
        deadline = time.monotonic() + SECONDS_FOR_CHILDREN
        while True:
            try:
                return self._run()
            except ServerFailed as failure:
                if "old server processes" not in str(failure) or time.monotonic() > deadline:
                    raise

    def _run(self) -> KeptServer:
        self._make_socket_folder()
        settings: Mapping[str, str] = {**self._settings, "unix_socket_directories": str(self._sockets)}
        kept = KeptServer(
            [self._programs / "postgres", "-D", self._data, *(f"--{k}={v}" for k, v in settings.items())],
            log=self._log,
            socket_folder=self._sockets,
            stop_signal=signal.SIGINT,
            account=self._account,
            hold=[self._hold],
        )
        try:
            kept.wait_until(lambda: self._says_ready(kept.pid), seconds=SECONDS_TO_START)
        except BaseException:
            kept.stop()
            raise
        return kept

    def _make_cluster(self) -> None:
        """Make it under another name, then rename: a cluster half made by a killed start is no cluster."""
        draft = self._home / "draft"
        shutil.rmtree(draft, ignore_errors=True)
        made = subprocess.run(
            [
                *(self._programs / "initdb", "-D", draft, "-U", SUPERUSER, "--auth=trust"),
                *("--encoding=UTF8", "--locale=C", "--locale-provider=builtin", "--builtin-locale=C.UTF-8"),
                *("--no-sync", "--no-instructions"),
            ],
            cwd="/",
            env={**os.environ, "HOME": "/", "LC_ALL": "C"},
            user=self._account.uid if self._account else None,
            group=self._account.gid if self._account else None,
            extra_groups=[] if self._account else None,
            pass_fds=[self._hold],
            capture_output=True,
            text=True,
            check=False,
        )
        if made.returncode != 0:
            raise ServerFailed(f"initdb: {made.stderr.strip()}")
        draft.rename(self._data)

    def _make_socket_folder(self) -> None:
        # The keeper removes it with the server, so a second start makes it anew.
        with contextlib.suppress(FileExistsError):
            self._sockets.mkdir(mode=0o700)
        if self._account:
            self._account.own(self._sockets)

    def _says_ready(self, pid: int) -> bool:
        # After kill -9 the former server's file says «ready» too: its first line must be this server.
        lines = self._pid_file()
        return len(lines) > STATUS_LINE and lines[0] == str(pid) and lines[STATUS_LINE].strip() == "ready"

    def _forget_a_foreign_pid(self) -> None:
        """After a crash of the machine, the number in the lock file may be another program's by now."""
        lines = self._pid_file()
        process = pathlib.Path("/proc") / (lines[0] if lines else "")
        if lines and process.exists() and _working_folder(process) != self._data.resolve():
            (self._data / "postmaster.pid").unlink()

    def _pid_file(self) -> list[str]:
        try:
            return (self._data / "postmaster.pid").read_text().splitlines()
        except FileNotFoundError:
            return []


def _working_folder(process: pathlib.Path) -> pathlib.Path | None:
    try:
        return (process / "cwd").readlink()
    except OSError:
        return None
