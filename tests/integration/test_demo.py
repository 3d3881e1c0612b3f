"""`desk demo` from outside: ready in a moment, honest, gone without a trace, and back with what it had."""

from __future__ import annotations

import os
import pathlib
import signal
from collections.abc import Iterator

import httpx2
import pytest

from app.demo.notices import TOLD
from app.domain.notices import Audience
from tests.fixtures.patience import PATIENCE, promised
from tests.fixtures.processes import wait_for
from tests.fixtures.stores import folder_for_servers
from tests.integration.demo_desk import DemoDesk, all_gone, command, demo_desk


@pytest.fixture
def data() -> Iterator[pathlib.Path]:
    with folder_for_servers() as folder:
        yield folder


def test_demo_says_where_and_as_whom_and_is_open(data: pathlib.Path) -> None:
    with demo_desk(data, "--no-people") as desk:
        for path in ("/", "/console", "/board"):
            assert f"{desk.url}{path}" in desk.said
            assert httpx2.get(f"{desk.url}{path}", timeout=PATIENCE).status_code == 200
        for words in ("veileder1@desk.example", "koordinator@desk.example", "demo-desk", "round the clock"):
            assert words in desk.said
        answer = httpx2.get(f"{desk.url}/api/desk", timeout=PATIENCE).json()
        assert answer["channels"]["chat"]["state"] == "open"
        assert answer["notice_texts"] == TOLD[Audience.CITIZENS].as_json()
        family = desk.family()
        assert desk.stop() == 0
        assert all_gone(family)


def test_killed_demo_leaves_nothing_behind_and_starts_again_with_its_data(data: pathlib.Path) -> None:
    with demo_desk(data, "--no-people", "--workers", "2") as desk:
        asked = httpx2.post(
            f"{desk.url}/api/contacts",
            json={"channel": "chat", "language": "nb", "text": "Hva kan jeg bli?"},
            headers={"Origin": desk.url},
            timeout=PATIENCE,
        )
        assert asked.status_code == 201
        family = desk.family()
        desk.process.send_signal(signal.SIGKILL)
        wait_for(lambda: all_gone(family), seconds=promised(15))
    with demo_desk(data, "--no-people") as desk:
        own = httpx2.get(
            f"{desk.url}/api/contacts/self",
            headers={"Authorization": f"Bearer {asked.json()['token']}"},
            timeout=PATIENCE,
        )
        assert own.json()["contact"]["contact_id"] == asked.json()["contact_id"]


def test_second_demo_on_the_same_folder_is_refused_with_a_reason(data: pathlib.Path) -> None:
    with demo_desk(data, "--no-people"):
        second = DemoDesk(data, "--no-people")
        assert second.process.wait(PATIENCE) == 1
        with pytest.raises(AssertionError, match="another desk runs on"):
            second.wait_until_ready()


def test_killed_worker_and_killed_stores_are_replaced(data: pathlib.Path) -> None:
    with demo_desk(data, "--no-people") as desk:
        before = desk.workers()
        for victim in [*before, *desk.servers()]:
            os.kill(victim, signal.SIGKILL)
        wait_for(lambda: ready(desk) and bool(set(desk.workers()) - set(before)), seconds=PATIENCE)


def ready(desk: DemoDesk) -> bool:
    try:
        return httpx2.get(f"{desk.url}/health/ready", timeout=3).status_code == 200
    except httpx2.HTTPError:
        return False


def test_worker_that_starts_while_postgres_is_away_waits_for_it(data: pathlib.Path) -> None:
    with demo_desk(data, "--no-people") as desk:
        before = desk.workers()
        [postgres] = [pid for pid in desk.servers() if "postgres" in command(pid)]
        os.kill(postgres, signal.SIGSTOP)
        for worker in before:
            os.kill(worker, signal.SIGKILL)
        wait_for(lambda: bool(set(desk.workers()) - set(before)), seconds=PATIENCE)
        assert not ready(desk)
        os.kill(postgres, signal.SIGCONT)
        wait_for(lambda: ready(desk), seconds=PATIENCE)
