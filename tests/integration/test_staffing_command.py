"""`desk staffing`: the fields that others rely on, and what cannot be computed."""

from __future__ import annotations

import json
import subprocess
import sys

import pytest

HOUR = ("--arrivals-per-hour", "28", "--handle-seconds", "1320")
FIELDS = [
    "offered_load",
    "wait_probability",
    "mean_wait_seconds",
    "abandonment",
    "occupancy",
    "service_level",
]


def asked(*arguments: str) -> subprocess.CompletedProcess[str]:
    """The command in a process of its own."""
    command = [sys.executable, "-m", "app.cli", "staffing", *HOUR, *arguments]
    return subprocess.run(command, capture_output=True, text=True, timeout=60, check=False)


def test_people_who_give_up_are_counted_by_erlang_a() -> None:
    found = json.loads(asked("--patience-seconds", "360", "--agents", "8", "--json").stdout)
    assert list(found) == FIELDS
    assert found["abandonment"] == pytest.approx(0.296865, abs=1e-6)
    assert found["service_level"] == pytest.approx(0.452009, abs=1e-6)


def test_without_agents_the_fewest_who_reach_the_service_level() -> None:
    found = json.loads(asked("--patience-seconds", "360", "--service-level", "0.8", "--json").stdout)
    assert list(found) == ["agents", *FIELDS]
    assert found["agents"] == 12


def test_too_few_without_patience_wait_for_ever() -> None:
    found = json.loads(asked("--agents", "8", "--json").stdout)
    assert (found["wait_probability"], found["service_level"], found["mean_wait_seconds"]) == (1, 0, None)


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (["--agents", "0"], "agents must be from 1"),
        (["--agents", "8", "--target-seconds", "nan"], "no length of time"),
        (["--service-level", "80"], "fraction between 0 and 1"),
    ],
)
def test_what_makes_no_sense_is_one_sentence(arguments: list[str], told: str) -> None:
    refused = asked(*arguments)
    assert refused.returncode in {1, 2}
    assert told in refused.stderr
    assert "Traceback" not in refused.stderr
