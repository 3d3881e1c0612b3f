"""A demo of its own for the camera: open, with nobody talking, on data that is gone afterwards."""

from __future__ import annotations

import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent.parent
SECONDS_TO_LEAVE = 20


@contextmanager
def demo() -> Iterator[str]:
    """The address of an open desk with nobody talking, on data of its own."""
    with tempfile.TemporaryDirectory(prefix="desk-pictures-") as folder:
        Path(folder).chmod(0o755)
        command = [
            sys.executable,
            "-m",
            "app.cli",
            "demo",
            "--no-people",
            "--port",
            "0",
            "--data",
            f"{folder}/var",
        ]
        with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True) as desk:
            try:
                yield address(desk)
            finally:
                desk.terminate()
                desk.communicate(timeout=SECONDS_TO_LEAVE)


def address(desk: subprocess.Popen[str]) -> str:
    """Where the desk says that citizens come."""
    assert desk.stdout is not None
    for line in desk.stdout:
        if line.split()[:1] == ["Citizen"]:
            return line.split()[1].rstrip("/")
    raise SystemExit("The demo did not start; what it said stands above.")
