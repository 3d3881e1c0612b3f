"""All commands in one place; each loads what it needs only when it runs."""

from __future__ import annotations

import sys

import typer

from app import logs
from app.cli import (
    abilities,
    accounts,
    checking,
    demo,
    explaining,
    forecasting,
    hours,
    people,
    policy,
    rebuilding,
    routing,
    schema,
    serving,
    shutting,
    staffing,
    statistics,
)
from app.cli.failures import told

desk = typer.Typer(
    name="desk",
    help="Runs a career-guidance desk: citizens ask, e-counsellors answer. "
    "Settings are environment variables that start with DESK_ (see the README).",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode="markdown",
)
serving.add_to(desk)
demo.add_to(desk)
schema.add_to(desk)
checking.add_to(desk)
rebuilding.add_to(desk)
people.add_to(desk)
hours.add_to(desk)
explaining.add_to(desk)
staffing.add_to(desk)
forecasting.add_to(desk)
abilities.add_to(accounts.staff)
shutting.add_to(accounts.staff)
desk.add_typer(accounts.staff, name="staff")
desk.add_typer(policy.policy, name="policy")
desk.add_typer(routing.routing, name="routing")
desk.add_typer(statistics.statistics, name="statistics")


def main() -> None:
    """Run the command in `sys.argv`; what went wrong is told in one line, with exit code 1."""
    logs.set_up("warning")
    with told():
        desk(prog_name="desk")
    sys.exit(0)
