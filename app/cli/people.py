"""`desk simulate`, `desk replay`, and the people of the demo: programs that talk in the public protocol."""

from __future__ import annotations

import asyncio
import os
import signal
import threading
from typing import Annotated

import typer

from app.demo.pace import LIVELINESS, Pace
from app.replay.command import EXAMPLES, replay_command
from app.simulation.command import simulate_command


def add_to(desk: typer.Typer) -> None:
    """Add the commands."""
    desk.command(name="simulate")(simulate_command)
    desk.command(name="replay", epilog=EXAMPLES)(replay_command)
    desk.command(name="people", hidden=True)(people)


def people(address: Annotated[str, typer.Argument()], pace: Pace = Pace.GENTLE) -> None:
    """A few people, for as long as the demo that started them runs."""
    from app import logs
    from app.demo.people import people as talk

    logs.set_up("warning")
    threading.Thread(target=_leave_with_parent, daemon=True).start()
    asyncio.run(talk(address, pace=LIVELINESS[pace]))


def _leave_with_parent() -> None:
    while os.read(0, 4096):
        pass
    os.kill(os.getpid(), signal.SIGKILL)
