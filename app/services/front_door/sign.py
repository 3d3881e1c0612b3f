"""The sign at the door: what `GET /api/desk` answers, from memory, for every page view of every site.

The rows are read at most once a second and only while somebody asks; the hours, whose turning must be
exact, are asked of the rules whenever they may have turned or been changed.
"""

import asyncio
import hashlib
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

import msgspec
import structlog

from app import metrics
from app.clock import Clock
from app.domain.contact import Channel
from app.domain.door import DoorState
from app.domain.errors import DeskError, Unavailable
from app.domain.rules import Rules
from app.frames.shared import instant, maybe_instant
from app.frames.status import ChannelStatus, DeskStatus, PhoneStatus
from app.services.front_door.doorkeeper import ChannelDoor, FrontDoor, Seen, front_door

FRESH = 1.0
"""What was read no longer ago than these seconds is told as it is."""
STALE = 2.0
"""Older than that it is not told any more before it has been read anew."""
PATIENCE = 2.0
CACHED = timedelta(seconds=5)
TAG_LASTS = timedelta(minutes=1)
"""A copy that is called unchanged keeps the instant it was made at: no longer than this."""

Read = Callable[[], Awaitable[tuple[datetime, dict[Channel, Seen]]]]
Start = Callable[..., asyncio.Task[Any]]

log = structlog.get_logger(__name__)


@dataclass(frozen=True, slots=True)
class Posted:
    """What the sign says: the JSON without its instant, and until when the clock lets it stand."""

    text: bytes
    digest: str
    turns_at: datetime | None
    rules: Rules
    seen_at: float
    closed: bool
    """All of it, by the hours alone."""
    refusals: Mapping[Channel, str]
    """The channels that let nobody new in, and why."""

    def at(self, now: datetime) -> bytes:
        """The whole JSON at this instant, which is always true: clients set their clocks by it."""
        return b'{"server_time":"' + instant(now).encode() + b'",' + self.text[1:]

    def tag(self, now: datetime) -> str:
        """A weak validator: the same for every worker that says the same in the same minute."""
        return f'W/"{self.digest}-{now.timestamp() // TAG_LASTS.total_seconds():.0f}"'

    def cached_seconds(self, now: datetime) -> int:
        """For how many whole seconds a copy stays true: five, and never beyond the door's next turning."""
        left = CACHED if self.turns_at is None else min(CACHED, self.turns_at - now)
        return max(0, int(left.total_seconds()))


class Sign:
    """One for each worker; reads for all who ask at once."""

    def __init__(
        self,
        read: Read,
        rules: Callable[[], Rules],
        clock: Clock,
        *,
        start: Start,
        notice: str | None,
        number: str | None,
    ) -> None:
        """`start` keeps a task; `notice` and `number` are the operator's."""
        self._read, self._rules, self._clock, self._start = read, rules, clock, start
        self._notice, self._number = notice, number
        self._seen: Mapping[Channel, Seen] = {}
        self._seen_at = self._tried_at = float("-inf")
        self._reading: asyncio.Task[Any] | None = None
        self._posted: Posted | None = None

    async def look(self) -> Posted:
        """What it says now; raises `Unavailable` where the desk cannot let anybody in though it is open.

        Without the rows it still knows the hours: a desk that is closed says when it opens.
        """
        if self._age() > FRESH:
            await self._renew(wait=self._age() > STALE)
        posted = self._post()
        if self._age() > STALE and not posted.closed:
            raise Unavailable(retry_after_ms=5_000)
        return posted

    def _age(self) -> float:
        return self._clock.monotonic() - self._seen_at

    async def _renew(self, *, wait: bool) -> None:
        """One reading at a time and at most one a second, however many ask, also while none succeeds."""
        now = self._clock.monotonic()
        if self._reading is None and now - self._tried_at > FRESH:
            self._tried_at = now
            self._reading = self._start(self._read_anew(), name="sign")
        if wait and self._reading is not None:
            await asyncio.wait([self._reading], timeout=PATIENCE)

    async def _read_anew(self) -> None:
        metrics.sign_readings.inc()
        try:
            asked_at = self._clock.monotonic()
            _, self._seen = await self._read()
            self._seen_at = asked_at
        except DeskError as error:
            log.info("sign.put_off", error=type(error).__name__)
        finally:
            self._reading = None

    def _post(self) -> Posted:
        """The sign as it stands, written anew where rows, rules or the clock may have changed it."""
        now, rules, posted = self._clock.now(), self._rules(), self._posted
        if (
            posted is None
            or posted.rules is not rules
            or posted.seen_at != self._seen_at
            or (posted.turns_at is not None and now >= posted.turns_at)
        ):
            posted = self._posted = self._write(front_door(rules, now, self._seen), rules)
        return posted

    def _write(self, found: FrontDoor, rules: Rules) -> Posted:
        channels = {str(name): self._channel(name, one) for name, one in found.channels.items()}
        text = msgspec.json.encode(DeskStatus(notice=self._notice, channels=channels))
        return Posted(
            text=text,
            digest=hashlib.blake2b(text, digest_size=9).hexdigest(),
            turns_at=found.turns_at,
            rules=rules,
            seen_at=self._seen_at,
            closed=all(one.door.state is DoorState.CLOSED for one in found.channels.values()),
            refusals={
                name: one.reason or one.state for name, one in found.channels.items() if not one.door.lets_in
            },
        )

    def _channel(self, name: Channel, one: ChannelDoor) -> ChannelStatus:
        status = ChannelStatus(
            state=one.state,
            closes_at=maybe_instant(one.door.closes_at),
            opens_at=maybe_instant(one.door.opens_at),
            reason=one.reason,
            label=one.door.label.as_json() if one.door.label else None,
            waiting=one.waiting,
            expected_wait=one.expected_wait,
        )
        if name is not Channel.PHONE:
            return status
        return PhoneStatus(**msgspec.structs.asdict(status), number=self._number)
