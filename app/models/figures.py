"""What past hours held, what is expected of the coming ones, and the deadlines that move people."""

from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import ARRAY, CheckConstraint, ForeignKey, ForeignKeyConstraint, Index, Integer
from sqlalchemy.orm import Mapped, mapped_column

from app.models.base import Table


class KeptDay(Table):
    """An Oslo date whose hours are counted for good; `counted_by` names the limits it was counted with."""

    __tablename__ = "kept_day"

    day: Mapped[date] = mapped_column(primary_key=True)
    at: Mapped[datetime]
    counted_by: Mapped[str]


class KeptArrivals(Table):
    """What became of those who arrived in an hour; lengths in milliseconds, `waits` of each answered one."""

    __tablename__ = "kept_arrivals"

    day: Mapped[date] = mapped_column(ForeignKey("kept_day.day", ondelete="CASCADE"), primary_key=True)
    starts_at: Mapped[datetime] = mapped_column(primary_key=True)
    channel: Mapped[str] = mapped_column(primary_key=True)
    centre: Mapped[str] = mapped_column(primary_key=True)
    language: Mapped[str] = mapped_column(primary_key=True)
    answered: Mapped[int]
    abandoned: Mapped[int]
    short_abandoned: Mapped[int]
    turned_away: Mapped[int]
    callback: Mapped[int]
    lost: Mapped[int]
    waits: Mapped[list[int]]
    handled: Mapped[int]
    handle: Mapped[int]
    wrapped: Mapped[int]
    wrap_up: Mapped[int]
    waited_in_vain: Mapped[int]


class KeptWork(Table):
    """The work of an hour, in seconds; `centre` is a code, `none`, or `*` for the whole desk."""

    __tablename__ = "kept_work"

    day: Mapped[date] = mapped_column(ForeignKey("kept_day.day", ondelete="CASCADE"), primary_key=True)
    starts_at: Mapped[datetime] = mapped_column(primary_key=True)
    channel: Mapped[str] = mapped_column(primary_key=True)
    centre: Mapped[str] = mapped_column(primary_key=True)
    staffed: Mapped[int]
    busy: Mapped[int]
    talking: Mapped[int]
    doubled: Mapped[int]
    most_at_once: Mapped[int]


class KeptPeriod(Table):
    """A month or a year of kept days, added up for good; `first` is its first date."""

    __tablename__ = "kept_period"
    __table_args__ = (CheckConstraint("size IN ('month', 'year')", name="size"),)

    size: Mapped[str] = mapped_column(primary_key=True)
    first: Mapped[date] = mapped_column(primary_key=True)
    at: Mapped[datetime]
    counted_by: Mapped[str]


class KeptPeriodArrivals(Table):
    """Its arrivals, added up in several ways: `grain` says which of weekday, hour, centre, language differ.

    A column that does not differ is 0 or `*`. `wait_bins` says how often each wait came: twice its whole
    seconds, one more where it was longer than those (`domain/waits.py`); `waited` is their sum.
    """

    __tablename__ = "kept_period_arrivals"
    __table_args__ = (
        ForeignKeyConstraint(
            ["size", "first"], ["kept_period.size", "kept_period.first"], ondelete="CASCADE"
        ),
    )

    size: Mapped[str] = mapped_column(primary_key=True)
    first: Mapped[date] = mapped_column(primary_key=True)
    grain: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    weekday: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    clock_hour: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    channel: Mapped[str] = mapped_column(primary_key=True)
    centre: Mapped[str] = mapped_column(primary_key=True)
    language: Mapped[str] = mapped_column(primary_key=True)
    answered: Mapped[int]
    abandoned: Mapped[int]
    short_abandoned: Mapped[int]
    turned_away: Mapped[int]
    callback: Mapped[int]
    lost: Mapped[int]
    wait_bins: Mapped[list[int]] = mapped_column(ARRAY(Integer()))
    wait_counts: Mapped[list[int]] = mapped_column(ARRAY(Integer()))
    waited: Mapped[int]
    handled: Mapped[int]
    handle: Mapped[int]
    wrapped: Mapped[int]
    wrap_up: Mapped[int]
    waited_in_vain: Mapped[int]


class KeptPeriodWork(Table):
    """Its work by weekday and clock hour, in seconds; `centre` as in a day."""

    __tablename__ = "kept_period_work"
    __table_args__ = (
        ForeignKeyConstraint(
            ["size", "first"], ["kept_period.size", "kept_period.first"], ondelete="CASCADE"
        ),
    )

    size: Mapped[str] = mapped_column(primary_key=True)
    first: Mapped[date] = mapped_column(primary_key=True)
    weekday: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    clock_hour: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    channel: Mapped[str] = mapped_column(primary_key=True)
    centre: Mapped[str] = mapped_column(primary_key=True)
    staffed: Mapped[int]
    busy: Mapped[int]
    talking: Mapped[int]
    doubled: Mapped[int]
    most_at_once: Mapped[int]


class KeptPeriodTopics(Table):
    """Its recorded contacts, added up in several ways, named by `kind`.

    `named`: by everything they name, as recorded. `primary`, and those named after a part of a report, with
    its `value`: by the first topic they name, or by all they name where nobody knows the first. Each again
    with `*` for channel, centre and language, which is all of them.
    """

    __tablename__ = "kept_period_topics"
    __table_args__ = (
        ForeignKeyConstraint(
            ["size", "first"], ["kept_period.size", "kept_period.first"], ondelete="CASCADE"
        ),
    )

    size: Mapped[str] = mapped_column(primary_key=True)
    first: Mapped[date] = mapped_column(primary_key=True)
    kind: Mapped[str] = mapped_column(primary_key=True)
    channel: Mapped[str] = mapped_column(primary_key=True)
    centre: Mapped[str] = mapped_column(primary_key=True)
    language: Mapped[str] = mapped_column(primary_key=True)
    value: Mapped[str] = mapped_column(primary_key=True)
    topics: Mapped[str] = mapped_column(primary_key=True)
    contacts: Mapped[int]


class KeptPeriodRecorded(Table):
    """Its recorded contacts by one code of one field that counsellors register."""

    __tablename__ = "kept_period_recorded"
    __table_args__ = (
        ForeignKeyConstraint(
            ["size", "first"], ["kept_period.size", "kept_period.first"], ondelete="CASCADE"
        ),
    )

    size: Mapped[str] = mapped_column(primary_key=True)
    first: Mapped[date] = mapped_column(primary_key=True)
    field: Mapped[str] = mapped_column(primary_key=True)
    code: Mapped[str] = mapped_column(primary_key=True)
    contacts: Mapped[int]


class KeptTopics(Table):
    """Recorded contacts of a day that are alike; `topics` as recorded, the first is the primary one."""

    __tablename__ = "kept_topics"

    day: Mapped[date] = mapped_column(ForeignKey("kept_day.day", ondelete="CASCADE"), primary_key=True)
    clock_hour: Mapped[int] = mapped_column(primary_key=True)
    channel: Mapped[str] = mapped_column(primary_key=True)
    centre: Mapped[str] = mapped_column(primary_key=True)
    language: Mapped[str] = mapped_column(primary_key=True)
    education_level: Mapped[str] = mapped_column(primary_key=True)
    topics: Mapped[str] = mapped_column(primary_key=True)
    contacts: Mapped[int]


class KeptRecorded(Table):
    """Recorded contacts of a day by one code of one field that counsellors register."""

    __tablename__ = "kept_recorded"

    day: Mapped[date] = mapped_column(ForeignKey("kept_day.day", ondelete="CASCADE"), primary_key=True)
    field: Mapped[str] = mapped_column(primary_key=True)
    code: Mapped[str] = mapped_column(primary_key=True)
    contacts: Mapped[int]


class KeptAttended(Table):
    """A stretch of a day in which somebody was there for a channel: ready for it, or in conversation."""

    __tablename__ = "kept_attended"

    day: Mapped[date] = mapped_column(ForeignKey("kept_day.day", ondelete="CASCADE"), primary_key=True)
    channel: Mapped[str] = mapped_column(primary_key=True)
    starts_at: Mapped[datetime] = mapped_column(primary_key=True)
    ends_at: Mapped[datetime]


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
