"""A PostgreSQL and a Valkey of a contender's own, with production settings: what they use is its alone."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

from app.embedded.servers import EmbeddedServers
from bench.contender import Stores


@contextmanager
def own_stores(*, durable: bool = True) -> Iterator[Stores]:
    """Fresh ones, gone with the block; `durable=False` is for the harness's own test."""
    with tempfile.TemporaryDirectory(prefix="desk-bench-") as folder:
        Path(folder).chmod(0o755)
        with EmbeddedServers(Path(folder, "stores"), durable=durable) as servers:
            database_url = servers.database_url.replace("postgresql+psycopg://", "postgresql://")
            yield Stores(
                database_url=database_url,
                valkey_url=servers.valkey_url,
                postgres_socket_folder=parse_qs(urlsplit(database_url).query)["host"][0],
                valkey_socket=servers.valkey_url.removeprefix("unix://"),
                postgres_pid=servers.postgres.pid,
                valkey_pid=servers.valkey.pid,
            )
