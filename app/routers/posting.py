"""A message on its way from a socket to the writer and back: the pace, the refusal, the receipt."""

import asyncio
from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from uuid import UUID

import structlog

from app.domain.contact import Author
from app.domain.errors import DeskError, Unavailable
from app.frames.shared import Limits
from app.realtime.pace import OURS, REMEMBERED, Bucket, Gate
from app.realtime.timely import in_time
from app.routers.parsing import Envelope
from app.routers.socket import DeskSocket
from app.services.messaging import Receipt
from app.wiring import Desk

LEARN_SECONDS = 0.3
"""A store that takes longer to tell the pace so far is not waited for: what this worker knows counts then."""

log = structlog.get_logger(__name__)


async def bucket_of(desk: Desk, gate: Gate, contact_id: UUID, author: Author, *, limits: Limits) -> Bucket:
    """This side's bucket, with what has been stored by way of other workers."""
    if not gate.learned:
        gate.learned = True
        said = await _said_lately(desk, contact_id, author)
        now = desk.clock.monotonic()
        desk.buckets.learn(contact_id, author, limits, said=said, now=now)
    return desk.buckets.of(contact_id, author, limits, now=desk.clock.monotonic())


async def _said_lately(desk: Desk, contact_id: UUID, author: Author) -> list[tuple[UUID, timedelta]]:
    try:
        lately = desk.messaging.lately(contact_id, author, most=REMEMBERED)
        return await in_time(lately, seconds=LEARN_SECONDS)
    except DeskError as error:
        log.info("pace.not_learned", error=type(error).__name__)
        return []


@dataclass(frozen=True, slots=True)
class Posting:
    """One message: its pace, and what becomes of it. Several may be under way at once, in their order."""

    socket: DeskSocket
    gate: Gate
    bucket: Bucket
    limits: Limits
    cid: UUID
    envelope: Envelope
    repeated: Callable[[Receipt], None]
    """What to do with a `cid` that was stored before: its sender gets the stored frame."""

    def start(self, submit: Callable[[], asyncio.Future[Receipt]]) -> None:
        """Hand the message to the writer unless its pace forbids it; returns at once."""
        running = self.gate.refused is not None
        refused = self.gate.admit(self.cid, self.limits, self.bucket)
        if refused is not None:
            self.socket.refuse(self.envelope, refused, new_run=not running)
            return
        try:
            receipt = submit()
        except DeskError as error:
            self.socket.refuse(self.envelope, error)
            return
        self.gate.begin(receipt)
        receipt.add_done_callback(self._settled)

    def _settled(self, receipt: asyncio.Future[Receipt]) -> None:
        error = Unavailable() if receipt.cancelled() else receipt.exception()
        if error is None:
            self._stored(receipt.result())
        elif isinstance(error, DeskError):
            running = self.gate.refused is not None
            self.gate.refuse(self.cid, error)
            if error.code in OURS:
                self.bucket.give_back(self.limits)
            self.socket.refuse(self.envelope, error, new_run=self.gate.refused is not None and not running)

    def _stored(self, receipt: Receipt) -> None:
        self.bucket.remember(self.cid)
        if not receipt.new:
            self.repeated(receipt)
        self.socket.ok(self.envelope)
