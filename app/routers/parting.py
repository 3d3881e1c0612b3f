"""Leaving over HTTP: a page that is left in a hurry is gone before its socket has said so."""

from fastapi import APIRouter, Request, Response

from app.domain.errors import NotFound
from app.routers.bearer import require_origin, token_of
from app.routers.dependencies import TheDesk, TimelyRoute

router = APIRouter(prefix="/api", tags=["public"], route_class=TimelyRoute)


@router.post("/contacts/self/leave", status_code=204)
async def leave(request: Request, desk: TheDesk) -> Response:
    """Leave the line or the conversation, as the frame `leave` does; leaving twice is fine."""
    require_origin(request, desk)
    record = await desk.records.own(token_of(request))
    if record.contact is None:
        raise NotFound
    await desk.endings.leave(record.contact.contact_id)
    return Response(status_code=204, headers={"Cache-Control": "no-store"})
