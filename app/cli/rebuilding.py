"""`desk rebuild`: loads the whole line into Valkey anew from PostgreSQL."""

from __future__ import annotations

import asyncio

import typer

from app.cli import options
from app.cli.stores import stores
from app.settings import Settings


def add_to(desk: typer.Typer) -> None:
    """Add the command."""
    desk.command()(rebuild)


def rebuild(data: options.Data = None) -> None:
    """Load the line into Valkey anew from PostgreSQL; nobody loses a place.

    The desk does this by itself whenever it must. This is for an operator in doubt: it is safe at any
    time, also while people talk.
    """
    from app.cli.schema import require_suitable

    with stores(options.settings(data=data), join=True) as settings:
        require_suitable(settings)
        count = asyncio.run(_rebuild(settings))
    print(f"Rebuilt: {count} contacts in the line or in conversation.")


async def _rebuild(settings: Settings) -> int:
    from app.cli.backstage import backstage
    from app.domain.policy import from_stored
    from app.domain.rules import Rules
    from app.queue.client import connect
    from app.queue.keys import Keys
    from app.queue.switchboard import Switchboard
    from app.repositories import desk
    from app.services.settling import Settling

    assert settings.valkey_url is not None
    valkey = connect(settings.valkey_url)
    try:
        async with backstage(settings) as transaction:
            async with transaction() as tx:
                rules = Rules(policy=from_stored(await desk.policy(tx))[0])
            switchboard = Switchboard(valkey, Keys(settings.valkey_prefix))
            return await Settling(transaction, switchboard, lambda: rules).rebuild(force=True)
    finally:
        await valkey.aclose()
