"""Both embedded servers together, for as long as a `with` block lasts."""

from __future__ import annotations

import contextlib
import pathlib
from types import TracebackType

from app.embedded.folder import DataFolder
from app.embedded.postgres import Postgres
from app.embedded.valkey import Valkey


class EmbeddedServers:
    """PostgreSQL and Valkey on one data folder; gone with this process, however it goes.

    `durable=False` is for tests: faster, and a crash of the machine may lose what was written. Raises
    FolderInUse (another desk runs there), NotInstalled, NoOrdinaryUser or ServerFailed.
    """

    postgres: Postgres
    valkey: Valkey

    def __init__(self, data: pathlib.Path, durable: bool = True) -> None:
        self._data = data
        self._durable = durable
        self._open = contextlib.ExitStack()

    def __enter__(self) -> EmbeddedServers:
        with contextlib.ExitStack() as starting:
            folder = starting.enter_context(DataFolder(self._data))
            self.postgres = Postgres(folder, durable=self._durable)
            starting.callback(self.postgres.stop)
            self.postgres.start()
            self.valkey = Valkey(folder, durable=self._durable)
            starting.callback(self.valkey.stop)
            self.valkey.start()
            self._open = starting.pop_all()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._open.close()

    @property
    def database_url(self) -> str:
        """The address of the database, as SQLAlchemy reads it."""
        return self.postgres.url()

    @property
    def valkey_url(self) -> str:
        """The address of Valkey, as redis-py reads it."""
        return self.valkey.url
