"""Brings a database to a revision of the schema (Alembic), from a checkout or an installed wheel."""

from __future__ import annotations

import time

from alembic import command
from alembic.config import Config
from sqlalchemy import create_engine
from sqlalchemy.exc import OperationalError
from sqlalchemy.pool import NullPool

from app.repositories import releases
from app.repositories.releases import Fit, Schema, Unsuitable

__all__ = ["Fit", "OutOfReach", "Schema", "Unsuitable", "current", "downgrade", "fit", "known", "upgrade"]

LOCK_NOT_AVAILABLE = "55P03"
TRIES = 10
SECONDS_BETWEEN_TRIES = 1.0

fit, known = releases.fit, releases.known


class OutOfReach(RuntimeError):
    """The database cannot be reached, or does not let us in."""


def upgrade(database_url: str, revision: str = "head") -> None:
    """Run the migrations that are missing, each in a transaction of its own; several may try at once.

    A step that does not get its lock in a second gives way and comes again: whoever writes would wait
    behind it.
    """
    for tries_left in reversed(range(TRIES)):
        try:
            command.upgrade(_config(database_url), revision)
            return
        except OperationalError as error:
            if not tries_left or getattr(error.orig, "sqlstate", None) != LOCK_NOT_AVAILABLE:
                raise
        time.sleep(SECONDS_BETWEEN_TRIES)


def downgrade(database_url: str, revision: str) -> None:
    """Undo migrations down to `revision` (`base` for all); their data goes."""
    command.downgrade(_config(database_url), revision)


def current(database_url: str) -> Schema:
    """The revision a database is at, and whose code it serves. Raises OutOfReach."""
    engine = create_engine(database_url, poolclass=NullPool, connect_args={"connect_timeout": 5})
    try:
        with engine.connect() as connection:
            return releases.read(connection)
    except OperationalError as error:
        raise OutOfReach(str(error.orig).strip()) from error


def _config(database_url: str) -> Config:
    config = Config()
    config.set_main_option("script_location", str(releases.folder()).replace("%", "%%"))
    # Not the option sqlalchemy.url: it treats the percent signs of an address as its own.
    config.attributes["database_url"] = database_url
    return config
