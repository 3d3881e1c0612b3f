"""Where and when it was measured: figures mean nothing without it."""

from __future__ import annotations

import os
import platform
import re
import time
from pathlib import Path

import psycopg
from redis import Redis

from bench.contender import Stores


def described(stores: Stores) -> str:
    """Day, machine and versions in one line."""
    with psycopg.connect(stores.database_url) as connection:
        row = connection.execute("SHOW server_version").fetchone()
    postgres = str(row[0]).split()[0] if row else "?"
    with Redis.from_url(stores.valkey_url) as valkey:
        server = valkey.info("server")
    return ", ".join(
        [
            time.strftime("%Y-%m-%d"),
            f"{os.cpu_count()} processors ({_model()})",
            f"{platform.system()} {platform.machine()}",
            f"Python {platform.python_version()}",
            f"PostgreSQL {postgres}",
            f"Valkey {server.get('valkey_version', server.get('redis_version'))}",
            f"load at the start {os.getloadavg()[0]:.1f}",
        ]
    )


def _model() -> str:
    found = re.search(r"model name\s*:\s*(.+)", Path("/proc/cpuinfo").read_text())
    return found[1] if found else platform.processor() or "unknown"
