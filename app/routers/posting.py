"""A message on its way from a socket to the writer and back: the pace, the refusal, the receipt."""

import asyncio
from collections.abc import Callable
from dataclasses import dataclass
from uuid import UUID

from app.domain.errors import DeskError, Unavailable
from app.frames.shared import Limits
from app.realtime.pace import Bucket, Gate
from app.routers.parsing import Envelope
from app.routers.socket import DeskSocket
from app.services.messaging import Receipt


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
            self.socket.refuse(self.envelope, error, new_run=self.gate.refused is not None and not running)

    def _stored(self, receipt: Receipt) -> None:
        self.bucket.remember(self.cid)
        if not receipt.new:
            self.repeated(receipt)
        self.socket.ok(self.envelope)
