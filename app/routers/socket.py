"""What all three sockets share: the Origin, the hello, reading, commands one after another, and the end."""

import asyncio
from abc import ABC, abstractmethod
from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Any, ClassVar

import msgspec
import structlog
from starlette.types import Receive, Scope, Send

from app import metrics
from app.domain.errors import Busy, DeskError, Invalid, NotAllowed, NotSignedIn, Unavailable
from app.frames.hello import Hello
from app.frames.shared import Heartbeat, Ok
from app.realtime.admission import Turn
from app.realtime.connection import Connection, Disconnected
from app.realtime.hub import MOVING
from app.realtime.inbox import Inbox
from app.realtime.pace import OURS, Abuse, Broken
from app.realtime.timely import in_time
from app.routers.parsing import BrokenFrame, Commands, Envelope, Refused
from app.wiring import Desk

HELLO_SECONDS = 5.0
BROKEN, BAD_TOKEN, NOT_ALLOWED, NO_HELLO, ABUSE, TRY_AGAIN = 4400, 4401, 4403, 4408, 4429, 1013
UNHEARD = timedelta(seconds=20)
"""A peer that vanished was heard at the latest so long ago: uvicorn's ping would have found out."""

log = structlog.get_logger(__name__)
_hello = msgspec.json.Decoder(Hello | Heartbeat)  # a union insists on the type, one struct alone does not


class DeskSocket(ABC):
    """One open socket; a subclass says who may open it and what its commands do."""

    commands: ClassVar[Commands[Any]]
    immediate: ClassVar[tuple[type, ...]] = ()
    """Commands that wait for no store, and see to their answer themselves."""

    def __init__(self, desk: Desk, connection: Connection) -> None:
        """Made for each socket that is accepted."""
        self.desk = desk
        self.connection = connection
        self._broken = Broken()
        self._abuse = Abuse()
        self._given_up: list[Envelope] = []
        self._turn: Turn | None = None

    @abstractmethod
    async def open(self, hello: Hello) -> None:
        """Let the peer in and show everything; raises `NotSignedIn`, `NotAllowed`, other `DeskError`."""

    @abstractmethod
    async def do(self, command: Any, envelope: Envelope) -> None:
        """One command; raises `DeskError`. Answers by `ok` where the command is done when this returns."""

    @abstractmethod
    async def closed(self, heard_at: datetime) -> None:
        """The socket is over; the peer was last heard then."""

    async def run(self) -> None:
        """From hello to the end, however that comes."""
        writing = self.desk.tasks.start(self.connection.write(), name="socket_writer")
        code = 1006
        try:
            if await self._greet():
                code = await self._serve(writing)
        except Disconnected as gone:
            code = gone.code
        finally:
            self.connection.forget()
            self.desk.tasks.start(self.closed(self._heard_at(code)), name="socket_closed")
            await asyncio.wait([writing], timeout=6)

    async def _greet(self) -> bool:
        try:
            async with asyncio.timeout(HELLO_SECONDS):
                text = await self.connection.read()
        except TimeoutError:
            return self._close(NO_HELLO)
        try:
            hello = _hello.decode(text or "")
        except (msgspec.DecodeError, UnicodeError, RecursionError):
            return self._close(BROKEN)
        if not isinstance(hello, Hello) or hello.v != 1:
            return self._close(BROKEN)
        return await self._admit(hello)

    async def _admit(self, hello: Hello) -> bool:
        try:
            await self._its_turn()
            if self.desk.health.draining:  # too late for the `move` that the others got
                return self._close(MOVING)
            await self.open(hello)
        except NotSignedIn:
            return self._close(BAD_TOKEN)
        except NotAllowed:
            return self._close(NOT_ALLOWED)
        except DeskError as error:
            log.info("socket.not_opened", error=type(error).__name__)
            return self._close(TRY_AGAIN)
        finally:
            self.let_in()
        return True

    async def _its_turn(self) -> None:
        try:
            self._turn = await self.desk.admission.turn(gone=lambda: self.connection.gone)
        except Busy:
            metrics.hellos_passed_over.inc()
            raise

    def let_in(self) -> None:
        """The stores have been asked: what is left of the hello, however slow its reader, delays no other."""
        if self._turn is not None:
            self._turn.end()

    def _close(self, code: int) -> bool:
        self.connection.close(code)
        return False

    async def _serve(self, writing: asyncio.Task[Any]) -> int:
        """Read until the socket is closed from either side; a command that has begun is always finished."""
        inbox = Inbox()
        reading = self.desk.tasks.start(self._read(inbox), name="socket_reader")
        reading.add_done_callback(lambda _: inbox.end())
        writing.add_done_callback(lambda _: reading.cancel())
        await self._work(inbox)
        await asyncio.wait([reading])
        return 1000 if reading.cancelled() else reading.result()

    async def _read(self, inbox: Inbox) -> int:
        try:
            while True:
                text = await self.connection.read()
                await inbox.put("" if text is None else text)
        except Disconnected as gone:
            return gone.code

    async def _work(self, inbox: Inbox) -> None:
        while (text := await inbox.get()) is not None:
            try:
                await self.connection.room()
                await self._command(text)
            except Exception:
                log.exception("socket.command_failed")
                self.connection.close(1011)

    async def _command(self, text: str) -> None:
        try:
            command, envelope = self.commands.read(text)
        except BrokenFrame:
            self._refuse_broken()
            return
        except Refused as refused:
            self.answer_error(refused.error.code, refused.error)
            return
        if isinstance(command, Heartbeat):
            self.ok(envelope)
            return
        if isinstance(command, self.immediate):
            await self._finish(command, envelope)
            return
        try:
            await in_time(self._finish(command, envelope))
        except Unavailable as error:
            self.refuse(envelope, error)
            self._given_up.append(envelope)

    async def _finish(self, command: Any, envelope: Envelope) -> None:
        try:
            await self.do(command, envelope)
        except DeskError as error:
            self.refuse(envelope, error)

    def _refuse_broken(self) -> None:
        self.answer_error("invalid", Envelope().error(Invalid({"frame": "no JSON object"})))
        if self._broken.too_many(self.desk.clock.monotonic()):
            self.connection.close(BROKEN)

    def ok(self, envelope: Envelope, **named: Any) -> None:
        """The command is done; said only to a command with an id."""
        if isinstance(envelope.id, str) and not self._too_late(envelope):
            self.connection.put(Ok(id=envelope.id, **named))

    def refuse(self, envelope: Envelope, error: DeskError, *, new_run: bool = False) -> None:
        """The command is not done, and why."""
        if self._too_late(envelope):
            return
        self.answer_error(error.code, envelope.error(error))
        if error.code in OURS:
            return
        if self._abuse.refused(self.desk.clock.monotonic(), new_run=new_run):
            self.connection.close(ABUSE)

    def _too_late(self, envelope: Envelope) -> bool:
        """Whether this very command was answered `unavailable` before it was done."""
        return any(one is envelope for one in self._given_up)

    def answer_error(self, code: str, frame: msgspec.Struct) -> None:
        """Send an error frame, and count it."""
        metrics.refusals.labels(code).inc()
        self.connection.put(frame)

    def _heard_at(self, code: int) -> datetime:
        """One that vanished was heard at its last frame or pong; one that closed, or was reset, just now."""
        now = self.desk.clock.now()
        if code not in (1006, 1011) or self.connection.close_code not in (1006, 1011):
            return now
        return max(self.connection.heard_at, now - UNHEARD)


class Endpoint:
    """A socket's address as a plain ASGI application."""

    def __init__(self, kind: type[DeskSocket], *, embedded: bool) -> None:
        """`embedded`: pages of the embedding sites may open it too."""
        self._kind = kind
        self._embedded = embedded

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """One socket from handshake to end."""
        desk: Desk = scope["state"]["desk"]
        extensions = scope.get("extensions") or {}
        connection = Connection(
            receive,
            send,
            desk.clock,
            abort=extensions.get("desk.abort", _cannot),
            gone=extensions.get("desk.gone", _never),
            send_now=extensions.get("desk.send_now", _never),
        )
        allowed = desk.settings.allowed_origins if self._embedded else desk.settings.own_origins
        if _origin(scope["headers"]) not in allowed or desk.health.draining:
            await connection.refuse()
            return
        try:
            await connection.accept()
        except (Disconnected, OSError):
            return
        await self._kind(desk, connection).run()


def _origin(headers: Iterable[tuple[bytes, bytes]]) -> str | None:
    found = [value.decode("latin-1") for name, value in headers if name == b"origin"]
    return found[0] if len(found) == 1 else None


def _cannot() -> None:
    return


def _never(*_: object) -> bool:
    return False
