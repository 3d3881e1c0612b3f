"""Who gets whom: the rules as coordinators set them, each decision, and what was promised."""

from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKey, Identity, Index, text
from sqlalchemy.orm import Mapped, mapped_column

from app.models.base import Table


class RoutingVersion(Table):
    """The layers of routing, the centres' shares and the skills, each version kept; the newest holds."""

    __tablename__ = "routing"

    id: Mapped[int] = mapped_column(Identity(), primary_key=True)
    at: Mapped[datetime]
    author_id: Mapped[UUID | None]
    body: Mapped[dict[str, Any]]


class Decision(Table):
    """Why an offer went to whom: who could have had it, the layer that decided; nothing of the citizen."""

    __tablename__ = "decision"
    __table_args__ = (
        Index("ix_decision_contact_id", "contact_id"),
        Index("ix_decision_at", "at"),
    )

    offer_id: Mapped[UUID] = mapped_column(ForeignKey("offer.id"), primary_key=True)
    contact_id: Mapped[UUID] = mapped_column(ForeignKey("contact.id"))
    at: Mapped[datetime]
    layer: Mapped[str]
    body: Mapped[dict[str, Any]]


class CounsellorSkill(Table):
    """A language a counsellor answers in, or a special skill.

    Without a language row she answers in those that everybody does (`EVERYBODYS_LANGUAGES`).
    """

    __tablename__ = "counsellor_skill"
    __table_args__ = (CheckConstraint("kind IN ('language', 'skill')", name="kind"),)

    counsellor_id: Mapped[UUID] = mapped_column(ForeignKey("counsellor.id"), primary_key=True)
    kind: Mapped[str] = mapped_column(primary_key=True)
    value: Mapped[str] = mapped_column(primary_key=True)


class WaitPromise(Table):
    """The range of waiting that a citizen was shown first; what came of it, her contact says."""

    __tablename__ = "wait_promise"
    __table_args__ = (Index("ix_wait_promise_at", "at"),)

    contact_id: Mapped[UUID] = mapped_column(ForeignKey("contact.id"), primary_key=True)
    channel: Mapped[str]
    at: Mapped[datetime]
    position: Mapped[int]
    from_seconds: Mapped[int]
    to_seconds: Mapped[int]


class Joining(Table):
    """A colleague asked into a conversation: asked, there, and gone again; the owner stays the owner."""

    __tablename__ = "joining"
    __table_args__ = (
        Index(
            "uq_joining_open",
            "contact_id",
            "counsellor_id",
            unique=True,
            postgresql_where=text("left_at IS NULL"),
        ),
        Index("ix_joining_counsellor_id", "counsellor_id", postgresql_where=text("left_at IS NULL")),
    )

    id: Mapped[UUID] = mapped_column(primary_key=True)
    contact_id: Mapped[UUID] = mapped_column(ForeignKey("contact.id"))
    counsellor_id: Mapped[UUID] = mapped_column(ForeignKey("counsellor.id"))
    asked_by: Mapped[UUID]
    asked_at: Mapped[datetime]
    joined_at: Mapped[datetime | None]
    left_at: Mapped[datetime | None]


class ContactFlag(Table):
    """A contact with acute concern: the desk never ends it for silence."""

    __tablename__ = "contact_flag"
    __table_args__ = (CheckConstraint("kind IN ('crisis')", name="kind"),)

    contact_id: Mapped[UUID] = mapped_column(ForeignKey("contact.id"), primary_key=True)
    kind: Mapped[str]
    by: Mapped[UUID]
    at: Mapped[datetime]
    reason: Mapped[str | None]
