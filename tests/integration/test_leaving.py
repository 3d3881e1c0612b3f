"""A real desk leaves in order: everybody is asked to move, nobody waits for a reader that never reads."""

from __future__ import annotations

import json
import pathlib
import signal
import socket
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager

import httpx2
import pytest
from websockets.exceptions import ConnectionClosed
from websockets.sync.client import ClientConnection, connect
from websockets.typing import Origin

from tests.fixtures.patience import PATIENCE, page, promised
from tests.fixtures.processes import wait_for
from tests.fixtures.stores import folder_for_servers
from tests.integration.demo_desk import DemoDesk, all_gone, demo_desk


@pytest.fixture
def data() -> Iterator[pathlib.Path]:
    with folder_for_servers() as folder:
        yield folder


def asking(desk: DemoDesk) -> str:
    """A citizen's token, waiting in line."""
    body = {"channel": "chat", "language": "nb", "text": "Hei"}
    with page(desk.url) as client:
        return str(client.post("/api/contacts", json=body).json()["token"])


@contextmanager
def citizen(desk: DemoDesk, token: str) -> Iterator[ClientConnection]:
    """Her socket, live."""
    with connect(desk.url.replace("http", "ws") + "/ws/citizen", origin=Origin(desk.url)) as opened:
        opened.send(json.dumps({"type": "hello", "v": 1, "token": token, "last_seq": 0}))
        until(opened, "live")
        yield opened


def until(opened: ClientConnection, kind: str) -> dict[str, object]:
    """The next frame of a kind; those before it are read over."""
    while True:
        frame: dict[str, object] = json.loads(opened.recv(timeout=PATIENCE))
        if frame["type"] == kind:
            return frame


def test_everybody_is_asked_to_move_within_a_second_and_the_desk_is_gone_in_time(data: pathlib.Path) -> None:
    with demo_desk(data, "--no-people", "--workers", "2") as desk, ExitStack() as sockets:
        people = [sockets.enter_context(citizen(desk, asking(desk))) for _ in range(8)]
        stuck = sockets.enter_context(socket.create_connection(("127.0.0.1", httpx2.URL(desk.url).port or 0)))
        stuck.sendall(b"GET / HTTP/1.1\r\nHost: desk\r\n")
        family = desk.family()
        since = time.monotonic()
        desk.process.send_signal(signal.SIGTERM)
        for opened in people:
            moved = until(opened, "move")
            assert 0 <= int(str(moved["after_ms"])) <= 5000
        assert time.monotonic() - since < promised(1)
        assert desk.process.wait(promised(15)) == 0
        assert all_gone(family)


def test_hang_up_replaces_the_workers_and_everybody_keeps_the_place(data: pathlib.Path) -> None:
    with demo_desk(data, "--no-people") as desk:
        tokens = [asking(desk) for _ in range(3)]
        before = desk.workers()
        with citizen(desk, tokens[2]) as last:
            desk.process.send_signal(signal.SIGHUP)
            until(last, "move")
            with citizen(desk, tokens[2]), pytest.raises(ConnectionClosed):
                until(last, "nothing of that name")
        wait_for(lambda: all_gone(before), seconds=promised(15))
        with citizen(desk, tokens[2]):
            own = httpx2.get(
                f"{desk.url}/api/contacts/self",
                headers={"Authorization": f"Bearer {tokens[2]}"},
                timeout=PATIENCE,
            ).json()
            assert own["contact"]["position"] == 3
