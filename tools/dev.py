"""Sets up, runs, tests and checks the desk: python3 tools/dev.py COMMAND (the Makefile calls only this).

Nothing but the standard library, and syntax that an older Python can read, so that it can say what it
needs. Each step of the set-up is skipped while the SHA-256 of its inputs stays the same.
"""

from __future__ import annotations

import fcntl
import hashlib
import importlib.util
import os
import shutil
import subprocess
import sys
import time
import venv
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

NEEDED = (3, 11)
ROOT = Path(__file__).resolve().parent.parent
VENV = ROOT / ".venv"
STAMPS = VENV / "stamps"
BIN = VENV / "bin"
PYTHON = BIN / "python"
UV = BIN / "uv"
PAGES = ROOT / "app" / "static"

COMPILE = (
    *("pip", "compile", "-q", "--universal", "--python-version", "3.11", "--generate-hashes"),
    *("--no-emit-index-url", "--no-emit-find-links", "--no-header"),
)
LOCKS = {
    "bootstrap": ("requirements/bootstrap.in",),
    "node": ("requirements/node.in",),
    "build": ("requirements/build.in",),
    "bench": ("requirements/bench.in",),
    "base": ("pyproject.toml",),
    "dev": ("pyproject.toml", "--extra", "embedded", "requirements/dev.in", "-c", "requirements/base.lock"),
}

HELP = """\
Usage: python3 tools/dev.py COMMAND [ARGUMENTS]        (or: make COMMAND ARGS="ARGUMENTS")

  setup         prepare everything: .venv, packages, the pages; the other commands do so by themselves
  run           a ready desk with demonstration people; ARGUMENTS go to `desk demo` (--port, --no-people …)
  test          every test; ARGUMENTS go to pytest (-k NAME, tests/unit …)
  check         style, types, import rules, house rules, generated files; under a minute
  lock          write requirements/*.lock and the pages' lock anew; --upgrade takes newer versions
  faults        the fault matrix in full; under 25 minutes; ARGUMENTS: --list, --only NAME …, --seed N
  bench         what a message costs, beside others; under 12 minutes; ARGUMENTS: --quick, --only NAME …
  screenshots   make the pictures of the README and of every state, from a running demo
  help          this text

Needed: Linux or macOS, Python 3.11 or newer, and a way to the Python and npm package registries.
"""


class Unready(Exception):
    """The set-up cannot go on; the message says what to do about it."""


def main(arguments: list[str]) -> int:
    """Run one command; returns the exit code."""
    command, rest = (arguments or ["help"])[0], arguments[1:]
    if command in ("help", "-h", "--help"):
        print(HELP, end="")
        return 0
    if command not in COMMANDS:
        print(f"There is no command {command!r}.\n\n{HELP}", end="", file=sys.stderr)
        return 2
    os.chdir(ROOT)
    try:
        set_up(STEPS[: NEEDS.get(command, len(STEPS))])
        return COMMANDS[command](rest)
    except Unready as failure:
        print(f"\n{failure}", file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        return 130


@dataclass(frozen=True)
class Step:
    """One step of the set-up: what it makes, from which files, and how."""

    name: str
    doing: str
    inputs: tuple[str, ...]
    result: Path
    action: Callable[[], None]

    def take(self) -> None:
        """Do it, unless the result exists and was made from these very inputs."""
        stamp = STAMPS / self.name
        wanted = fingerprint(self.inputs)
        if self.result.exists() and stamp.exists() and stamp.read_text() == wanted:
            return
        began = time.monotonic()
        say(f"{self.doing} …")
        self.action()
        STAMPS.mkdir(exist_ok=True)
        stamp.write_text(wanted)
        say(f"{self.doing}: done in {time.monotonic() - began:.0f} s")


# --- The commands ---------------------------------------------------------------------------------


def run(rest: list[str]) -> int:
    """Become the demonstration, so that Ctrl-C and signals reach it directly."""
    return become(BIN / "desk", "demo", *rest)


def test(rest: list[str]) -> int:
    """Become pytest, on three processes unless told otherwise: much of the time is waiting."""
    return become(PYTHON, "-m", "pytest", "-q", "-n", "3", "--dist", "loadfile", *rest)


def module(name: str) -> Callable[[list[str]], int]:
    """A command that becomes a module of this repository."""
    return lambda rest: become(PYTHON, "-m", name, *rest)


def lock(rest: list[str]) -> int:
    """Write every lock anew: hashes, and no names of hosts."""
    for name, inputs in LOCKS.items():
        say(f"requirements/{name}.lock")
        execute([UV, *COMPILE, *rest, *inputs, "-o", f"requirements/{name}.lock"])
    say("web/package-lock.json")
    execute([PYTHON, "-m", "tools.web", "lock"])
    return 0


def setup(_: list[str]) -> int:
    """Nothing more than what every command does first."""
    say("everything is ready: make run, make test, make check")
    return 0


COMMANDS = {
    "setup": setup,
    "run": run,
    "test": test,
    "check": module("tools.check"),
    "lock": lock,
    "faults": module("tests.faults"),
    "bench": module("bench"),
    "screenshots": module("tools.screenshots"),
}


# --- The set-up -----------------------------------------------------------------------------------


def set_up(steps: tuple[Step, ...]) -> None:
    """Do the steps whose inputs have changed, one set-up at a time."""
    os.environ["UV_PYTHON_DOWNLOADS"] = "never"
    os.environ["PIP_DISABLE_PIP_VERSION_CHECK"] = "1"
    # Compiling every module anew costs each process of the desk two seconds of a core.
    os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
    if "PIP_INDEX_URL" in os.environ:
        os.environ.setdefault("UV_DEFAULT_INDEX", os.environ["PIP_INDEX_URL"])
    folder = os.open(ROOT, os.O_RDONLY)
    fcntl.flock(folder, fcntl.LOCK_EX)
    try:
        for step in steps:
            step.take()
    finally:
        os.close(folder)


def fingerprint(inputs: tuple[str, ...]) -> str:
    """One number for this Python and the names and contents of all files that the patterns match."""
    sum_of_all = hashlib.sha256(f"{sys.version} {ROOT}".encode())
    for path in sorted({path for pattern in inputs for path in ROOT.glob(pattern)}):
        if path.is_file():
            sum_of_all.update(f"{path.relative_to(ROOT)}\0".encode())
            sum_of_all.update(hashlib.sha256(path.read_bytes()).digest())
    return sum_of_all.hexdigest()


def make_venv() -> None:
    """Make .venv anew and put uv into it, checked against the lock."""
    with_pip = is_there("ensurepip")
    if not with_pip and not is_there("pip"):
        raise Unready(
            "This Python can make no environment with pip: install your system's package for it\n"
            "(Debian and Ubuntu: apt install python3-venv) and run the same command again."
        )
    venv.create(VENV, clear=True, with_pip=with_pip, symlinks=True)
    pip = [PYTHON, "-m", "pip"] if with_pip else [sys.executable, "-m", "pip", "--python", PYTHON]
    execute([*pip, "install", "-q", "--require-hashes", "-r", "requirements/bootstrap.lock"])


def install() -> None:
    """Install the locked packages, each checked against its hash, then the desk itself."""
    into = [UV, "pip", "install", "-q", "--compile-bytecode", "--python", PYTHON]
    execute([*into, "--require-hashes", "-r", "requirements/dev.lock"])
    execute([*into, "--no-deps", "--no-build-isolation", "-e", "."])


def install_modules() -> None:
    """Install what the pages are built with; Node too, where the machine has none or one too old."""
    if subprocess.call([PYTHON, "-m", "tools.web", "has-node"]) != 0:
        say("no Node 20.19, 22.12 or newer here: installing one into .venv …")
        into = [UV, "pip", "install", "-q", "--python", PYTHON]
        execute([*into, "--require-hashes", "-r", "requirements/node.lock"])
    execute([PYTHON, "-m", "tools.web", "install"])


def build_pages() -> None:
    """Build the pages into app/static."""
    execute([PYTHON, "-m", "tools.web", "build"])


STEPS = (
    Step(
        name="environment",
        doing=f"making .venv with Python {sys.version.split()[0]}",
        inputs=("requirements/bootstrap.lock",),
        result=PYTHON,
        action=make_venv,
    ),
    Step(
        name="packages",
        doing="installing Python packages",
        inputs=("requirements/dev.lock", "pyproject.toml"),
        result=BIN / "lint-imports",
        action=install,
    ),
    Step(
        name="modules",
        doing="installing the pages' packages",
        inputs=("web/package.json", "web/package-lock.json", "web/.npmrc", "requirements/node.lock"),
        result=ROOT / "web" / "node_modules",
        action=install_modules,
    ),
    Step(
        name="pages",
        doing="building the pages",
        inputs=("web/*.*", "web/src/**/*", "web/[lp]*/**/*", "tools/web.py"),
        result=PAGES / "chat.html",
        action=build_pages,
    ),
)

# How many of the steps a command needs, where it does not need all.
NEEDS = {"check": 3, "lock": 2}


# --- Small things ---------------------------------------------------------------------------------


def execute(command: list[object]) -> None:
    """Run a program to its end; raises Unready when it fails (it has said why itself)."""
    words = [str(word) for word in command]
    if subprocess.call(words) != 0:
        raise Unready(
            f"This failed: {' '.join(words)}\nMend what it says above and run the same command again."
        )


def become(*command: object) -> int:
    """Replace this process by a program of the environment; it does not come back."""
    words = [str(word) for word in command]
    sys.stdout.flush()
    os.environ["PATH"] = os.pathsep.join([str(BIN), os.environ.get("PATH", os.defpath)])
    os.execv(words[0], words)


def say(text: str) -> None:
    """Show progress at once, also into a pipe."""
    print(f"[set-up] {text}", flush=True)


def is_there(module: str) -> bool:
    """Whether this Python has a module; some systems leave parts of the standard library out."""
    return importlib.util.find_spec(module) is not None


def newer_python() -> str | None:
    """Another Python on this machine that is new enough."""
    names = [f"python3.{minor}" for minor in range(15, NEEDED[1] - 1, -1)]
    return next((path for path in map(shutil.which, names) if path), None)


if __name__ == "__main__":
    if sys.version_info < NEEDED:
        other = newer_python()
        if other is None:
            sys.exit(f"Python 3.11 or newer is needed; this is {sys.version.split()[0]}.")
        os.execv(other, [other, *sys.argv])
    sys.exit(main(sys.argv[1:]))
