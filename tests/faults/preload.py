"""Small C files that stand before a server's C library, compiled by whatever compiler the machine has."""

from __future__ import annotations

import shutil
import subprocess
import sysconfig
from pathlib import Path

from tests.faults.matrix import NotTried


def compiler() -> str | None:
    """The machine's C compiler, where there is one."""
    known = (shutil.which(name) for name in ("cc", "gcc", "clang"))
    return next((path for path in known if path), None)


def built(source: Path, folder: Path) -> Path:
    """The library made of one file, in a folder that the server reaches; raises `NotTried`."""
    program = compiler()
    if program is None or not sysconfig.get_platform().startswith("linux"):
        raise NotTried("no C compiler here")
    library = folder / f"{source.stem}.so"
    command = [program, "-O1", "-shared", "-fPIC", "-o", str(library), str(source), "-ldl"]
    subprocess.run(command, check=True, capture_output=True, text=True)
    library.chmod(0o755)
    return library
