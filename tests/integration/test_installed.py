"""The desk as its image has it: from a wheel, secrets in files, asked by the image's own health check."""

from __future__ import annotations

import json
import os
import re
import signal
import subprocess
import sys
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from tests.fixtures.patience import promised
from tests.fixtures.running_desk import execute

ROOT = Path(__file__).parents[2]


@pytest.fixture(scope="module")
def installed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with what the wheel holds, and nothing of the checkout beside it."""
    built = tmp_path_factory.mktemp("wheel")
    command = [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(built)]
    subprocess.run(command, cwd=ROOT, check=True, capture_output=True)
    folder = tmp_path_factory.mktemp("installed")
    with zipfile.ZipFile(next(built.glob("*.whl"))) as wheel:
        wheel.extractall(folder)
    return folder


@pytest.fixture
def environment(
    installed: Path, tmp_path: Path, empty_database_url: str, valkey_url: str, valkey_prefix: str
) -> dict[str, str]:
    """What a container gives: secrets in files, one folder to write in, no home."""
    secrets, writable = tmp_path / "secrets", tmp_path / "tmp"
    secrets.mkdir()
    writable.mkdir()
    (secrets / "desk_database_url").write_text(empty_database_url + "\n")
    (secrets / "desk_valkey_url").write_text(valkey_url + "\n")
    return {
        "PATH": os.defpath,
        "PYTHONPATH": str(installed),
        "PYTHONDONTWRITEBYTECODE": "1",
        "HOME": "/nonexistent",
        "TMPDIR": str(writable),
        "DESK_SECRETS": str(secrets),
        "DESK_VALKEY_PREFIX": valkey_prefix,
        "DESK_METRICS": "true",
        "DESK_PORT": "0",
    }


def test_wheel_migrates_serves_is_healthy_and_leaves(
    environment: dict[str, str], installed: Path, tmp_path: Path, empty_database_url: str
) -> None:
    before = everything_in(installed)
    subprocess.run(desk("migrate"), cwd=tmp_path, env=environment, check=True, capture_output=True)
    assert execute(empty_database_url, "SELECT count(*) > 0 FROM topic") == [(True,)]
    with served(environment, tmp_path) as (process, port):
        assert subprocess.run(health_check(port), env=environment, check=False).returncode == 0
        process.send_signal(signal.SIGTERM)
        assert process.wait(promised(15)) == 0
        assert subprocess.run(health_check(port), env=environment, capture_output=True).returncode == 1
    assert everything_in(installed) == before
    assert list((tmp_path / "tmp").iterdir()) == []


@contextmanager
def served(environment: dict[str, str], folder: Path) -> Iterator[tuple[subprocess.Popen[str], str]]:
    """A running desk and its port."""
    with subprocess.Popen(
        desk("serve"), cwd=folder, env=environment, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    ) as process:
        try:
            assert process.stdout is not None
            found = re.search(r"http://\S+:(\d+)", process.stdout.readline())
            assert found, process.communicate()[1]
            yield process, found[1]
        finally:
            process.kill()


def desk(command: str) -> list[str]:
    """A command of the installed desk; the folder of the test is no part of it."""
    return [sys.executable, "-P", "-m", "app.cli", command]


def health_check(port: str) -> list[str]:
    """What the image asks, at this port."""
    words = json.loads((ROOT / "Dockerfile").read_text().split("CMD ", 1)[1].splitlines()[0])
    return [sys.executable, *(word.replace(":8000", f":{port}") for word in words[1:])]


def everything_in(folder: Path) -> list[tuple[str, int]]:
    """Every file and its size."""
    return sorted((str(path), path.stat().st_size) for path in folder.rglob("*") if path.is_file())
