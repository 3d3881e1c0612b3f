"""One person's line to the desk: a socket that comes back, an outbox that resends, a history that remembers.

It does what protocol § 3 asks of every client: hello first, heartbeats answered at once from the message
handler, silence of 15 s taken for a loss, reconnecting with full jitter, `move` followed by a new socket
before the old one is closed, and messages sent again by `cid` until they come back.
"""

import asyncio
import itertools
import time
from collections.abc import Awaitable, Callable
from contextlib import suppress

import httpx2
from websockets.exceptions import ConnectionClosed, InvalidHandshake, InvalidStatus

from app.simulation.backoff import SILENCE, Draw, comes_back, pause_before, snapshot_within
from app.simulation.commands import Commands, Frame, LineClosed
from app.simulation.desk import DeskRefused
from app.simulation.history import History
from app.simulation.outbox import Limits, Outbox
from app.simulation.socket import LOST, Socket

FORBIDDEN, BAD_TOKEN, OVERLOADED = 4403, 4401, 1013
HEIRS_ATTEMPT = 2
CLOSE_AGAIN = 0.2
"""Seconds after which a closing line looks again for a socket that has opened meanwhile."""
UNREACHABLE = (TimeoutError, OSError, InvalidHandshake, ConnectionClosed, httpx2.HTTPError)


class Client:
    """Keeps one line open until `close` or a close code that says not to come back.

    `hello` makes the first frame of each socket; `listener` is called with every frame but heartbeats;
    `side` is the author of this person's own messages.
    """

    def __init__(
        self,
        uri: str,
        origin: str,
        *,
        side: str,
        hello: Callable[[], Awaitable[Frame]],
        listener: Callable[[Frame], None],
        draw: Draw,
    ) -> None:
        self._uri, self._origin, self._side = uri, origin, side
        self._hello, self._listener, self._draw = hello, listener, draw
        self._numbers = itertools.count(1)
        self._commands = Commands()
        self._outboxes: dict[str, Outbox] = {}
        self._limits = Limits()
        self._current: Socket | None = None
        self._newest: Socket | None = None
        self._heir: asyncio.Task[tuple[Socket, int]] | None = None
        self._group: asyncio.TaskGroup | None = None
        self._news, self._live, self._answer_came = asyncio.Event(), asyncio.Event(), asyncio.Event()
        self._closing, self._over = asyncio.Event(), asyncio.Event()
        self._has_lived = False
        self._away = 0.0
        self.close_code = 0
        self.history = History()

    # --- what people do with their line ---

    async def run(self) -> None:
        """Stay connected until the line is over; its last code is then in `close_code`."""
        try:
            async with asyncio.TaskGroup() as group:
                self._group = group
                pump = group.create_task(self._pump())
                self.close_code = await self._stay_connected()
                pump.cancel()
        finally:
            self._over.set()
            self._live.set()
            self._commands.give_up(self.close_code)

    @property
    def over(self) -> bool:
        """Whether the line is closed for good."""
        return self._over.is_set()

    async def until_live(self) -> None:
        """Wait for a living socket; raises `LineClosed` when there will be none."""
        await self._live.wait()
        if self.over:
            raise LineClosed(self.close_code)

    async def ask(self, frame: Frame, *, within: float = 30.0) -> Frame:
        """Send a command and wait for its `ok` or `error`; raises `TimeoutError` and `LineClosed`."""
        if self.over:
            raise LineClosed(self.close_code)
        command, answer = self._commands.add(frame)
        try:
            await self.say(command)
            async with asyncio.timeout(within):
                return await answer
        finally:
            self._commands.forget(command)

    async def say(self, frame: Frame) -> None:
        """Send a frame on the living socket, if there is one; what is lost is lost."""
        if self._current is not None:
            await self._current.send(frame)

    def post(self, frame: Frame) -> None:
        """Put a `message` into the outbox of its contact; it is sent again until it comes back."""
        outbox = self._outboxes.setdefault(_contact(frame), Outbox(self._limits))
        outbox.put(str(frame["cid"]), frame)
        self._news.set()

    async def until_sent(self) -> None:
        """Wait until every message has come back or was refused for good."""
        while self.unsent():
            self._answer_came.clear()
            await self._answer_came.wait()

    def unsent(self) -> int:
        """How many messages have not come back."""
        return sum(map(len, self._outboxes.values()))

    def forget(self, contact_id: str) -> None:
        """Drop the outbox of a contact that is over."""
        self._outboxes.pop(contact_id, None)

    def drop(self, *, away: float = 0.0) -> None:
        """Cut the newest socket without a word, as a bad network does; it is back after `away` seconds."""
        self._away = away
        if self._newest is not None:
            self._newest.cut()

    async def close(self) -> None:
        """Close the line for good and wait until it is over; a socket may just be opening meanwhile."""
        self._closing.set()
        while not self._over.is_set():
            if self._current is not None:
                await self._current.close()
            else:
                self.drop()
            with suppress(TimeoutError):
                async with asyncio.timeout(CLOSE_AGAIN):
                    await self._over.wait()

    # --- sockets coming and going ---

    async def _stay_connected(self) -> int:
        attempt, lost_at = 0, time.monotonic()
        while True:
            socket, code = await self._live_through(attempt)
            while self._heir is not None:
                heir, self._heir = self._heir, None
                socket, code = await heir
            if self._closing.is_set() or not comes_back(code):
                return code
            attempt, lost_at = (0, time.monotonic()) if socket.lived else (attempt + 1, lost_at)
            pause = max(self._away, pause_before(attempt, time.monotonic() - lost_at, self._draw))
            self._away = 0.0
            with suppress(TimeoutError):
                async with asyncio.timeout(pause):
                    await self._closing.wait()
                    return code

    async def _live_through(self, attempt: int, replaces: Socket | None = None) -> tuple[Socket, int]:
        """Open a socket and live through it; with its close code, or one that says why it never opened."""
        socket = self._newest = Socket(next(self._numbers), self.history)
        code = LOST
        try:
            async with asyncio.timeout(snapshot_within(attempt)) as deadline:
                hello = {"type": "hello", "v": 1, **await self._hello()}
                await socket.open(self._uri, self._origin)
                await socket.send(hello)
                await self._listen(socket, deadline, replaces)
                code = socket.code
        except DeskRefused as refusal:
            code = BAD_TOKEN if refusal.status in (401, 403) else OVERLOADED
        except InvalidStatus as refusal:
            foreign = refusal.response.status_code == 403 and not self._has_lived
            code = FORBIDDEN if foreign else OVERLOADED  # a desk that is leaving may refuse with 403 too
        except UNREACHABLE:
            code = LOST
        finally:
            if socket is self._current:
                self._current = None
                self._live.clear()
            socket.end(code)
        return socket, code

    async def _listen(self, socket: Socket, deadline: asyncio.Timeout, replaces: Socket | None) -> None:
        while (frame := await socket.receive()) is not None:
            if frame.get("type") == "live":
                await self._become_live(socket, replaces)
            await self._handle(socket, frame)
            if socket.begun:
                deadline.reschedule(asyncio.get_running_loop().time() + SILENCE)

    async def _become_live(self, socket: Socket, replaces: Socket | None) -> None:
        self._current, socket.lived, self._has_lived = socket, True, True
        for outbox in self._outboxes.values():
            outbox.lost_socket()
        for command in self._commands.unanswered():
            await socket.send(command)
        if replaces is not None and self._group is not None:
            self._group.create_task(replaces.close())
        self._live.set()
        self._news.set()

    def _prepare_heir(self, socket: Socket, after: float) -> None:
        if self._heir is None and self._group is not None:
            self._heir = self._group.create_task(self._inherit(socket, after))

    async def _inherit(self, socket: Socket, after: float) -> tuple[Socket, int]:
        with suppress(TimeoutError):
            async with asyncio.timeout(after):
                await socket.ended.wait()
        if self._closing.is_set():
            return socket, socket.code
        return await self._live_through(HEIRS_ATTEMPT, socket)

    # --- frames ---

    async def _handle(self, socket: Socket, frame: Frame) -> None:
        kind = frame.get("type")
        if kind == "heartbeat":
            await socket.send({"type": "heartbeat"})
            return
        if kind == "snapshot":
            socket.begun = True
            self._take_limits(frame.get("limits") or {})
        elif kind == "move":
            self._prepare_heir(socket, float(frame.get("after_ms") or 0) / 1000)
        elif kind == "message" and frame.get("author") == self._side:
            self._came_back(frame)
        elif kind in ("ok", "error"):
            self._answered(frame)
        self._listener(frame)

    def _take_limits(self, limits: Frame) -> None:
        self._limits = Limits.from_frame(limits)
        for outbox in self._outboxes.values():
            outbox.limits = self._limits

    def _came_back(self, frame: Frame) -> None:
        outbox = self._outboxes.get(_contact(frame))
        if outbox is not None:
            outbox.came_back(str(frame["cid"]))
            self._news.set()
            self._answer_came.set()

    def _answered(self, frame: Frame) -> None:
        outbox = self._outboxes.get(_contact(frame))
        if frame["type"] == "error" and "cid" in frame and outbox is not None:
            retry_after = float(frame.get("retry_after_ms") or 200) / 1000
            code, now = str(frame.get("code")), time.monotonic()
            outbox.refused(str(frame["cid"]), code, retry_after=retry_after, now=now)
            self._news.set()
            self._answer_came.set()
        self._commands.answered(frame)

    async def _pump(self) -> None:
        """Send what is due, whenever there is news or a pause is over."""
        while True:
            self._news.clear()
            pause = await self._send_due()
            with suppress(TimeoutError):
                async with asyncio.timeout(pause):
                    await self._news.wait()

    async def _send_due(self) -> float | None:
        pauses: list[float] = []
        for outbox in list(self._outboxes.values()):
            socket, now = self._current, time.monotonic()
            if socket is None:
                return None
            for frame in outbox.due(now):
                await socket.send(frame)
            pause = outbox.wait(now)
            if pause is not None:
                pauses.append(max(pause, 0.01))
        return min(pauses, default=None)


def _contact(frame: Frame) -> str:
    return str(frame.get("contact_id", ""))
