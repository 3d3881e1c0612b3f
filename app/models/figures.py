"""What is expected of the coming hours, and the deadlines that move people."""

from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import CheckConstraint, Index
from sqlalchemy.orm import Mapped, mapped_column

from app.models.base import Table


class ForecastHour(Table):
    """What was expected of a clock hour, as of the morning of `made_on` (an Oslo date); the newest holds."""

    __tablename__ = "forecast_hour"
    __table_args__ = (
        CheckConstraint("low <= high", name="range"),
        Index("ix_forecast_hour_starts_at", "starts_at"),
    )

    made_on: Mapped[date] = mapped_column(primary_key=True)
    channel: Mapped[str] = mapped_column(primary_key=True)
    starts_at: Mapped[datetime] = mapped_column(primary_key=True)
    expected: Mapped[float]
    low: Mapped[int]
    high: Mapped[int]
    weeks: Mapped[int]


class DeadlineRow(Table):
    """Days, both ends included, on which `factor` times as many people ask; `name` is language -> text."""

    __tablename__ = "deadline"
    __table_args__ = (
        CheckConstraint("first <= last", name="days"),
        CheckConstraint("factor BETWEEN 0 AND 20", name="factor"),
        Index("ix_deadline_last", "last"),
    )

    id: Mapped[UUID] = mapped_column(primary_key=True)
    name: Mapped[dict[str, Any]]
    first: Mapped[date]
    last: Mapped[date]
    factor: Mapped[float]
