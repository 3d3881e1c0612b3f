"""What has left the house: the figures as they were, so that they can be shown and made again."""

from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import Index
from sqlalchemy.orm import Mapped, mapped_column

from app.models.base import Table


class ReportSnapshot(Table):
    """A published answer; `id` is the hash of `content`, so it never changes and is stored once."""

    __tablename__ = "report_snapshot"
    __table_args__ = (Index("ix_report_snapshot_made_at", "made_at"),)

    id: Mapped[str] = mapped_column(primary_key=True)
    made_at: Mapped[datetime]
    author_id: Mapped[UUID | None]
    """Null: made by the desk itself, for whoever asked for the open extract."""
    published_at: Mapped[datetime | None]
    """When its author published it; later than it was made, where somebody had asked for it before."""
    report: Mapped[str]
    question: Mapped[dict[str, Any]]
    versions: Mapped[dict[str, Any]]
    """What it was counted by: the definitions, the limits of the policy, the list of topics."""
    content: Mapped[str]
    """JSON of the report, the question and its tables, character by character as it was hashed."""
