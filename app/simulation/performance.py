"""A run from beginning to verdict, with progress on the screen."""

import asyncio
import json
from collections.abc import Iterator
from pathlib import Path

import httpx2
from rich.console import Console
from rich.live import Live

from app.simulation.checker import check
from app.simulation.desk import DeskRefused
from app.simulation.evidence import Evidence
from app.simulation.plan import Plan
from app.simulation.report import Progress, figures, verdict
from app.simulation.run import Run, simulate
from app.simulation.views import people

KEPT, BROKEN, NOT_BEGUN = 0, 1, 2


def perform(plan: Plan, histories: Path | None = None) -> int:
    """Run the plan, print figures and breaches; the exit code: 1 when a rule broke, 2 when nothing ran."""
    console = Console()
    run = _run(plan, console)
    if run is None:
        return NOT_BEGUN
    evidence = run.evidence()
    breaches = check(evidence)
    if histories is not None:
        histories.write_text("\n".join(lines_of(evidence, run.started_at)) + "\n", "utf-8")
    console.print(figures(run, evidence))
    console.print(verdict(run, breaches))
    if not evidence.citizens:
        return NOT_BEGUN
    return BROKEN if breaches else KEPT


def lines_of(evidence: Evidence, since: float) -> Iterator[str]:
    """Every history, a JSON object a line, in the order of time; texts stand there as digests only."""
    told = ((entry, person) for person in people(evidence) for entry in person.entries)
    for entry, person in sorted(told, key=lambda pair: pair[0].at):
        facts = {"seconds": round(entry.at - since, 3), "who": person.name, "socket": entry.socket}
        yield json.dumps({**facts, "way": entry.way, "type": entry.kind, **entry.facts}, ensure_ascii=False)


def _run(plan: Plan, console: Console) -> Run | None:
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
    return None
