"""`desk check`: is this installation sound?"""

from __future__ import annotations

import asyncio
import sys

import typer

from app.cli import options
from app.cli.stores import stores


def add_to(desk: typer.Typer) -> None:
    """Add the commands."""
    desk.command()(check)
    desk.command(name="settings")(show_settings)


def check(data: options.Data = None) -> None:
    """Say of every part whether it is sound: settings, stores, schema, pages, clocks, accounts.

    Exit code 1 if any is not.
    """
    from app.cli.findings import Findings, examine

    with stores(options.settings(data=data), join=True) as settings:
        findings = Findings()
        asyncio.run(examine(settings, findings))
        for finding in findings:
            print(f"{finding.verdict:<8}{finding.part:<10}{finding.words}")
    sys.exit(1 if findings.failed else 0)


def show_settings() -> None:
    """Print every setting with its default and meaning, as the Markdown table of the README."""
    from app.settings import settings_table

    print(settings_table())
