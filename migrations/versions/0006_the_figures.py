"""What past hours held, kept; forecasts with what they rest on, and the deadlines that move people.

Revision ID: 0006
Revises: 0005
"""

from typing import Any

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None

STEP = "expand"

AT = sa.DateTime(timezone=True)
DOCUMENT = postgresql.JSONB(astext_type=sa.Text())


def upgrade() -> None:
    """Make the tables."""
    kept_hours()
    kept_periods()
    kept_topics()
    kept_period_topics()
    forecasts()
    snapshots()
    topics_with_a_beginning()
    sign_in_codes()


def kept_hours() -> None:
    """Days whose hours are counted for good: arrivals by centre and language, and work by centre."""
    op.create_table(
        "kept_day",
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("at", AT, nullable=False),
        sa.Column("counted_by", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("day", name=op.f("pk_kept_day")),
    )
    op.create_table(
        "kept_arrivals",
        *hour_of_a_centre(),
        sa.Column("language", sa.Text(), nullable=False),
        *counts("answered", "abandoned", "short_abandoned", "turned_away", "callback", "lost"),
        sa.Column("waits", postgresql.ARRAY(sa.BigInteger()), nullable=False),
        *counts("handled", "handle", "wrapped", "wrap_up", "waited_in_vain"),
        sa.ForeignKeyConstraint(
            ["day"], ["kept_day.day"], name=op.f("fk_kept_arrivals_day"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint(
            "day", "starts_at", "channel", "centre", "language", name=op.f("pk_kept_arrivals")
        ),
    )
    op.create_table(
        "kept_work",
        *hour_of_a_centre(),
        *counts("staffed", "busy", "talking", "doubled", "most_at_once"),
        sa.ForeignKeyConstraint(["day"], ["kept_day.day"], name=op.f("fk_kept_work_day"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("day", "starts_at", "channel", "centre", name=op.f("pk_kept_work")),
    )


def kept_periods() -> None:
    """Months and years of kept days, added up: arrivals in several grains, and work."""
    op.create_table(
        "kept_period",
        *a_period(),
        sa.Column("at", AT, nullable=False),
        sa.Column("counted_by", sa.Text(), nullable=False),
        sa.CheckConstraint("size IN ('month', 'year')", name=op.f("ck_kept_period_size")),
        sa.PrimaryKeyConstraint("size", "first", name=op.f("pk_kept_period")),
    )
    where = ("weekday", "clock_hour", "channel", "centre", "language")
    op.create_table(
        "kept_period_arrivals",
        *a_period(),
        *counts("grain", "weekday", "clock_hour"),
        *(sa.Column(name, sa.Text(), nullable=False) for name in ("channel", "centre", "language")),
        *counts("answered", "abandoned", "short_abandoned", "turned_away", "callback", "lost"),
        sa.Column("wait_bins", postgresql.ARRAY(sa.Integer()), nullable=False),
        sa.Column("wait_counts", postgresql.ARRAY(sa.Integer()), nullable=False),
        *counts("waited", "handled", "handle", "wrapped", "wrap_up", "waited_in_vain"),
        of_a_period("kept_period_arrivals"),
        sa.PrimaryKeyConstraint("size", "first", "grain", *where, name=op.f("pk_kept_period_arrivals")),
    )
    op.create_table(
        "kept_period_work",
        *a_period(),
        *counts("weekday", "clock_hour"),
        *(sa.Column(name, sa.Text(), nullable=False) for name in ("channel", "centre")),
        *counts("staffed", "busy", "talking", "doubled", "most_at_once"),
        of_a_period("kept_period_work"),
        sa.PrimaryKeyConstraint("size", "first", *where[:4], name=op.f("pk_kept_period_work")),
    )


def kept_period_topics() -> None:
    """What the contacts of a month or a year were about, and what else was registered."""
    words = ("kind", "channel", "centre", "language", "value", "topics")
    op.create_table(
        "kept_period_topics",
        *a_period(),
        *(sa.Column(name, sa.Text(), nullable=False) for name in words),
        *counts("contacts"),
        of_a_period("kept_period_topics"),
        sa.PrimaryKeyConstraint("size", "first", *words, name=op.f("pk_kept_period_topics")),
    )
    op.create_table(
        "kept_period_recorded",
        *a_period(),
        *(sa.Column(name, sa.Text(), nullable=False) for name in ("field", "code")),
        *counts("contacts"),
        of_a_period("kept_period_recorded"),
        sa.PrimaryKeyConstraint("size", "first", "field", "code", name=op.f("pk_kept_period_recorded")),
    )


def a_period() -> list["sa.Column[Any]"]:
    """Which month or year."""
    return [
        sa.Column("size", sa.Text(), nullable=False),
        sa.Column("first", sa.Date(), nullable=False),
    ]


def of_a_period(table: str) -> sa.ForeignKeyConstraint:
    """Gone with it."""
    columns = ["size", "first"]
    target = [f"kept_period.{name}" for name in columns]
    return sa.ForeignKeyConstraint(columns, target, name=op.f(f"fk_{table}_size"), ondelete="CASCADE")


def kept_topics() -> None:
    """What the contacts of a kept day were about, and what else was registered; who was there."""
    words = ("channel", "centre", "language", "education_level", "topics")
    op.create_table(
        "kept_topics",
        sa.Column("day", sa.Date(), nullable=False),
        *counts("clock_hour"),
        *(sa.Column(name, sa.Text(), nullable=False) for name in words),
        *counts("contacts"),
        sa.ForeignKeyConstraint(
            ["day"], ["kept_day.day"], name=op.f("fk_kept_topics_day"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("day", "clock_hour", *words, name=op.f("pk_kept_topics")),
    )
    op.create_table(
        "kept_attended",
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("channel", sa.Text(), nullable=False),
        sa.Column("starts_at", AT, nullable=False),
        sa.Column("ends_at", AT, nullable=False),
        sa.ForeignKeyConstraint(
            ["day"], ["kept_day.day"], name=op.f("fk_kept_attended_day"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("day", "channel", "starts_at", name=op.f("pk_kept_attended")),
    )
    op.create_table(
        "kept_recorded",
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("field", sa.Text(), nullable=False),
        sa.Column("code", sa.Text(), nullable=False),
        *counts("contacts"),
        sa.ForeignKeyConstraint(
            ["day"], ["kept_day.day"], name=op.f("fk_kept_recorded_day"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("day", "field", "code", name=op.f("pk_kept_recorded")),
    )


def hour_of_a_centre() -> list["sa.Column[Any]"]:
    """Where something is counted."""
    return [
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("starts_at", AT, nullable=False),
        sa.Column("channel", sa.Text(), nullable=False),
        sa.Column("centre", sa.Text(), nullable=False),
    ]


def counts(*names: str) -> list["sa.Column[Any]"]:
    """Numbers."""
    return [sa.Column(name, sa.BigInteger(), nullable=False) for name in names]


def snapshots() -> None:
    """What has left the house, as it was."""
    op.create_table(
        "report_snapshot",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("made_at", AT, nullable=False),
        sa.Column("author_id", sa.Uuid(), nullable=True),
        sa.Column("published_at", AT, nullable=True),
        sa.Column("report", sa.Text(), nullable=False),
        sa.Column("question", DOCUMENT, nullable=False),
        sa.Column("versions", DOCUMENT, nullable=False),
        sa.Column("content", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_report_snapshot")),
        sa.Index("ix_report_snapshot_made_at", "made_at"),
    )


def forecasts() -> None:
    """What was expected of an hour, each day anew, and the deadlines it knew of."""
    op.create_table(
        "forecast_hour",
        sa.Column("made_on", sa.Date(), nullable=False),
        sa.Column("channel", sa.Text(), nullable=False),
        sa.Column("starts_at", AT, nullable=False),
        sa.Column("expected", sa.Double(), nullable=False),
        sa.Column("low", sa.BigInteger(), nullable=False),
        sa.Column("high", sa.BigInteger(), nullable=False),
        sa.Column("weeks", sa.BigInteger(), nullable=False),
        sa.CheckConstraint("low <= high", name=op.f("ck_forecast_hour_range")),
        sa.PrimaryKeyConstraint("made_on", "channel", "starts_at", name=op.f("pk_forecast_hour")),
        sa.Index("ix_forecast_hour_starts_at", "starts_at"),
    )
    op.create_table(
        "deadline",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("name", DOCUMENT, nullable=False),
        sa.Column("first", sa.Date(), nullable=False),
        sa.Column("last", sa.Date(), nullable=False),
        sa.Column("factor", sa.Double(), nullable=False),
        sa.CheckConstraint("first <= last", name=op.f("ck_deadline_days")),
        sa.CheckConstraint("factor BETWEEN 0 AND 20", name=op.f("ck_deadline_factor")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_deadline")),
        sa.Index("ix_deadline_last", "last"),
    )


def topics_with_a_beginning() -> None:
    """A topic may be planned: it is offered from an instant on."""
    op.add_column("topic", sa.Column("active_from", AT, nullable=True))


def sign_in_codes() -> None:
    """The one code of an account with which its password is chosen."""
    op.create_table(
        "sign_in_code",
        sa.Column("staff_id", sa.Uuid(), nullable=False),
        sa.Column("code_hash", sa.LargeBinary(), nullable=False),
        sa.Column("made_at", AT, nullable=False),
        sa.Column("expires_at", AT, nullable=False),
        sa.Column("needed", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(["staff_id"], ["staff.id"], name=op.f("fk_sign_in_code_staff_id")),
        sa.PrimaryKeyConstraint("staff_id", name=op.f("pk_sign_in_code")),
    )


def downgrade() -> None:
    """Drop them again."""
    op.drop_column("topic", "active_from")
    later = ("report_snapshot", "sign_in_code", "deadline", "forecast_hour")
    for table in (
        *later,
        "kept_period_topics",
        "kept_period_recorded",
        "kept_period_work",
        "kept_period_arrivals",
        "kept_period",
        "kept_attended",
        "kept_recorded",
        "kept_topics",
        "kept_work",
        "kept_arrivals",
        "kept_day",
    ):
        op.drop_table(table)
