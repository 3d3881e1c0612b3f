"""Forecasts with what they rest on, and the deadlines that move people.

Revision ID: 0006
Revises: 0005
"""

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
    forecasts()


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
    for table in ("deadline", "forecast_hour"):
        op.drop_table(table)
