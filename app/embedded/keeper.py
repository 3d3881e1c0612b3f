"""Runs one server as its own child and stops it when standard input closes.

Standard input closes when the program that started the keeper goes, however it goes: Ctrl-C, a crash,
kill -9. Being the server's parent, the keeper reaps it, so a restart meets no half-dead process. Run as
a script with one JSON argument (`Order`); only the standard library, since it runs outside the desk.
"""

from __future__ import annotations

import ctypes
import json
import os
import shutil
import signal
import subprocess
import sys
import threading
from typing import TypedDict

PR_SET_PDEATHSIG = 1
SECONDS_TO_STOP = 20


class Order(TypedDict):
    """What to run: the command, its log, the signal that stops it, and its folder for sockets."""

    command: list[str]
    log: str
    stop_signal: int
    socket_folder: str
    uid: int | None
    gid: int | None


def keep(order: Order) -> int:
    """Run the server to its end; returns its exit code (128 + signal, when a signal ended it)."""
    server = start(order)
    print(server.pid, flush=True)
    threading.Thread(target=stop_at_end_of_input, args=(server, order["stop_signal"]), daemon=True).start()
    code = server.wait()
    shutil.rmtree(order["socket_folder"], ignore_errors=True)
    return code if code >= 0 else 128 - code


def start(order: Order) -> subprocess.Popen[bytes]:
    """Start the server in a session of its own, so that Ctrl-C in a terminal does not reach it."""
    groups: list[int] | None = None if order["uid"] is None else []
    stop_signal = order["stop_signal"]
    with open(order["log"], "ab") as log:
        return subprocess.Popen(
            order["command"],
            stdin=subprocess.DEVNULL,
            stdout=log,
            stderr=log,
            cwd="/",
            env={**os.environ, "HOME": "/", "LC_ALL": "C"},
            start_new_session=True,
            user=order["uid"],
            group=order["gid"],
            extra_groups=groups,
            preexec_fn=lambda: die_with_parent(stop_signal),
        )


def die_with_parent(stop_signal: int) -> None:
    """Ask Linux to stop the server even when the keeper itself is killed."""
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, stop_signal)


def stop_at_end_of_input(server: subprocess.Popen[bytes], stop_signal: int) -> None:
    """Wait until nobody holds the other end of standard input, then stop the server."""
    # Not the buffered stream: a thread in it aborts the interpreter when the server dies first.
    while os.read(0, 4096):
        pass
    server.send_signal(stop_signal)
    try:
        server.wait(SECONDS_TO_STOP)
    except subprocess.TimeoutExpired:
        server.send_signal(signal.SIGKILL)


if __name__ == "__main__":
    sys.exit(keep(json.loads(sys.argv[1])))
