"""The list of releases, and what a database says of itself to versions that do not know its revision."""

from __future__ import annotations

import os
import subprocess
import sys
import tomllib
from contextlib import closing

import psycopg
import pytest

from app.repositories import releases, schema
from tests.fixtures.patience import PATIENCE

LISTED = tomllib.loads((releases.folder() / "releases.toml").read_text())["revisions"]


def test_releases_are_listed_in_order_up_to_the_newest_revision() -> None:
    revisions = [*LISTED.values()]
    assert revisions == sorted(revisions)
    assert set(revisions) <= set(schema.known().revisions)
    assert revisions[-1] == schema.known().head


def test_migrated_database_says_whose_code_it_serves(database_url: str) -> None:
    head = schema.known().head
    assert schema.current(database_url).serves == tuple(schema.known().served(head))
    schema.downgrade(database_url, schema.known().previous)
    assert schema.current(database_url) == schema.Schema(schema.known().previous, (schema.known().previous,))


def test_index_that_was_broken_off_is_made_anew(database_url: str) -> None:
    schema.downgrade(database_url, "0001")
    with closing(connection(database_url)) as admin:
        admin.execute("CREATE INDEX ix_contact_since ON contact (arrived_at)")
    schema.upgrade(database_url)
    with closing(connection(database_url)) as admin:
        found = admin.execute("SELECT indexdef FROM pg_indexes WHERE indexname = 'ix_contact_since'")
        assert found.fetchone() == ("CREATE INDEX ix_contact_since ON public.contact USING btree (since)",)


def test_migrations_that_start_together_wait_for_each_other(empty_database_url: str) -> None:
    running = [desk("migrate", empty_database_url) for _ in range(3)]
    for process in running:
        _, errors = process.communicate(timeout=2 * PATIENCE)
        assert process.returncode == 0, errors
    assert schema.current(empty_database_url).revision == schema.known().head


@pytest.mark.parametrize(
    ("revision", "comment", "code"),
    [
        ("9999", "serves the code of 9998 9999", "schema_too_new"),
        ("9999", None, "schema_too_new"),
        (None, None, "schema_missing"),
    ],
)
def test_desk_refuses_a_schema_it_does_not_run_on_and_says_why(
    revision: str | None, comment: str | None, code: str, database_url: str
) -> None:
    pretend(database_url, revision, comment)
    with desk("serve", database_url) as process:
        _, errors = process.communicate(timeout=PATIENCE)
    assert process.returncode == 1
    assert f"({code})" in errors


def test_desk_runs_on_a_newer_schema_that_serves_it_and_leaves_it_alone(database_url: str) -> None:
    own = schema.known().head
    pretend(database_url, "9999", f"serves the code of {own} 9999")
    with desk("migrate", database_url) as process:
        _, errors = process.communicate(timeout=PATIENCE)
    assert process.returncode == 0, errors
    assert "schema ahead" in errors
    assert schema.current(database_url).revision == "9999"


def pretend(database_url: str, revision: str | None, comment: str | None) -> None:
    """Let the database say this of itself."""
    with closing(connection(database_url)) as admin:
        admin.execute("DELETE FROM alembic_version")
        if revision:
            admin.execute("INSERT INTO alembic_version VALUES (%s)", [revision])
        told = "NULL" if comment is None else f"'{comment}'"
        admin.execute(f"COMMENT ON TABLE alembic_version IS {told}".encode())


def connection(database_url: str) -> psycopg.Connection[tuple[object, ...]]:
    """Somebody beside the desk."""
    return psycopg.connect(database_url.replace("+psycopg", ""), autocommit=True)


def desk(command: str, database_url: str) -> subprocess.Popen[str]:
    """A command on this database; it needs no Valkey."""
    nowhere = {"DESK_DATABASE_URL": database_url, "DESK_VALKEY_URL": "redis://127.0.0.1:1", "DESK_PORT": "0"}
    return subprocess.Popen(
        [sys.executable, "-m", "app.cli", command],
        env=os.environ | nowhere,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
