"""Opening hours as stored: the rules' versions, closures of single dates, and orders given by hand."""

from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

import structlog
from sqlalchemy import Row, delete, func, insert, or_, select, update

from app.domain.announced import HoursVersion
from app.domain.contact import Channel
from app.domain.errors import Invalid, NotFound
from app.domain.hours_document import read_hours, read_intervals
from app.domain.hours_json import hours_json, intervals_json
from app.domain.opening_rules import DateRule, Interval, OpeningHours, Order, Override
from app.domain.oslo import day_of
from app.domain.reading import Problems
from app.domain.wording import Wording, wording_from
from app.models.desk import Desk
from app.models.opening_hours import Closure, ManualOverride, OpeningHoursVersion
from app.models.staff import Staff
from app.repositories.desk import raise_settings_version
from app.repositories.ids import new_id
from app.repositories.transaction import Transaction

log = structlog.get_logger(__name__)

KEPT_DAYS = 400
"""Closures older than this matter to nobody's answer any more."""


@dataclass(frozen=True, slots=True)
class StoredClosure:
    """Other hours than usual on one date, as a coordinator entered them."""

    closure_id: UUID
    day: date
    channel: str | None
    intervals: tuple[Interval, ...]
    label: Wording


async def load(tx: Transaction) -> OpeningHours:
    """Everything that decides when the desk is open now; closed where what is stored makes no sense."""
    rules = await load_rules(tx)
    closures = tuple(
        DateRule(one.day, one.intervals, one.label, channel=one.channel) for one in await closures_from(tx)
    )
    return OpeningHours(
        weekly=rules.weekly,
        periods=rules.periods,
        dates=(*rules.dates, *closures),
        overrides=await _overrides(tx),
        changed_at=await _changed_at(tx),
    )


async def load_rules(tx: Transaction) -> OpeningHours:
    """The newest version of the rules alone, without closures and orders."""
    try:
        return read_hours(await stored_rules(tx), refuse_contradictions=False)
    except Invalid as senseless:
        log.error("opening_hours_senseless", fields=sorted(senseless.details))
        return OpeningHours()


async def versions(tx: Transaction, past: tuple[datetime, datetime] | None = None) -> list[HoursVersion]:
    """Every version of the rules that can be read, oldest first, each with today's closures and orders.

    `past`: with the closures and the orders of that time instead.
    """
    table = OpeningHoursVersion
    rows = await tx.run(
        select(table.at, table.weekly_rules, table.period_rules, table.date_rules).order_by(table.id)
    )
    now = await load(tx)
    extra, overrides = now.dates[len((await load_rules(tx)).dates) :], now.overrides
    if past is not None:
        closed = await closures_from(tx, day_of(past[0]))
        extra = tuple(DateRule(one.day, one.intervals, one.label, channel=one.channel) for one in closed)
        overrides = await _orders_of(tx, *past)
    found: list[HoursVersion] = []
    for row in rows:
        body = {name: getattr(row, name) for name in ("weekly_rules", "period_rules", "date_rules")}
        with suppress(Invalid):
            rules = read_hours(body, refuse_contradictions=False)
            held = replace(
                rules, dates=(*rules.dates, *extra), overrides=overrides, changed_at=now.changed_at
            )
            found.append(HoursVersion(row.at, held))
    return found


async def make_sense(tx: Transaction) -> bool:
    """Whether the newest version can be read; where it cannot, the desk is closed."""
    try:
        read_hours(await stored_rules(tx), refuse_contradictions=False)
    except Invalid:
        return False
    return True


async def stored_rules(tx: Transaction) -> dict[str, Any]:
    """The newest version of the three lists as they were written; empty ones before the first."""
    table = OpeningHoursVersion
    statement = select(table.weekly_rules, table.period_rules, table.date_rules)
    row = (await tx.run(statement.order_by(table.id.desc()).limit(1))).one_or_none()
    return dict(row._mapping) if row else {"weekly_rules": [], "period_rules": [], "date_rules": []}


async def lock(tx: Transaction) -> None:
    """Before anything is read: who changes the hours comes one after the other, and after open intakes."""
    await tx.run(select(Desk.id).with_for_update(key_share=True))


async def rules_version(tx: Transaction) -> int:
    """The number of the newest version of the rules; zero before the first."""
    return int((await tx.run(select(func.coalesce(func.max(OpeningHoursVersion.id), 0)))).scalar_one())


async def save_rules(tx: Transaction, hours: OpeningHours, *, author_id: UUID | None) -> None:
    """A new version of the rules; the former ones are kept."""
    values = {"at": tx.now, "author_id": author_id, **hours_json(hours)}
    await tx.run(insert(OpeningHoursVersion).values(values))
    await raise_settings_version(tx)


async def closures_from(tx: Transaction, first: date | None = None) -> list[StoredClosure]:
    """Closures on and after `first` (by default those of about the last year on), by date and entry."""
    first = first or day_of(tx.now) - timedelta(days=KEPT_DAYS)
    statement = select(*Closure.__table__.columns).where(Closure.day >= first)
    rows = await tx.run(statement.order_by(Closure.day, Closure.at, Closure.id))
    return [_closure(row) for row in rows]


async def add_closure(tx: Transaction, rule: DateRule, *, author_id: UUID) -> UUID:
    """Another closure or extended day; later ones prevail over earlier ones of the same date."""
    closure_id = new_id(tx.now)
    values = {
        "id": closure_id,
        "day": rule.day,
        "channel": rule.channel,
        "intervals": intervals_json(rule.intervals),
        "label": rule.label.as_json(),
        "author_id": author_id,
        "at": tx.now,
    }
    await tx.run(insert(Closure).values(values))
    await raise_settings_version(tx)
    return closure_id


async def find_closure(tx: Transaction, closure_id: UUID) -> StoredClosure | None:
    """A closure by its id."""
    statement = select(*Closure.__table__.columns).where(Closure.id == closure_id)
    row = (await tx.run(statement)).one_or_none()
    return None if row is None else _closure(row)


async def remove_closure(tx: Transaction, closure_id: UUID) -> StoredClosure:
    """Take a closure away and answer what it was; raises `NotFound`."""
    statement = delete(Closure).where(Closure.id == closure_id).returning(*Closure.__table__.columns)
    row = (await tx.run(statement)).one_or_none()
    if row is None:
        raise NotFound({"closure_id": "unknown"})
    await raise_settings_version(tx)
    return _closure(row)


async def give_order(tx: Transaction, override: Override, *, author_id: UUID) -> None:
    """An order by hand from now on; it ends all former ones that it covers.

    An order for every channel covers all, one for a channel those of that channel.
    """
    table = ManualOverride
    former = update(table).where(table.ended_at.is_(None)).values(ended_at=tx.now)
    if override.channel is not None:
        former = former.where(table.channel == override.channel)
    await tx.run(former)
    values = {
        "id": new_id(tx.now),
        "kind": "close" if override.order is Order.CLOSE else "reopen",
        "channel": override.channel,
        "reason": override.reason.as_json(),
        "author_id": author_id,
        "at": tx.now,
        "until": override.until,
    }
    await tx.run(insert(table).values(values))
    await raise_settings_version(tx)


async def _changed_at(tx: Transaction) -> datetime | None:
    newest = [select(func.max(table.at)).scalar_subquery() for table in (OpeningHoursVersion, Closure)]
    found: datetime | None = (await tx.run(select(func.greatest(*newest)))).scalar_one()
    return found


async def _overrides(tx: Transaction) -> tuple[Override, ...]:
    table = ManualOverride
    running = or_(table.until.is_(None), table.until > tx.now)
    columns = (table.kind, table.channel, table.reason, table.at, table.until, Staff.name)
    statement = select(*columns).outerjoin(Staff, Staff.id == table.author_id)
    rows = await tx.run(statement.where(table.ended_at.is_(None), running).order_by(table.at, table.id))
    return tuple(_override(row) for row in rows)


async def _orders_of(tx: Transaction, starts: datetime, ends: datetime) -> tuple[Override, ...]:
    """Every order that held within the time, for as long as it did."""
    table = ManualOverride
    over = func.least(table.until, table.ended_at)
    columns = (table.kind, table.channel, table.reason, table.at, table.until, over.label("over"), Staff.name)
    held = (table.at < ends, or_(over.is_(None), over > starts), or_(over.is_(None), over > table.at))
    statement = select(*columns).outerjoin(Staff, Staff.id == table.author_id).where(*held)
    rows = await tx.run(statement.order_by(table.at, table.id))
    return tuple(replace(_override(row), until=row.over) for row in rows)


def _override(row: Row[Any]) -> Override:
    """A reopening with an end opens against the rules until then; one without hands back to them."""
    reopened = Order.OPEN if row.until is not None else Order.FOLLOW_RULES
    order = Order.CLOSE if row.kind == "close" else reopened
    return Override(order, wording_from(row.reason), row.channel, row.at, row.until, row.name)


def _closure(row: Row[Any]) -> StoredClosure:
    intervals = read_intervals(Problems(), "intervals", row.intervals)
    channel = Channel(row.channel) if row.channel else None
    return StoredClosure(row.id, row.day, channel, intervals, wording_from(row.label))
