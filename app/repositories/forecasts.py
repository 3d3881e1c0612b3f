"""What is expected of the coming hours, as it was made each day, and the deadlines it knows of."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import Row, delete, func, insert, select, update
from sqlalchemy.dialects.postgresql import distinct_on

from app.domain.deadlines import NamedDeadline
from app.domain.errors import NotFound, Unavailable
from app.domain.forecast import Deadline, Outlook
from app.domain.wording import wording_from
from app.models.figures import DeadlineRow, ForecastHour
from app.repositories.ids import new_id
from app.repositories.transaction import Transaction

SINCE = "0006"
KEPT_DAYS = 400
LOCK = 7_001_006
"""The advisory lock of whoever makes today's forecast."""

FORECAST = (ForecastHour.starts_at, ForecastHour.expected, ForecastHour.low, ForecastHour.high)


@dataclass(frozen=True, slots=True)
class Made:
    """What was expected of an hour of a channel, and on which Oslo date that was said."""

    made_on: date
    channel: str
    outlook: Outlook


def require(tx: Transaction) -> None:
    """Raise `Unavailable` while the schema has no place for forecasts (ADR 14)."""
    if not tx.reached(SINCE):
        raise Unavailable({"schema": "is being brought up to date"})


async def alone(tx: Transaction) -> bool:
    """Whether nobody else is making a forecast; true holds until the end of the transaction."""
    return bool((await tx.run("SELECT pg_try_advisory_xact_lock(:key)", {"key": LOCK})).scalar_one())


async def made_last(tx: Transaction) -> date | None:
    """The date of the newest forecast."""
    return (await tx.run(select(func.max(ForecastHour.made_on)))).scalar_one_or_none()


async def store(tx: Transaction, made: Sequence[Made]) -> None:
    """Keep what is expected; whoever makes it anew on the same date replaces it."""
    if not made:
        return
    rows = [
        {
            "made_on": one.made_on,
            "channel": one.channel,
            "starts_at": one.outlook.starts_at,
            "expected": one.outlook.expected,
            "low": one.outlook.low,
            "high": one.outlook.high,
            "weeks": one.outlook.weeks,
        }
        for one in made
    ]
    await tx.run(delete(ForecastHour).where(ForecastHour.made_on == made[0].made_on))
    await tx.run(insert(ForecastHour).values(rows))


async def forget(tx: Transaction, before: date) -> None:
    """Forecasts made before this date judge nothing any more."""
    await tx.run(delete(ForecastHour).where(ForecastHour.made_on < before))


async def between(tx: Transaction, starts: datetime, ends: datetime) -> list[Made]:
    """The newest word on each hour from `starts` up to `ends`, by hour and channel."""
    if not tx.reached(SINCE):
        return []
    newest = (
        select(*FORECAST, ForecastHour.made_on, ForecastHour.channel, ForecastHour.weeks)
        .where(ForecastHour.starts_at >= starts, ForecastHour.starts_at < ends)
        .ext(distinct_on(ForecastHour.starts_at, ForecastHour.channel))
        .order_by(ForecastHour.starts_at, ForecastHour.channel, ForecastHour.made_on.desc())
    )
    return [_made(row) for row in await tx.run(newest)]


async def made_ahead(tx: Transaction, starts: datetime, ends: datetime, *, days: int) -> list[Made]:
    """What was said of these hours so many days before theirs."""
    own_day = func.date(func.timezone("Europe/Oslo", ForecastHour.starts_at))
    statement = select(*FORECAST, ForecastHour.made_on, ForecastHour.channel, ForecastHour.weeks).where(
        ForecastHour.starts_at >= starts,
        ForecastHour.starts_at < ends,
        ForecastHour.made_on == own_day - days,
    )
    return [_made(row) for row in await tx.run(statement.order_by(ForecastHour.starts_at))]


async def deadlines(tx: Transaction) -> list[NamedDeadline]:
    """Every deadline, the earliest first."""
    if not tx.reached(SINCE):
        return []
    rows = await tx.run(select(*DeadlineRow.__table__.columns).order_by(DeadlineRow.first, DeadlineRow.id))
    return [
        NamedDeadline(row.id, wording_from(row.name), Deadline(row.first, row.last, row.factor))
        for row in rows
    ]


async def find_deadline(tx: Transaction, deadline_id: UUID) -> NamedDeadline:
    """One of them; raises `NotFound`."""
    found = [one for one in await deadlines(tx) if one.deadline_id == deadline_id]
    if not found:
        raise NotFound({"deadline_id": "unknown"})
    return found[0]


async def add_deadline(tx: Transaction, deadline: NamedDeadline) -> UUID:
    """Another one."""
    deadline_id = new_id(tx.now)
    await tx.run(insert(DeadlineRow).values(id=deadline_id, **_values(deadline)))
    return deadline_id


async def change_deadline(tx: Transaction, deadline_id: UUID, deadline: NamedDeadline) -> None:
    """What it is from now on."""
    await tx.run(update(DeadlineRow).where(DeadlineRow.id == deadline_id).values(**_values(deadline)))


async def remove_deadline(tx: Transaction, deadline_id: UUID) -> None:
    """It is none any more."""
    await tx.run(delete(DeadlineRow).where(DeadlineRow.id == deadline_id))


def _values(deadline: NamedDeadline) -> dict[str, object]:
    days = deadline.days
    return {
        "name": deadline.name.as_json(),
        "first": days.first,
        "last": days.last,
        "factor": days.factor,
    }


def _made(row: Row[Any]) -> Made:
    outlook = Outlook(row.starts_at, row.expected, row.low, row.high, row.weeks)
    return Made(row.made_on, row.channel, outlook)
