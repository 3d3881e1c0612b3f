"""Messages that have not come back yet: kept in order, paced, and sent again until they do (P2)."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

Frame = dict[str, Any]
TRY_AGAIN = ("too_fast", "busy", "unavailable")


@dataclass(slots=True)
class Pending:
    """One message on its way; `in_flight` on the present socket."""

    cid: str
    frame: Frame
    in_flight: bool = False


@dataclass(frozen=True, slots=True)
class Limits:
    """What the desk lets one side of one contact send (the snapshot's `limits`)."""

    burst: float = 20
    per_second: float = 2
    unacknowledged: int = 16

    @classmethod
    def from_frame(cls, limits: Mapping[str, Any]) -> "Limits":
        """The limits of a snapshot; what it leaves out keeps its default."""
        names = ("burst", "per_second", "unacknowledged")
        return cls(**{name: limits[name] for name in names if name in limits})


class Outbox:
    """The messages of one side of one contact, oldest first.

    `due` hands out what may be sent now; `came_back`, `refused` and `lost_socket` say what became of it.
    Times are monotonic seconds given by the caller.
    """

    def __init__(self, limits: Limits | None = None) -> None:
        self._pending: dict[str, Pending] = {}
        self._limits = limits or Limits()
        self._tokens = float(self._limits.burst)
        self._filled_at: float | None = None
        self._paused_until = 0.0

    def __len__(self) -> int:
        return len(self._pending)

    @property
    def limits(self) -> Limits:
        """The limits the outbox paces itself by."""
        return self._limits

    @limits.setter
    def limits(self, limits: Limits) -> None:
        self._limits = limits
        self._tokens = min(self._tokens, limits.burst)

    def put(self, cid: str, frame: Frame) -> None:
        """Keep a message until it comes back; the same cid twice is one message."""
        self._pending.setdefault(cid, Pending(cid, frame))

    def due(self, now: float) -> list[Frame]:
        """The messages to send now, in order, as far as the limits allow; they count as in flight."""
        if now < self._paused_until:
            return []
        self._fill(now)
        in_flight = sum(pending.in_flight for pending in self._pending.values())
        frames: list[Frame] = []
        for pending in self._pending.values():
            if pending.in_flight:
                continue
            if in_flight >= self._limits.unacknowledged or self._tokens < 1:
                break
            pending.in_flight = True
            in_flight += 1
            self._tokens -= 1
            frames.append(pending.frame)
        return frames

    def wait(self, now: float) -> float | None:
        """Seconds until something may be due again without any news; None when only news can change it."""
        if all(pending.in_flight for pending in self._pending.values()):
            return None
        if now < self._paused_until:
            return self._paused_until - now
        if sum(p.in_flight for p in self._pending.values()) >= self._limits.unacknowledged:
            return None
        return max(0.0, (1 - self._tokens) / self._limits.per_second)

    def came_back(self, cid: str) -> None:
        """The desk stored it."""
        self._pending.pop(cid, None)

    def refused(self, cid: str, code: str, *, retry_after: float, now: float) -> bool:
        """The desk refused it: send again from there in order, or give it up (True) for any other code."""
        if code not in TRY_AGAIN:
            return self._pending.pop(cid, None) is not None
        self._paused_until = max(self._paused_until, now + retry_after)
        later = False
        for pending in self._pending.values():
            later = later or pending.cid == cid
            pending.in_flight = pending.in_flight and not later
        return False

    def lost_socket(self) -> None:
        """Whatever had not come back goes again on the next socket, from the oldest on."""
        for pending in self._pending.values():
            pending.in_flight = False

    def _fill(self, now: float) -> None:
        since = now if self._filled_at is None else self._filled_at
        self._tokens = min(self._limits.burst, self._tokens + (now - since) * self._limits.per_second)
        self._filled_at = now
