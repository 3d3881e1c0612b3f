"""The range of waiting that people were told when they came, and what came of it: the desk's own record."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import insert

from app.domain.contact import Channel
from app.frames.shared import ExpectedWait
from app.models.routing import WaitPromise
from app.repositories.transaction import Transaction

KEPT = """
SELECT date_trunc('hour', p.at, 'UTC') AS hour, p.channel,
  count(*) AS promised, count(c.answered_at) AS answered,
  count(*) FILTER (WHERE extract(epoch FROM c.answered_at - c.arrived_at) < p.from_seconds) AS shorter,
  count(*) FILTER (WHERE extract(epoch FROM c.answered_at - c.arrived_at) > p.to_seconds) AS longer
FROM wait_promise p JOIN contact c ON c.id = p.contact_id
WHERE p.at >= CAST(:starts AS timestamptz) AND p.at < CAST(:ends AS timestamptz)
  AND p.channel = ANY(:channels)
GROUP BY 1, 2 ORDER BY 1, 2
"""


@dataclass(frozen=True, slots=True)
class PromiseRow:
    """Of those who came in the clock hour that starts then: promised a range, answered, and how it went."""

    starts_at: datetime
    channel: str
    promised: int
    answered: int
    inside: int
    shorter: int
    longer: int


async def promise(
    tx: Transaction, contact_id: UUID, channel: Channel, *, position: int, wait: ExpectedWait | None
) -> None:
    """Written once, as somebody is let in; without a range nothing was promised."""
    if wait is None or not tx.reached("0004"):
        return
    values = {
        "contact_id": contact_id,
        "channel": channel,
        "at": tx.now,
        "position": position,
        "from_seconds": wait.from_seconds,
        "to_seconds": wait.to_seconds,
    }
    await tx.run(insert(WaitPromise).values(values))


async def kept(
    tx: Transaction, starts: datetime, ends: datetime, *, channels: Sequence[str] = tuple(Channel)
) -> list[PromiseRow]:
    """By Oslo clock hour, which is a whole hour of UTC, and channel; hours without a promise have no row."""
    if not tx.reached("0004"):
        return []
    values = {"starts": starts, "ends": ends, "channels": list(channels)}
    return [_row(row) for row in await tx.run(KEPT, values)]


def _row(row: object) -> PromiseRow:
    counts = {name: int(getattr(row, name)) for name in ("promised", "answered", "shorter", "longer")}
    inside = counts["answered"] - counts["shorter"] - counts["longer"]
    hour, channel = (getattr(row, name) for name in ("hour", "channel"))
    return PromiseRow(starts_at=hour, channel=channel, inside=inside, **counts)
