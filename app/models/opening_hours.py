"""When the desk is open: the rules as a whole document, closures, and a manual close or reopening."""

from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKey, Identity
from sqlalchemy.orm import Mapped, mapped_column

from app.models.base import Table


class OpeningHoursVersion(Table):
    """The weekly, period and date rules, each version kept; the newest holds."""

    __tablename__ = "opening_hours"

    id: Mapped[int] = mapped_column(Identity(), primary_key=True)
    at: Mapped[datetime]
    author_id: Mapped[UUID | None]
    weekly_rules: Mapped[list[Any]]
    period_rules: Mapped[list[Any]]
    date_rules: Mapped[list[Any]]


class Closure(Table):
    """Other hours than usual on one date; no intervals: closed the whole day."""

    __tablename__ = "closure"

    id: Mapped[UUID] = mapped_column(primary_key=True)
    day: Mapped[date] = mapped_column(index=True)
    channel: Mapped[str | None]
    intervals: Mapped[list[Any]]
    label: Mapped[dict[str, Any]]
    author_id: Mapped[UUID | None]
    at: Mapped[datetime]


class ManualOverride(Table):
    """Closed or reopened by hand, from now until an end or until somebody changes it again."""

    __tablename__ = "manual_override"
    __table_args__ = (CheckConstraint("kind IN ('close', 'reopen')", name="kind"),)

    id: Mapped[UUID] = mapped_column(primary_key=True)
    kind: Mapped[str]
    channel: Mapped[str | None]
    reason: Mapped[dict[str, Any]]
    author_id: Mapped[UUID | None]
    at: Mapped[datetime]
    until: Mapped[datetime | None]
    ended_at: Mapped[datetime | None]


class HalfDay(Table):
    """What a coordinator decided of a day on which workplaces close early; accepted, it is a closure."""

    __tablename__ = "half_day"

    day: Mapped[date] = mapped_column(primary_key=True)
    accepted: Mapped[bool]
    closure_id: Mapped[UUID | None] = mapped_column(ForeignKey("closure.id", ondelete="SET NULL"))
    author_id: Mapped[UUID | None]
    at: Mapped[datetime]


class ClosedVisit(Table):
    """How many came to a door that let nobody in, by hour, channel and why; nothing of who they were."""

    __tablename__ = "closed_visit"

    hour: Mapped[datetime] = mapped_column(primary_key=True)
    channel: Mapped[str] = mapped_column(primary_key=True)
    reason: Mapped[str] = mapped_column(primary_key=True)
    visits: Mapped[int]
