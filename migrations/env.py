"""Tells Alembic which database and which tables; run by `desk migrate`, the demo, the tests and `alembic`."""

from __future__ import annotations

import os
import time
from collections.abc import Iterator
from contextlib import contextmanager

from alembic import context
from sqlalchemy import Connection, create_engine, text
from sqlalchemy.pool import NullPool

from app.models import metadata
from app.repositories.releases import mark

# One migration at a time, whoever else starts: any number that is ours alone.
LOCK = 7_302_026
PATIENCE = "1s"
"""How long a step may wait for a lock: everybody who writes waits behind it meanwhile."""


def database_url() -> str:
    """The address given by the caller, or `DESK_DATABASE_URL` for the `alembic` command itself."""
    given = context.config.attributes.get("database_url") or os.environ.get("DESK_DATABASE_URL")
    if not given:
        raise SystemExit("Set DESK_DATABASE_URL to the database that is to be migrated.")
    return str(given).replace("postgres://", "postgresql://", 1)


@contextmanager
def alone(connection: Connection) -> Iterator[None]:
    """Hold the lock of all migrations; the end of the connection lets it go at the latest.

    It is asked for again and again: whoever waited for it inside a transaction would be waited for by
    `CREATE INDEX CONCURRENTLY`, which holds it.
    """
    while not connection.scalar(text("SELECT pg_try_advisory_lock(:lock)"), {"lock": LOCK}):
        connection.rollback()
        time.sleep(0.2)
    connection.commit()
    try:
        yield
    finally:
        connection.rollback()
        connection.execute(text("SELECT pg_advisory_unlock(:lock)"), {"lock": LOCK})
        connection.commit()


def migrate(connection: Connection) -> None:
    """Run what is asked for, each revision in a transaction of its own: people are served meanwhile."""
    with alone(connection):
        connection.execute(text(f"SET lock_timeout = '{PATIENCE}'"))
        connection.commit()
        context.configure(
            connection=connection,
            target_metadata=metadata,
            compare_server_default=True,
            transaction_per_migration=True,
        )
        with context.begin_transaction():
            context.run_migrations()
        connection.rollback()
        mark(connection)
        connection.commit()


if context.is_offline_mode():
    context.configure(url=database_url(), target_metadata=metadata, literal_binds=True)
    with context.begin_transaction():
        context.run_migrations()
else:
    with create_engine(database_url(), poolclass=NullPool).connect() as opened:
        migrate(opened)
