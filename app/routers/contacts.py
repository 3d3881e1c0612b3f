"""HTTP for whoever works on a contact: reading it, its messages, the draft of its wrap-up (§ 2)."""

from typing import Annotated, Any
from uuid import UUID

import msgspec
from fastapi import APIRouter, Query, Request

from app.domain.errors import Invalid
from app.frames.shared import untyped
from app.routers.dependencies import Member, StaffRoute, TheDesk
from app.routers.holds import hold_json
from app.routers.reasons import Reason
from app.routers.routing import ContactDecision, of_contact

router = APIRouter(prefix="/api/contacts", tags=["contacts"], route_class=StaffRoute)


@router.get("/{contact_id}")
async def read(contact_id: UUID, member: Member, desk: TheDesk, reason: Reason) -> dict[str, Any]:
    """A contact with its notes and its wrap-up; a coordinator gives a reason, which is audited."""
    record = await desk.records.staff(contact_id, member.counsellor_id, member.role, reason=reason)
    contact: dict[str, Any] = msgspec.to_builtins(record.contact)
    notes = [untyped(note) for note in record.notes]
    follow_up = None if record.follow_up is None else untyped(record.follow_up)
    held = {"notes": notes, "wrap_up": record.wrap_up, "draft": record.draft, "follow_up": follow_up}
    hold = None if record.hold is None else hold_json(record.hold)
    return contact | held | {"hold": hold}


@router.get("/{contact_id}/messages")
async def messages(
    contact_id: UUID,
    member: Member,
    desk: TheDesk,
    reason: Reason,
    after: Annotated[int, Query(ge=0, le=2**31 - 1)] = 0,
) -> dict[str, Any]:
    """A page of 200 messages after a `seq`."""
    found, last_seq = await desk.records.said(
        contact_id, member.counsellor_id, member.role, after=after, reason=reason
    )
    return {"messages": [untyped(one) for one in found], "last_seq": last_seq}


@router.get("/{contact_id}/decisions")
async def decisions(
    contact_id: UUID, member: Member, desk: TheDesk, reason: Reason
) -> dict[str, list[ContactDecision]]:
    """Why it was offered to whom, oldest first; a coordinator gives a reason, which is audited."""
    found = await desk.decisions.of_contact(contact_id, member.counsellor_id, member.role, reason=reason)
    return {"decisions": of_contact(found)}


@router.put("/{contact_id}/wrap-up", status_code=204)
async def save_draft(contact_id: UUID, request: Request, member: Member, desk: TheDesk) -> None:
    """Keep what is filled in so far; it never closes the contact."""
    try:
        fields = msgspec.json.decode(await request.body())
    except (msgspec.DecodeError, UnicodeError, RecursionError) as error:
        raise Invalid({"body": "no JSON object"}) from error
    if not isinstance(fields, dict):
        raise Invalid({"body": "no JSON object"})
    await desk.wrapping_up.save_draft(member.counsellor_id, contact_id, fields)
