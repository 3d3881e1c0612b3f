"""Citizens whose socket is reset while they wait."""

from __future__ import annotations

import asyncio
import time

from tests.faults.cast import Cast, cast
from tests.faults.desks import FaultDesk, desk
from tests.faults.matrix import Trial, row
from tests.faults.people import AskingCitizen
from tests.faults.verdict import verdict
from tests.faults.waiting import time_passes

GRACE = 120
SHORT_GRACE = 3
QUIET = 1.5
"""Nobody says a word for so long before the reset: the grace counts from the reset."""


@row(
    name="citizen-reset",
    fault="citizen's socket reset while waiting, back after 1 / 30 / 119 / 121 s",
    reach="same place up to 119 s; at 121 s abandoned with its reason",
    waits=True,
)
async def reset_while_waiting(trial: Trial) -> None:
    """Four go for a different time each, with one before and one behind them who stay."""
    grace = trial.pick(SHORT_GRACE, GRACE)
    times = trial.pick((0.1, 1.0, grace - 1.0), (1.0, 30.0, 119.0))
    async with (
        desk(trial, policy={"citizen_grace_seconds": grace}) as running,
        cast() as actors,
    ):
        line = await actors.waiting(running.url, len(times) + 3)
        gone, late = line[1:-2], line[-2]
        await time_passes(QUIET)
        async with asyncio.TaskGroup() as away:
            for citizen, seconds in zip(gone, times, strict=True):
                away.create_task(_keeps_the_place(trial, actors, citizen, seconds))
            away.create_task(_comes_too_late(trial, actors, late, grace))
        expected = [one.contact_id for one in line if one is not late]
        trial.report.holds("the line afterwards", f"{len(expected)} in order", _line(running) == expected)
        await verdict(trial, running, actors)


async def _keeps_the_place(trial: Trial, actors: Cast, citizen: AskingCitizen, seconds: float) -> None:
    before = citizen.position
    gone_at = await citizen.vanish()
    await time_passes(seconds)
    await citizen.come(actors.group)
    away = time.monotonic() - gone_at
    state, after = citizen.heard("snapshot")[-1]["contact"]["state"], citizen.position
    kept = state == "queued" and after is not None and before is not None and after <= before
    trial.report.holds(f"away for {seconds:g} s", f"place {before} -> {after} after {away:.1f} s", kept)


async def _comes_too_late(trial: Trial, actors: Cast, citizen: AskingCitizen, grace: float) -> None:
    """Back one second after the grace, when a sweep of each second has been there too."""
    await citizen.vanish()
    await time_passes(grace + 1.0)
    await citizen.come(actors.group)
    contact = citizen.heard("snapshot")[-1]["contact"]
    told = (contact["state"], (contact.get("ended") or {}).get("reason"))
    trial.report.holds(f"away for {grace + 1:g} s", " ".join(map(str, told)), told == ("abandoned", "absent"))


def _line(running: FaultDesk) -> list[str]:
    waiting = running.execute("SELECT id::text FROM contact WHERE state = 'queued' ORDER BY ticket")
    return [contact_id for (contact_id,) in waiting]
