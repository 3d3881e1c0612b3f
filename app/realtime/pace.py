"""How fast one side may send to one contact, and what happens to whoever will not be told (§ 3.4)."""

import asyncio
from collections import OrderedDict
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any
from uuid import UUID

from app.domain.errors import DeskError, TooFast
from app.frames.shared import Limits

RUNS = 10
REFUSED = 200
MINUTE = 60.0
IDLE = 600.0
OURS = frozenset({"busy", "unavailable"})
"""Refusals that are the desk's own trouble: whoever sends again, as she should, does not abuse it."""

PLACES = 400
"""More messages than one socket may have refused before it is closed, and those stored in between."""

REMEMBERED = 64
"""Stored messages whose repetition costs nothing."""


@dataclass(slots=True)
class Bucket:
    """Tokens of one side of one contact on this worker; it outlives the socket."""

    tokens: float
    at: float
    stored: OrderedDict[UUID, None] = field(default_factory=OrderedDict)

    def fill(self, limits: Limits, now: float) -> None:
        """Tokens come back at `per_second`, up to `burst`."""
        self.tokens = min(float(limits.burst), self.tokens + (now - self.at) * limits.per_second)
        self.at = now

    def give_back(self, limits: Limits) -> None:
        """The desk could not store it: its coming again is not the sender's haste."""
        self.tokens = min(float(limits.burst), self.tokens + 1)

    def remember(self, cid: UUID) -> None:
        """This one is stored: its repetition costs nothing."""
        self.stored[cid] = None
        while len(self.stored) > REMEMBERED:
            self.stored.popitem(last=False)


class Buckets:
    """All buckets of a worker; those that are full again are forgotten."""

    def __init__(self) -> None:
        self._buckets: dict[tuple[UUID, str], Bucket] = {}

    def learn(
        self,
        contact_id: UUID,
        side: str,
        limits: Limits,
        *,
        said: Iterable[tuple[UUID, timedelta]],
        now: float,
    ) -> None:
        """What this side has stored by way of any worker, each with its age, the oldest first.

        What this worker itself knows of haste counts too: not everything that was sent has been stored yet.
        """
        here = self.of(contact_id, side, limits, now=now)
        there = Bucket(float(limits.burst), float("-inf"))
        for cid, age in said:
            there.fill(limits, now - age.total_seconds())
            there.tokens = max(0.0, there.tokens - 1)
            here.remember(cid)
        there.fill(limits, now)
        here.tokens = min(here.tokens, there.tokens)

    def stored(self, contact_id: UUID, side: str, cid: UUID) -> None:
        """This one was stored although its sender had been told that it perhaps was not."""
        bucket = self._buckets.get((contact_id, side))
        if bucket is not None:
            bucket.remember(cid)

    def of(self, contact_id: UUID, side: str, limits: Limits, *, now: float) -> Bucket:
        """The bucket of this side of this contact, filled up to now."""
        bucket = self._buckets.get((contact_id, side))
        if bucket is None:
            bucket = self._buckets[contact_id, side] = Bucket(float(limits.burst), now)
        bucket.fill(limits, now)
        return bucket

    def forget_full(self, now: float) -> None:
        """Drop buckets that nobody has used for so long that they are full again."""
        self._buckets = {key: one for key, one in self._buckets.items() if now - one.at < IDLE}


@dataclass(slots=True)
class Gate:
    """One socket's messages to one contact: in flight, and refused ones that must come again first."""

    in_flight: int = 0
    under_way: set[asyncio.Future[Any]] = field(default_factory=set)
    refused: tuple[UUID, DeskError] | None = None
    learned: bool = False
    """Whether the bucket has been told what came by way of other workers."""
    _places: dict[UUID, int] = field(default_factory=dict)
    _arrived: int = 0

    def admit(self, cid: UUID, limits: Limits, bucket: Bucket) -> DeskError | None:
        """Why this message is not taken now; once one is refused, later ones share its fate in order.

        Not those before it, which come again first; nor anything once the refused one turns out to be
        stored after all: its sender has it back and will not send it again.
        """
        place = self._place(cid)
        if (
            self.refused is not None
            and self.refused[0] not in bucket.stored
            and place > self._place(self.refused[0])
        ):
            return self.refused[1]
        self.refused = None
        if cid in bucket.stored:
            return None
        if self.in_flight >= limits.unacknowledged:
            return self._refuse(cid, TooFast(retry_after_ms=500))
        if bucket.tokens < 1:
            wait = int((1 - bucket.tokens) / limits.per_second * 1000) + 1
            return self._refuse(cid, TooFast(retry_after_ms=wait))
        bucket.tokens -= 1
        return None

    def _place(self, cid: UUID) -> int:
        """Where it stands in the order in which this side's messages first came."""
        if cid not in self._places:
            self._arrived += 1
            self._places[cid] = self._arrived
            if len(self._places) > PLACES:
                del self._places[next(iter(self._places))]
        return self._places[cid]

    async def settled(self) -> None:
        """Wait until all messages under way are answered: whatever ends a conversation comes after them."""
        if self.under_way:
            await asyncio.wait(set(self.under_way))

    def begin(self, receipt: asyncio.Future[Any]) -> None:
        """One more is under way until it has its receipt."""
        self.in_flight += 1
        self.under_way.add(receipt)
        receipt.add_done_callback(self._end)

    def _end(self, receipt: asyncio.Future[Any]) -> None:
        self.in_flight -= 1
        self.under_way.discard(receipt)

    def refuse(self, cid: UUID, error: DeskError) -> None:
        """The store said `busy` or `unavailable`: later ones wait for this one."""
        self._place(cid)
        if error.code in OURS and self.refused is None:
            self.refused = (cid, error)

    def _refuse(self, cid: UUID, error: DeskError) -> DeskError:
        self.refused = (cid, error)
        return error


class Abuse:
    """Counts a socket's refusals: ten runs, or 200 refused frames, in a minute are enough."""

    def __init__(self) -> None:
        self._runs: list[float] = []
        self._refused: list[float] = []

    def refused(self, now: float, *, new_run: bool) -> bool:
        """One more refusal; whether that was too many."""
        self._refused.append(now)
        if new_run:
            self._runs.append(now)
        for seen in (self._runs, self._refused):
            while seen and now - seen[0] > MINUTE:
                del seen[0]
        return len(self._runs) >= RUNS or len(self._refused) >= REFUSED


class Broken:
    """Frames that are no JSON or no text: ten in a minute close 4400."""

    def __init__(self) -> None:
        self._seen: list[float] = []

    def too_many(self, now: float) -> bool:
        """One more; whether that was the tenth within a minute."""
        self._seen.append(now)
        while now - self._seen[0] > MINUTE:
            del self._seen[0]
        return len(self._seen) >= RUNS
