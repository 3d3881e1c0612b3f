"""`desk statistics check`: do the kept figures say what the log says?"""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, Annotated

import typer

from app.cli import options
from app.cli.stores import stores
from app.settings import Settings

if TYPE_CHECKING:
    from app.services.keeping import Difference

statistics = typer.Typer(help="The figures of past days.", no_args_is_help=True)

Repair = Annotated[bool, typer.Option("--repair", help="Keep the days that are wrong anew.")]


@statistics.command()
def check(*, repair: Repair = False, data: options.Data = None) -> None:
    """Count every kept day from the log again, and name those that say something else.

    Exit code 0 when all agree (or were repaired), 1 otherwise. Safe at any time, also while people talk.
    """
    from app.cli.schema import require_suitable

    with stores(options.settings(data=data), join=True) as settings:
        require_suitable(settings)
        count, wrong, periods = asyncio.run(_check(settings, repair=repair))
    for one in wrong:
        print(f"{one.day}: {'kept anew' if repair else 'kept figures differ from the log'}")
    for period in periods:
        print(f"{period}: {'is added up anew' if repair else 'its sums differ from its days'}")
    print(f"{count} days are kept, {len(wrong)} of them {'were' if repair else 'are'} wrong.")
    if (wrong or periods) and not repair:
        raise typer.Exit(1)


async def _check(settings: Settings, *, repair: bool) -> tuple[int, list[Difference], list[str]]:
    from app.cli.backstage import backstage
    from app.domain.policy import from_stored
    from app.domain.rules import Rules
    from app.repositories import desk
    from app.services.adding_up import AddingUp
    from app.services.keeping import Keeping

    async with backstage(settings) as transaction:
        async with transaction() as tx:
            rules = Rules(policy=from_stored(await desk.policy(tx))[0])
        keeping, adding_up = Keeping(transaction, lambda: rules), AddingUp(transaction, lambda: rules)
        days = await keeping.check(repair=repair)
        return await keeping.count(), days, await adding_up.check(repair=repair)
