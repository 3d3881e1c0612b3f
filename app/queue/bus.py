"""The bus between workers: own sockets first, then one PUBLISH at a time; losses are mended elsewhere."""

import asyncio
from collections.abc import Awaitable, Callable, Sequence
from uuid import UUID

import msgspec
import structlog
from redis.asyncio import Redis
from redis.asyncio.client import PubSub

from app.clock import Clock
from app.domain.errors import SwitchboardAway
from app.frames.bus import Batch, Beat, Event
from app.queue.client import away
from app.queue.keys import Keys

BEAT_SECONDS = 2.0
CLOSING_SECONDS = 3.0
HARD_OF_HEARING = 3.0
"""Without its own beat for so long a worker does not rely on the bus, and compares more often."""

DEAF_SECONDS = 6.0
"""A subscription that has not heard its own beat for so long is made anew (promises § 4)."""

log = structlog.get_logger(__name__)

_encoder = msgspec.json.Encoder()
_decoder = msgspec.json.Decoder(Batch)


class Bus:
    """Publishes what this worker committed, and hears what the others did."""

    def __init__(self, connect: Callable[[], Redis], keys: Keys, *, worker_id: UUID, clock: Clock) -> None:
        """`handle` and `resynchronise` are set by the wiring before the bus runs."""
        self._connect = connect
        self._publisher = connect()
        self._channel = keys.bus
        self._worker_id = worker_id
        self._clock = clock
        self._heard = clock.monotonic()
        self.handle: Callable[[Sequence[Event]], None] = lambda _: None
        self.resynchronise: Callable[[], Awaitable[None]] = _nothing
        self.subscribed = False
        self._waiting: list[Event] = []
        self._sending: asyncio.Task[None] | None = None

    @property
    def hears(self) -> bool:
        """Whether what others publish arrives here, as far as one can know."""
        return self.subscribed and self._clock.monotonic() - self._heard < HARD_OF_HEARING

    async def publish(self, events: Sequence[Event]) -> None:
        """This process's sockets first, then the others; nobody waits for Valkey, its absence is no error."""
        if not events:
            return
        self.handle(events)
        self._send(events)

    async def run(self) -> None:
        """Subscribe, listen, and begin anew whenever the subscription is lost or deaf; until cancelled."""
        while True:
            try:
                await self._listen()
            except (SwitchboardAway, TimeoutError) as error:
                log.warning("bus.lost", error=type(error).__name__)
            except Exception:
                log.exception("bus.failed")
            self.subscribed = False
            await asyncio.sleep(0.2)

    async def beat(self) -> None:
        """Say something to oneself every 2 s, so that a deaf subscription is noticed; until cancelled."""
        while True:
            self._send([Beat()])
            await asyncio.sleep(BEAT_SECONDS)

    def _send(self, events: Sequence[Event]) -> None:
        """Behind what is on its way; what comes meanwhile goes together, in one PUBLISH."""
        self._waiting += events
        if self._sending is None or self._sending.done():
            self._sending = asyncio.get_running_loop().create_task(self._send_all())

    async def _send_all(self) -> None:
        while self._waiting:
            events, self._waiting = self._waiting, []
            batch = Batch(worker_id=self._worker_id, events=tuple(events))
            try:
                with away():
                    await self._publisher.publish(self._channel, _encoder.encode(batch))
            except SwitchboardAway:
                log.info("bus.not_published", events=len(events))
            except Exception:
                log.exception("bus.failed")

    async def _listen(self) -> None:
        client = self._connect()
        try:
            async with client.pubsub() as subscription:
                with away():
                    await subscription.subscribe(self._channel)
                self._heard = self._clock.monotonic()
                while self._clock.monotonic() - self._heard < DEAF_SECONDS:
                    await self._take(subscription)
            raise SwitchboardAway
        finally:
            await client.aclose()

    async def _take(self, subscription: PubSub) -> None:
        with away():
            found = await subscription.get_message(timeout=1.0)
        if found is None:
            return
        if found["type"] == "subscribe":
            await self._begin()
            return
        self._heard = self._clock.monotonic()
        batch = _decoder.decode(found["data"])
        if batch.worker_id != self._worker_id:
            self.handle(batch.events)

    async def _begin(self) -> None:
        self.subscribed = True
        self._heard = self._clock.monotonic()
        await self.resynchronise()

    async def close(self) -> None:
        """Send what waits, and close the publishing connection."""
        if self._sending is not None:
            await asyncio.wait([self._sending], timeout=CLOSING_SECONDS)
            self._sending.cancel()
        await self._publisher.aclose()


async def _nothing() -> None:
    return
