"""The writer's loop: takes what is queued, writes it as a batch, and mends what goes wrong (core § 4)."""

import asyncio
from collections import deque
from collections.abc import Callable, Sequence
from datetime import timedelta

import structlog

from app import metrics
from app.clock import Clock
from app.domain.errors import Busy, DeskError, Invalid, OutcomeUnknown, Unavailable, Violated
from app.repositories import messages
from app.repositories.messages import Draft
from app.repositories.spoken import Receipt, said
from app.repositories.transaction import Transactions
from app.services.writer.batch import store
from app.services.writer.entry import Entry, refuse

ROOM = 1_000
"""Messages that may wait for the writer; more are `busy`."""

ANSWER_SECONDS = 5.0
"""A message that is not known to be stored after so long is answered `unavailable`; it may still be."""

SILENCE = timedelta(seconds=8)
"""A batch that takes longer has lost its answer: each of its statements ends within 5 s."""

CLOSING_SECONDS = 5.0
BATCH = 500
PATIENCE_SECONDS = 2.0
"""A message whose contact stays locked elsewhere for so long is `busy`."""

log = structlog.get_logger(__name__)


class Writer:
    """Group commit: few statements for many messages, in the order they came."""

    def __init__(
        self, transaction: Transactions, clock: Clock, *, late: Callable[[Draft], None] = lambda _: None
    ) -> None:
        """`transaction` is on the writer's own engine, whose locks give up after 250 ms.

        `late` is told of a message that was stored after its sender had been told otherwise.
        """
        self._late = late
        self._transaction = transaction
        self._clock = clock
        self._queue: asyncio.Queue[Entry] = asyncio.Queue(ROOM)
        self._locked: list[Entry] = []
        self._open: deque[Entry] = deque()
        self._patience: asyncio.TimerHandle | None = None
        self._closing = False

    def submit(self, draft: Draft) -> asyncio.Future[Receipt]:
        """Queue a message; the future gives the receipt, or raises a `DeskError`."""
        loop = asyncio.get_running_loop()
        entry = Entry(draft, self._clock.monotonic(), loop.create_future(), self._late)
        self._open.append(entry)
        if self._patience is None:
            self._patience = loop.call_later(ANSWER_SECONDS, self._out_of_patience)
        if self._closing:
            entry.answer(Unavailable())
            return entry.receipt
        try:
            self._queue.put_nowait(entry)
        except asyncio.QueueFull:
            entry.answer(Busy(retry_after_ms=500))
        return entry.receipt

    def _out_of_patience(self) -> None:
        """Answer those that have waited too long; the oldest of the others sets the timer anew."""
        self._patience, now = None, self._clock.monotonic()
        while self._open and (self._open[0].receipt.done() or now - self._open[0].since >= ANSWER_SECONDS):
            self._open.popleft().answer(Unavailable())
        if self._open:
            left = ANSWER_SECONDS - (now - self._open[0].since)
            self._patience = asyncio.get_running_loop().call_later(left, self._out_of_patience)

    def _forget_answered(self) -> None:
        while self._open and self._open[0].receipt.done():
            self._open.popleft()

    async def run(self) -> None:
        """Write batches until cancelled."""
        while True:
            batch = await self._next_batch()
            started = self._clock.monotonic()
            try:
                await self._write(batch)
            except Exception as error:
                log.exception("writer.failed", error=type(error).__name__)
                self._refuse(batch, Unavailable())
            self._forget_answered()
            metrics.batches.observe(self._clock.monotonic() - started)

    async def close(self) -> None:
        """Take no more, and wait until everything queued has its answer."""
        self._closing = True
        unanswered = [entry.receipt for entry in self._open if not entry.receipt.done()]
        if unanswered:
            await asyncio.wait(unanswered, timeout=CLOSING_SECONDS)
        if self._patience is not None:
            self._patience.cancel()

    async def _next_batch(self) -> list[Entry]:
        """What waits now: first those whose contact was locked last time, so that order is kept."""
        if self._locked and self._queue.empty():
            await asyncio.sleep(0.05)
        batch, self._locked = self._locked, []
        if not batch:
            batch.append(await self._queue.get())
        while len(batch) < BATCH and not self._queue.empty():
            batch.append(self._queue.get_nowait())
        return batch

    async def _write(self, batch: Sequence[Entry]) -> None:
        skip = any(self._clock.monotonic() - entry.since > 0.25 for entry in batch)
        try:
            await self._store(batch, skip=skip)
        except Busy:
            await self._again(batch)
        except Violated:
            await self._one_by_one(batch)
        except OutcomeUnknown:
            await self._find_out(batch)
        except DeskError as error:
            self._refuse(batch, error)

    async def _store(self, batch: Sequence[Entry], *, skip: bool) -> None:
        self._put_off(await store(self._transaction, batch, skip=skip))

    async def _again(self, batch: Sequence[Entry]) -> None:
        """A lock or a deadlock: once more, leaving out what is locked elsewhere."""
        try:
            await self._store(batch, skip=True)
        except OutcomeUnknown:
            await self._find_out(batch)
        except DeskError as error:
            self._refuse(batch, error)

    async def _one_by_one(self, batch: Sequence[Entry]) -> None:
        """A poisoned message spoils its batch: store each alone, so that it spoils only itself."""
        for place, entry in enumerate(batch):
            if entry.receipt.done():
                continue
            try:
                await self._store([entry], skip=False)
            except Violated:
                entry.answer(Invalid({"text": "cannot be stored"}))
            except OutcomeUnknown:
                await self._find_out([entry])
            except DeskError as error:
                self._refuse([entry], error, behind=batch[place:])

    async def _find_out(self, batch: Sequence[Entry]) -> None:
        """The connection died during COMMIT: read by `cid` before answering anything (promises § 3.7)."""
        try:
            async with self._transaction() as tx:
                known = await messages.known(tx, [entry.draft for entry in batch])
                owners = await messages.owners(tx, [row.contact_id for row in known.values()])
                for row in known.values():
                    tx.publish(said(row, owners.get(row.contact_id)))
        except DeskError:
            self._refuse(batch, Unavailable())
            return
        for entry in batch:
            if entry.key in known:
                entry.answer(Receipt(known[entry.key], new=True))
        self._refuse([entry for entry in batch if entry.key not in known], Unavailable())

    def _put_off(self, locked: Sequence[Entry]) -> None:
        """Contacts locked elsewhere go into the next batch, in order, for two seconds at most."""
        now = self._clock.monotonic()
        late = [entry for entry in locked if now - entry.since > PATIENCE_SECONDS]
        self._locked += locked
        if late:
            self._refuse(late, Busy(retry_after_ms=500))

    def _refuse(self, entries: Sequence[Entry], error: DeskError, *, behind: Sequence[Entry] = ()) -> None:
        """Refuse these, and what the same sides have sent after them: it comes again in order (§ 3.4)."""
        sides = {entry.side for entry in entries}
        queued = [self._queue.get_nowait() for _ in range(self._queue.qsize())]
        refuse([one for one in (*entries, *behind, *self._locked, *queued) if one.side in sides], error)
        self._locked = [entry for entry in self._locked if entry.side not in sides]
        for entry in queued:
            if entry.side not in sides:
                self._queue.put_nowait(entry)
