"""`desk migrate`: brings the database to the schema of this version."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Annotated

import typer

from app.cli import options
from app.cli.failures import CannotGoOn
from app.cli.stores import stores
from app.logs import log
from app.settings import Settings

if TYPE_CHECKING:
    from app.repositories.schema import Fit, Schema


def add_to(desk: typer.Typer) -> None:
    """Add the command."""
    desk.command()(migrate)


def migrate(
    data: options.Data = None,
    revision: Annotated[str, typer.Option(help="Revision to go up to.")] = "head",
) -> None:
    """Bring the database to the schema of this version, and give a new desk what it begins with.

    That is centres, topics, quick replies, public pages and the ordinary opening hours. Safe to repeat, and
    while the desk runs.
    """
    with stores(options.settings(data=data)) as settings:
        bring_up(settings, revision)
        print(f"The database is at revision {current(settings).revision}.")


def bring_up(settings: Settings, revision: str = "head") -> None:
    """The newest schema, and in it whatever a new desk lacks; raises CannotGoOn."""
    from app.repositories.schema import Fit

    migrate_to(settings, revision)
    if require_suitable(settings) is Fit.OWN:
        asyncio.run(_begin(settings))


def migrate_to(settings: Settings, revision: str = "head") -> None:
    """The schema alone; raises CannotGoOn when the database is out of reach, or newer than this version.

    One that a newer version has migrated already is left as it is where it serves this version too.
    """
    from app.repositories import schema

    with _told():
        found = current(settings)
        ahead = found.revision not in (None, *schema.known().revisions) and schema.fit(found)
        assert settings.database_url is not None
        if not ahead:
            schema.upgrade(settings.database_url, revision)


def require_suitable(settings: Settings) -> Fit:
    """Go on only with a schema that this version runs on, and say so if not its own; raises CannotGoOn."""
    from app.repositories import schema

    with _told():
        found = current(settings)
        stands = schema.fit(found)
    if stands is not schema.Fit.OWN:
        log("desk.schema").warning(f"schema {stands}", revision=found.revision, own=schema.known().head)
    return stands


def current(settings: Settings) -> Schema:
    """What the database says of itself; raises CannotGoOn when it is out of reach."""
    from app.repositories import schema

    assert settings.database_url is not None
    with _told():
        return schema.current(settings.database_url)


@contextmanager
def _told() -> Iterator[None]:
    from app.repositories import schema

    try:
        yield
    except schema.OutOfReach as error:
        raise CannotGoOn(f"the database is out of reach: {error}") from error
    except schema.Unsuitable as error:
        raise CannotGoOn(f"{error} ({error.code})") from error


async def _begin(settings: Settings) -> None:
    from app.cli.backstage import backstage
    from app.services.beginning import begin

    async with backstage(settings) as transaction:
        await begin(transaction)
