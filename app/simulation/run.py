"""A run: citizens arrive at a rate, counsellors serve, then every history is gathered as evidence."""

import asyncio
import time
from collections import Counter
from collections.abc import Callable
from contextlib import AsyncExitStack, suppress
from dataclasses import dataclass, field
from datetime import datetime

import httpx2

from app.simulation.citizen import OVER, Citizen, draw_for, plan_citizen
from app.simulation.counsellor import Counsellor
from app.simulation.desk import Desk, DeskRefused
from app.simulation.evidence import Evidence, heard
from app.simulation.plan import Plan
from app.simulation.tempo import Tempo
from app.simulation.texts import load_texts

READERS = 8
QUIET = 2.0
STAYS_AT_MOST = 900.0


@dataclass(slots=True)
class Run:
    """A run under way, and what it left."""

    plan: Plan
    citizens: list[Citizen] = field(default_factory=list)
    counsellors: list[Counsellor] = field(default_factory=list)
    alone: bool = True
    phase: str = "signing in"
    started_at: float = 0.0

    def states(self) -> Counter[str]:
        """How many citizens are asking, waiting, talking, over or refused."""
        return Counter("over" if citizen.state in OVER else citizen.state for citizen in self.citizens)

    def unfinished(self) -> list[str]:
        """What should not be, yet breaks no rule of the desk: unexpected refusals, cut histories."""
        troubles = [trouble for counsellor in self.counsellors for trouble in counsellor.troubles]
        troubles += [citizen.trouble for citizen in self.citizens if citizen.trouble]
        clients = [*(c.client for c in self.citizens), *(c.client for c in self.counsellors)]
        cut = sum(client.history.cut for client in clients)
        unread = sum(citizen.stored is None for citizen in self.citizens if citizen.token)
        return [
            *troubles,
            *([f"{cut} histories were too long to keep whole"] if cut else []),
            *([f"{unread} contacts could not be read back from the desk"] if unread else []),
        ]

    def evidence(self) -> Evidence:
        """Everything for the checker."""
        return Evidence(
            citizens=[citizen.record() for citizen in self.citizens if citizen.token],
            counsellors=[counsellor.record() for counsellor in self.counsellors],
            server_offset=self._server_offset(),
            alone=self.alone,
            excused=[(0.0, float("inf"))] if self.plan.excuse_idle else [],
        )

    def _server_offset(self) -> float:
        """The desk's clock minus ours: the quickest snapshot tells it best."""
        offsets = [
            datetime.fromisoformat(entry.facts["server_time"]).timestamp() - entry.at
            for citizen in self.citizens
            for entry in heard(citizen.client.history.entries, "snapshot")
        ]
        return max(offsets, default=0.0)


async def simulate(plan: Plan, *, watch: Callable[[Run], None]) -> Run:
    """Run the plan against the desk; `watch` is called once with the run, to follow it.

    Raises `DeskRefused` when an account cannot sign in and `httpx2.HTTPError` when nobody listens there.
    """
    run = Run(plan, started_at=time.monotonic())
    watch(run)
    async with AsyncExitStack() as stack:
        citizens_desk = await stack.enter_async_context(Desk(plan.url))
        await citizens_desk.read("/api/desk")
        await _sign_everybody_in(run, stack)
        run.alone = await _nobody_else(run, citizens_desk)
        async with asyncio.TaskGroup() as group:
            for counsellor in run.counsellors:
                group.create_task(counsellor.work())
            run.phase = "arrivals"
            await _arrivals(run, citizens_desk)
            run.phase = "last conversations"
            for counsellor in run.counsellors:
                counsellor.stop()
        run.phase = "checking"
        run.alone = run.alone and await _nobody_else(run, citizens_desk)
        await asyncio.sleep(QUIET)
        await _read_back(run)
    return run


async def _sign_everybody_in(run: Run, stack: AsyncExitStack) -> None:
    texts = load_texts()
    for account in run.plan.accounts:
        desk = await stack.enter_async_context(Desk(run.plan.url))
        tempo = Tempo(run.plan.pace, draw_for(run.plan.seed, account.email))
        counsellor = Counsellor(account, desk, texts, tempo, hiccups=run.plan.hiccups)
        await counsellor.sign_in()
        run.counsellors.append(counsellor)


async def _arrivals(run: Run, desk: Desk) -> None:
    """Citizens come by a Poisson process; returns when the last one has gone."""
    texts, plan = load_texts(), run.plan
    gaps = draw_for(plan.seed, "arrivals")
    last_call = time.monotonic() + 60 * plan.minutes
    with suppress(TimeoutError):
        async with asyncio.timeout(60 * plan.minutes + STAYS_AT_MOST), asyncio.TaskGroup() as group:
            for number in range(1, plan.citizens + 1):
                tempo = Tempo(plan.pace, draw_for(plan.seed, f"citizen {number}"))
                todo = plan_citizen(number, texts, tempo, hiccups=plan.hiccups)
                citizen = Citizen(todo, desk, texts, tempo)
                run.citizens.append(citizen)
                group.create_task(citizen.visit())
                await asyncio.sleep(gaps.expovariate(plan.rate / 60))
                if time.monotonic() > last_call:
                    break


async def _nobody_else(run: Run, desk: Desk) -> bool:
    """Whether no other counsellor is at the desk, who could be offered what we do not see."""
    ours = {counsellor.counsellor_id for counsellor in run.counsellors}
    signed_in = run.counsellors[0].desk if run.counsellors else desk
    with suppress(DeskRefused, httpx2.HTTPError):
        colleagues = await signed_in.read("/api/colleagues")
        return not any(one["presence"] == "ready" and one["counsellor_id"] not in ours for one in colleagues)
    return False


async def _read_back(run: Run) -> None:
    room = asyncio.Semaphore(READERS)

    async def read(citizen: Citizen) -> None:
        async with room:
            await citizen.read_back()

    async with asyncio.TaskGroup() as group:
        for citizen in run.citizens:
            group.create_task(read(citizen))
