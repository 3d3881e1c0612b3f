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
from app.domain.notices import Audience, standing, turning
from app.domain.rules import Rules
from app.frames.front_door import ChannelSign, DeskSign, PhoneSign
from app.frames.shared import NoticeTexts, instant, maybe_instant
from app.services.front_door.doorkeeper import ChannelDoor, FrontDoor, Seen, front_door

FRESH = 1.0
"""What was read no longer ago than these seconds is told as it is."""
STALE = 2.0
"""Older than that it is not told any more before it has been read anew."""
BRIEFLY, PATIENCE = 0.2, 2.0
"""How long a reading is waited for, while what is known may still be told, and when it may not."""
GIVEN_UP = 5.0
"""A reading that takes so long may have been lost; another one is begun beside it."""
CACHED = timedelta(seconds=5)
TAG_LASTS = timedelta(minutes=1)
"""A copy that is called unchanged keeps the instant it was made at: no longer than this."""

Read = Callable[[], Awaitable[tuple[datetime, dict[Channel, Seen]]]]
Start = Callable[..., asyncio.Task[Any]]

log = structlog.get_logger(__name__)


@dataclass(frozen=True, slots=True)
class Written:
    """What the sign says until rows, rules or the clock change it."""

    text: bytes
    """The JSON without its instant."""
    digest: str
    turns_at: datetime | None
    rules: Rules
    seen_at: float
    closed: bool
    """All of it, by the hours alone."""
    refusals: Mapping[Channel, str]
    """The channels that let nobody new in, and why."""


@dataclass(frozen=True, slots=True)
class Posted:
    """What it says at one instant."""

    written: Written
    at: datetime

    @property
    def body(self) -> bytes:
        """The JSON with its instant, which is always true: clients set their clocks by it."""
        return b'{"server_time":"' + instant(self.at).encode() + b'",' + self.written.text[1:]

    @property
    def tag(self) -> str:
        """A weak validator: the same for every worker that says the same in the same minute."""
        return f'W/"{self.written.digest}-{self.at.timestamp() // TAG_LASTS.total_seconds():.0f}"'

    @property
    def cached_seconds(self) -> int:
        """For how many whole seconds a copy stays true: five, and never beyond the door's next turning."""
        turns_at = self.written.turns_at
        left = CACHED if turns_at is None else min(CACHED, turns_at - self.at)
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
        self._written: Written | None = None

    async def look(self) -> Posted:
        """What it says now; raises `Unavailable` where the desk cannot let anybody in though it is open.

        Without the rows it still knows the hours: a desk that is closed says when it opens.
        """
        if self._age() > FRESH:
            await self._renew(PATIENCE if self._age() > STALE else BRIEFLY)
        now = self._clock.now()
        written = self._stands(now)
        if self._age() > STALE and not written.closed:
            raise Unavailable(retry_after_ms=5_000)
        return Posted(written, now)

    def _age(self) -> float:
        return self._clock.monotonic() - self._seen_at

    async def _renew(self, patience: float) -> None:
        """One reading at a time and at most one a second, however many ask, also while none succeeds.

        Each is waited for so long and no longer: a silent database holds up nobody after the first.
        """
        now = self._clock.monotonic()
        if now - self._tried_at > (FRESH if self._reading is None else GIVEN_UP):
            self._tried_at = now
            self._reading = self._start(self._read_anew(now), name="sign")
        left = self._tried_at + patience - now
        if self._reading is not None and left > 0:
            await asyncio.wait([self._reading], timeout=left)

    async def _read_anew(self, asked_at: float) -> None:
        metrics.sign_readings.inc()
        try:
            _, seen = await self._read()
            if asked_at > self._seen_at:
                self._seen, self._seen_at = seen, asked_at
        except DeskError as error:
            log.info("sign.put_off", error=type(error).__name__)
        finally:
            if asked_at == self._tried_at:
                self._reading = None

    def _stands(self, now: datetime) -> Written:
        """The sign as it stands, written anew where rows, rules or the clock may have changed it."""
        rules, written = self._rules(), self._written
        if (
            written is None
            or written.rules is not rules
            or written.seen_at != self._seen_at
            or (written.turns_at is not None and now >= written.turns_at)
        ):
            written = self._written = self._write(front_door(rules, now, self._seen), rules)
        return written

    def _write(self, found: FrontDoor, rules: Rules) -> Written:
        channels = {str(name): self._channel(name, one) for name, one in found.channels.items()}
        text = msgspec.json.encode(self._sign(rules, found.at, channels))
        return Written(
            text=text,
            digest=hashlib.blake2b(text, digest_size=9).hexdigest(),
            turns_at=min(filter(None, (found.turns_at, turning(rules.notices, found.at))), default=None),
            rules=rules,
            seen_at=self._seen_at,
            closed=all(one.door.state is DoorState.CLOSED for one in found.channels.values()),
            refusals={
                name: one.reason or one.state for name, one in found.channels.items() if not one.door.lets_in
            },
        )

    def _sign(self, rules: Rules, now: datetime, channels: dict[str, ChannelSign]) -> DeskSign:
        """With the notice that began last, else the operator's own line."""
        notice = next(iter(standing(rules.notices, Audience.CITIZENS, now)), None)
        if notice is None:
            return DeskSign(notice=self._notice, notice_texts=None, notice_until=None, channels=channels)
        words = notice.words
        return DeskSign(
            notice=words.nb,
            notice_texts=NoticeTexts(nb=words.nb, nn=words.nn, en=words.en),
            notice_until=instant(notice.ends_at),
            channels=channels,
        )

    def _channel(self, name: Channel, one: ChannelDoor) -> ChannelSign:
        sign = ChannelSign(
            state=one.state,
            closes_at=maybe_instant(one.door.closes_at),
            opens_at=maybe_instant(one.door.opens_at),
            reason=one.reason,
            label=one.door.label.as_json() if one.door.label else None,
            waiting=one.waiting,
            expected_wait=one.expected_wait,
        )
        if name is not Channel.PHONE:
            return sign
        return PhoneSign(**msgspec.structs.asdict(sign), number=self._number)
