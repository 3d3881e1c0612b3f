"""The set-up: steps are skipped while their inputs stay the same, and taken again when they change."""

from __future__ import annotations

import pathlib
import subprocess
import sys

import pytest

from tools import dev, web
from tools.house_rules.source import ROOT


@pytest.fixture
def place(tmp_path: pathlib.Path, monkeypatch: pytest.MonkeyPatch) -> pathlib.Path:
    """An empty repository for the set-up."""
    monkeypatch.setattr(dev, "ROOT", tmp_path)
    monkeypatch.setattr(dev, "STAMPS", tmp_path / "stamps")
    return tmp_path


def step_of(place: pathlib.Path, taken: list[str], *, fails: bool = False) -> dev.Step:
    """A step that makes `result` from every .in file."""

    def action() -> None:
        taken.append("again")
        (place / "result").touch()
        if fails:
            raise dev.Unready("it went wrong half-way")

    return dev.Step(name="one", doing="trying", inputs=("*.in",), result=place / "result", action=action)


def test_step_is_skipped_while_its_inputs_stay(place: pathlib.Path) -> None:
    (place / "a.in").write_text("1")
    taken: list[str] = []
    for _ in range(3):
        step_of(place, taken).take()
    assert taken == ["again"]


@pytest.mark.parametrize("change", ["content", "name", "result", "stamp"])
def test_step_is_taken_again_after_a_change(place: pathlib.Path, change: str) -> None:
    (place / "a.in").write_text("1")
    taken: list[str] = []
    step_of(place, taken).take()
    match change:
        case "content":
            (place / "a.in").write_text("2")
        case "name":
            (place / "a.in").rename(place / "b.in")
        case "result":
            (place / "result").unlink()
        case _:
            (place / "stamps" / "one").unlink()
    step_of(place, taken).take()
    assert len(taken) == 2


def test_step_that_failed_is_taken_again(place: pathlib.Path) -> None:
    taken: list[str] = []
    with pytest.raises(dev.Unready):
        step_of(place, taken, fails=True).take()
    step_of(place, taken).take()
    assert len(taken) == 2


@pytest.mark.parametrize(
    ("version", "enough"),
    [
        *(("v18.20.0\n", False), ("v20.18.9\n", False), ("v20.19.0\n", True), ("v21.7.3\n", False)),
        *(("v22.11.0\n", False), ("v22.12.0\n", True), ("v24.0.0\n", True), ("", False)),
    ],
)
def test_node_is_taken_when_vite_runs_on_it(version: str, enough: bool) -> None:
    assert web.new_enough(version) == enough


@pytest.mark.parametrize("word", ["help", "--help", "-h"])
def test_help_names_every_command_without_any_set_up(word: str) -> None:
    told = subprocess.run(
        [sys.executable, "-I", str(ROOT / "tools" / "dev.py"), word],
        capture_output=True,
        text=True,
        check=True,
    )
    assert all(f"  {name} " in told.stdout for name in dev.COMMANDS)


def test_unknown_command_is_refused_with_the_help() -> None:
    told = subprocess.run(
        [sys.executable, "-I", str(ROOT / "tools" / "dev.py"), "dance"],
        capture_output=True,
        text=True,
        check=False,
    )
    assert told.returncode == 2
    assert "'dance'" in told.stderr


def test_makefile_offers_every_command() -> None:
    targets = next(
        line for line in (ROOT / "Makefile").read_text().splitlines() if line.startswith(".PHONY")
    ).split()
    assert set(targets[1:]) == {"help", *dev.COMMANDS}


def test_unit_tests_of_the_pages_pass() -> None:
    node = web.find()
    ended = subprocess.run(
        [*node.npm, "run", "--silent", "test"],
        cwd=web.WEB,
        env=node.environment(),
        capture_output=True,
        text=True,
        check=False,
    )
    assert ended.returncode == 0, ended.stdout + ended.stderr


def test_python_without_pip_is_told_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(dev, "is_there", lambda _: False)
    with pytest.raises(dev.Unready, match="python3-venv"):
        dev.make_venv()


def test_step_that_fails_says_which_program_failed() -> None:
    with pytest.raises(dev.Unready, match="-c raise SystemExit"):
        dev.execute([sys.executable, "-c", "raise SystemExit(3)"])
