"""HTTP for calls that a counsellor registers by hand (protocol § 2)."""

from typing import Annotated, Any
from uuid import UUID

from fastapi import APIRouter, Body
from fastapi.responses import JSONResponse

from app.routers.dependencies import Member, StaffRoute, TheDesk

router = APIRouter(prefix="/api/contacts", tags=["contacts"], route_class=StaffRoute)

EXAMPLE = {
    "request_id": "0199d3b2-0000-7000-8000-000000000000",
    "language": "nb",
    "started_at": "2026-11-23T09:00:00Z",
    "ended_at": None,
    "wrap_up": None,
}


@router.post("/phone", status_code=201)
async def register(
    body: Annotated[dict[str, Any], Body(examples=[EXAMPLE])], member: Member, desk: TheDesk
) -> JSONResponse:
    """A call that goes on (`ended_at` null), has ended, or is recorded already (`wrap_up`).

    201, or 200 for the same request again; 422 `invalid` with field -> why.
    """
    call = await desk.phone_register.register(member.counsellor_id, body)
    content = {"contact_id": str(call.contact_id)}
    return JSONResponse(content, 201 if call.new else 200, {"Cache-Control": "no-store"})


@router.put("/{contact_id}/language", status_code=204)
async def speak(
    contact_id: UUID,
    body: Annotated[dict[str, Any], Body(examples=[{"language": "en"}])],
    member: Member,
    desk: TheDesk,
) -> None:
    """The language of one's own call by hand, until it is recorded; 422 `invalid` with field -> why."""
    await desk.phone_register.speak(member.counsellor_id, contact_id, body.get("language"))
