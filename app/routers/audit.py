"""The audit: who changed what, when, why, and from what to what; for coordinators."""

from typing import Annotated, Any, Literal
from uuid import UUID

from fastapi import APIRouter, Query
from pydantic import BaseModel

from app.frames.shared import instant
from app.routers.dependencies import CoordinatorRoute, TheDesk
from app.services.audit_log import Entry

router = APIRouter(prefix="/api", tags=["audit"], route_class=CoordinatorRoute)

LARGEST_ID = 2**63 - 1


class Actor(BaseModel):
    """A member of staff."""

    id: UUID
    name: str | None


class AuditEntry(BaseModel):
    """One thing that was done; `actor` is null for the desk's own doing and for the command line."""

    audit_id: int
    at: str
    actor: Actor | None
    action: str
    subject: str | None
    reason: str | None
    before: dict[str, Any] | None
    after: dict[str, Any] | None


class AuditPage(BaseModel):
    """Newest first; `more`: ask again with `before` the last `audit_id`."""

    entries: list[AuditEntry]
    more: bool


@router.get("/audit")
async def audit(
    desk: TheDesk,
    about: Literal[
        "hours",
        "shifts",
        "replies",
        "links",
        "notices",
        "holds",
        "policy",
        "topics",
        "deadlines",
        "accounts",
        "figures",
        "all",
    ] = "all",
    before: Annotated[int | None, Query(ge=1, le=LARGEST_ID)] = None,
    limit: Annotated[int, Query(ge=1, le=200)] = 50,
) -> AuditPage:
    """What was done, older than the entry `before`; 422 `invalid` for a question without sense."""
    page = await desk.audit_log.page(about, before=before, limit=limit)
    return AuditPage(entries=[_entry(one) for one in page.entries], more=page.more)


def _entry(entry: Entry) -> AuditEntry:
    return AuditEntry(
        audit_id=entry.audit_id,
        at=instant(entry.at),
        actor=Actor(id=entry.actor_id, name=entry.actor) if entry.actor_id else None,
        action=entry.action,
        subject=entry.subject,
        reason=entry.reason,
        before=entry.before,
        after=entry.after,
    )
