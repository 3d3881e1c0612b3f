"""What goes on without anybody asking: the loops of a worker, its start and its leaving."""

import asyncio
import sys
from collections.abc import Awaitable, Callable, Coroutine
from typing import Any

import structlog

from app.domain.errors import DeskError
from app.repositories import desk as desk_row
from app.repositories import releases
from app.repositories.database_time import calibrate
from app.wiring import Desk

HEARTBEAT = 10.0
COMPARE = 2.0
COMPARE_WHILE_DEAF = 0.5
LINE = 1.0
LINE_AT_LEAST = 5.0
DRAIN = 8.0
PATIENCE = 25.0
SWITCH = 0.0005
"""Seconds for which a thread that counts a report may keep the loop waiting; Python's own are 0.005."""
FRESH_BEAT = 4.0

log = structlog.get_logger(__name__)


class Background:
    """Starts the loops of one desk, and ends them."""

    def __init__(self, desk: Desk) -> None:
        """The loops begin with `start`."""
        self._desk = desk
        self._loops: list[asyncio.Task[None]] = []
        self._beat_at = float("-inf")

    async def start(self) -> None:
        """Set the clock, read the rules, join the switchboard; then everything that repeats."""
        desk = self._desk
        sys.setswitchinterval(SWITCH)
        desk.bus.handle = desk.hub.handle
        desk.bus.resynchronise = self._resynchronise
        async with asyncio.timeout(PATIENCE):
            while not await self._knows_the_desk():
                log.warning("start.put_off")
        await desk.settling.renew()
        if not desk.settings.follow_up_keys:
            log.warning("follow_ups.no_key", setting="DESK_FOLLOW_UP_KEYS")
        for name, work in self._everything().items():
            self._loops.append(desk.tasks.start(work, name=name))

    async def _knows_the_desk(self) -> bool:
        """PostgreSQL may be away just now; it is worth waiting for, as long as a worker may take to start."""
        try:
            async with self._desk.transaction() as tx:
                self._desk.transaction.revision = await releases.behind(tx)
            await calibrate(self._desk.transaction, self._desk.clock)
            await self._desk.rules.refresh()
            await self._beat()
        except releases.Unsuitable as error:
            log.error("start.schema_unsuitable", code=error.code, why=str(error))
            raise
        except DeskError as error:
            log.info("start.failed", error=type(error).__name__)
            await asyncio.sleep(0.5)
            return False
        return True

    def _everything(self) -> dict[str, Coroutine[Any, Any, None]]:
        desk = self._desk
        return {
            "writer": desk.writer.run(),
            "bus": desk.bus.run(),
            "bus_beat": desk.bus.beat(),
            "dispatch": self._dispatch(),
            "line": self._line(),
            "compare": self._compare(),
            "settings": self._settings(),
            "heartbeat": every(HEARTBEAT, "heartbeat", self._heartbeat),
            "deadlines": every(1.0, "deadlines", self._deadlines),
            "closing": every(1.0, "closing", desk.closing.sweep),
            "follow_ups": every(2.0, "follow_ups", desk.attempts.sweep),
            "beat": every(2.0, "beat", self._beat),
            "board": every(1.0, "board", self._board),
            "notices": every(1.0, "notices", desk.notice_watch.once),
            "reconcile": every(10.0, "reconcile", desk.settling.reconcile),
            "calibrate": every(10.0, "calibrate", self._calibrate),
            "forecast": every(60.0, "forecast", desk.forecasting.sweep),
            "rehearsal": every(60.0, "rehearsal", desk.forecasting.rehearse),
            "keeping": every(60.0, "keeping", desk.keeping.sweep),
            "adding_up": every(60.0, "adding_up", desk.adding_up.sweep),
            "retention": every(60.0, "retention", desk.retention.sweep),
            "tidy": every(60.0, "tidy", self._tidy),
        }

    async def _resynchronise(self) -> None:
        """A subscription was confirmed: what was published meanwhile is lost, so look at the rows."""
        self._desk.hub.line_changed.set()
        await self._quietly("resynchronise", self._desk.settling.renew)
        await self._quietly("resynchronise", self._desk.compare.once)
        self._desk.wake.set()

    async def _quietly(self, name: str, work: Callable[[], Awaitable[object]]) -> None:
        try:
            await work()
        except DeskError as error:
            log.info("loop.put_off", loop=name, error=type(error).__name__)

    async def _dispatch(self) -> None:
        desk = self._desk
        while True:
            await _first(desk.wake, 1.0)
            desk.wake.clear()
            await guarded("dispatch", desk.dispatch.run_once)

    async def _line(self) -> None:
        desk = self._desk
        while True:
            await _first(desk.hub.line_changed, LINE_AT_LEAST)
            await guarded("line", desk.line_watch.once)
            await asyncio.sleep(LINE)

    async def _compare(self) -> None:
        desk = self._desk
        while True:
            await asyncio.sleep(COMPARE if desk.bus.hears else COMPARE_WHILE_DEAF)
            await guarded("compare", desk.compare.once)
            if desk.comparison.settings_version != desk.rules().version:
                desk.hub.settings_changed.set()

    async def _settings(self) -> None:
        desk = self._desk
        while True:
            await desk.hub.settings_changed.wait()
            desk.hub.settings_changed.clear()
            await guarded("settings", desk.rules.refresh)
            desk.wake.set()
            await asyncio.sleep(0.2)

    async def _heartbeat(self) -> None:
        self._desk.hub.heartbeat()

    async def _beat(self) -> None:
        async with self._desk.transaction() as tx:
            await desk_row.beat(tx, self._desk.worker_id)
        self._beat_at = self._desk.clock.monotonic()
        await self._desk.deadlines.mourn()

    async def _deadlines(self) -> None:
        """Only beside a fresh beat, which says from when on graces count after an outage."""
        if self._desk.clock.monotonic() - self._beat_at < FRESH_BEAT:
            await self._desk.deadlines.sweep()
            await self._desk.joinings.sweep()

    async def _board(self) -> None:
        if not self._desk.hub.boards:
            return
        board = await self._desk.board.look()
        for feed in list(self._desk.hub.boards):
            feed.show(board)

    async def _calibrate(self) -> None:
        """Also whether a migration that was still to come has come."""
        await calibrate(self._desk.transaction, self._desk.clock)
        if self._desk.transaction.revision is not None:
            async with self._desk.transaction() as tx:
                self._desk.transaction.revision = await releases.behind(tx)

    async def _tidy(self) -> None:
        desk = self._desk
        desk.buckets.forget_full(desk.clock.monotonic())
        await desk.comparison.keep_alive(desk.hub.sessions())
        await desk.sign_in.sweep()

    async def _sign_off(self) -> None:
        """This worker leaves of its own will: nobody has to mourn it."""
        async with self._desk.transaction() as tx:
            await desk_row.forget_worker(tx, self._desk.worker_id)

    async def drain(self) -> None:
        """Leave without a loss: no new offers, everybody asked to move, what is queued written."""
        desk = self._desk
        desk.health.draining = True
        desk.dispatch.pausing = True
        desk.hub.move()
        try:
            async with asyncio.timeout(DRAIN):
                await self._all_left()
        except TimeoutError:
            desk.hub.close_all()
        await desk.writer.close()

    async def _all_left(self) -> None:
        hub = self._desk.hub
        while hub.connections():
            hub.emptied.clear()
            await hub.emptied.wait()

    async def stop(self) -> None:
        """End the loops and close the stores."""
        for loop in self._loops:
            loop.cancel()
        await asyncio.gather(*self._loops, return_exceptions=True)
        await self._desk.tasks.finish(3.0)
        await self._quietly("stop", self._sign_off)
        await self._desk.bus.close()
        await self._desk.switchboard.close()
        for engine in self._desk.engines:
            await engine.dispose()


async def every(seconds: float, name: str, work: Callable[[], Awaitable[object]]) -> None:
    """Do it now and then every so many seconds, whatever it raises; until cancelled."""
    while True:
        await guarded(name, work)
        await asyncio.sleep(seconds)


async def guarded(name: str, work: Callable[[], Awaitable[object]]) -> None:
    """Do it once; what it raises is logged and ends nothing."""
    try:
        await work()
    except DeskError as error:
        log.info("loop.put_off", loop=name, error=type(error).__name__)
    except Exception:  # The loops that call this must go on.
        log.exception("loop.failed", loop=name)


async def _first(event: asyncio.Event, seconds: float) -> None:
    try:
        async with asyncio.timeout(seconds):
            await event.wait()
    except TimeoutError:
        return
