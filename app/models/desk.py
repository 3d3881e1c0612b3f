"""The desk itself: its one row, its workers, its policy, and what was done to it by whom."""

from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKey, Identity
from sqlalchemy.orm import Mapped, mapped_column

from app.models.base import Table


class Desk(Table):
    """One row: Valkey's epoch and run id, the last ticket, reachable since when, the settings' version."""

    __tablename__ = "desk"
    __table_args__ = (CheckConstraint("id = 1", name="one_row"),)

    id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    epoch: Mapped[int]
    valkey_run_id: Mapped[str | None]
    last_ticket: Mapped[int]
    reachable_since: Mapped[datetime | None]
    settings_version: Mapped[int]


class Worker(Table):
    """A worker process and when it was last alive."""

    __tablename__ = "worker"

    id: Mapped[UUID] = mapped_column(primary_key=True)
    started_at: Mapped[datetime]
    last_alive: Mapped[datetime]


class PolicyVersion(Table):
    """What the desk decided about itself, each version kept; the newest holds."""

    __tablename__ = "policy"

    id: Mapped[int] = mapped_column(Identity(), primary_key=True)
    at: Mapped[datetime]
    author_id: Mapped[UUID | None]
    body: Mapped[dict[str, Any]]


class Audit(Table):
    """Who did what to whom or what, and with which reason."""

    __tablename__ = "audit"

    id: Mapped[int] = mapped_column(Identity(), primary_key=True)
    at: Mapped[datetime] = mapped_column(index=True)
    actor_id: Mapped[UUID | None]
    action: Mapped[str]
    subject: Mapped[str | None]
    reason: Mapped[str | None]


class AuditChange(Table):
    """What an audited change found and what it left, as the documents that people edit."""

    __tablename__ = "audit_change"

    audit_id: Mapped[int] = mapped_column(ForeignKey("audit.id"), primary_key=True, autoincrement=False)
    before: Mapped[dict[str, Any] | None]
    after: Mapped[dict[str, Any] | None]
