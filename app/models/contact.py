"""A contact, its events and its offers; the constraints carry I4 and I6."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKey, Identity, Index, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from app.models.base import Table


class Contact(Table):
    """One question from one citizen: in exactly one state (I6), owned exactly when somebody has it (I4)."""

    __tablename__ = "contact"
    __table_args__ = (
        CheckConstraint("channel IN ('chat', 'phone')", name="channel"),
        CheckConstraint("language IN ('nb', 'nn', 'en', 'se')", name="language"),
        CheckConstraint(
            "state IN ('queued', 'offered', 'active', 'wrap_up', 'closed', 'abandoned')", name="state"
        ),
        CheckConstraint("(owner IS NOT NULL) = (state IN ('active', 'wrap_up'))", name="owner_when_owned"),
        CheckConstraint("state NOT IN ('queued', 'offered') OR ticket IS NOT NULL", name="ticket_in_line"),
        CheckConstraint("last_seq >= 0", name="last_seq"),
        Index(
            "ix_contact_waiting", "channel", "ticket", postgresql_where=text("state IN ('queued', 'offered')")
        ),
        Index("ix_contact_owner", "owner", postgresql_where=text("owner IS NOT NULL")),
        Index("ix_contact_worker", "worker_id", postgresql_where=text("worker_id IS NOT NULL")),
        Index("ix_contact_text", "since", postgresql_where=text("text_gone_at IS NULL")),
        Index(
            "ix_contact_going_on",
            "since",
            postgresql_where=text("state IN ('queued', 'offered', 'active', 'wrap_up')"),
        ),
    )

    id: Mapped[UUID] = mapped_column(primary_key=True)
    channel: Mapped[str]
    language: Mapped[str]
    state: Mapped[str]
    version: Mapped[int]
    last_seq: Mapped[int] = mapped_column(server_default="0")
    ticket: Mapped[int | None] = mapped_column(unique=True)
    arrived_at: Mapped[datetime] = mapped_column(index=True)
    since: Mapped[datetime] = mapped_column(index=True)
    request_id: Mapped[UUID | None] = mapped_column(unique=True)
    token_hash: Mapped[bytes | None] = mapped_column(unique=True)
    code: Mapped[str | None] = mapped_column(unique=True)
    alias: Mapped[str | None]
    county: Mapped[str | None]
    entry_page: Mapped[str | None]
    owner: Mapped[UUID | None] = mapped_column(ForeignKey("counsellor.id"))
    answered_at: Mapped[datetime | None] = mapped_column(index=True)
    answered_by: Mapped[UUID | None]
    """The last owner, kept after the end."""
    answered_centre: Mapped[str | None]
    """The centre that answered first."""
    ended_at: Mapped[datetime | None]
    ended_by: Mapped[str | None]
    ended_reason: Mapped[str | None]
    returned: Mapped[str | None]
    """Why it came back to the line, while it stands there."""
    only_centre: Mapped[str | None]
    only_centre_until: Mapped[datetime | None]
    transferred_from: Mapped[UUID | None]
    seen_citizen: Mapped[int] = mapped_column(server_default="0")
    seen_counsellor: Mapped[int] = mapped_column(server_default="0")
    generation: Mapped[int] = mapped_column(server_default="0")
    absent_since: Mapped[datetime | None]
    worker_id: Mapped[UUID | None]
    text_gone_at: Mapped[datetime | None]


class ContactEvent(Table):
    """One transition of one contact; with `turned_away` and `presence_log` the source of all statistics."""

    __tablename__ = "contact_event"
    __table_args__ = (
        Index("ix_contact_event_contact_id", "contact_id"),
        Index("ix_contact_event_at", "at"),
    )

    id: Mapped[int] = mapped_column(Identity(), primary_key=True)
    contact_id: Mapped[UUID] = mapped_column(ForeignKey("contact.id"))
    at: Mapped[datetime]
    from_state: Mapped[str | None]
    to_state: Mapped[str]
    cause: Mapped[str]
    counsellor_id: Mapped[UUID | None]
    centre: Mapped[str | None]
    why: Mapped[str | None]


class Offer(Table):
    """A contact held for one counsellor until `expires_at`; a contact has at most one open offer."""

    __tablename__ = "offer"
    __table_args__ = (
        CheckConstraint("kind IN ('line', 'transfer')", name="kind"),
        CheckConstraint(
            "outcome IS NULL OR outcome IN ('accepted', 'declined', 'expired', 'withdrawn')", name="outcome"
        ),
        CheckConstraint("(outcome IS NULL) = (ended_at IS NULL)", name="ended_with_outcome"),
        Index("uq_offer_open", "contact_id", unique=True, postgresql_where=text("outcome IS NULL")),
        Index("ix_offer_open_counsellor", "counsellor_id", postgresql_where=text("outcome IS NULL")),
        Index("ix_offer_counsellor_ended", "counsellor_id", "ended_at"),
    )

    id: Mapped[UUID] = mapped_column(primary_key=True)
    contact_id: Mapped[UUID] = mapped_column(ForeignKey("contact.id"), index=True)
    counsellor_id: Mapped[UUID] = mapped_column(ForeignKey("counsellor.id"))
    kind: Mapped[str]
    why: Mapped[str]
    offered_at: Mapped[datetime]
    expires_at: Mapped[datetime]
    ended_at: Mapped[datetime | None]
    outcome: Mapped[str | None]
    reason: Mapped[str | None]


class TurnedAway(Table):
    """Somebody who was not let in: closed or full; one row per request."""

    __tablename__ = "turned_away"
    __table_args__ = (UniqueConstraint("request_id"), Index("ix_turned_away_at", "at"))

    id: Mapped[int] = mapped_column(Identity(), primary_key=True)
    at: Mapped[datetime]
    channel: Mapped[str]
    reason: Mapped[str]
    request_id: Mapped[UUID | None]


class TakeRequest(Table):
    """A `take` of whoever is next, remembered by the command's id: a repeat finds the same contact (I11)."""

    __tablename__ = "take_request"
    __table_args__ = (Index("ix_take_request_at", "at"),)

    counsellor_id: Mapped[UUID] = mapped_column(ForeignKey("counsellor.id"), primary_key=True)
    command_id: Mapped[str] = mapped_column(primary_key=True)
    contact_id: Mapped[UUID] = mapped_column(ForeignKey("contact.id"))
    at: Mapped[datetime]
