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
    forecasts()


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
        *counts("handled", "handle", "wrapped", "wrap_up"),
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


def downgrade() -> None:
    """Drop them again."""
    for table in ("deadline", "forecast_hour", "kept_work", "kept_arrivals", "kept_day"):
        op.drop_table(table)
