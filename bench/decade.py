"""Ten years of contacts, made by the database itself: what the reports of the benchmark read.

Every open hour is alike: weekdays from nine to eight in Oslo, 150 counsellors, exponential waits and talks.
What is recorded is drawn by the shares of the demonstration (`bench/recorded.py`), a quarter of it with two
topics; each contact by itself, whatever its hour, centre or season.
Contacts, their events, wrap-ups, those turned away and presence are rows as the desk writes them; texts,
offers and promises of waits are not made. Kept days are summed up from those contacts by the database, for
the desk's own count of so many takes half an hour (`bench/reports.py` has it count one of them again); the
work kept of them is drawn at random.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path

import psycopg

from bench import recorded

WEEKS = 522
OPEN_DAYS = 5
COUNSELLORS = 150
STATEMENTS = Path(__file__).with_suffix(".sql")
TABLES = (
    *("contact", "contact_event", "presence_log", "turned_away", "wrap_up"),
    *("kept_day", "kept_arrivals", "kept_work", "kept_topics", "kept_recorded"),
)
SETTINGS = ("maintenance_work_mem = '1GB'", "work_mem = '512MB'", "synchronous_commit = off")


@dataclass(frozen=True, slots=True)
class Decade:
    """How many contacts, and the Monday they begin on."""

    contacts: int
    begins: date

    @property
    def ends(self) -> date:
        """The Monday after the last week."""
        return self.begins + timedelta(weeks=WEEKS)


def decade(contacts: int, *, today: date) -> Decade:
    """The ten years before this week."""
    return Decade(contacts, today - timedelta(days=today.weekday(), weeks=WEEKS))


def make(database_url: str, wanted: Decade, counted_by: str, say: Callable[[str], None]) -> None:
    """All of it, into a migrated and seeded database; keys and indexes are made after the rows."""
    values = {
        "contacts": str(wanted.contacts),
        "begins": f"'{wanted.begins}'",
        "days": str(WEEKS * OPEN_DAYS),
        "staff": str(COUNSELLORS),
        "counted_by": f"'{counted_by}'",
        **recorded.values(),
    }
    with psycopg.connect(database_url, autocommit=True) as connection:
        for setting in SETTINGS:
            _run(connection, f"SET {setting}")
        _run(connection, "SELECT setseed(0.5)")
        again = _without_keys(connection)
        for part in STATEMENTS.read_text(encoding="utf-8").split("-- ")[1:]:
            name, _, statement = part.partition("\n")
            say(f"making {name}")
            _run(connection, statement % values)
        say("making keys and indexes")
        for statement in again:
            _run(connection, statement)
        _run(connection, "VACUUM (ANALYZE)")


def _run(connection: psycopg.Connection[tuple[str, ...]], statement: str) -> None:
    connection.execute(statement.encode())


def _without_keys(connection: psycopg.Connection[tuple[str, ...]]) -> list[str]:
    """Drop what would be kept up row by row; how to make it again, keys before what refers to them."""
    found = connection.execute(KEYS, {"tables": list(TABLES)}).fetchall()
    for drop, _ in reversed(found):
        _run(connection, drop)
    return [again for _, again in found]


KEYS = """
SELECT drop, again FROM (
  SELECT 1 + (contype = 'f')::int AS place,
    format('ALTER TABLE %%s DROP CONSTRAINT %%I', conrelid::regclass, conname) AS drop,
    format('ALTER TABLE %%s ADD CONSTRAINT %%I %%s', conrelid::regclass, conname, pg_get_constraintdef(oid))
      AS again
  FROM pg_constraint WHERE contype IN ('p', 'u', 'f')
    AND (conrelid::regclass::text = ANY(%(tables)s)
      OR contype = 'f' AND confrelid::regclass::text = ANY(%(tables)s))
  UNION ALL
  SELECT 1, format('DROP INDEX %%I', indexname), indexdef FROM pg_indexes
  WHERE tablename = ANY(%(tables)s) AND NOT EXISTS (SELECT FROM pg_constraint WHERE conname = indexname)
) AS found ORDER BY place
"""
