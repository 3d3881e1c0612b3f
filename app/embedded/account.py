"""The ordinary user that PostgreSQL runs as: it refuses to run as root."""

from __future__ import annotations

import os
import pathlib
import pwd
import stat
from dataclasses import dataclass

CANDIDATES = ("postgres", "nobody")


class NoOrdinaryUser(RuntimeError):
    """PostgreSQL does not run as root, and this machine has no user named postgres or nobody."""


@dataclass(frozen=True, slots=True)
class Account:
    """A user of this machine."""

    uid: int
    gid: int

    def reaches(self, path: pathlib.Path) -> bool:
        """Whether this user may enter `path` (a folder): every folder above it must let others through."""
        return all(self._enters(folder.stat()) for folder in (path, *path.parents))

    def own(self, path: pathlib.Path) -> None:
        """Give a folder to this user alone."""
        os.chown(path, self.uid, self.gid)
        path.chmod(0o700)

    def _enters(self, found: os.stat_result) -> bool:
        if found.st_uid == self.uid:
            return bool(found.st_mode & stat.S_IXUSR)
        return bool(found.st_mode & stat.S_IXOTH)


def ordinary_account() -> Account | None:
    """The account to drop to when this process is root; None when it is an ordinary user already."""
    if os.geteuid() != 0:
        return None
    for name in CANDIDATES:
        try:
            found = pwd.getpwnam(name)
        except KeyError:
            continue
        return Account(found.pw_uid, found.pw_gid)
    raise NoOrdinaryUser(NoOrdinaryUser.__doc__)
