"""What was said: messages in the order that both sides see (I1-I3), and the counsellors' own notes."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from app.models.base import Table


class Message(Table):
    """A stored message; `seq` is 1..n without gaps, `cid` unique per contact and side (I2)."""

    __tablename__ = "message"
    __table_args__ = (
        UniqueConstraint("contact_id", "author", "cid"),
        CheckConstraint("author IN ('citizen', 'counsellor', 'desk')", name="author"),
        CheckConstraint("seq >= 1", name="seq"),
    )

    contact_id: Mapped[UUID] = mapped_column(ForeignKey("contact.id"), primary_key=True)
    seq: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    cid: Mapped[UUID]
    author: Mapped[str]
    author_id: Mapped[UUID | None]
    name: Mapped[str | None]
    text: Mapped[str]
    masked: Mapped[bool]
    at: Mapped[datetime]


class Note(Table):
    """A counsellor's note, never shown to the citizen."""

    __tablename__ = "note"
    __table_args__ = (UniqueConstraint("contact_id", "cid"),)

    id: Mapped[UUID] = mapped_column(primary_key=True)
    contact_id: Mapped[UUID] = mapped_column(ForeignKey("contact.id"), index=True)
    cid: Mapped[UUID]
    author_id: Mapped[UUID]
    name: Mapped[str]
    text: Mapped[str]
    at: Mapped[datetime]
