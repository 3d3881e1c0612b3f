"""When somebody was there for a channel: from days that are kept."""

from collections.abc import Collection, Mapping, Sequence
from datetime import date
from itertools import groupby

from sqlalchemy import insert, select

from app.domain.spans import Span
from app.models.figures import KeptAttended
from app.repositories.transaction import Transaction

ROWS = 1_000


async def of_days(tx: Transaction, days: Collection[date]) -> dict[str, list[Span]]:
    """What these kept days have, by channel and in order; a stretch ends with its day."""
    if not days:
        return {}
    columns = (KeptAttended.channel, KeptAttended.starts_at, KeptAttended.ends_at)
    statement = select(*columns).where(KeptAttended.day.in_(days))
    rows = await tx.run(statement.order_by(KeptAttended.channel, KeptAttended.starts_at))
    return {
        channel: [(row.starts_at, row.ends_at) for row in own]
        for channel, own in groupby(rows, key=lambda row: str(row.channel))
    }


async def keep(tx: Transaction, day: date, found: Mapping[str, Sequence[Span]]) -> None:
    """Keep them with their day, which must be kept and have none yet."""
    rows = [
        {"day": day, "channel": channel, "starts_at": starts, "ends_at": ends}
        for channel, spans in found.items()
        for starts, ends in spans
    ]
    for number in range(0, len(rows), ROWS):
        await tx.run(insert(KeptAttended).values(rows[number : number + ROWS]))
