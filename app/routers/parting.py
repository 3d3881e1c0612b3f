"""Leaving over HTTP: a page that is left in a hurry is gone before its socket has said so."""

from fastapi import APIRouter, Request, Response
from pydantic import BaseModel, Field

from app.domain.errors import NotFound
from app.routers.bearer import require_origin, token_of
from app.routers.dependencies import TheDesk, TimelyRoute

router = APIRouter(prefix="/api", tags=["public"], route_class=TimelyRoute)


class LeaveBody(BaseModel):
    """May be left out altogether."""

    forget: bool = Field(
        default=False, description="The token opens nothing afterwards; the receipt code still does."
    )


@router.post("/contacts/self/leave", status_code=204)
async def leave(request: Request, desk: TheDesk, body: LeaveBody | None = None) -> Response:
    """Leave the line or the conversation, as the frame `leave` does; leaving twice is fine."""
    require_origin(request, desk)
    record = await desk.records.own(token_of(request))
    if record.contact is None:
        raise NotFound
    await desk.endings.leave(record.contact.contact_id, forget=body is not None and body.forget)
    return Response(status_code=204, headers={"Cache-Control": "no-store"})
