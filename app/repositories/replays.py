"""What a replay of the desk's own past needs: its log, its rota, and the rules that held then."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import func, select

from app.domain.announced import HoursVersion
from app.domain.contact import Channel
from app.domain.counsellor import CounsellorId
from app.domain.people import Person
from app.domain.roster import Shift
from app.models.contact import Contact
from app.models.desk import PolicyVersion
from app.models.routing import RoutingVersion
from app.repositories import opening_hours, planning, routing, statistics, visits
from app.repositories.statistics import Fetched
from app.repositories.transaction import Transaction
from app.repositories.visits import VisitRow

AROUND = timedelta(days=1)
"""A duty is made of shifts that follow each other: those of the day before and after count for it."""

Versions = type[PolicyVersion] | type[RoutingVersion]


@dataclass(frozen=True, slots=True)
class PastRules:
    """A body of rules as it held when a time began, and how often it was changed within that time."""

    body: Mapping[str, Any]
    changes: int = 0


@dataclass(frozen=True, slots=True)
class PastTime:
    """Everything that is known of a time that is over."""

    log: Fetched
    shifts: Sequence[Shift]
    people: Mapping[CounsellorId, Person]
    hours: Sequence[HoursVersion]
    visits: Sequence[VisitRow]
    policy: PastRules
    routing: PastRules


async def first_arrival(tx: Transaction) -> datetime | None:
    """When the oldest contact that is still known of arrived; null without any."""
    found: datetime | None = (await tx.run(select(func.min(Contact.arrived_at)))).scalar_one()
    return found


async def past_time(tx: Transaction, starts: datetime, ends: datetime) -> PastTime:
    """What happened from `starts` up to `ends`, by whom it was to be answered, and by which rules."""
    nothing = PastRules({})
    return PastTime(
        log=await statistics.fetch(tx, starts, ends),
        shifts=await planning.between(tx, starts - AROUND, ends + AROUND),
        people=await planning.people(tx),
        hours=await opening_hours.versions(tx, (starts, ends)),
        visits=await visits.between(tx, starts, ends, channels=list(Channel)),
        policy=await _held(tx, PolicyVersion, starts, ends),
        routing=await _held(tx, RoutingVersion, starts, ends) if tx.reached(routing.SINCE) else nothing,
    )


async def _held(tx: Transaction, table: Versions, starts: datetime, ends: datetime) -> PastRules:
    """The newest version of that time's beginning; before the first one the defaults held."""
    earlier = select(table.body).where(table.at <= starts).order_by(table.id.desc()).limit(1)
    within = select(func.count()).select_from(table).where(table.at > starts, table.at < ends)
    body = (await tx.run(earlier)).scalar_one_or_none()
    return PastRules(body or {}, int((await tx.run(within)).scalar_one()))
