"""An embedded Valkey, reachable by a socket of this machine only."""

from __future__ import annotations

import contextlib
import pathlib
import signal
import socket
import tempfile

from app.embedded.binaries import valkey_program
from app.embedded.folder import DataFolder
from app.embedded.kept import KeptServer

SECONDS_TO_START = 30
SETTINGS = {"port": "0", "save": "", "maxmemory-policy": "noeviction", "daemonize": "no"}


class Valkey:
    """One Valkey server; `start`, `stop` and `kill` may follow each other, the address stays."""

    def __init__(self, folder: DataFolder, *, durable: bool = True) -> None:
        self._hold = folder.lock
        self._data = folder.path / "valkey"
        self._data.mkdir(exist_ok=True)
        self._log = folder.path / "valkey.log"
        self._socket = pathlib.Path(tempfile.mkdtemp(prefix="desk-vk-")) / "valkey.sock"
        self._settings = SETTINGS | {
            "dir": str(self._data),
            "unixsocket": str(self._socket),
            "unixsocketperm": "700",
            "appendonly": "yes" if durable else "no",
            "appendfsync": "everysec",
        }
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

    @property
    def url(self) -> str:
        """The address, as redis-py reads it."""
        return f"unix://{self._socket}"

    def start(self) -> None:
        """Start the server on what it had kept; raises ServerFailed."""
        self.stop()  # a server that was killed still has its keeper's pipes open
        with contextlib.suppress(FileExistsError):
            self._socket.parent.mkdir(mode=0o700)
        kept = KeptServer(
            [
                valkey_program(),
                *(part for name, value in self._settings.items() for part in (f"--{name}", value)),
            ],
            log=self._log,
            socket_folder=self._socket.parent,
            stop_signal=signal.SIGTERM,
            hold=[self._hold],
        )
        try:
            kept.wait_until(self._answers, seconds=SECONDS_TO_START)
        except BaseException:
            kept.stop()
            raise
        self._kept = kept

    def stop(self) -> None:
        """Stop the server in order."""
        if self._kept is not None:
            self._kept.stop()

    def kill(self) -> None:
        """End the server as a crash would."""
        if self._kept is not None:
            self._kept.kill()

    def _answers(self) -> bool:
        try:
            with socket.socket(socket.AF_UNIX) as talk:
                talk.settimeout(1)
                talk.connect(str(self._socket))
                talk.sendall(b"PING\r\n")
                return talk.recv(16).startswith(b"+PONG")
        except OSError:
            return False
