"""`desk simulate`: what can be asked for on the command line; the rest is loaded only when it runs."""

from pathlib import Path
from typing import Annotated

import typer

from app.simulation.accounts import TooFewAccounts, staff_accounts


def simulate_command(
    *,
    url: Annotated[str, typer.Option(help="Where the desk answers.")] = "http://127.0.0.1:8000",
    citizens: Annotated[int, typer.Option(min=1, help="At most this many citizens come.")] = 40,
    rate: Annotated[float, typer.Option(min=0.1, help="Arrivals per minute.")] = 30.0,
    minutes: Annotated[float, typer.Option(min=0.05, help="For how long citizens arrive.")] = 2.0,
    seed: Annotated[int, typer.Option(help="The same seed makes the same choices.")] = 1,
    counsellors: Annotated[int, typer.Option(min=0, help="How many counsellors sign in.")] = 6,
    accounts: Annotated[
        Path | None,
        typer.Option(
            exists=True, dir_okay=False, help="A file with one «e-mail password» a line; else the demo's six."
        ),
    ] = None,
    pace: Annotated[float, typer.Option(min=0.1, help="How many times faster than people.")] = 20.0,
    hiccups: Annotated[float, typer.Option(min=0, help="Lost connections per person and minute.")] = 0.5,
    histories: Annotated[
        Path | None, typer.Option(help="Write what everybody sent and heard to this file, for reading.")
    ] = None,
    outage_expected: Annotated[
        bool,
        typer.Option("--outage-expected", help="Valkey will be away: idle seats (I13) are not counted."),
    ] = False,
) -> None:
    """Simulated citizens and counsellors talk with a running desk; then every history is checked.

    Every client's history is held against the others and against the desk: messages lost, doubled or out of
    order, places lost, offers and claims that broke a rule. Exit 1 when one did, 2 when nothing could run.
    """
    from app.simulation.performance import perform
    from app.simulation.plan import Plan

    try:
        staff = staff_accounts(counsellors, accounts)
    except TooFewAccounts as why:
        raise typer.BadParameter(str(why)) from why
    plan = Plan(
        url=url,
        citizens=citizens,
        rate=rate,
        minutes=minutes,
        seed=seed,
        accounts=staff,
        pace=pace,
        hiccups=hiccups,
        excuse_idle=outage_expected,
    )
    code = perform(plan, histories)
    if code:
        raise typer.Exit(code)
