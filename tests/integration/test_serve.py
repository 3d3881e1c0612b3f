"""`desk serve` on stores that are there already: starts none, and logs nothing personal."""

from __future__ import annotations

import json
import os
import pathlib
import re
import signal
import subprocess
import sys
from collections.abc import AsyncIterator

import httpx2
import pytest
from websockets.exceptions import ConnectionClosed, InvalidStatus
from websockets.sync.client import connect
from websockets.typing import Origin

from app.cli.backstage import backstage
from app.demo.seeding import seed
from app.demo.staff import PASSWORD
from app.settings import Settings
from tests.fixtures.patience import PATIENCE, client, promised
from tests.integration.demo_desk import ROOT, all_gone, children, command, descendants

PERSONAL = "Jeg heter Marker Markersen og har 01129955131"


class Served:
    """A running `desk serve`, and afterwards everything it logged."""

    def __init__(self, environment: dict[str, str], errors: pathlib.Path) -> None:
        self._errors = errors
        kept = {name: value for name, value in os.environ.items() if not name.startswith("DESK_")}
        with errors.open("w") as log:
            self.process = subprocess.Popen(
                [sys.executable, "-m", "app.cli", "serve", "--port", "0", "--workers", "2"],
                cwd=ROOT,
                env=kept | environment,
                stdout=subprocess.PIPE,
                stderr=log,
                text=True,
            )
        assert self.process.stdout is not None
        found = re.search(r"http://\S+", self.process.stdout.readline())
        assert found, errors.read_text()
        self.url = found[0]

    def stop(self) -> str:
        """End it in order; what it logged."""
        if self.process.poll() is None:
            self.process.send_signal(signal.SIGTERM)
            assert self.process.wait(promised(15)) == 0
        assert self.process.stdout is not None
        self.process.stdout.close()
        return self._errors.read_text()


@pytest.fixture
async def served(
    database_url: str, valkey_url: str, valkey_prefix: str, tmp_path: pathlib.Path
) -> AsyncIterator[Served]:
    settings = Settings(database_url=database_url, valkey_url=valkey_url, valkey_prefix=valkey_prefix)
    async with backstage(settings) as transaction:
        await seed(transaction)
    running = Served(
        {
            "DESK_DATABASE_URL": database_url,
            "DESK_VALKEY_URL": valkey_url,
            "DESK_VALKEY_PREFIX": valkey_prefix,
            "DESK_LOG_LEVEL": "debug",
            "DESK_METRICS": "true",
        },
        tmp_path / "errors",
    )
    yield running
    running.stop()


def test_no_store_is_started_where_two_are_set(served: Served) -> None:
    commands = [command(pid) for pid in children(served.process.pid)]
    assert commands
    assert not [words for words in commands if "keeper" in words or "postgres" in words]
    family = [served.process.pid, *descendants(served.process.pid)]
    served.stop()
    assert all_gone(family)


def test_nothing_personal_and_nothing_secret_is_logged(served: Served) -> None:
    """I17, with every log line that the desk and its libraries write."""
    secrets = [PERSONAL, "Marker", "01129955131", PASSWORD, "veileder1"]
    headers = {"Origin": served.url, "X-Desk": "1", "X-Forwarded-For": "203.0.113.77"}
    with client(served.url, headers=headers) as page:
        page.post("/api/login", json={"email": "veileder1@desk.example", "password": PERSONAL})
        page.post("/api/login", json={"email": "veileder1@desk.example", "password": PASSWORD})
        ticket = page.post("/api/ws-ticket").json()["ticket"]
        asked = page.post(
            "/api/contacts", json={"channel": "chat", "language": "nb", "text": PERSONAL}
        ).json()
        page.get(
            f"/api/contacts/self?token={asked['token']}", headers={"Authorization": "Bearer " + "y" * 43}
        )
        secrets += [ticket, asked["token"], page.cookies["desk_session"], "y" * 43, "203.0.113.77"]
    say(served, "/ws/citizen", {"type": "hello", "v": 1, "token": asked["token"], "last_seq": 0})
    say(served, f"/ws/citizen?token={asked['token']}", {"type": "hello", "v": 1, "token": "z" * 43})
    say(served, "/ws/counsellor", {"type": "hello", "v": 1, "token": ticket, "last_seqs": {}})
    say(served, "/ws/citizen", PERSONAL)
    with (
        pytest.raises(InvalidStatus),
        connect(sockets(served) + "/ws/citizen", origin=Origin("http://x.example")),
    ):
        pass
    logged = served.stop()
    assert "worker ready" in logged
    assert [secret for secret in secrets if secret in logged] == []
    assert re.findall(r"(?<![\d.])\d{1,3}(?:\.\d{1,3}){3}(?![\d.])|(?<!\w)\d{11}(?!\w)", logged) == []


def test_figures_of_all_workers_are_added_up(served: Served) -> None:
    for _ in range(3):
        assert httpx2.get(f"{served.url}/api/me", timeout=PATIENCE).status_code == 401
    figures = httpx2.get(f"{served.url}/metrics", timeout=PATIENCE).text
    assert 'desk_refusals_total{code="not_signed_in"} 3.0' in figures


def sockets(served: Served) -> str:
    return served.url.replace("http", "ws")


def say(served: Served, path: str, frame: object) -> None:
    """Open a socket, say this and one message more, and hear at least one answer."""
    with connect(sockets(served) + path, origin=Origin(served.url)) as socket:
        try:
            socket.send(json.dumps(frame) if isinstance(frame, dict) else str(frame))
            socket.recv(timeout=PATIENCE)
            socket.send(json.dumps({"type": "message", "cid": "not a uuid", "text": PERSONAL}))
            socket.recv(timeout=PATIENCE)
        except ConnectionClosed:
            return
