"""The audit as coordinators read it: who changed what, when, why, and from what to what."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import Row, Select, or_, select

from app.models.desk import Audit, AuditChange
from app.models.staff import Staff
from app.repositories.transaction import Transaction


@dataclass(frozen=True, slots=True)
class Entry:
    """One thing that was done; `before` and `after` are the documents that people edit."""

    audit_id: int
    at: datetime
    actor_id: UUID | None
    actor: str | None
    action: str
    subject: str | None
    reason: str | None
    before: dict[str, Any] | None
    after: dict[str, Any] | None


async def page(tx: Transaction, beginnings: Sequence[str], *, before: int | None, most: int) -> list[Entry]:
    """The newest entries below the id `before` whose action begins so (none named: all), newest first."""
    statement = _entries(with_changes=tx.reached("0003"))
    if before is not None:
        statement = statement.where(Audit.id < before)
    if beginnings:
        statement = statement.where(
            or_(*(Audit.action.startswith(one, autoescape=True) for one in beginnings))
        )
    rows = await tx.run(statement.order_by(Audit.id.desc()).limit(most))
    return [_entry(row) for row in rows]


def _entries(*, with_changes: bool) -> Select[Any]:
    columns = (Audit.id, Audit.at, Audit.actor_id, Audit.action, Audit.subject, Audit.reason)
    changes = (AuditChange.before, AuditChange.after) if with_changes else ()
    statement = select(*columns, Staff.name.label("actor"), *changes)
    statement = statement.outerjoin(Staff, Staff.id == Audit.actor_id)
    return statement.outerjoin(AuditChange, AuditChange.audit_id == Audit.id) if with_changes else statement


def _entry(row: Row[Any]) -> Entry:
    values = row._mapping
    return Entry(
        audit_id=row.id,
        at=row.at,
        actor_id=row.actor_id,
        actor=row.actor,
        action=row.action,
        subject=row.subject,
        reason=row.reason,
        before=values.get("before"),
        after=values.get("after"),
    )
