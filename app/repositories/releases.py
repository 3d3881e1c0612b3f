"""Which revisions of the schema this version runs on: its own, and those since the release before it."""

from __future__ import annotations

import tomllib
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from pathlib import Path

from sqlalchemy import Connection, text

from app.repositories.transaction import Transaction

PACKAGE = Path(__file__).resolve().parent.parent
# In a wheel the migrations lie inside the package, in a checkout beside it.
FOLDERS = (PACKAGE / "migrations", PACKAGE.parent / "migrations")
SERVES = "serves the code of "

TABLE = "SELECT to_regclass('alembic_version') IS NOT NULL"
FOUND = "SELECT version_num, obj_description('alembic_version'::regclass, 'pg_class') FROM alembic_version"


class Fit(StrEnum):
    """How a schema that this version runs on stands to its own."""

    OWN = "own"
    BEHIND = "behind"
    """`desk migrate` is still to come."""
    AHEAD = "ahead"
    """A newer version has migrated already, and left this one served."""


class Unsuitable(RuntimeError):
    """This version does not run on the schema of the database."""

    code = "schema_unsuitable"


class NotMigrated(Unsuitable):
    """The database has no schema yet; run `desk migrate` first."""

    code = "schema_missing"


class TooOld(Unsuitable):
    """The database is older than the release before this one; run `desk migrate` first."""

    code = "schema_too_old"


class TooNew(Unsuitable):
    """The database was migrated by a version that this one is too old for; run a newer version."""

    code = "schema_too_new"


@dataclass(frozen=True, slots=True)
class Schema:
    """What a database says of itself: its revision, and whose code it serves."""

    revision: str | None
    serves: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Known:
    """What a version knows: every revision, oldest first, and that of the release before it."""

    revisions: tuple[str, ...]
    previous: str

    @property
    def head(self) -> str:
        """Its own revision."""
        return self.revisions[-1]

    def served(self, revision: str) -> list[str]:
        """Whose code a schema at this revision serves: its own, and all since the release before."""
        if revision < self.previous:
            return [revision]
        return [known for known in self.revisions if self.previous <= known <= revision]


def folder() -> Path:
    """Where the migrations are."""
    return next(folder for folder in FOLDERS if (folder / "env.py").is_file())


@cache
def known() -> Known:
    """What this version knows, by the names of the migrations' files and the list of releases."""
    names = (folder() / "versions").glob("[0-9]*.py")
    with (folder() / "releases.toml").open("rb") as file:
        shipped: dict[str, str] = tomllib.load(file)["revisions"]
    return Known(tuple(sorted(path.name.split("_")[0] for path in names)), [*shipped.values()][-2])


def fit(schema: Schema, mine: Known | None = None) -> Fit:
    """How the schema stands to this version; raises NotMigrated, TooOld or TooNew."""
    mine = mine or known()
    if schema.revision is None:
        raise NotMigrated(NotMigrated.__doc__)
    if schema.revision == mine.head:
        return Fit.OWN
    if schema.revision in mine.revisions:
        if schema.revision < mine.previous:
            raise TooOld(f"The database is at revision {schema.revision}. {TooOld.__doc__}")
        return Fit.BEHIND
    if mine.head not in schema.serves:
        raise TooNew(f"The database is at revision {schema.revision}. {TooNew.__doc__}")
    return Fit.AHEAD


def read(connection: Connection) -> Schema:
    """What the database says of itself."""
    if not connection.scalar(text(TABLE)):
        return Schema(None)
    return _schema(connection.execute(text(FOUND)).one_or_none())


async def behind(tx: Transaction) -> str | None:
    """The schema's revision while it is behind this version's own, else null; raises as `fit` does."""
    schema = await tx.connection.run_sync(read)
    return schema.revision if fit(schema) is Fit.BEHIND else None


def mark(connection: Connection) -> None:
    """Write down beside the revision whose code it serves, for versions that do not know the revision."""
    revision = read(connection).revision
    words = f"'{SERVES}{' '.join(known().served(revision))}'" if revision else "NULL"
    connection.execute(text(f"COMMENT ON TABLE alembic_version IS {words}"))


def _schema(row: Sequence[str | None] | None) -> Schema:
    if row is None:
        return Schema(None)
    revision, comment = row
    told = (comment or "").removeprefix(SERVES) if (comment or "").startswith(SERVES) else ""
    return Schema(revision, tuple(told.split()))
