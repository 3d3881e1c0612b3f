"""Django Channels with channels_redis and Django's ORM, in two processes (contenders/channels_server)."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

from bench.contenders.floor import Uvicorns
from bench.installed import once

ROOT = Path(__file__).resolve().parents[2]
LOCK = ROOT / "requirements" / "bench.lock"
ENVIRONMENT = ROOT / ".venv" / "bench"
PYTHON = ENVIRONMENT / "bin" / "python"


class Channels(Uvicorns):
    """What a team on Django would write: a consumer, the ORM in a transaction, the group."""

    name = "channels"
    title = "Django Channels, channels_redis, Django's ORM; one transaction for each message (uvicorn)"
    path = "/ws"

    def prepare(self) -> None:
        """See `Contender`."""
        once(ENVIRONMENT, [LOCK], _install)

    def _command(self, port: int) -> list[str]:
        return [
            *(str(PYTHON), "-m", "uvicorn", "channels_server.asgi:application", "--host", "127.0.0.1"),
            *("--port", str(port), "--app-dir", str(Path(__file__).parent)),
            *("--loop", "uvloop", "--http", "h11", "--ws", "websockets-sansio", "--lifespan", "off"),
            *("--log-level", "warning", "--no-access-log"),
        ]

    def _environment(self) -> dict[str, str]:
        assert self._stores is not None
        return {
            "POSTGRES_FOLDER": self._stores.postgres_socket_folder,
            "VALKEY_URL": self._stores.valkey_url,
            "DJANGO_SETTINGS_MODULE": "channels_server.settings",
        }


def _install() -> None:
    uv = str(Path(sys.prefix, "bin", "uv"))
    subprocess.run([uv, "venv", "-q", "--clear", "--python", sys.executable, str(ENVIRONMENT)], check=True)
    into = [uv, "pip", "install", "-q", "--compile-bytecode", "--python", str(PYTHON)]
    subprocess.run([*into, "--require-hashes", "-r", str(LOCK)], check=True)
