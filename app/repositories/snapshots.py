"""Published figures: stored once under the hash of what they say, and never changed."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.dialects.postgresql import insert

from app.domain.errors import NotFound, Unavailable
from app.models.snapshot import ReportSnapshot
from app.repositories.transaction import Transaction

SINCE = "0006"
MOST = 500
HEAD = (
    ReportSnapshot.id,
    ReportSnapshot.made_at,
    ReportSnapshot.report,
    ReportSnapshot.question,
    ReportSnapshot.versions,
)


@dataclass(frozen=True, slots=True)
class SnapshotRow:
    """One of them; without its content in a list."""

    id: str
    made_at: datetime
    report: str
    question: Mapping[str, str]
    versions: Mapping[str, str]
    content: str = ""


async def keep(tx: Transaction, row: SnapshotRow, *, author_id: UUID | None) -> bool:
    """Store it; false where the very same figures are stored already. Raises `Unavailable`."""
    if not tx.reached(SINCE):
        raise Unavailable
    values: dict[str, Any] = {"id": row.id, "made_at": row.made_at, "author_id": author_id}
    said = {"question": dict(row.question), "versions": dict(row.versions), "content": row.content}
    statement = insert(ReportSnapshot).values(**values, report=row.report, **said)
    stored = await tx.run(statement.on_conflict_do_nothing().returning(ReportSnapshot.id))
    return stored.scalar_one_or_none() is not None


async def find(tx: Transaction, snapshot_id: str) -> SnapshotRow:
    """Raises `NotFound`."""
    if not tx.reached(SINCE):
        raise NotFound
    statement = select(*HEAD, ReportSnapshot.content).where(ReportSnapshot.id == snapshot_id)
    row = (await tx.run(statement)).one_or_none()
    if row is None:
        raise NotFound
    return _row(row, row.content)


async def newest(tx: Transaction) -> list[SnapshotRow]:
    """The newest first, without what they say."""
    if not tx.reached(SINCE):
        return []
    statement = select(*HEAD).order_by(ReportSnapshot.made_at.desc(), ReportSnapshot.id).limit(MOST)
    return [_row(row) for row in await tx.run(statement)]


def _row(row: Any, content: str = "") -> SnapshotRow:
    return SnapshotRow(row.id, row.made_at, row.report, row.question, row.versions, content)
