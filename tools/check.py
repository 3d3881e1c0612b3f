"""Runs every check of the repository side by side and says which failed: `python -m tools.check [NAME …]`."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
BIN = Path(sys.executable).parent
PYTHON_CODE = ("app", "bench", "migrations", "tests", "tools")
CHECKS = {
    "types": (BIN / "mypy", "--strict", *PYTHON_CODE),
    "pages": (sys.executable, "-m", "tools.web", "check"),
    "imports": (BIN / "lint-imports", "--no-cache"),
    "rules": (sys.executable, "-m", "tools.house_rules"),
    "style": (BIN / "ruff", "check", "."),
    "format": (BIN / "ruff", "format", "--check", "."),
    "frames": (sys.executable, "-m", "tools.frames_to_ts", "--check"),
    "sockets": (sys.executable, "-m", "tools.asyncapi", "--check"),
    "documents": (sys.executable, "-m", "tools.documents", "--check"),
    "container": (BIN / "hadolint", "Dockerfile"),
    "compose": (sys.executable, "-m", "tools.compose"),
}


@dataclass(frozen=True, slots=True)
class Outcome:
    """How one check ended."""

    name: str
    passed: bool
    output: str
    seconds: float


def run(name: str) -> Outcome:
    """Run one check to its end."""
    began = time.monotonic()
    ended = subprocess.run(
        [str(word) for word in CHECKS[name]],
        cwd=ROOT,
        env={**os.environ, "PYTHONUTF8": "1"},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        check=False,
    )
    return Outcome(name, ended.returncode == 0, ended.stdout, time.monotonic() - began)


def show(outcome: Outcome) -> None:
    """One line for a check that passed; what it said, for one that failed."""
    word = "ok" if outcome.passed else "FAILED"
    print(f"{outcome.name:<10} {word:<6} {outcome.seconds:5.1f} s", flush=True)
    if not outcome.passed:
        print("    " + outcome.output.strip().replace("\n", "\n    "), flush=True)


def main(names: list[str]) -> int:
    """Run the checks named, or all; returns 1 when one failed."""
    unknown = [name for name in names if name not in CHECKS]
    if unknown:
        print(f"There is no check {unknown[0]!r}; there are: {', '.join(CHECKS)}", file=sys.stderr)
        return 2
    failed = []
    with ThreadPoolExecutor(max_workers=3) as pool:
        for outcome in pool.map(run, names or CHECKS):
            show(outcome)
            failed += [] if outcome.passed else [outcome.name]
    print(f"failed: {', '.join(failed)}" if failed else "all checks passed")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
