"""`desk demo`: a desk with staff and people on this machine, ready in a moment."""

from __future__ import annotations

import asyncio
import os
import subprocess
import sys
from typing import Annotated

import typer

from app import logs
from app.cli import options
from app.cli.failures import CannotGoOn
from app.cli.stores import stores
from app.demo.pace import Pace
from app.demo.staff import COORDINATOR, COUNSELLORS, PASSWORD
from app.settings import Settings, is_loopback
from app.supervisor.listening import require_free

PACE = (
    "gentle: a calm day; whoever is ready at a console is offered everybody new, and one simulated citizen "
    "at a time, so a seat stays free for a question of your own. busy: a deadline week with a line that some "
    "leave; the simulated counsellors work on beside you, and your own question waits its turn."
)


def add_to(desk: typer.Typer) -> None:
    """Add the command."""
    desk.command()(demo)


def demo(
    *,
    host: options.Host = None,
    port: options.Port = None,
    data: options.Data = None,
    workers: options.Workers = None,
    people: Annotated[bool, typer.Option("--people/--no-people", help="Simulated people talk.")] = True,
    pace: Annotated[Pace, typer.Option(help=PACE)] = Pace.GENTLE,
    allow_other_hosts: Annotated[
        bool, typer.Option("--allow-other-hosts", help="Listen on more than this machine.")
    ] = False,
    clock_offset: options.ClockOffset = None,
) -> None:
    """Run a desk to look at: open round the clock, with invented staff, and people who ask.

    Behind it lie eight weeks of invented history. Everybody on it has the same password, so it listens on
    this machine only. Ctrl-C ends it and leaves nothing running; what was written stays in the data folder,
    and the next start invents the days on which nobody was there.
    """
    given = options.settings(
        host=host,
        port=port,
        data=data,
        workers=workers,
        clock_offset_seconds=clock_offset,
        host_page=True,
        log_level=None if "DESK_LOG_LEVEL" in os.environ else "error",
    )
    if not is_loopback(given.host) and not allow_other_hosts:
        raise CannotGoOn(f"the demo's password is no secret; to listen on {given.host}: --allow-other-hosts")
    logs.set_up(given.log_level, given.log_format)
    require_free(given.host, given.port)
    with stores(given) as settings:
        sys.exit(_run(settings, pace if people else None))


def _run(settings: Settings, pace: Pace | None) -> int:
    from app.cli.schema import migrate_to
    from app.supervisor.running import run_desk

    print("Setting up the desk …", flush=True)
    migrate_to(settings)
    asyncio.run(_seed(settings, people=pace is not None))
    talking: list[subprocess.Popen[bytes]] = []

    def when_ready(address: str) -> None:
        print(welcome(address, pace), flush=True)
        if pace is not None:
            talking.append(_start_people(address, pace))

    try:
        return run_desk(settings, when_ready=when_ready)
    finally:
        for process in talking:
            process.terminate()
            process.wait()


async def _seed(settings: Settings, *, people: bool) -> None:
    from app.cli.backstage import backstage
    from app.demo.left import leave_some
    from app.demo.seeding import seed

    async with backstage(settings) as transaction:
        await seed(transaction, people=people, tell=lambda words: print(words, flush=True))
        if people:
            await leave_some(transaction, settings.follow_up_keys)


def _start_people(address: str, pace: Pace) -> subprocess.Popen[bytes]:
    """People in a process of their own, which ends with this one, however that happens."""
    return subprocess.Popen(
        [sys.executable, "-m", "app.cli", "people", address, "--pace", pace],
        stdin=subprocess.PIPE,
        process_group=0,
    )


def welcome(address: str, pace: Pace | None) -> str:
    """What stands on the screen once the desk is ready."""
    talking = "Nobody talks: --no-people."
    if pace is not None:
        talking = f"Simulated people talk already (--pace {pace})."
    return f"""
The desk is open, round the clock: this is a demo, and nobody here is real. {talking}

  Citizen      {address}/
  Counsellor   {address}/console
  Coordinator  {address}/board

  Sign in as   {COUNSELLORS[0].email} … {COUNSELLORS[-1].email}
               {COORDINATOR.email}
  Password     {PASSWORD}

Ctrl-C ends it."""
