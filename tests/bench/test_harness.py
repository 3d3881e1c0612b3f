"""The harness runs from end to end on tiny numbers; no figure is asserted, only that all is counted."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from bench import interleaved
from bench.contender import Contender
from bench.contenders.floor import Echo
from bench.contenders.ours import Ours
from bench.figures import Figures
from bench.interleaved import Plan
from bench.publishing import NoPlace, publish
from bench.table import table
from bench.usage import cpu_seconds, family, resident_bytes

TINY = Plan(
    conversations=2,
    rounds=1,
    saturated_seconds=0.5,
    paced_seconds=0.5,
    warm_seconds=0.1,
    rate=20,
    durable=False,
)


def test_our_desk_and_the_echo_are_measured_without_a_loss(tmp_path: Path) -> None:
    said: list[str] = []
    contenders: list[Contender] = [Ours(), Echo()]
    rounds = interleaved.run(contenders, TINY, tmp_path, said.append)
    for name in ("ours", "echo"):
        (fast,), (paced,) = rounds[name].saturated, rounds[name].paced
        assert fast.result.deliveries > 0
        assert paced.result.deliveries > 0
        assert rounds[name].wrong() == (0, 0, 0)
        assert fast.result.refused == paced.result.refused == 0
        assert fast.result.sockets_lost == paced.result.sockets_lost == 0
    assert [family([pid]) for one in contenders for pid in one.servers() if cpu_seconds([pid])] == []
    figures = Figures("somewhere", TINY, {one.name: one.title for one in contenders}, rounds)
    assert "of the bare echo's" in table(figures)
    assert "socket.io's" not in table(figures)
    _published(figures, tmp_path)


def _published(figures: Figures, root: Path) -> None:
    (root / "docs").mkdir()
    place = "before\n<!-- begin: benchmark -->\nold\n<!-- end: benchmark -->\nafter\n"
    (root / "docs" / "reliability.md").write_text(place)
    (root / "README.md").write_text("no place")
    with pytest.raises(NoPlace):
        publish(figures, root)
    written = (root / "docs" / "reliability.md").read_text()
    assert written.startswith("before\n<!-- begin: benchmark -->\nsomewhere.")
    assert written.endswith("<!-- end: benchmark -->\nafter\n")
    assert "old" not in written


def test_the_usage_of_a_process_is_that_of_its_children_too() -> None:
    burn = "import time\nwhile time.process_time() < 0.3: pass\nprint(flush=True)\ninput()"
    parent = "import subprocess, sys\nsubprocess.run([sys.executable, '-c', sys.argv[1]])"
    process = subprocess.Popen(
        [sys.executable, "-c", parent, burn], stdin=subprocess.PIPE, stdout=subprocess.PIPE
    )
    try:
        assert process.stdout is not None
        process.stdout.readline()
        assert len(family([process.pid])) == 2
        assert cpu_seconds([process.pid]) >= 0.2
        assert resident_bytes([process.pid]) > resident_bytes([]) == 0
    finally:
        process.communicate(b"\n")
    assert cpu_seconds([process.pid]) == 0


def test_names_that_are_nobody_are_refused() -> None:
    ended = subprocess.run(
        [sys.executable, "-m", "bench", "--only", "nobody"],
        capture_output=True,
        text=True,
        env={**os.environ, "PYTHONUTF8": "1"},
        check=False,
    )
    assert ended.returncode == 2
    assert "socketio" in ended.stdout
