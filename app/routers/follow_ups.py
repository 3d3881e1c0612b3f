"""HTTP for everybody: leave a question, ask to be called, come back with a receipt code (protocol § 1)."""

from fastapi import APIRouter, Request
from fastapi.responses import JSONResponse

from app.frames.shared import instant
from app.routers.bearer import require_origin, token_of
from app.routers.dependencies import TheDesk, TimelyRoute
from app.routers.follow_up_schemas import CodeBody, FollowUpBody
from app.routers.turnstile import require_pace, require_receipt_pace
from app.services.follow_ups import Asked
from app.services.follow_ups import Request as Wish
from app.wiring import Desk

router = APIRouter(prefix="/api", tags=["public"], route_class=TimelyRoute)

NOWHERE = {"Cache-Control": "no-store"}


@router.post("/follow-ups", status_code=201)
async def ask(body: FollowUpBody, request: Request, desk: TheDesk) -> JSONResponse:
    """Leave a question or ask to be called, also while closed: 201, or 200 for the same request again."""
    require_origin(request, desk)
    token = None if body.contact_id is None else token_of(request)
    await require_pace(desk, request.client, body.proof)
    asked = await _ask(
        desk,
        Wish(
            kind=body.kind,
            language=body.language,
            request_id=body.request_id,
            text=body.text,
            number=body.number,
            county=body.county,
            contact_id=body.contact_id,
            token=token,
        ),
    )
    content = {
        "follow_up_id": str(asked.follow_up_id),
        "code": asked.code,
        "token": asked.token,
        "expires_at": instant(asked.expires_at),
    }
    return JSONResponse(content, 201 if asked.new else 200, NOWHERE)


async def _ask(desk: Desk, wish: Wish) -> Asked:
    """A few at a time, as those who ask for a chat."""
    turn = await desk.asking.turn(gone=lambda: False)
    try:
        return await desk.follow_ups.ask(wish)
    finally:
        turn.end()


@router.post("/receipts")
async def receipt(body: CodeBody, request: Request, desk: TheDesk) -> JSONResponse:
    """What a code opens, and a token that reads and erases it."""
    require_origin(request, desk)
    await require_receipt_pace(desk, request.client)
    found = await desk.follow_ups.receipt(body.code)
    content = {"kind": found.kind, "state": found.state, "token": found.token}
    return JSONResponse(content, headers=NOWHERE)
