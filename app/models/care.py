"""Care around a contact: what the citizen said of it, what must not be erased yet, and who was abusive."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKey, Index, SmallInteger, text
from sqlalchemy.orm import Mapped, mapped_column

from app.models.base import Table


class Feedback(Table):
    """The citizen's answer to the one voluntary question at the end: 1 to 5, and a word."""

    __tablename__ = "feedback"
    __table_args__ = (
        CheckConstraint("score BETWEEN 1 AND 5", name="score"),
        Index("ix_feedback_at", "at"),
    )

    contact_id: Mapped[UUID] = mapped_column(ForeignKey("contact.id"), primary_key=True)
    at: Mapped[datetime]
    score: Mapped[int] = mapped_column(SmallInteger)
    words: Mapped[str | None]


class ContactHold(Table):
    """A text that the sweep leaves alone until `until`, with the reason; the citizen may still erase it."""

    __tablename__ = "contact_hold"
    __table_args__ = (Index("ix_contact_hold_until", "until", postgresql_where=text("ended_at IS NULL")),)

    contact_id: Mapped[UUID] = mapped_column(ForeignKey("contact.id"), primary_key=True)
    by: Mapped[UUID]
    at: Mapped[datetime]
    until: Mapped[datetime]
    reason: Mapped[str]
    ended_at: Mapped[datetime | None]
    ended_by: Mapped[UUID | None]


class AbuseReport(Table):
    """A contact that its counsellor ended because the citizen was abusive."""

    __tablename__ = "abuse_report"
    __table_args__ = (Index("ix_abuse_report_at", "at"),)

    contact_id: Mapped[UUID] = mapped_column(ForeignKey("contact.id"), primary_key=True)
    by: Mapped[UUID]
    at: Mapped[datetime]
