"""A network of a trial's own, in which connections die without a word, as in a tunnel or with a pulled cable.

The story runs in a thread that lives in a fresh network namespace, and with it every process that it
starts: desk and people meet on this namespace's own loopback, out of reach of the machine's. There a
connection is cut off by rules that drop its packets in both directions, without FIN or RST. New connections
work at once, as they do for a telephone that has changed from one network to another.
"""

from __future__ import annotations

import asyncio
import ctypes
import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Coroutine, Iterable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

CLONE_NEWNET = 0x40000000
ESTABLISHED = "01"
LOCAL_RULE = "1000"
CUT_RULE = "10"

Story = Callable[[], Coroutine[Any, Any, None]]


class NoNetwork(OSError):
    """This machine lets nobody make a network namespace: that takes Linux, root and `ip`."""


async def in_a_network_of_its_own(story: Story) -> None:
    """Run the story in a thread with a network namespace; raises `NoNetwork`, and whatever it raises."""
    if sys.platform != "linux" or os.geteuid() != 0 or shutil.which("ip") is None:
        raise NoNetwork(NoNetwork.__doc__)

    def run() -> None:
        _enter()
        asyncio.run(story())

    with ThreadPoolExecutor(1, "network") as thread:  # one of its own: a namespace is a thread's for good.
        await asyncio.get_running_loop().run_in_executor(thread, run)


def _enter() -> None:
    """This thread, and whatever it starts from now on, lives in a namespace with nothing but a loopback."""
    if ctypes.CDLL(None, use_errno=True).unshare(CLONE_NEWNET) != 0:
        raise NoNetwork(ctypes.get_errno(), os.strerror(ctypes.get_errno()))
    _ip("link", "set", "lo", "up")
    _ip("rule", "add", "priority", LOCAL_RULE, "lookup", "local")
    _ip("rule", "del", "priority", "0")  # so that rules of ours come before the one for local addresses.


def connected_to(port: int) -> dict[int, int]:
    """Connections to this port of this namespace: the client's port -> the inode of the server's end."""
    table = Path("/proc/thread-self/net/tcp").read_text().splitlines()[1:]
    found: dict[int, int] = {}
    for line in table:
        fields = line.split()
        local, remote = (int(address.rpartition(":")[2], 16) for address in fields[1:3])
        if local == port and fields[3] == ESTABLISHED:
            found[remote] = int(fields[9])
    return found


def cut_off(client_ports: Iterable[int]) -> None:
    """From now on no packet of these connections arrives, whichever way it goes."""
    for port in client_ports:
        for end in ("sport", "dport"):
            _ip("rule", "add", "priority", CUT_RULE, "ipproto", "tcp", end, str(port), "blackhole")


def descriptors_of(pid: int) -> set[int]:
    """The inodes of the sockets that this process holds open."""
    found = set()
    for entry in Path(f"/proc/{pid}/fd").iterdir():
        try:
            target = os.readlink(entry)
        except OSError:
            continue  # closed meanwhile
        if target.startswith("socket:["):
            found.add(int(target.removeprefix("socket:[").rstrip("]")))
    return found


def _ip(*words: str) -> None:
    subprocess.run(["ip", *words], check=True, capture_output=True)
