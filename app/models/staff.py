"""Those who work at the desk: centres, accounts, sign-ins, shifts, and the counsellor's place at work."""

from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKey, Identity, Index, text
from sqlalchemy.orm import Mapped, mapped_column

from app.models.base import Table


class Centre(Table):
    """A county centre or the national unit; `name` is language -> name."""

    __tablename__ = "centre"

    code: Mapped[str] = mapped_column(primary_key=True)
    name: Mapped[dict[str, Any]]


class Staff(Table):
    """An account. `email` is kept in lower case; `disabled_at` ends every sign-in."""

    __tablename__ = "staff"
    __table_args__ = (
        CheckConstraint("role IN ('counsellor', 'coordinator')", name="role"),
        CheckConstraint("email = lower(email)", name="email_lower"),
    )

    id: Mapped[UUID] = mapped_column(primary_key=True)
    email: Mapped[str] = mapped_column(unique=True)
    name: Mapped[str]
    role: Mapped[str]
    centre: Mapped[str | None] = mapped_column(ForeignKey("centre.code"))
    password_hash: Mapped[str]
    created_at: Mapped[datetime]
    disabled_at: Mapped[datetime | None]


class Counsellor(Table):
    """A member of staff at work: the wish, the permitted channels, presence, and what the newest socket is.

    Every transition that concerns her raises `version`; her row is locked first of all (promises § 3.8).
    """

    __tablename__ = "counsellor"
    __table_args__ = (
        CheckConstraint("wish IN ('off', 'ready', 'break')", name="wish"),
        CheckConstraint("chat_capacity >= 0", name="chat_capacity"),
    )

    id: Mapped[UUID] = mapped_column(ForeignKey("staff.id"), primary_key=True)
    version: Mapped[int] = mapped_column(server_default="0")
    permitted: Mapped[list[str]]
    chat_capacity: Mapped[int | None]
    """Null: the policy's capacity."""
    wish: Mapped[str] = mapped_column(server_default="off")
    wish_channels: Mapped[list[str]]
    wish_since: Mapped[datetime]
    wish_reason: Mapped[str | None]
    idle_since: Mapped[datetime]
    absent_since: Mapped[datetime | None]
    generation: Mapped[int] = mapped_column(server_default="0")
    worker_id: Mapped[UUID | None]


class StaffSession(Table):
    """A sign-in; only the hash of its token is kept."""

    __tablename__ = "staff_session"

    id: Mapped[UUID] = mapped_column(primary_key=True)
    staff_id: Mapped[UUID] = mapped_column(ForeignKey("staff.id"), index=True)
    token_hash: Mapped[bytes] = mapped_column(unique=True)
    created_at: Mapped[datetime]
    last_seen_at: Mapped[datetime]
    expires_at: Mapped[datetime]
    ended_at: Mapped[datetime | None]


class SignInCode(Table):
    """With it somebody chooses a password, once; only its hash is kept. `needed`: there is none without."""

    __tablename__ = "sign_in_code"

    staff_id: Mapped[UUID] = mapped_column(ForeignKey("staff.id"), primary_key=True)
    code_hash: Mapped[bytes]
    made_at: Mapped[datetime]
    expires_at: Mapped[datetime]
    needed: Mapped[bool]


class WsTicket(Table):
    """Good for one socket within half a minute; only the hash is kept."""

    __tablename__ = "ws_ticket"

    token_hash: Mapped[bytes] = mapped_column(primary_key=True)
    session_id: Mapped[UUID] = mapped_column(ForeignKey("staff_session.id"), index=True)
    expires_at: Mapped[datetime] = mapped_column(index=True)
    used_at: Mapped[datetime | None]


class Shift(Table):
    """When a counsellor is on duty, and for which channels; half open.

    `series_id` and `reason` came with revision 0003: only planning reads them, since dispatch must also run
    on the schema of the release before.
    """

    __tablename__ = "shift"
    __table_args__ = (
        CheckConstraint("ends_at > starts_at", name="order"),
        Index("ix_shift_counsellor_id_ends_at", "counsellor_id", "ends_at"),
        Index("ix_shift_ends_at", "ends_at"),
        Index("ix_shift_series_id", "series_id", postgresql_where=text("series_id IS NOT NULL")),
    )

    id: Mapped[UUID] = mapped_column(primary_key=True)
    counsellor_id: Mapped[UUID] = mapped_column(ForeignKey("counsellor.id"))
    starts_at: Mapped[datetime]
    ends_at: Mapped[datetime]
    channels: Mapped[list[str]]
    series_id: Mapped[UUID | None]
    """The repetition it belongs to, while it does."""
    reason: Mapped[str | None]
    """Why somebody works outside the plan; null for a planned shift."""


class ShiftSeries(Table):
    """A repeated shift as it was planned; `body` is what the coordinator asked for, its shifts are rows."""

    __tablename__ = "shift_series"

    id: Mapped[UUID] = mapped_column(primary_key=True)
    counsellor_id: Mapped[UUID] = mapped_column(ForeignKey("counsellor.id"), index=True)
    body: Mapped[dict[str, Any]]
    author_id: Mapped[UUID | None]
    at: Mapped[datetime]


class CalendarFeed(Table):
    """A counsellor's own shifts under a secret address, until she revokes it; only the hash is kept."""

    __tablename__ = "calendar_feed"

    id: Mapped[UUID] = mapped_column(primary_key=True)
    staff_id: Mapped[UUID] = mapped_column(ForeignKey("staff.id"), index=True)
    token_hash: Mapped[bytes] = mapped_column(unique=True)
    created_at: Mapped[datetime]
    revoked_at: Mapped[datetime | None]


class PresenceLog(Table):
    """From when a counsellor was in which state: the source of staffed and busy time."""

    __tablename__ = "presence_log"
    __table_args__ = (Index("ix_presence_log_counsellor_id_at", "counsellor_id", "at"),)

    id: Mapped[int] = mapped_column(Identity(), primary_key=True)
    counsellor_id: Mapped[UUID] = mapped_column(ForeignKey("counsellor.id"))
    centre: Mapped[str | None]
    at: Mapped[datetime] = mapped_column(index=True)
    state: Mapped[str]
    channels: Mapped[list[str]]
    reason: Mapped[str | None]
