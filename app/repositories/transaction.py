"""One transaction: its connection, its instant, and what is to be told once it has committed."""

import asyncio
import os
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from functools import wraps
from socket import SHUT_RDWR, socket
from typing import Any, ParamSpec, TypeVar, cast
from uuid import UUID

import psycopg
import structlog
from sqlalchemy import CursorResult, Executable, text
from sqlalchemy.exc import DataError, DBAPIError, IntegrityError, PendingRollbackError
from sqlalchemy.exc import TimeoutError as PoolTimeout
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine

from app.clock import Clock
from app.domain.errors import Busy, DeskError, OutcomeUnknown, ReportTooLong, Unavailable, Violated
from app.frames.bus import Event, LineChanged

P = ParamSpec("P")
T = TypeVar("T")

log = structlog.get_logger(__name__)

TIMED_OUT = "57014"
BUSY_STATES = frozenset({"40001", "40P01", "55P03", TIMED_OUT})
"""Serialization, deadlock, lock and statement time-outs: certainly not stored (promises § 3.8)."""

SILENCE = timedelta(seconds=60)
"""No transaction lasts longer: the database limits each statement, unless its answer has been lost."""


@dataclass(slots=True)
class Consequences:
    """What follows from a commit: contacts to settle, events to publish, and whether to dispatch."""

    touched: set[UUID] = field(default_factory=set)
    events: list[Event] = field(default_factory=list)
    wake: bool = False

    @property
    def any(self) -> bool:
        """Whether anything follows at all."""
        return bool(self.touched or self.events or self.wake)


AfterCommit = Callable[[Consequences], Awaitable[None]]


async def _nothing(_: Consequences) -> None:
    return


@dataclass(slots=True)
class Transaction:
    """An open transaction; everything in it happens at the instant `now`."""

    connection: AsyncConnection
    now: datetime
    then: Consequences = field(default_factory=Consequences)
    committing: bool = False
    """From here on a lost connection leaves open what became of it."""
    after_commit: AfterCommit = field(default=_nothing, repr=False)
    revision: str | None = None
    """That of the schema, while it is behind this version's own; see `reached`."""

    def reached(self, revision: str) -> bool:
        """Whether the schema has this revision: during a deployment it may still be to come (ADR 14)."""
        return self.revision is None or self.revision >= revision

    async def run(
        self, statement: Executable | str, values: Mapping[str, Any] | None = None
    ) -> CursorResult[Any]:
        """Run one statement; a string is SQL with named parameters."""
        executable = text(statement) if isinstance(statement, str) else statement
        return cast("CursorResult[Any]", await self.connection.execute(executable, values))

    async def send(self, statement: str, values: Mapping[str, Any]) -> psycopg.AsyncCursor[Any]:
        """Hand a statement with `%(name)s` parameters to the driver itself, for the path of the message.

        Where the connection is pipelined, the answer, errors included, comes with the next fetch or commit.
        """
        raw = await self.connection.get_raw_connection()
        driver = cast("psycopg.AsyncConnection[Any]", raw.driver_connection)
        return await driver.execute(statement, values)

    async def commit(self) -> None:
        """Commit now, together with what was sent and not answered yet, and tell of it before cleaning up."""
        self.committing = True
        raw = await self.connection.get_raw_connection()
        await cast("psycopg.AsyncConnection[Any]", raw.driver_connection).commit()
        await self.tell()

    async def tell(self) -> None:
        """It has committed: carry out what follows, once."""
        then, self.then = self.then, Consequences()
        if then.any:
            await self.after_commit(then)

    def publish(self, event: Event) -> None:
        """Once committed: this event."""
        self.then.events.append(event)

    def line_changed(self) -> None:
        """Once committed: positions are sent anew, and somebody may be waiting beside a free seat."""
        if LineChanged() not in self.then.events:
            self.then.events.append(LineChanged())
        self.then.wake = True


Work = Callable[P, Awaitable[T]]


def again_when_busy(work: Work[P, T]) -> Work[P, T]:
    """Try a transition up to three times: whoever it concerns may change between looking and locking."""

    @wraps(work)
    async def trying(*args: P.args, **kwargs: P.kwargs) -> T:
        for pause in (0.02, 0.05):
            try:
                return await work(*args, **kwargs)
            except Busy:
                await asyncio.sleep(pause)
        return await work(*args, **kwargs)

    return trying


class Transactions:
    """Opens transactions, and carries out what follows once they have committed."""

    def __init__(
        self,
        engine: AsyncEngine,
        clock: Clock,
        *,
        pipelined: bool = False,
        silence: timedelta = SILENCE,
        beside: "Transactions | None" = None,
        reports: bool = False,
    ) -> None:
        """`after_commit` is set by the wiring once all that it needs stands.

        `pipelined`: what is handed to `send` waits for no answer, so that statements travel together; `run`
        waits for its own, and cannot. `silence`: a transaction that lasts longer loses its connection.
        `beside`: others on the same database, which are told of its revision. `reports`: a statement that
        takes too long is a question that is too large, and no quicker when it is asked again.
        """
        self.engine = engine
        self._clock = clock
        self._pipelined = pipelined
        self._silence = silence
        self._reports = reports
        self.turn = asyncio.Semaphore(1)
        """Of whoever makes a report: a worker's conversations share its processor with what is counted."""
        self.after_commit: AfterCommit = _nothing
        self.revision: str | None = None
        """Set while the schema is behind this version's own."""
        self._beside = beside or self

    @asynccontextmanager
    async def __call__(self) -> AsyncIterator[Transaction]:
        """A transaction; raises `Busy`, `OutcomeUnknown` or `Unavailable` for what the database says.

        Of reports `ReportTooLong`, too.
        """
        transaction: Transaction | None = None
        try:
            async with (
                self.engine.connect() as connection,
                self._not_for_ever(connection),
                self._pipeline(connection),
            ):
                transaction = Transaction(
                    connection,
                    self._clock.now(),
                    after_commit=self.after_commit,
                    revision=self._beside.revision,
                )
                async with connection.begin() as begun:
                    yield transaction
                    transaction.committing = True
                    await begun.commit()
        except DeskError:
            raise
        except (DBAPIError, PoolTimeout, PendingRollbackError, psycopg.Error, OSError) as error:
            committing = transaction is not None and transaction.committing
            raise translated(error, committing=committing, report=self._reports) from error
        await transaction.tell()

    @asynccontextmanager
    async def _not_for_ever(self, connection: AsyncConnection) -> AsyncIterator[None]:
        """End a connection on which an answer was lost. It is hung up, not cancelled: a server that says
        nothing does not answer a request to cancel either, and a started write may have committed.
        """
        raw = await connection.get_raw_connection()
        driver = cast("psycopg.AsyncConnection[Any]", raw.driver_connection)
        watch = asyncio.get_running_loop().call_later(self._silence.total_seconds(), hang_up, driver)
        try:
            yield
        finally:
            watch.cancel()

    @asynccontextmanager
    async def _pipeline(self, connection: AsyncConnection) -> AsyncIterator[None]:
        if not self._pipelined:
            yield
            return
        raw = await connection.get_raw_connection()
        async with cast("psycopg.AsyncConnection[Any]", raw.driver_connection).pipeline():
            yield


def hang_up(driver: psycopg.AsyncConnection[Any]) -> None:
    """Whoever waits on this connection is told at once that it is gone."""
    log.warning("database.silent")
    with suppress(psycopg.Error, OSError), socket(fileno=os.dup(driver.fileno())) as line:
        line.shutdown(SHUT_RDWR)


def translated(error: Exception, *, committing: bool, report: bool = False) -> DeskError:
    """The desk's own error for what the database or its driver raised."""
    error = _first(error)
    if isinstance(error, IntegrityError | DataError | psycopg.IntegrityError | psycopg.DataError):
        return Violated(violated(error))
    if isinstance(error, PoolTimeout):
        return Busy(retry_after_ms=500)
    state = getattr(getattr(error, "orig", error), "sqlstate", None)
    if state == TIMED_OUT and report:
        return ReportTooLong()
    if state in BUSY_STATES:
        return Busy(retry_after_ms=250)
    return OutcomeUnknown() if committing else Unavailable()


def _first(error: Exception) -> Exception:
    """What went wrong first: a pipeline may say only that it was given up, with the reason behind it."""
    found: BaseException | None = getattr(error, "orig", error)
    while isinstance(found, psycopg.errors.PipelineAborted):
        found = found.__context__
    return found if isinstance(found, psycopg.Error) else error


def violated(error: Exception) -> str:
    """The name of the constraint that refused."""
    return getattr(getattr(getattr(error, "orig", error), "diag", None), "constraint_name", None) or ""
