"""HTTP for calls that a counsellor registers by hand (protocol § 2)."""

from typing import Any
from uuid import UUID

from fastapi import APIRouter
from fastapi.responses import JSONResponse

from app.routers.care_schemas import CallBody, Called, SpokenBody
from app.routers.dependencies import Member, StaffRoute, TheDesk

router = APIRouter(prefix="/api/contacts", tags=["contacts"], route_class=StaffRoute)

SAME: dict[int | str, dict[str, Any]] = {200: {"model": Called, "description": "The same request again."}}


@router.post("/phone", status_code=201, response_model=Called, responses=SAME)
async def register(body: CallBody, member: Member, desk: TheDesk) -> JSONResponse:
    """A call that goes on (`ended_at` null), has ended, or is recorded already (`wrap_up`).

    201, or 200 for the same request again; 422 `invalid` with field -> why.
    """
    call = await desk.phone_register.register(member.counsellor_id, body.model_dump())
    content = {"contact_id": str(call.contact_id)}
    return JSONResponse(content, 201 if call.new else 200, {"Cache-Control": "no-store"})


@router.put("/{contact_id}/language", status_code=204)
async def speak(contact_id: UUID, body: SpokenBody, member: Member, desk: TheDesk) -> None:
    """The language of one's own call by hand, until it is recorded; 422 `invalid` with field -> why."""
    await desk.phone_register.speak(member.counsellor_id, contact_id, body.language)
