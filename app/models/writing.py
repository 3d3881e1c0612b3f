"""What counsellors write with and what the desk tells: own replies, public pages, notices."""

from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKey, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from app.models.base import Table


class OwnReply(Table):
    """A quick reply of one counsellor's own; `text` is language -> text with placeholders in braces."""

    __tablename__ = "own_reply"
    __table_args__ = (UniqueConstraint("counsellor_id", "shortcut"),)

    id: Mapped[UUID] = mapped_column(primary_key=True)
    counsellor_id: Mapped[UUID] = mapped_column(ForeignKey("counsellor.id"))
    shortcut: Mapped[str]
    text: Mapped[dict[str, Any]]
    at: Mapped[datetime]


class PublicPage(Table):
    """A public page that counsellors may link to; `title` is language -> title, `words` helps the search."""

    __tablename__ = "public_page"

    id: Mapped[UUID] = mapped_column(primary_key=True)
    address: Mapped[str] = mapped_column(unique=True)
    title: Mapped[dict[str, Any]]
    words: Mapped[str]
    position: Mapped[int]


class DeskNotice(Table):
    """What the desk tells its citizens or its staff from `starts_at` to `ends_at`; language -> text."""

    __tablename__ = "desk_notice"
    __table_args__ = (
        CheckConstraint("audience IN ('citizens', 'staff')", name="audience"),
        CheckConstraint("ends_at > starts_at", name="span"),
        Index("ix_desk_notice_ends_at", "ends_at"),
    )

    id: Mapped[UUID] = mapped_column(primary_key=True)
    audience: Mapped[str]
    text: Mapped[dict[str, Any]]
    by: Mapped[UUID]
    at: Mapped[datetime]
    starts_at: Mapped[datetime]
    ends_at: Mapped[datetime]
