"""Brings a database to a revision of the schema (Alembic), from a checkout or an installed wheel."""

from __future__ import annotations

from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import create_engine
from sqlalchemy.exc import OperationalError
from sqlalchemy.pool import NullPool

PACKAGE = Path(__file__).resolve().parent.parent
# In a wheel the migrations lie inside the package, in a checkout beside it.
FOLDERS = (PACKAGE / "migrations", PACKAGE.parent / "migrations")


class OutOfReach(RuntimeError):
    """The database cannot be reached, or does not let us in."""


def upgrade(database_url: str, revision: str = "head") -> None:
    """Run the migrations that are missing, all in one transaction; several may try at once."""
    command.upgrade(_config(database_url), revision)


def downgrade(database_url: str, revision: str) -> None:
    """Undo migrations down to `revision` (`base` for all); their data goes."""
    command.downgrade(_config(database_url), revision)


def current_revision(database_url: str) -> str | None:
    """The revision a database is at; None before the first migration. Raises OutOfReach."""
    engine = create_engine(database_url, poolclass=NullPool, connect_args={"connect_timeout": 5})
    try:
        with engine.connect() as connection:
            return MigrationContext.configure(connection).get_current_revision()
    except OperationalError as error:
        raise OutOfReach(str(error.orig).strip()) from error


def head_revision() -> str | None:
    """The newest revision this version of the desk knows."""
    return ScriptDirectory.from_config(_config("")).get_current_head()


def _config(database_url: str) -> Config:
    folder = next(folder for folder in FOLDERS if (folder / "env.py").is_file())
    config = Config()
    config.set_main_option("script_location", str(folder).replace("%", "%%"))
    # Not the option sqlalchemy.url: it treats the percent signs of an address as its own.
    config.attributes["database_url"] = database_url
    return config
