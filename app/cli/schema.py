"""`desk migrate`: brings the database to the schema of this version."""

from __future__ import annotations

import asyncio
from typing import Annotated

import typer

from app.cli import options
from app.cli.failures import CannotGoOn
from app.cli.stores import stores
from app.settings import Settings


def add_to(desk: typer.Typer) -> None:
    """Add the command."""
    desk.command()(migrate)


def migrate(
    data: options.Data = None,
    revision: Annotated[str, typer.Option(help="Revision to go up to.")] = "head",
) -> None:
    """Bring the database to the schema of this version, and give a new desk what it begins with.

    That is centres, topics, quick replies and the ordinary opening hours. Safe to repeat, and while the
    desk runs.
    """
    with stores(options.settings(data=data)) as settings:
        bring_up(settings, revision)
        print(f"The database is at revision {current(settings)[0]}.")


def bring_up(settings: Settings, revision: str = "head") -> None:
    """The newest schema, and in it whatever a new desk lacks; raises CannotGoOn."""
    migrate_to(settings, revision)
    found, newest = current(settings)
    if found == newest:
        asyncio.run(_begin(settings))


def migrate_to(settings: Settings, revision: str = "head") -> None:
    """The schema alone; raises CannotGoOn when the database is out of reach."""
    from app.repositories import schema

    current(settings)
    assert settings.database_url is not None
    schema.upgrade(settings.database_url, revision)


def require_newest(settings: Settings) -> None:
    """Go on only with the schema of this version; raises CannotGoOn."""
    found, newest = current(settings)
    if found != newest:
        raise CannotGoOn(f"the database is at revision {found}, not {newest}; run `desk migrate` first")


def current(settings: Settings) -> tuple[str | None, str | None]:
    """The revision the database is at, and the newest one; raises CannotGoOn when it is out of reach."""
    from app.repositories import schema

    assert settings.database_url is not None
    try:
        return schema.current_revision(settings.database_url), schema.head_revision()
    except schema.OutOfReach as error:
        raise CannotGoOn(f"the database is out of reach: {error}") from error


async def _begin(settings: Settings) -> None:
    from app.cli.backstage import backstage
    from app.services.beginning import begin

    async with backstage(settings) as transaction:
        await begin(transaction)
