"""`desk staff disable` and `enable`: an account is shut, or opened again, as on the board's page."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from typing import TYPE_CHECKING, Annotated

import typer

from app.cli import options
from app.cli.accounts import Email
from app.cli.stores import stores
from app.domain.oslo import OSLO

if TYPE_CHECKING:
    from app.domain.roster import Shift

Reason = Annotated[str | None, typer.Option(help="Why; kept in the audit.")]


def add_to(staff: typer.Typer) -> None:
    """Add the commands."""
    staff.command()(disable)
    staff.command()(enable)


def disable(email: Email, reason: Reason = None, data: options.Data = None) -> None:
    """Shut an account: signed out everywhere within two seconds, its contacts first in line again.

    What is left of its shifts is taken off the rota and named here: those hours want somebody else.
    """
    ended = _switch(data, email, active=False, reason=reason)
    print(f"Disabled {email}.")
    if not ended:
        print("No shifts were left on the rota.")
        return
    shifts = "1 shift" if len(ended) == 1 else f"{len(ended)} shifts"
    print(f"{shifts} taken off the rota, look for gaps (one that had begun ends now):")
    for one in sorted(ended, key=lambda shift: shift.starts_at):
        print(f"  {_told(one)}")


def enable(email: Email, reason: Reason = None, data: options.Data = None) -> None:
    """Open a disabled account again; its former shifts do not come back by themselves."""
    _switch(data, email, active=True, reason=reason)
    print(f"Enabled {email}.")


def _told(shift: Shift) -> str:
    """The shift by the Oslo clock; of one that was going on, the end that it has now."""
    starts, ends = shift.starts_at.astimezone(OSLO), shift.ends_at.astimezone(OSLO)
    return f"{starts:%Y-%m-%d %H:%M}–{ends:%H:%M} {', '.join(sorted(shift.channels))}"


def _switch(data: options.Data, email: str, *, active: bool, reason: str | None) -> Sequence[Shift]:
    from app.cli.backstage import backstage
    from app.cli.schema import require_suitable
    from app.domain.policy import from_stored
    from app.domain.rules import Rules
    from app.repositories import desk
    from app.services.sign_in import AccountChanges

    async def run() -> Sequence[Shift]:
        async with backstage(settings) as transaction:
            async with transaction() as tx:
                rules = Rules(policy=from_stored(await desk.policy(tx))[0])
            return await AccountChanges(transaction, lambda: rules).switch(
                email, active=active, reason=reason
            )

    with stores(options.settings(data=data), join=True) as settings:
        require_suitable(settings)
        return asyncio.run(run())
