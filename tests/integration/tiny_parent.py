"""A supervisor of tiny workers that tests may kill. Says its port and its workers when ready."""

from __future__ import annotations

import argparse
import sys

from app import logs
from app.supervisor.listening import port_of, reserve
from app.supervisor.parent import Supervisor


def main() -> int:
    """Run until told to stop."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--workers", type=int, default=1)
    parser.add_argument("--silent-seconds", type=float, default=10.0)
    parser.add_argument("--port", type=int, default=0)
    given = parser.parse_args()
    logs.set_up("info", "json")
    listening = reserve("127.0.0.1", given.port)
    supervisor = Supervisor(
        listening,
        [sys.executable, "-m", "tests.integration.tiny_desk"],
        count=given.workers,
        on_ready=lambda: print(port_of(listening), *supervisor.pids, flush=True),
        silent_seconds=given.silent_seconds,
    )
    return supervisor.run()


if __name__ == "__main__":
    sys.exit(main())
