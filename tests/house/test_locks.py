"""The locks: every dependency is in them, at a version that is allowed, with hashes and without hosts."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from tools.house_rules.source import ROOT

PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]
RUNTIME = [Requirement(line) for line in PROJECT["dependencies"]]
EMBEDDED = [Requirement(line) for line in PROJECT["optional-dependencies"]["embedded"]]
LOCKS = sorted((ROOT / "requirements").glob("*.lock"))


def locked(name: str) -> dict[str, str]:
    """The packages of a lock and their versions."""
    text = (ROOT / "requirements" / f"{name}.lock").read_text()
    return {
        canonicalize_name(package): version
        for package, version in re.findall(r"^([\w.-]+)==([^ \\\n]+)", text, re.MULTILINE)
    }


def wanted(name: str) -> list[Requirement]:
    """The lines of a .in file."""
    lines = (ROOT / "requirements" / f"{name}.in").read_text().splitlines()
    return [Requirement(line) for line in lines if line and not line.startswith("#")]


@pytest.mark.parametrize(
    ("name", "requirements"),
    [
        ("base", RUNTIME),
        ("dev", RUNTIME + EMBEDDED + wanted("dev")),
        ("build", wanted("build")),
        ("bootstrap", wanted("bootstrap")),
        ("node", wanted("node")),
    ],
)
def test_lock_holds_every_dependency_in_an_allowed_version(
    name: str, requirements: list[Requirement]
) -> None:
    versions = locked(name)
    for requirement in requirements:
        assert requirement.specifier.contains(versions[canonicalize_name(requirement.name)]), requirement


def test_image_and_tests_run_the_same_versions() -> None:
    tested = locked("dev")
    assert {name: tested.get(name) for name in locked("base")} == locked("base")


@pytest.mark.parametrize("lock", LOCKS, ids=lambda lock: lock.name)
def test_lock_has_hashes_and_names_no_host(lock: Path) -> None:
    text = lock.read_text()
    packages = re.split(r"^(?=[\w.-]+==)", text, flags=re.MULTILINE)[1:]
    assert packages
    assert all("--hash=sha256:" in package for package in packages)
    assert "://" not in text
