"""Whoever is signed out has no open socket two seconds later, however it came about (promises § 3.14)."""

from __future__ import annotations

import json
import os
import pathlib
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager

import httpx2
import pytest
from websockets.exceptions import ConnectionClosed
from websockets.sync.client import ClientConnection, connect
from websockets.typing import Origin

from app.demo.staff import COORDINATOR, PASSWORD
from tests.fixtures.patience import PATIENCE, page, promised
from tests.fixtures.stores import folder_for_servers
from tests.integration.demo_desk import ROOT, DemoDesk, demo_desk

BAD_TOKEN = 4401
SECONDS = 2.0


class Place:
    """A running demo with two workers, and the folder that the command line joins it by."""

    def __init__(self, desk: DemoDesk, data: pathlib.Path) -> None:
        self.url = desk.url
        self._data = data

    @contextmanager
    def signed_in(self, email: str) -> Iterator[httpx2.Client]:
        with page(self.url) as client:
            assert client.post("/api/login", json={"email": email, "password": PASSWORD}).status_code == 200
            yield client

    def connect(self, path: str) -> ClientConnection:
        return connect(self.url.replace("http", "ws") + path, origin=Origin(self.url))

    @contextmanager
    def socket(self, client: httpx2.Client, path: str = "/ws/counsellor") -> Iterator[ClientConnection]:
        ticket = client.post("/api/ws-ticket").json()["ticket"]
        with self.connect(path) as socket:
            socket.send(json.dumps({"type": "hello", "v": 1, "token": ticket, "last_seqs": {}}))
            assert json.loads(socket.recv(timeout=PATIENCE))["type"] == "snapshot"
            yield socket

    def staff(self, *words: str, say: str = "") -> None:
        """Run `desk staff …` on the folder of the running desk."""
        subprocess.run(
            [sys.executable, "-m", "app.cli", "staff", *words, "--data", str(self._data)],
            cwd=ROOT,
            env={name: value for name, value in os.environ.items() if not name.startswith("DESK_")},
            input=say,
            text=True,
            check=True,
            capture_output=True,
            timeout=PATIENCE,
        )


@pytest.fixture(scope="module")
def place() -> Iterator[Place]:
    with folder_for_servers() as data, demo_desk(data, "--no-people", "--workers", "2") as desk:
        yield Place(desk, data)


def close_code(socket: ClientConnection, *, since: float) -> int | None:
    """The code that the desk closes with in time; what it says before is read over."""
    try:
        while True:
            socket.recv(timeout=promised(SECONDS))
    except ConnectionClosed as closed:
        assert time.monotonic() - since < promised(SECONDS)
        return closed.rcvd.code if closed.rcvd else None


def test_signing_out_closes_the_sockets_of_that_sign_in_alone(place: Place) -> None:
    with (
        place.signed_in("veileder1@desk.example") as client,
        place.signed_in("veileder2@desk.example") as other,
        place.socket(client) as socket,
        place.socket(other) as stays,
    ):
        since = time.monotonic()
        assert client.delete("/api/login").status_code == 204
        assert close_code(socket, since=since) == BAD_TOKEN
        stays.send(json.dumps({"type": "presence", "id": "1", "state": "break", "channels": ["chat"]}))
        while json.loads(stays.recv(timeout=PATIENCE)) != {"type": "ok", "id": "1"}:
            pass


def test_disabling_at_the_command_line_closes_every_socket(place: Place) -> None:
    with place.signed_in("veileder3@desk.example") as client, place.socket(client) as socket:
        place.staff("disable", "veileder3@desk.example", "--reason", "has left")
        assert close_code(socket, since=time.monotonic()) == BAD_TOKEN
        assert client.get("/api/me").status_code == 401


def test_disabling_closes_the_board_too(place: Place) -> None:
    with place.signed_in(COORDINATOR.email) as client, place.socket(client, "/ws/coordinator") as socket:
        place.staff("disable", COORDINATOR.email)
        assert close_code(socket, since=time.monotonic()) == BAD_TOKEN


def test_new_password_closes_what_the_old_one_opened(place: Place) -> None:
    with place.signed_in("veileder4@desk.example") as client, place.socket(client) as socket:
        place.staff("reset-password", "veileder4@desk.example", "--password-stdin", say="another password\n")
        assert close_code(socket, since=time.monotonic()) == BAD_TOKEN


def test_used_and_unknown_tickets_open_nothing(place: Place) -> None:
    with place.signed_in("veileder5@desk.example") as client:
        ticket = client.post("/api/ws-ticket").json()["ticket"]
    for tried, expected in ((ticket, None), (ticket, BAD_TOKEN), ("x" * 43, BAD_TOKEN), ("", BAD_TOKEN)):
        with place.connect("/ws/counsellor") as socket:
            socket.send(json.dumps({"type": "hello", "v": 1, "token": tried, "last_seqs": {}}))
            if expected is None:
                assert json.loads(socket.recv(timeout=PATIENCE))["type"] == "snapshot"
            else:
                assert close_code(socket, since=time.monotonic()) == expected
