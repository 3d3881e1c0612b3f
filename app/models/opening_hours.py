"""When the desk is open: the rules as a whole document, closures, and a manual close or reopening."""

from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import CheckConstraint, Identity
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
