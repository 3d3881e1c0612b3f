"""The folder with the servers' data: one desk at a time, private to the user that runs them."""

from __future__ import annotations

import fcntl
import os
import pathlib
import tempfile
import time
from types import TracebackType

from app.embedded.account import Account

SECONDS_FOR_THE_FORMER = 45
SECONDS_BETWEEN_TRIES = 0.05


class FolderInUse(RuntimeError):
    """Another desk runs on this data folder."""


class FolderUnusable(RuntimeError):
    """The data folder cannot be made or written by this user."""


class DataFolder:
    """A data folder held for one desk, and the lock that its servers hold on after a crash.

    Two locks: the first says that a desk runs here (a second start fails at once); the second is
    inherited by the keepers, so that a start right after kill -9 waits for the former's servers to end.
    """

    def __init__(self, path: pathlib.Path) -> None:
        self.path = path.absolute()
        try:
            self.path.mkdir(parents=True, exist_ok=True)
            self._desk = _open_lock(self.path / "desk.lock")
        except OSError as error:
            why = f"{self.path} cannot be used for data: {error.strerror}; name another folder (DESK_DATA)"
            raise FolderUnusable(why) from error
        self._servers = -1

    def __enter__(self) -> DataFolder:
        """Take the folder; raises FolderInUse."""
        try:
            self._take()
        except BaseException:
            self.close()
            raise
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    @property
    def lock(self) -> int:
        """The descriptor that the keepers hold for as long as their servers run."""
        return self._servers

    def close(self) -> None:
        """Let the folder go. Closing twice is harmless."""
        for descriptor in (self._servers, self._desk):
            if descriptor >= 0:
                os.close(descriptor)
        self._servers = self._desk = -1

    def _take(self) -> None:
        if not _locked(self._desk):
            raise FolderInUse(
                f"another desk runs on {self.path}: stop it, or name another folder (DESK_DATA)"
            )
        self._servers = _open_lock(self.path / "servers.lock")
        deadline = time.monotonic() + SECONDS_FOR_THE_FORMER
        while not _locked(self._servers):
            if time.monotonic() > deadline:
                raise FolderInUse(f"the servers of a former desk still run on {self.path}")
            time.sleep(SECONDS_BETWEEN_TRIES)


def private_folder(path: pathlib.Path, account: Account | None) -> pathlib.Path:
    """Make `path` a folder of `account`'s own; where it cannot reach it, a link to one that it can."""
    if account is None:
        path.mkdir(mode=0o700, exist_ok=True)
        return path
    if not account.reaches(path.parent):
        return _linked_folder(path, account)
    path.mkdir(exist_ok=True)
    account.own(path)
    return path


def _linked_folder(path: pathlib.Path, account: Account) -> pathlib.Path:
    if path.is_symlink() and path.exists():
        return path.resolve()
    path.unlink(missing_ok=True)
    elsewhere = pathlib.Path(tempfile.mkdtemp(dir="/var/tmp", prefix="guidance-desk-data-"))
    account.own(elsewhere)
    path.symlink_to(elsewhere)
    return elsewhere


def _open_lock(path: pathlib.Path) -> int:
    return os.open(path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)


def _locked(descriptor: int) -> bool:
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True
