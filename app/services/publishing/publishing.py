"""Makes the published hours once for each day and change of the rules, and keeps them."""

import hashlib
import json
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta

from app.clock import Clock
from app.domain.contact import Channel, Language
from app.domain.opening_hours import SEARCH_DAYS
from app.domain.oslo import day_of, instant
from app.domain.published_hours import PublishedDay, published_days
from app.domain.rules import Rules
from app.services.publishing.calendar import calendar
from app.services.publishing.schema_org import schema_org

DAYS = SEARCH_DAYS + 2
"""Two months from today on."""
NEVER_CHANGED = datetime(2026, 1, 1, tzinfo=UTC)
KEPT = timedelta(minutes=5)


@dataclass(frozen=True, slots=True)
class Document:
    """What is answered, its validator, and until when it holds by the clock alone."""

    body: bytes
    tag: str
    until: datetime

    def cached_seconds(self, now: datetime) -> int:
        """Five minutes, and never into the next day."""
        return max(0, int(min(KEPT, self.until - now).total_seconds()))


class Publishing:
    """One for each worker; asks nothing of the stores."""

    def __init__(self, rules: Callable[[], Rules], clock: Clock, *, address: str, number: str | None) -> None:
        """`address` is where people find the desk, `number` where they call it."""
        self._rules, self._clock = rules, clock
        self._address, self._number = address, number
        self._of: tuple[Rules, date] | None = None
        self._made: dict[str, Document] = {}

    def schema_org(self) -> Document:
        """The hours of both channels as linked data."""
        return self._kept("schema.org", self._schema_org)

    def calendar(self, channel: Channel, language: Language) -> Document:
        """The hours of one channel as a calendar in one language."""
        return self._kept(f"{channel}.{language}", lambda: self._calendar(channel, language))

    def _kept(self, name: str, make: Callable[[], bytes]) -> Document:
        rules, today = self._rules(), day_of(self._clock.now())
        if self._of is None or self._of[0] is not rules or self._of[1] != today:
            self._of, self._made = (rules, today), {}
        if name not in self._made:
            body = make()
            tag = f'"{hashlib.blake2b(body, digest_size=12).hexdigest()}"'
            self._made[name] = Document(body, tag, instant(today + timedelta(days=1), 0))
        return self._made[name]

    def _days(self, channel: Channel) -> list[PublishedDay]:
        return published_days(self._rules().hours, channel, day_of(self._clock.now()), DAYS)

    def _schema_org(self) -> bytes:
        days = {str(channel): self._days(channel) for channel in Channel}
        found = schema_org(days, address=self._address, number=self._number)
        return json.dumps(found, ensure_ascii=False).encode()

    def _calendar(self, channel: Channel, language: Language) -> bytes:
        return calendar(
            self._days(channel),
            channel,
            language=language,
            address=self._address,
            made_at=self._rules().hours.changed_at or NEVER_CHANGED,
        )
