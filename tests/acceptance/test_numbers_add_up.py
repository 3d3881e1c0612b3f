"""P7 with real processes: everybody who came is counted once, and every page says the same."""

from __future__ import annotations

import re
import subprocess
import sys
from collections.abc import Iterator
from typing import Any

import httpx2
import pytest

from app.demo.staff import PASSWORD
from tests.fixtures.patience import page
from tests.fixtures.stores import folder_for_servers
from tests.integration.demo_desk import ROOT, demo_desk

OUTCOMES = ("answered", "abandoned", "short_abandoned", "turned_away", "callback", "lost", "still_waiting")


class Run:
    """A desk at which simulated citizens ask, and a coordinator who looks before and after."""

    def __init__(self, client: httpx2.Client) -> None:
        self.client = client
        self.before = self.arrivals()
        self.let_in = 0

    def year(self) -> dict[str, str]:
        """All of this year, whichever hour the run was in."""
        year = int(self.client.get("/api/desk").json()["server_time"][:4])
        return {"from": f"{year}-01-01", "to": f"{year + 1}-01-01"}

    def rows(self, **params: str) -> list[dict[str, Any]]:
        """The year's rows of chat."""
        asked = {**self.year(), "channel": "chat", **params}
        found: list[dict[str, Any]] = self.client.get("/api/statistics/load", params=asked).json()["rows"]
        return found

    def arrivals(self) -> int:
        """Everybody who came this year; the demo has eight weeks behind it."""
        return sum(row["arrivals"] for row in self.rows())


@pytest.fixture(scope="module")
def run() -> Iterator[Run]:
    with (
        folder_for_servers() as data,
        demo_desk(data, "--no-people", "--workers", "2") as desk,
        page(desk.url) as client,
    ):
        client.post("/api/login", json={"email": "koordinator@desk.example", "password": PASSWORD})
        run = Run(client)
        run.let_in = simulate(desk.url)
        yield run


def simulate(url: str) -> int:
    """Let citizens ask; returns how many were let in."""
    people = ["--citizens", "6", "--rate", "120", "--minutes", "0.1", "--pace", "40", "--seed", "7"]
    command = [sys.executable, "-m", "app.cli", "simulate", "--url", url, *people]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=240, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    let_in = re.search(r"citizens let in\D+(\d+)", done.stdout)
    assert let_in, done.stdout
    return int(let_in[1])


def test_everybody_who_came_is_counted_once(run: Run) -> None:
    rows = run.rows()
    assert all(row["arrivals"] == sum(row[outcome] for outcome in OUTCOMES) for row in rows)
    assert run.arrivals() - run.before == run.let_in
    assert sum(row["still_waiting"] for row in rows) == 0


def test_centres_add_up_to_the_desk(run: Run) -> None:
    whole, each = run.rows(), run.rows(centre="each")
    for figure in ("arrivals", *OUTCOMES, "answered_within_target"):
        assert sum(row[figure] for row in whole) == sum(row[figure] for row in each)


def test_what_was_recorded_is_what_was_answered(run: Run) -> None:
    answered = sum(row["answered"] for channel in ("chat", "phone") for row in run.rows(channel=channel))
    topics = run.client.get("/api/statistics/topics", params=run.year()).json()
    assert topics["contacts"] == answered
