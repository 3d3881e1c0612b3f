"""What a desk is started with so that its machine's clock is wrong, or the desk lives on another day."""

from __future__ import annotations

import time
from datetime import datetime
from pathlib import Path

from app.cli.backstage import backstage
from app.domain.opening_rules import Interval, OpeningHours, WeeklyRule
from app.repositories import opening_hours
from app.settings import Settings
from tests.faults.desks import FaultDesk
from tests.faults.preload import built

SOURCE = Path(__file__).with_name("wrong_clock.c")
TEN_TO_EIGHT = OpeningHours(
    weekly=(WeeklyRule("ten to eight", ((Interval(600, 1200),),) * 7, on_holidays=True),)
)


def machine_ahead(folder: Path, seconds: int) -> dict[str, str]:
    """The environment of processes whose wall clock is so far ahead; raises `NotTried` (no compiler)."""
    return {"LD_PRELOAD": str(built(SOURCE, folder)), "DESK_CLOCK_AHEAD": str(seconds)}


def offset_to(moment: datetime) -> float:
    """By how much a desk's time has to be moved so that it is this moment now."""
    return moment.timestamp() - time.time()


def at_offset(seconds: float) -> tuple[str, ...]:
    """The option for it."""
    return (f"--clock-offset-seconds={seconds:.3f}",)


def knows(running: FaultDesk, offset: float) -> Settings:
    """The desk's settings with its own idea of the time, for whoever looks at it from outside."""
    running.settings = running.settings.model_copy(update={"clock_offset_seconds": offset})
    return running.settings


async def open_ten_to_eight(settings: Settings) -> None:
    """From now on the desk opens at ten and closes at eight, every day."""
    async with backstage(settings) as transaction, transaction() as tx:
        await opening_hours.save_rules(tx, TEN_TO_EIGHT, author_id=None)
