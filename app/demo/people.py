"""A few gentle simulated people in the demo, who make room for the person at the keyboard.

They use the public protocol alone, on accounts and contacts of their own, and are told apart by their names
(«Simen Simulert», alias «Simulert 3»). What leaves room, both ways:

- Nobody at a console: the simulated counsellors are ready and answer everybody, so that somebody who only
  opens the citizen's page gets an answer. Two simulated citizens at most are there at once, and a new one
  comes only while nobody waits, so seats are always free.
- Somebody else ready or on a break at a console: the simulated counsellors go on a break themselves and only
  finish what they have. Every new contact, the person's own included, is then offered to that console. One
  simulated citizen at most comes, and only while that console has another seat free for the person's own
  contact; who is not answered in time leaves the line again.

The desk tells who is at a console by `GET /api/colleagues`, asked every two seconds. So nothing here needs
to know whose a contact is, nothing is declined for show, and routing stays the desk's.
"""

import asyncio
from collections.abc import Sequence
from contextlib import suppress
from random import Random
from typing import Any

import httpx2
import structlog

from app.demo.staff import PASSWORD, SIMULATED
from app.simulation.accounts import Account
from app.simulation.citizen import OVER, Citizen, plan_citizen
from app.simulation.commands import LineClosed
from app.simulation.counsellor import Counsellor
from app.simulation.desk import Desk, DeskRefused
from app.simulation.tempo import Tempo
from app.simulation.texts import load_texts

LOOKS_EVERY = 2.0
COMES_BACK_AFTER = 30.0
COMES_EVERY = (20.0, 60.0)
CITIZENS_ALONE, CITIZENS_BESIDE = 2, 1
SEATS_LEFT_FREE = 2
AT_A_CONSOLE = ("ready", "break")

log = structlog.get_logger(__name__)


OWN_ACCOUNTS = tuple(Account(account.email, PASSWORD) for account in SIMULATED)


async def people(
    url: str,
    accounts: Sequence[Account] = OWN_ACCOUNTS,
    *,
    pace: float = 3.0,
    stop: asyncio.Event | None = None,
) -> None:
    """Play until `stop` (or for ever) on accounts that nobody else uses.

    `pace` is how many times faster than people they think and type. A desk that is away, or that does not
    know an account, is asked again after a while.
    """
    async with Desk(url) as desk, asyncio.TaskGroup() as group:
        crowd = Crowd(desk, pace)
        tasks = [group.create_task(crowd.keep_working(account)) for account in accounts]
        tasks += [group.create_task(crowd.watch()), group.create_task(crowd.let_citizens_come())]
        await (stop or asyncio.Event()).wait()
        for task in tasks:
            task.cancel()


class Crowd:
    """The simulated people of one demo."""

    def __init__(self, desk: Desk, pace: float) -> None:
        self._desk, self._pace = desk, pace
        self._draw = Random()
        self._texts = load_texts()
        self._count = 0
        self._at_work: dict[str, Counsellor] = {}
        self._citizens: set[Citizen] = set()
        self._consoles: list[dict[str, Any]] = []

    async def keep_working(self, account: Account) -> None:
        """Work on this account, and again whenever the line was lost for good: every sign-in ends."""
        while True:
            try:
                async with Desk(self._desk.url) as desk:
                    counsellor = Counsellor(account, desk, self._texts, self._tempo())
                    await counsellor.sign_in()
                    self._at_work[account.email] = counsellor
                    await counsellor.work(ready=False)
            except (DeskRefused, httpx2.HTTPError) as failure:
                log.info("people_not_signed_in", failure=type(failure).__name__)
            finally:
                self._at_work.pop(account.email, None)
            await asyncio.sleep(COMES_BACK_AFTER)

    async def watch(self) -> None:
        """Step aside while somebody else is at a console, step in while nobody is."""
        while True:
            try:
                await self._look()
            except (DeskRefused, LineClosed, httpx2.HTTPError) as failure:
                log.info("people_lost_sight", failure=type(failure).__name__)
            await asyncio.sleep(LOOKS_EVERY)

    async def let_citizens_come(self) -> None:
        """One after the other, as long as there is room for them."""
        async with asyncio.TaskGroup() as group:
            while True:
                await asyncio.sleep(self._draw.uniform(*COMES_EVERY) / self._pace)
                with suppress(DeskRefused, httpx2.HTTPError):
                    if await self._has_room():
                        group.create_task(self._visit())

    async def _look(self) -> None:
        counsellors = list(self._at_work.values())
        if not counsellors:
            return
        ours = {counsellor.counsellor_id for counsellor in counsellors}
        colleagues = await counsellors[0].desk.read("/api/colleagues")
        self._consoles = [
            one for one in colleagues if one["counsellor_id"] not in ours and one["presence"] in AT_A_CONSOLE
        ]
        wanted = "break" if self._consoles else "ready"
        for counsellor in counsellors:
            if counsellor.presence != wanted and not counsellor.client.over:
                await counsellor.wish(wanted)

    async def _has_room(self) -> bool:
        chat = (await self._desk.read("/api/desk"))["channels"]["chat"]
        if chat["state"] != "open" or chat["waiting"]:
            return False
        present = sum(citizen.state not in OVER for citizen in self._citizens)
        if not self._consoles:
            return present < CITIZENS_ALONE
        ready = [one for one in self._consoles if one["presence"] == "ready"]
        free = sum(one["free"]["chat"] for one in ready)
        return present < CITIZENS_BESIDE and free >= SEATS_LEFT_FREE

    async def _visit(self) -> None:
        self._count += 1
        tempo = self._tempo()
        plan = plan_citizen(self._count, self._texts, tempo, hiccups=0.0, alias=f"Simulert {self._count}")
        citizen = Citizen(plan, self._desk, self._texts, tempo)
        self._citizens.add(citizen)
        try:
            await citizen.visit()
        finally:
            self._citizens.discard(citizen)

    def _tempo(self) -> Tempo:
        return Tempo(self._pace, Random(self._draw.random()))
