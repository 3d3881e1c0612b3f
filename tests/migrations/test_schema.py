"""The schema: up, down and up again, and the same as the models."""

from __future__ import annotations

import pytest
from alembic.autogenerate import compare_metadata
from alembic.runtime.migration import MigrationContext
from sqlalchemy import Connection, create_engine, text
from sqlalchemy.exc import OperationalError
from sqlalchemy.pool import NullPool

from app.models import metadata
from app.repositories import schema

OURS = """
    SELECT 'table', tablename::text FROM pg_tables
        WHERE schemaname = 'public' AND tablename <> 'alembic_version'
    UNION ALL SELECT 'sequence', sequencename::text FROM pg_sequences WHERE schemaname = 'public'
    UNION ALL SELECT 'function', proname::text FROM pg_proc WHERE pronamespace = 'public'::regnamespace
    UNION ALL SELECT 'type', typname::text FROM pg_type WHERE typnamespace = 'public'::regnamespace
        AND typtype IN ('e', 'd') ORDER BY 1, 2
"""

CONSTRAINTS = """
    SELECT conrelid::regclass::text || ' ' || conname, pg_get_constraintdef(oid) FROM pg_constraint
    WHERE connamespace = 'public'::regnamespace AND conrelid::regclass::text <> 'alembic_version'
"""
INDEXES = """
    SELECT indexname::text, indexdef FROM pg_indexes
    WHERE schemaname = 'public' AND tablename <> 'alembic_version'
"""


def opened(database_url: str) -> Connection:
    """A connection that its `with` block closes for good."""
    return create_engine(database_url, poolclass=NullPool).connect()


def things(database_url: str) -> list[tuple[str, str]]:
    """Every table, sequence, function and type of the desk in this database."""
    with opened(database_url) as connection:
        return [(str(kind), str(name)) for kind, name in connection.execute(text(OURS))]


def definitions(connection: Connection, question: str) -> dict[str, str]:
    """What each name of a catalogue query is defined as."""
    return {str(name): str(definition) for name, definition in connection.execute(text(question))}


def test_schema_goes_up_down_and_up_again(empty_database_url: str) -> None:
    schema.upgrade(empty_database_url)
    after_first = things(empty_database_url)
    assert ("table", "contact") in after_first
    schema.downgrade(empty_database_url, "base")
    assert things(empty_database_url) == []
    assert schema.current(empty_database_url).revision is None
    schema.upgrade(empty_database_url)
    assert things(empty_database_url) == after_first
    assert schema.current(empty_database_url).revision == schema.known().head


def test_upgrade_of_a_migrated_database_changes_nothing(database_url: str) -> None:
    before = things(database_url)
    schema.upgrade(database_url)
    assert things(database_url) == before


def test_models_equal_the_migrated_schema(database_url: str) -> None:
    with opened(database_url) as connection:
        context = MigrationContext.configure(connection, opts={"compare_server_default": True})
        assert compare_metadata(context, metadata) == []


@pytest.mark.parametrize("question", [CONSTRAINTS, INDEXES], ids=["constraints", "indexes"])
def test_models_and_migrations_agree_on(question: str, database_url: str, empty_database_url: str) -> None:
    # Alembic's comparison sees neither check constraints nor the conditions of indexes.
    with opened(empty_database_url) as connection:
        metadata.create_all(connection)
        modelled = definitions(connection, question)
    with opened(database_url) as connection:
        migrated = definitions(connection, question)
    assert migrated == modelled


def test_database_that_is_away_is_an_error_and_not_a_wait(valkey_prefix: str) -> None:
    with pytest.raises(OperationalError):
        schema.upgrade(f"postgresql+psycopg://desk@/none?host=/nonexistent/{valkey_prefix}")
