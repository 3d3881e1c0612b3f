"""socket.io 4 with its Redis streams adapter and `pg`, in two Node processes (contenders/socketio_server)."""

from __future__ import annotations

import subprocess
from pathlib import Path

from bench.contenders.floor import Uvicorns
from bench.installed import once
from tools import web

FOLDER = Path(__file__).parent / "socketio_server"


class SocketIO(Uvicorns):
    """What a team on Node would write: default settings, prepared statements, one commit a message."""

    name = "socketio"
    title = "socket.io 4, @socket.io/redis-streams-adapter, pg; one commit for each message (Node)"
    wire = "socketio"
    path = "/socket.io/?EIO=4&transport=websocket"

    def prepare(self) -> None:
        """See `Contender`."""
        once(FOLDER / "node_modules", [FOLDER / "package-lock.json"], _install)

    def _command(self, port: int) -> list[str]:
        return [web.find().program, str(FOLDER / "server.js"), str(port)]

    def _environment(self) -> dict[str, str]:
        assert self._stores is not None
        return {
            "NODE_ENV": "production",
            "DATABASE_URL": self._stores.database_url,
            "VALKEY_SOCKET": self._stores.valkey_socket,
        }


def _install() -> None:
    node = web.find()
    subprocess.run([*node.npm, "ci", *web.QUIET], cwd=FOLDER, env=node.environment(), check=True)
