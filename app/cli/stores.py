"""The two stores of a command: those that are set, or embedded ones for as long as it runs."""

from __future__ import annotations

import json
import os
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager, suppress
from pathlib import Path

from app.cli.failures import CannotGoOn
from app.settings import Settings

NOTE = "desk.addresses"


@contextmanager
def stores(settings: Settings, *, join: bool = False) -> Iterator[Settings]:
    """Settings with both addresses. None is started when both are set; one alone is a mistake.

    With `join`, a command uses the embedded servers of the desk that runs on the data folder already.
    """
    if settings.database_url and settings.valkey_url:
        yield settings
        return
    if settings.database_url or settings.valkey_url:
        raise CannotGoOn("set both DESK_DATABASE_URL and DESK_VALKEY_URL, or neither of them")
    from app.embedded.care import Care
    from app.embedded.folder import FolderInUse
    from app.embedded.keys import own_keys
    from app.embedded.servers import EmbeddedServers

    with ExitStack() as running:
        try:
            servers = running.enter_context(EmbeddedServers(settings.data))
        except FolderInUse:
            if not join:
                raise
            yield _joined(settings)
            return
        running.enter_context(Care(servers))
        addresses = running.enter_context(_noted(settings.data, servers.database_url, servers.valkey_url))
        keys = settings.follow_up_keys or own_keys(settings.data)
        yield settings.model_copy(update={**addresses, "follow_up_keys": keys})


@contextmanager
def _noted(data: Path, database_url: str, valkey_url: str) -> Iterator[dict[str, str]]:
    """Leave the addresses where a command on the same folder finds them, readable by the owner only."""
    addresses = {"database_url": database_url, "valkey_url": valkey_url}
    note = data / NOTE
    note.unlink(missing_ok=True)
    with open(os.open(note, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as file:
        json.dump(addresses, file)
    try:
        yield addresses
    finally:
        note.unlink(missing_ok=True)


def _joined(settings: Settings) -> Settings:
    from app.embedded.keys import own_keys

    with suppress(OSError, ValueError):
        addresses = json.loads((settings.data / NOTE).read_text())
        keys = settings.follow_up_keys or own_keys(settings.data)
        return settings.model_copy(update={**addresses, "follow_up_keys": keys})
    raise CannotGoOn(f"a desk is just starting or ending on {settings.data}; try again in a moment")
