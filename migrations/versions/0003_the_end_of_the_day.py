"""Follow-ups, visits at a closed door, half days, repeated shifts, calendars, and audited changes.

Revision ID: 0003
Revises: 0002
"""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None

STEP = "expand"

AT = sa.DateTime(timezone=True)
DOCUMENT = postgresql.JSONB(astext_type=sa.Text())


def upgrade() -> None:
    """Make the tables; what is added to a shift may be empty, for older code does not fill it."""
    follow_ups()
    hours_and_visits()
    planning()
    op.add_column("shift", sa.Column("series_id", sa.Uuid(), nullable=True))
    op.add_column("shift", sa.Column("reason", sa.Text(), nullable=True))
    with op.get_context().autocommit_block():
        op.execute("DROP INDEX CONCURRENTLY IF EXISTS ix_shift_series_id")
        op.create_index(
            "ix_shift_series_id",
            "shift",
            ["series_id"],
            postgresql_where=sa.text("series_id IS NOT NULL"),
            postgresql_concurrently=True,
        )


def follow_ups() -> None:
    """A question left or a call asked for, and the contacts made for it."""
    op.create_table(
        "follow_up",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("number_asked", sa.BigInteger(), sa.Identity(always=False), nullable=False),
        sa.Column("request_id", sa.Uuid(), nullable=True),
        sa.Column("contact_id", sa.Uuid(), nullable=True),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("language", sa.Text(), nullable=False),
        sa.Column("county", sa.Text(), nullable=True),
        sa.Column("text", sa.LargeBinary(), nullable=True),
        sa.Column("phone_number", sa.LargeBinary(), nullable=True),
        sa.Column("number_mark", sa.LargeBinary(), nullable=True),
        sa.Column("code_hash", sa.LargeBinary(), nullable=False),
        sa.Column("asked_at", AT, nullable=False),
        sa.Column("expires_at", AT, nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("attempts", sa.BigInteger(), nullable=False),
        sa.Column("not_before", AT, nullable=True),
        sa.Column("ended_at", AT, nullable=True),
        sa.Column("first_read_at", AT, nullable=True),
        sa.Column("text_gone_at", AT, nullable=True),
        sa.CheckConstraint("kind IN ('message', 'call')", name=op.f("ck_follow_up_kind")),
        sa.CheckConstraint("language IN ('nb', 'nn', 'en', 'se')", name=op.f("ck_follow_up_language")),
        sa.CheckConstraint(
            "state IN ('waiting', 'attempted', 'answered', 'expired', 'erased')",
            name=op.f("ck_follow_up_state"),
        ),
        sa.CheckConstraint(
            "(ended_at IS NULL) = (state IN ('waiting', 'attempted'))", name=op.f("ck_follow_up_ended")
        ),
        sa.ForeignKeyConstraint(["contact_id"], ["contact.id"], name=op.f("fk_follow_up_contact_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_follow_up")),
        sa.UniqueConstraint("number_asked", name=op.f("uq_follow_up_number_asked")),
        sa.UniqueConstraint("request_id", name=op.f("uq_follow_up_request_id")),
        sa.UniqueConstraint("code_hash", name=op.f("uq_follow_up_code_hash")),
        sa.Index("ix_follow_up_open", "number_asked", postgresql_where=sa.text("ended_at IS NULL")),
        sa.Index("ix_follow_up_text", "expires_at", postgresql_where=sa.text("text_gone_at IS NULL")),
        sa.Index("ix_follow_up_asked_at", "asked_at"),
        sa.Index("ix_follow_up_contact_id", "contact_id", postgresql_where=sa.text("contact_id IS NOT NULL")),
    )
    op.create_table(
        "follow_up_attempt",
        sa.Column("contact_id", sa.Uuid(), nullable=False),
        sa.Column("follow_up_id", sa.Uuid(), nullable=False),
        sa.Column("attempt", sa.BigInteger(), nullable=False),
        sa.Column("at", AT, nullable=False),
        sa.Column("outcome", sa.Text(), nullable=True),
        sa.CheckConstraint(
            "outcome IS NULL OR outcome IN ('answered', 'again', 'unanswered')",
            name=op.f("ck_follow_up_attempt_outcome"),
        ),
        sa.ForeignKeyConstraint(["contact_id"], ["contact.id"], name=op.f("fk_follow_up_attempt_contact_id")),
        sa.ForeignKeyConstraint(
            ["follow_up_id"], ["follow_up.id"], name=op.f("fk_follow_up_attempt_follow_up_id")
        ),
        sa.PrimaryKeyConstraint("contact_id", name=op.f("pk_follow_up_attempt")),
        sa.Index("ix_follow_up_attempt_follow_up_id", "follow_up_id"),
        sa.Index(
            "uq_follow_up_attempt_going_on",
            "follow_up_id",
            unique=True,
            postgresql_where=sa.text("outcome IS NULL"),
        ),
    )


def hours_and_visits() -> None:
    """What was decided of half days, and how many came to a closed door."""
    op.create_table(
        "half_day",
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("accepted", sa.Boolean(), nullable=False),
        sa.Column("closure_id", sa.Uuid(), nullable=True),
        sa.Column("author_id", sa.Uuid(), nullable=True),
        sa.Column("at", AT, nullable=False),
        sa.ForeignKeyConstraint(
            ["closure_id"], ["closure.id"], name=op.f("fk_half_day_closure_id"), ondelete="SET NULL"
        ),
        sa.PrimaryKeyConstraint("day", name=op.f("pk_half_day")),
    )
    op.create_table(
        "closed_visit",
        sa.Column("hour", AT, nullable=False),
        sa.Column("channel", sa.Text(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("visits", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("hour", "channel", "reason", name=op.f("pk_closed_visit")),
    )


def planning() -> None:
    """Repetitions, calendars under a secret address, and what audited changes found and left."""
    op.create_table(
        "shift_series",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("counsellor_id", sa.Uuid(), nullable=False),
        sa.Column("body", DOCUMENT, nullable=False),
        sa.Column("author_id", sa.Uuid(), nullable=True),
        sa.Column("at", AT, nullable=False),
        sa.ForeignKeyConstraint(
            ["counsellor_id"], ["counsellor.id"], name=op.f("fk_shift_series_counsellor_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_shift_series")),
        sa.Index("ix_shift_series_counsellor_id", "counsellor_id"),
    )
    op.create_table(
        "calendar_feed",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("staff_id", sa.Uuid(), nullable=False),
        sa.Column("token_hash", sa.LargeBinary(), nullable=False),
        sa.Column("created_at", AT, nullable=False),
        sa.Column("revoked_at", AT, nullable=True),
        sa.ForeignKeyConstraint(["staff_id"], ["staff.id"], name=op.f("fk_calendar_feed_staff_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_calendar_feed")),
        sa.UniqueConstraint("token_hash", name=op.f("uq_calendar_feed_token_hash")),
        sa.Index("ix_calendar_feed_staff_id", "staff_id"),
    )
    op.create_table(
        "audit_change",
        sa.Column("audit_id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("before", DOCUMENT, nullable=True),
        sa.Column("after", DOCUMENT, nullable=True),
        sa.ForeignKeyConstraint(["audit_id"], ["audit.id"], name=op.f("fk_audit_change_audit_id")),
        sa.PrimaryKeyConstraint("audit_id", name=op.f("pk_audit_change")),
    )


def downgrade() -> None:
    """Take them away again."""
    with op.get_context().autocommit_block():
        op.drop_index("ix_shift_series_id", table_name="shift", postgresql_concurrently=True)
    op.drop_column("shift", "reason")
    op.drop_column("shift", "series_id")
    for table in (
        "audit_change",
        "calendar_feed",
        "shift_series",
        "closed_visit",
        "half_day",
        "follow_up_attempt",
        "follow_up",
    ):
        op.drop_table(table)
