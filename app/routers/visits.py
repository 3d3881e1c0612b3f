"""A page says that somebody looked at a closed door, so that the hours can be planned."""

from fastapi import APIRouter, Request, Response
from pydantic import BaseModel

from app.domain.contact import Channel
from app.routers.bearer import require_origin
from app.routers.dependencies import TheDesk, TimelyRoute
from app.routers.turnstile import require_visit_pace

router = APIRouter(prefix="/api", tags=["public"], route_class=TimelyRoute)


class VisitBody(BaseModel):
    """Which channel somebody wanted."""

    channel: Channel


@router.post("/visits", status_code=204)
async def visit(body: VisitBody, request: Request, desk: TheDesk) -> Response:
    """Count a visit while nobody new is let in; while the desk is open nothing is counted. Always 204."""
    require_origin(request, desk)
    await require_visit_pace(desk, request.client)
    reason = (await desk.sign.look()).written.refusals.get(body.channel)
    if reason is not None:
        await desk.visits.came(body.channel, reason)
    return Response(status_code=204, headers={"Cache-Control": "no-store"})
