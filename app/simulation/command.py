"""`desk simulate`: simulated people against any running desk, then a check of all their histories."""

import asyncio
from pathlib import Path
from typing import Annotated

import httpx2
import typer
from rich.console import Console
from rich.live import Live

from app.simulation.checker import check
from app.simulation.counsellor import Account
from app.simulation.desk import DeskRefused
from app.simulation.report import Progress, figures, verdict
from app.simulation.run import Plan, Run, simulate

DEMO_ACCOUNTS = 6
DEMO_PASSWORD = "demo-desk"  # noqa: S105 — the demo's printed sign-in, no secret.


def simulate_command(
    url: Annotated[str, typer.Option(help="Where the desk answers.")] = "http://127.0.0.1:8000",
    citizens: Annotated[int, typer.Option(min=1, help="At most this many citizens come.")] = 40,
    rate: Annotated[float, typer.Option(min=0.1, help="Arrivals per minute.")] = 30.0,
    minutes: Annotated[float, typer.Option(min=0.05, help="For how long citizens arrive.")] = 2.0,
    seed: Annotated[int, typer.Option(help="The same seed makes the same choices.")] = 1,
    counsellors: Annotated[int, typer.Option(min=0, help="How many counsellors sign in.")] = 6,
    accounts: Annotated[
        Path | None, typer.Option(help="A file with one «e-mail password» a line; else the demo's six.")
    ] = None,
    pace: Annotated[float, typer.Option(min=0.1, help="How many times faster than people.")] = 20.0,
    hiccups: Annotated[float, typer.Option(min=0, help="Lost connections per person and minute.")] = 0.5,
    outage_expected: Annotated[
        bool, typer.Option("--outage-expected", help="Valkey will be away: do not count idle seats (I13).")
    ] = False,
) -> None:
    """Simulated citizens and counsellors talk, then every history is checked; exit 1 when a rule broke."""
    plan = Plan(
        url=url,
        citizens=citizens,
        rate=rate,
        minutes=minutes,
        seed=seed,
        accounts=staff_accounts(counsellors, accounts),
        pace=pace,
        hiccups=hiccups,
        excuse_idle=outage_expected,
    )
    console = Console()
    run = _run(plan, console)
    evidence = run.evidence()
    breaches = check(evidence)
    console.print(figures(run, evidence))
    console.print(verdict(run, breaches))
    if breaches:
        raise typer.Exit(1)


def staff_accounts(count: int, file: Path | None) -> list[Account]:
    """The accounts to sign in with; raises `typer.BadParameter` when there are not that many."""
    if file is None:
        known = [Account(f"veileder{n}@desk.example", DEMO_PASSWORD) for n in range(1, DEMO_ACCOUNTS + 1)]
    else:
        known = [_account(line) for line in file.read_text("utf-8").splitlines() if _names_one(line)]
    if count > len(known):
        where = "the demo" if file is None else str(file)
        raise typer.BadParameter(f"{count} counsellors asked for, {where} has {len(known)} accounts")
    return known[:count]


def _names_one(line: str) -> bool:
    return bool(line.strip()) and not line.lstrip().startswith("#")


def _account(line: str) -> Account:
    email, _, password = line.strip().partition(" ")
    if not password.strip():
        raise typer.BadParameter(f"no password beside {email}: write «e-mail password» on each line")
    return Account(email, password.strip())


def _run(plan: Plan, console: Console) -> Run:
    progress = Progress()

    def watch(run: Run) -> None:
        progress.run = run

    try:
        with Live(progress, console=console, refresh_per_second=4, transient=True):
            return asyncio.run(simulate(plan, watch=watch))
    except DeskRefused as refusal:
        console.print(f"The desk refused to begin: {refusal}", style="red")
    except httpx2.HTTPError as failure:
        console.print(f"No desk answers at {plan.url}: {failure}", style="red")
    raise typer.Exit(2)
