"""Installs what a contender needs, once for each state of its lock."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Sequence
from pathlib import Path


def once(folder: Path, locks: Sequence[Path], install: Callable[[], None]) -> None:
    """Make `folder` by `install` unless it was made from these very locks; a failure leaves no stamp."""
    wanted = hashlib.sha256(b"".join(lock.read_bytes() for lock in locks)).hexdigest()
    stamp = folder / ".made-from"
    if stamp.exists() and stamp.read_text() == wanted:
        return
    install()
    stamp.write_text(wanted)
