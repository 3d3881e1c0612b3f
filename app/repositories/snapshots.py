"""Published figures: stored once under the hash of what they say, and never changed."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.dialects.postgresql import insert

from app.domain.errors import NotFound, Unavailable
from app.models.snapshot import ReportSnapshot
from app.models.staff import Staff
from app.repositories.transaction import Transaction

SINCE = "0006"
MOST = 500
HEAD = (
    ReportSnapshot.id,
    ReportSnapshot.made_at,
    ReportSnapshot.report,
    ReportSnapshot.question,
    ReportSnapshot.versions,
    ReportSnapshot.published_at,
    ReportSnapshot.author_id,
    Staff.name.label("author"),
)


@dataclass(frozen=True, slots=True)
class SnapshotRow:
    """One of them; without its content in a list. Nobody published it: the desk kept what it was asked."""

    id: str
    made_at: datetime
    report: str
    question: Mapping[str, str]
    versions: Mapping[str, str]
    content: str = ""
    published_at: datetime | None = None
    author_id: UUID | None = None
    author: str | None = None


async def keep(tx: Transaction, row: SnapshotRow) -> bool:
    """Store it, or its author where the desk alone had kept it; false where neither was left to do.

    Of several at once one alone is told true. Raises `Unavailable`.
    """
    if not tx.reached(SINCE):
        raise Unavailable
    values: dict[str, Any] = {"id": row.id, "made_at": row.made_at, "report": row.report}
    published = {"author_id": row.author_id, "published_at": row.published_at}
    said = {"question": dict(row.question), "versions": dict(row.versions), "content": row.content}
    statement = insert(ReportSnapshot).values(**values, **published, **said)
    if row.author_id is None:
        statement = statement.on_conflict_do_nothing()
    else:
        statement = statement.on_conflict_do_update(
            index_elements=[ReportSnapshot.id], set_=published, where=ReportSnapshot.author_id.is_(None)
        )
    stored = await tx.run(statement.returning(ReportSnapshot.id))
    return stored.scalar_one_or_none() is not None


async def find(tx: Transaction, snapshot_id: str) -> SnapshotRow:
    """Raises `NotFound`."""
    if not tx.reached(SINCE):
        raise NotFound
    statement = _heads(ReportSnapshot.content).where(ReportSnapshot.id == snapshot_id)
    row = (await tx.run(statement)).one_or_none()
    if row is None:
        raise NotFound
    return SnapshotRow(**row._mapping)


async def newest(tx: Transaction, *, published: bool | None, most: int | None = MOST) -> list[SnapshotRow]:
    """The newest first, without what they say; those that were published, or those that were not, or all."""
    if not tx.reached(SINCE):
        return []
    at = func.coalesce(ReportSnapshot.published_at, ReportSnapshot.made_at)
    statement = _heads().order_by(at.desc(), ReportSnapshot.id).limit(most)
    if published is not None:
        statement = statement.where(ReportSnapshot.author_id.is_not(None) == published)
    return [SnapshotRow(**row._mapping) for row in await tx.run(statement)]


def _heads(*columns: Any) -> Any:
    return select(*HEAD, *columns).outerjoin(Staff, Staff.id == ReportSnapshot.author_id)
