"""Questions left and calls asked for: what is kept until somebody has answered or it has expired."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKey, Identity, Index, text
from sqlalchemy.orm import Mapped, mapped_column

from app.models.base import Table


class FollowUp(Table):
    """A question left or a call asked for; text and number are encrypted, of the code only a hash stays.

    `number_asked` counts them in the order they were asked: it ranks their contacts in the line.
    """

    __tablename__ = "follow_up"
    __table_args__ = (
        CheckConstraint("kind IN ('message', 'call')", name="kind"),
        CheckConstraint("language IN ('nb', 'nn', 'en', 'se')", name="language"),
        CheckConstraint("state IN ('waiting', 'attempted', 'answered', 'expired', 'erased')", name="state"),
        CheckConstraint("(ended_at IS NULL) = (state IN ('waiting', 'attempted'))", name="ended"),
        Index("ix_follow_up_open", "number_asked", postgresql_where=text("ended_at IS NULL")),
        Index("ix_follow_up_text", "expires_at", postgresql_where=text("text_gone_at IS NULL")),
        Index("ix_follow_up_asked_at", "asked_at"),
        Index("ix_follow_up_contact_id", "contact_id", postgresql_where=text("contact_id IS NOT NULL")),
    )

    id: Mapped[UUID] = mapped_column(primary_key=True)
    number_asked: Mapped[int] = mapped_column(Identity(), unique=True)
    request_id: Mapped[UUID | None] = mapped_column(unique=True)
    contact_id: Mapped[UUID | None] = mapped_column(ForeignKey("contact.id"))
    """The contact that asked instead of waiting: it is counted through that one."""
    kind: Mapped[str]
    language: Mapped[str]
    county: Mapped[str | None]
    text: Mapped[bytes | None]
    phone_number: Mapped[bytes | None]
    number_mark: Mapped[bytes | None]
    """The number under a key: tells that two are the same, and nothing else."""
    code_hash: Mapped[bytes] = mapped_column(unique=True)
    asked_at: Mapped[datetime]
    expires_at: Mapped[datetime]
    state: Mapped[str]
    attempts: Mapped[int]
    not_before: Mapped[datetime | None]
    """The next attempt is made no earlier."""
    ended_at: Mapped[datetime | None]
    first_read_at: Mapped[datetime | None]
    """When the citizen first read an answer."""
    text_gone_at: Mapped[datetime | None]


class FollowUpAttempt(Table):
    """The contact made for one attempt at answering a follow-up; one goes on at a time."""

    __tablename__ = "follow_up_attempt"
    __table_args__ = (
        CheckConstraint("outcome IS NULL OR outcome IN ('answered', 'again', 'unanswered')", name="outcome"),
        Index("ix_follow_up_attempt_follow_up_id", "follow_up_id"),
        Index(
            "uq_follow_up_attempt_going_on",
            "follow_up_id",
            unique=True,
            postgresql_where=text("outcome IS NULL"),
        ),
    )

    contact_id: Mapped[UUID] = mapped_column(ForeignKey("contact.id"), primary_key=True)
    follow_up_id: Mapped[UUID] = mapped_column(ForeignKey("follow_up.id"))
    attempt: Mapped[int]
    at: Mapped[datetime]
    outcome: Mapped[str | None]
    """`unanswered`: the contact left the line before anybody took it; null while it goes on."""
