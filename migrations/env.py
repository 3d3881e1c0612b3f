"""Tells Alembic which database and which tables; run by `desk migrate`, the demo, the tests and `alembic`."""

from __future__ import annotations

import os

from alembic import context
from sqlalchemy import Connection, create_engine, text
from sqlalchemy.pool import NullPool

from app.models import metadata

# One migration at a time, whoever else starts: any number that is ours alone.
LOCK = 7_302_026


def database_url() -> str:
    """The address given by the caller, or `DESK_DATABASE_URL` for the `alembic` command itself."""
    given = context.config.attributes.get("database_url") or os.environ.get("DESK_DATABASE_URL")
    if not given:
        raise SystemExit("Set DESK_DATABASE_URL to the database that is to be migrated.")
    return str(given).replace("postgres://", "postgresql://", 1)


def migrate(connection: Connection) -> None:
    """Run what is asked for in one transaction, under a lock that others wait for."""
    context.configure(connection=connection, target_metadata=metadata, compare_server_default=True)
    with context.begin_transaction():
        connection.execute(text("SELECT pg_advisory_xact_lock(:lock)"), {"lock": LOCK})
        context.run_migrations()


if context.is_offline_mode():
    context.configure(url=database_url(), target_metadata=metadata, literal_binds=True)
    with context.begin_transaction():
        context.run_migrations()
else:
    with create_engine(database_url(), poolclass=NullPool).connect() as opened:
        migrate(opened)
