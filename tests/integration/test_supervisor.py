"""The supervisor with real processes: whatever dies is replaced, whatever stops leaves nothing behind."""

from __future__ import annotations

import http.client
import os
import pathlib
import signal
import socket
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress

import pytest

from app.supervisor.listening import PortTaken, listen, port_of, reserve
from tests.fixtures.patience import PATIENCE, promised
from tests.fixtures.processes import gone, wait_for

ROOT = pathlib.Path(__file__).parents[2]


class Parent:
    """A running supervisor with its port and the processes it had when it was ready."""

    def __init__(self, process: subprocess.Popen[str], port: int, workers: list[int]) -> None:
        self.process = process
        self.port = port
        self.workers = workers

    def get(self, path: str = "/", seconds: float = PATIENCE) -> int:
        """Ask; the answer is the process id of the worker that answered."""
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=seconds)
        try:
            connection.request("GET", path, headers={"Connection": "close"})
            return int(connection.getresponse().read())
        finally:
            connection.close()

    def answers(self, among: set[int] | None = None) -> bool:
        """Whether somebody answers, one of `among` if given."""
        with suppress(OSError, http.client.HTTPException, ValueError):
            pid = self.get(seconds=1)
            return among is None or pid in among
        return False

    def others(self) -> set[int]:
        """Processes of its that were not there in the beginning."""
        children = pathlib.Path(f"/proc/{self.process.pid}/task/{self.process.pid}/children").read_text()
        return {int(pid) for pid in children.split()} - set(self.workers)


@contextmanager
def parent(*options: str, **environment: str) -> Iterator[Parent]:
    with start(*options, **environment) as process:
        try:
            assert process.stdout is not None
            port, *workers = map(int, process.stdout.readline().split())
            yield Parent(process, port, workers)
        finally:
            process.kill()


def start(*options: str, **environment: str) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, "-m", "tests.integration.tiny_parent", *options],
        cwd=ROOT,
        env=os.environ | environment,
        stdout=subprocess.PIPE,
        text=True,
    )


def test_killed_worker_is_replaced() -> None:
    with parent() as running:
        os.kill(running.workers[0], signal.SIGKILL)
        wait_for(lambda: running.answers(running.others()), seconds=PATIENCE)


def test_spare_takes_the_place_of_a_killed_worker_without_having_to_load() -> None:
    with parent() as running:
        wait_for(lambda: bool(running.others()), seconds=PATIENCE)
        [spare] = running.others()
        os.kill(running.workers[0], signal.SIGKILL)
        wait_for(lambda: running.answers(), seconds=PATIENCE)
        assert running.get() == spare
        wait_for(lambda: len(running.others()) == 2, seconds=PATIENCE)


def test_spare_that_dies_disturbs_nobody_and_is_not_missed() -> None:
    with parent() as running:
        wait_for(lambda: bool(running.others()), seconds=PATIENCE)
        [spare] = running.others()
        os.kill(spare, signal.SIGKILL)
        wait_for(lambda: gone(spare), seconds=PATIENCE)
        assert running.get() == running.workers[0]
        running.process.send_signal(signal.SIGTERM)
        assert running.process.wait(promised(15)) == 0


def test_one_of_two_workers_killed_leaves_the_other_answering() -> None:
    with parent("--workers", "2") as running:
        os.kill(running.workers[0], signal.SIGKILL)
        wait_for(lambda: gone(running.workers[0]), seconds=PATIENCE)
        assert running.get() in {running.workers[1], *running.others()}


def test_nothing_is_left_three_seconds_after_the_parent_was_killed() -> None:
    with parent("--workers", "2") as running:
        running.process.kill()
        wait_for(lambda: all(gone(pid) for pid in running.workers), seconds=promised(3))
        assert not running.answers()


def test_stuck_worker_does_not_outlive_a_killed_parent() -> None:
    with parent() as running:
        with pytest.raises(TimeoutError):
            running.get("/block", seconds=0.3)
        running.process.kill()
        wait_for(lambda: gone(running.workers[0]), seconds=promised(3))


def test_hang_up_replaces_all_workers_one_by_one_without_a_pause() -> None:
    with parent("--workers", "2") as running:
        running.process.send_signal(signal.SIGHUP)
        while not all(gone(pid) for pid in running.workers):
            running.get()  # somebody always answers, and nobody is cut off.
        wait_for(lambda: len(running.others()) >= 2, seconds=PATIENCE)
        assert running.get() in running.others()


def test_worker_told_to_leave_is_succeeded_before_it_has_gone() -> None:
    with parent(TINY_DRAIN_SECONDS=str(2 * PATIENCE)) as running:
        os.kill(running.workers[0], signal.SIGTERM)
        wait_for(lambda: running.answers(running.others()), seconds=PATIENCE)
        assert not gone(running.workers[0])


def test_hang_up_keeps_the_old_workers_when_new_ones_cannot_start(tmp_path: pathlib.Path) -> None:
    broken = tmp_path / "broken"
    with parent(TINY_FAILS=str(broken)) as running:
        broken.touch()
        running.process.send_signal(signal.SIGHUP)
        wait_for(lambda: bool(running.others()), seconds=PATIENCE)
        wait_for(lambda: not running.others(), seconds=PATIENCE)
        assert running.get() == running.workers[0]


def test_worker_whose_loop_is_blocked_is_killed_and_replaced() -> None:
    with parent("--silent-seconds", "2") as running:
        with pytest.raises(TimeoutError):
            running.get("/block", seconds=0.3)
        wait_for(lambda: running.answers(running.others()), seconds=PATIENCE)
        assert gone(running.workers[0])


def test_workers_that_never_beat_end_the_supervisor_with_code_3(tmp_path: pathlib.Path) -> None:
    broken = tmp_path / "broken"
    broken.touch()
    with start(TINY_FAILS=str(broken)) as process:
        assert process.wait(PATIENCE) == 3


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_stop_drains_every_worker_and_ends_with_code_0(
    number: signal.Signals, tmp_path: pathlib.Path
) -> None:
    with parent("--workers", "2", TINY_MARKS=str(tmp_path)) as running:
        running.process.send_signal(number)
        assert running.process.wait(promised(15)) == 0
        assert {path.name for path in tmp_path.iterdir()} == {f"drained-{pid}" for pid in running.workers}
        assert all(gone(pid) for pid in running.workers)


def test_reader_that_never_reads_does_not_delay_the_stop() -> None:
    with parent() as running, socket.create_connection(("127.0.0.1", running.port)) as stuck:
        stuck.sendall(b"GET /long HTTP/1.1\r\nHost: desk\r\n\r\n")
        assert stuck.recv(1)
        running.process.send_signal(signal.SIGTERM)
        assert running.process.wait(promised(15)) == 0


def test_nobody_is_let_in_while_nobody_can_answer(tmp_path: pathlib.Path) -> None:
    broken = tmp_path / "broken"
    broken.touch()
    with listen("127.0.0.1", 0) as free:
        port = port_of(free)
    with start("--port", str(port), TINY_FAILS=str(broken)) as process:
        while process.poll() is None:
            with pytest.raises((ConnectionRefusedError, ConnectionResetError)):
                socket.create_connection(("127.0.0.1", port), timeout=5)


def test_port_that_is_kept_for_a_start_is_nobody_elses_once_it_listens() -> None:
    with reserve("127.0.0.1", 0) as first:
        first.listen()
        with pytest.raises(PortTaken, match="in use"):
            reserve("127.0.0.1", port_of(first))


def test_taken_port_is_refused_at_once() -> None:
    with listen("127.0.0.1", 0) as first, pytest.raises(PortTaken, match="in use"):
        listen("127.0.0.1", port_of(first))
