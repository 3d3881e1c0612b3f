"""`desk staff`: the accounts of those who work at the desk."""

from __future__ import annotations

import asyncio
import sys
from collections.abc import Awaitable, Callable
from typing import TYPE_CHECKING, Annotated

import typer

from app.cli import options
from app.cli.failures import CannotGoOn
from app.cli.stores import stores
from app.domain.counsellor import Role

if TYPE_CHECKING:
    from app.services.sign_in.accounts import Accounts

staff = typer.Typer(help="Add, list, disable and enable accounts of staff.", no_args_is_help=True)

Email = Annotated[str, typer.Argument(help="E-mail address, which is also the name to sign in with.")]
FromStdin = Annotated[
    bool, typer.Option("--password-stdin", help="Read the password from standard input, not a prompt.")
]


@staff.command()
def add(
    email: Email,
    name: Annotated[str, typer.Option(prompt=True, help="The name that citizens see.")],
    role: Annotated[Role, typer.Option(help="What this person may do.")] = Role.COUNSELLOR,
    centre: Annotated[str | None, typer.Option(help="Code of the centre, see `desk staff centres`.")] = None,
    password_stdin: FromStdin = False,
    data: options.Data = None,
) -> None:
    """Add an account. The password is asked for, twice, and never shown."""
    password = _password(password_stdin)
    _with_accounts(
        data, lambda accounts: accounts.add(email, name, role=role, centre=centre, password=password)
    )
    print(f"Added {role} {email}.")


@staff.command(name="list")
def every(data: options.Data = None) -> None:
    """List all accounts, the disabled ones too."""

    async def show(accounts: Accounts) -> None:
        for account in await accounts.every():
            state = "disabled" if account.disabled else "active"
            print(f"{account.email}\t{account.role}\t{account.centre or '-'}\t{state}\t{account.name}")

    _with_accounts(data, show)


@staff.command()
def centres(data: options.Data = None) -> None:
    """List the centres and their codes."""

    async def show(accounts: Accounts) -> None:
        for code, name in await accounts.centres():
            print(f"{code}\t{name.get('nb', code)}")

    _with_accounts(data, show)


@staff.command()
def reset_password(email: Email, password_stdin: FromStdin = False, data: options.Data = None) -> None:
    """Set a new password; whoever is signed in with the old one is signed out."""
    password = _password(password_stdin)
    _with_accounts(data, lambda accounts: accounts.reset_password(email, password))
    print(f"New password for {email}.")


def _password(from_stdin: bool) -> str:
    if from_stdin:
        return sys.stdin.readline().rstrip("\r\n")
    if not sys.stdin.isatty():
        raise CannotGoOn("there is nobody to ask for a password; use --password-stdin")
    return str(typer.prompt("Password", hide_input=True, confirmation_prompt=True))


def _with_accounts(data: options.Data, work: Callable[[Accounts], Awaitable[object]]) -> None:
    from app.cli.backstage import backstage
    from app.cli.schema import require_suitable
    from app.services.sign_in.accounts import Accounts

    async def run() -> None:
        async with backstage(settings) as transaction:
            await work(Accounts(transaction))

    with stores(options.settings(data=data), join=True) as settings:
        require_suitable(settings)
        asyncio.run(run())
