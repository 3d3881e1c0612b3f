"""Rules and decisions of routing, skills, what was promised of waits, joining colleagues, and flags.

Revision ID: 0004
Revises: 0003
"""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None

STEP = "expand"

AT = sa.DateTime(timezone=True)
DOCUMENT = postgresql.JSONB(astext_type=sa.Text())


def upgrade() -> None:
    """Make the tables."""
    routing()
    waits_and_skills()
    conversations()


def routing() -> None:
    """What coordinators set, and what was decided by it."""
    op.create_table(
        "routing",
        sa.Column("id", sa.BigInteger(), sa.Identity(always=False), nullable=False),
        sa.Column("at", AT, nullable=False),
        sa.Column("author_id", sa.Uuid(), nullable=True),
        sa.Column("body", DOCUMENT, nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_routing")),
    )
    op.create_table(
        "decision",
        sa.Column("offer_id", sa.Uuid(), nullable=False),
        sa.Column("contact_id", sa.Uuid(), nullable=False),
        sa.Column("at", AT, nullable=False),
        sa.Column("layer", sa.Text(), nullable=False),
        sa.Column("body", DOCUMENT, nullable=False),
        sa.ForeignKeyConstraint(["offer_id"], ["offer.id"], name=op.f("fk_decision_offer_id")),
        sa.ForeignKeyConstraint(["contact_id"], ["contact.id"], name=op.f("fk_decision_contact_id")),
        sa.PrimaryKeyConstraint("offer_id", name=op.f("pk_decision")),
        sa.Index("ix_decision_contact_id", "contact_id"),
        sa.Index("ix_decision_at", "at"),
    )


def waits_and_skills() -> None:
    """What counsellors can do, and the range of waiting a citizen was shown."""
    op.create_table(
        "counsellor_skill",
        sa.Column("counsellor_id", sa.Uuid(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("value", sa.Text(), nullable=False),
        sa.CheckConstraint("kind IN ('language', 'skill')", name=op.f("ck_counsellor_skill_kind")),
        sa.ForeignKeyConstraint(
            ["counsellor_id"], ["counsellor.id"], name=op.f("fk_counsellor_skill_counsellor_id")
        ),
        sa.PrimaryKeyConstraint("counsellor_id", "kind", "value", name=op.f("pk_counsellor_skill")),
    )
    op.create_table(
        "wait_promise",
        sa.Column("contact_id", sa.Uuid(), nullable=False),
        sa.Column("channel", sa.Text(), nullable=False),
        sa.Column("at", AT, nullable=False),
        sa.Column("position", sa.BigInteger(), nullable=False),
        sa.Column("from_seconds", sa.BigInteger(), nullable=False),
        sa.Column("to_seconds", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(["contact_id"], ["contact.id"], name=op.f("fk_wait_promise_contact_id")),
        sa.PrimaryKeyConstraint("contact_id", name=op.f("pk_wait_promise")),
        sa.Index("ix_wait_promise_at", "at"),
    )


def conversations() -> None:
    """Colleagues who join, and what must not be ended for silence."""
    op.create_table(
        "joining",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("contact_id", sa.Uuid(), nullable=False),
        sa.Column("counsellor_id", sa.Uuid(), nullable=False),
        sa.Column("asked_by", sa.Uuid(), nullable=False),
        sa.Column("asked_at", AT, nullable=False),
        sa.Column("joined_at", AT, nullable=True),
        sa.Column("left_at", AT, nullable=True),
        sa.ForeignKeyConstraint(["contact_id"], ["contact.id"], name=op.f("fk_joining_contact_id")),
        sa.ForeignKeyConstraint(["counsellor_id"], ["counsellor.id"], name=op.f("fk_joining_counsellor_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_joining")),
        sa.Index(
            "uq_joining_open",
            "contact_id",
            "counsellor_id",
            unique=True,
            postgresql_where=sa.text("left_at IS NULL"),
        ),
        sa.Index("ix_joining_counsellor_id", "counsellor_id", postgresql_where=sa.text("left_at IS NULL")),
    )
    op.create_table(
        "contact_flag",
        sa.Column("contact_id", sa.Uuid(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("by", sa.Uuid(), nullable=False),
        sa.Column("at", AT, nullable=False),
        sa.Column("reason", sa.Text(), nullable=True),
        sa.CheckConstraint("kind IN ('crisis')", name=op.f("ck_contact_flag_kind")),
        sa.ForeignKeyConstraint(["contact_id"], ["contact.id"], name=op.f("fk_contact_flag_contact_id")),
        sa.PrimaryKeyConstraint("contact_id", name=op.f("pk_contact_flag")),
    )


def downgrade() -> None:
    """Take them away again."""
    for table in ("contact_flag", "joining", "wait_promise", "counsellor_skill", "decision", "routing"):
        op.drop_table(table)
