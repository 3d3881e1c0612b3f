"""What a contact was about: wrap-ups, drafts, topics, and the texts that counsellors reply with."""

from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from app.models.base import Table


class WrapUp(Table):
    """What was recorded when a contact closed; the first topic is the primary one. Codes as seeded."""

    __tablename__ = "wrap_up"

    contact_id: Mapped[UUID] = mapped_column(ForeignKey("contact.id"), primary_key=True)
    by: Mapped[UUID | None]
    at: Mapped[datetime]
    disposition: Mapped[str]
    topics: Mapped[list[str]]
    education_level_asked: Mapped[str | None]
    education_background: Mapped[str | None]
    sex: Mapped[str | None]
    age_band: Mapped[str | None]
    job_status: Mapped[str | None]
    county: Mapped[str | None]
    earlier_guidance: Mapped[str | None]


class WrapUpDraft(Table):
    """A wrap-up on its way; it follows a transfer and never closes anything."""

    __tablename__ = "wrap_up_draft"

    contact_id: Mapped[UUID] = mapped_column(ForeignKey("contact.id"), primary_key=True)
    by: Mapped[UUID]
    at: Mapped[datetime]
    body: Mapped[dict[str, Any]]


class Topic(Table):
    """A topic of the two-level list; a code is never deleted, it gets `active_to` and a successor.

    `version` is the edition of the list in which it was changed last.
    """

    __tablename__ = "topic"

    code: Mapped[str] = mapped_column(primary_key=True)
    parent: Mapped[str | None] = mapped_column(ForeignKey("topic.code"))
    position: Mapped[int]
    label: Mapped[dict[str, Any]]
    requires_education_level: Mapped[bool]
    active_from: Mapped[datetime | None]
    active_to: Mapped[datetime | None]
    successor: Mapped[str | None]
    version: Mapped[str]


class QuickReply(Table):
    """A text a counsellor can reply with; `text` is language -> text with placeholders in braces."""

    __tablename__ = "quick_reply"

    key: Mapped[str] = mapped_column(primary_key=True)
    stage: Mapped[str]
    shortcut: Mapped[str]
    position: Mapped[int]
    text: Mapped[dict[str, Any]]
