"""A few simulated people in the demo, who make room for the person at the keyboard.

They use the public protocol alone, on accounts and contacts of their own, and are told apart by their names
(«Simen Simulert», alias «Ida (simulert)»). The desk tells them who is at a console by `GET /api/colleagues`,
asked every two seconds; nothing is declined for show, and routing stays the desk's. What leaves room:

- Nobody at a console: the simulated counsellors are ready and answer everybody, so that somebody who only
  opens the citizen's page gets an answer.
- Somebody else ready or on a break at a console, on a gentle day: the simulated counsellors go on a break,
  so every new contact, the person's own included, is offered to that console. One simulated citizen at a
  time comes for it, and only while it has another seat free for the person's own contact. Meanwhile they
  lead talks of their own: one of them is ready for as long as it takes to be offered its citizen. Whoever
  has waited for a minute is answered by them after all.
- On a busy day they work on beside whoever is at a console: there is a line, so an offer comes at once, and
  a citizen's wait is bounded, for simulated citizens only join a short line.
"""

import asyncio
import itertools
import time
from collections.abc import Sequence
from contextlib import suppress
from random import Random
from typing import Any

import httpx2
import structlog

from app.demo.pace import LIVELINESS, Liveliness, Pace
from app.demo.staff import PASSWORD, SIMULATED
from app.demo.visiting import Visits
from app.simulation.accounts import Account
from app.simulation.commands import LineClosed
from app.simulation.counsellor import Counsellor
from app.simulation.desk import Desk, DeskRefused
from app.simulation.tempo import Tempo
from app.simulation.texts import load_texts

LOOKS_EVERY = 2.0
FIRST_ONES, SOON = 3, (2.0, 6.0)
COMES_BACK_AFTER = 30.0
STEPS_IN_AFTER = 60.0
ANSWERED_WITHIN = 20.0
BESIDE_A_CONSOLE, TALKS_OF_THEIR_OWN = 1, 2
SEATS_LEFT_FREE = 2
AT_A_CONSOLE = ("ready", "break")
OUT_OF_REACH = (DeskRefused, LineClosed, httpx2.HTTPError)

log = structlog.get_logger(__name__)


OWN_ACCOUNTS = tuple(Account(account.email, PASSWORD) for account in SIMULATED)


async def people(
    url: str,
    accounts: Sequence[Account] = OWN_ACCOUNTS,
    *,
    pace: Liveliness = LIVELINESS[Pace.GENTLE],
    stop: asyncio.Event | None = None,
) -> None:
    """Play until `stop` (or for ever) on accounts that nobody else uses.

    A desk that is away, or that does not know an account, is asked again after a while.
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

    def __init__(self, desk: Desk, pace: Liveliness) -> None:
        self._desk, self._pace = desk, pace
        self._draw = Random()
        self._texts = load_texts()
        self._visits = Visits(desk, self._texts, pace, self._draw)
        self._at_work: dict[str, Counsellor] = {}
        self._called: Counsellor | None = None
        self._consoles: list[dict[str, Any]] = []
        self._console_free = asyncio.Event()
        self._waiting_since: dict[str, float] = {}

    async def keep_working(self, account: Account) -> None:
        """Work on this account, and again whenever the line was lost for good: every sign-in ends."""
        while True:
            try:
                async with Desk(self._desk.url) as desk:
                    tempo = Tempo(self._pace.quicker, Random(self._draw.random()))
                    counsellor = Counsellor(account, desk, self._texts, tempo, breaks=0.0)
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
            except OUT_OF_REACH as failure:
                log.info("people_lost_sight", failure=type(failure).__name__)
            await asyncio.sleep(LOOKS_EVERY)

    async def let_citizens_come(self) -> None:
        """One after the other, as long as there is room for them; the first, and one to a console, soon."""
        async with asyncio.TaskGroup() as group:
            for number in itertools.count():
                pause = self._draw.uniform(*(SOON if number < FIRST_ONES else self._pace.comes_every))
                with suppress(TimeoutError):
                    async with asyncio.timeout(pause):
                        await self._console_free.wait()
                        await asyncio.sleep(min(pause, self._draw.uniform(*SOON)))
                with suppress(*OUT_OF_REACH):
                    await self._let_one_come(group)

    # --- counsellors ---

    async def _look(self) -> None:
        counsellors = list(self._at_work.values())
        if not counsellors:
            return
        ours = {counsellor.counsellor_id for counsellor in counsellors}
        colleagues = await counsellors[0].desk.read("/api/colleagues")
        self._consoles = [
            one for one in colleagues if one["counsellor_id"] not in ours and one["presence"] in AT_A_CONSOLE
        ]
        self._watch_the_line(counsellors[0].waiting)
        if self._aside and self._console_has_room():
            self._console_free.set()
        else:
            self._console_free.clear()
        for counsellor in counsellors:
            ready = not self._aside or counsellor is self._called or self._somebody_waits_too_long()
            await self._be(counsellor, "ready" if ready else "break")

    @property
    def _aside(self) -> bool:
        return self._pace.steps_aside and bool(self._consoles)

    async def _be(self, counsellor: Counsellor, wanted: str) -> None:
        if counsellor.presence != wanted and not counsellor.client.over:
            await counsellor.wish(wanted)

    def _watch_the_line(self, waiting: Sequence[str]) -> None:
        """Since when we have seen each of them waiting: no clock but our own is needed."""
        now = time.monotonic()
        self._waiting_since = {one: self._waiting_since.get(one, now) for one in waiting}

    def _somebody_waits_too_long(self) -> bool:
        longest = time.monotonic() - min(self._waiting_since.values(), default=time.monotonic())
        return longest > STEPS_IN_AFTER

    # --- citizens ---

    async def _let_one_come(self, group: asyncio.TaskGroup) -> None:
        chat = (await self._desk.read("/api/desk"))["channels"]["chat"]
        if chat["state"] != "open" or chat["waiting"] >= self._pace.line:
            return
        if not self._aside:
            if self._visits.present() < self._pace.at_most:
                group.create_task(self._visits.visit())
        elif self._console_has_room():
            self._console_free.clear()
            group.create_task(self._visits.visit("console"))
        elif (counsellor := self._free_for_a_talk()) is not None:
            await self._call(group, counsellor)

    def _console_has_room(self) -> bool:
        ready = [one for one in self._consoles if one["presence"] == "ready"]
        free = sum(one["free"]["chat"] for one in ready)
        return free >= SEATS_LEFT_FREE and self._visits.present("console") < BESIDE_A_CONSOLE

    def _free_for_a_talk(self) -> Counsellor | None:
        """One of ours without a talk, when nobody at a console is as free: the desk would offer it there."""
        idle = [one for one in self._at_work.values() if not one.talks and not one.client.over]
        freer = any(one["presence"] == "ready" and one["free"]["chat"] > 1 for one in self._consoles)
        if freer or not idle or self._visits.present("ours") >= TALKS_OF_THEIR_OWN:
            return None
        return self._draw.choice(idle)

    async def _call(self, group: asyncio.TaskGroup, counsellor: Counsellor) -> None:
        """Ready until its citizen is answered, then on a break again, its talk in hand."""
        self._called = counsellor
        try:
            await self._be(counsellor, "ready")
            group.create_task(self._visits.visit("ours"))
            with suppress(TimeoutError):
                async with asyncio.timeout(ANSWERED_WITHIN):
                    await counsellor.busy.wait()
        finally:
            self._called = None
            if self._aside:
                await self._be(counsellor, "break")
