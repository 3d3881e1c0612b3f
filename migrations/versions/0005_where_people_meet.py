"""Feedback, holds, abuse, counsellors' own replies, pages to link to, and notices.

Revision ID: 0005
Revises: 0004
"""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None

STEP = "expand"

AT = sa.DateTime(timezone=True)
DOCUMENT = postgresql.JSONB(astext_type=sa.Text())


def upgrade() -> None:
    """Make the tables."""
    care()
    writing()
    notices()


def care() -> None:
    """What a citizen said of the service, what must not be erased yet, and who was abusive."""
    op.create_table(
        "feedback",
        sa.Column("contact_id", sa.Uuid(), nullable=False),
        sa.Column("at", AT, nullable=False),
        sa.Column("score", sa.SmallInteger(), nullable=False),
        sa.Column("words", sa.Text(), nullable=True),
        sa.CheckConstraint("score BETWEEN 1 AND 5", name=op.f("ck_feedback_score")),
        sa.ForeignKeyConstraint(["contact_id"], ["contact.id"], name=op.f("fk_feedback_contact_id")),
        sa.PrimaryKeyConstraint("contact_id", name=op.f("pk_feedback")),
        sa.Index("ix_feedback_at", "at"),
    )
    op.create_table(
        "contact_hold",
        sa.Column("contact_id", sa.Uuid(), nullable=False),
        sa.Column("by", sa.Uuid(), nullable=False),
        sa.Column("at", AT, nullable=False),
        sa.Column("until", AT, nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("ended_at", AT, nullable=True),
        sa.Column("ended_by", sa.Uuid(), nullable=True),
        sa.ForeignKeyConstraint(["contact_id"], ["contact.id"], name=op.f("fk_contact_hold_contact_id")),
        sa.PrimaryKeyConstraint("contact_id", name=op.f("pk_contact_hold")),
        sa.Index("ix_contact_hold_until", "until", postgresql_where=sa.text("ended_at IS NULL")),
    )
    op.create_table(
        "abuse_report",
        sa.Column("contact_id", sa.Uuid(), nullable=False),
        sa.Column("by", sa.Uuid(), nullable=False),
        sa.Column("at", AT, nullable=False),
        sa.ForeignKeyConstraint(["contact_id"], ["contact.id"], name=op.f("fk_abuse_report_contact_id")),
        sa.PrimaryKeyConstraint("contact_id", name=op.f("pk_abuse_report")),
        sa.Index("ix_abuse_report_at", "at"),
    )


def writing() -> None:
    """What counsellors write with: own quick replies, and public pages."""
    op.create_table(
        "own_reply",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("counsellor_id", sa.Uuid(), nullable=False),
        sa.Column("shortcut", sa.Text(), nullable=False),
        sa.Column("text", DOCUMENT, nullable=False),
        sa.Column("at", AT, nullable=False),
        sa.ForeignKeyConstraint(
            ["counsellor_id"], ["counsellor.id"], name=op.f("fk_own_reply_counsellor_id")
        ),
        sa.UniqueConstraint("counsellor_id", "shortcut", name=op.f("uq_own_reply_counsellor_id_shortcut")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_own_reply")),
    )
    op.create_table(
        "public_page",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("address", sa.Text(), nullable=False),
        sa.Column("title", DOCUMENT, nullable=False),
        sa.Column("words", sa.Text(), nullable=False),
        sa.Column("position", sa.BigInteger(), nullable=False),
        sa.UniqueConstraint("address", name=op.f("uq_public_page_address")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_public_page")),
    )


def notices() -> None:
    """What the desk tells its citizens or its staff for a while."""
    op.create_table(
        "desk_notice",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("audience", sa.Text(), nullable=False),
        sa.Column("text", DOCUMENT, nullable=False),
        sa.Column("by", sa.Uuid(), nullable=False),
        sa.Column("at", AT, nullable=False),
        sa.Column("starts_at", AT, nullable=False),
        sa.Column("ends_at", AT, nullable=False),
        sa.CheckConstraint("audience IN ('citizens', 'staff')", name=op.f("ck_desk_notice_audience")),
        sa.CheckConstraint("ends_at > starts_at", name=op.f("ck_desk_notice_span")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_desk_notice")),
        sa.Index("ix_desk_notice_ends_at", "ends_at"),
    )


def downgrade() -> None:
    """Drop them again."""
    for table in ("desk_notice", "public_page", "own_reply", "abuse_report", "contact_hold", "feedback"):
        op.drop_table(table)
