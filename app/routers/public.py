"""HTTP for everybody: is the desk open, ask for a chat, and what the desk holds on oneself (protocol § 1)."""

from typing import Annotated, Any, Literal
from uuid import UUID

import msgspec
from fastapi import APIRouter, Request, Response
from fastapi.responses import JSONResponse
from pydantic import BaseModel, Field, field_validator

from app.domain.contact import Channel, Language
from app.domain.errors import NotAllowed, NotSignedIn
from app.domain.privacy import FORBIDDEN
from app.frames.shared import instant, maybe_instant, untyped
from app.routers.dependencies import TheDesk, TimelyRoute
from app.routers.turnstile import require_pace
from app.services.intake import Admission, Question
from app.wiring import Desk

router = APIRouter(prefix="/api", tags=["public"], route_class=TimelyRoute)


class ContactBody(BaseModel):
    """What a citizen sends to ask for a chat."""

    channel: Literal["chat"]
    language: Language
    request_id: UUID | None = None
    text: str | None = None
    alias: Annotated[str | None, Field(max_length=60)] = None
    county: Annotated[str | None, Field(max_length=40)] = None
    entry_page: Annotated[str | None, Field(max_length=300)] = None
    proof: Any = None

    @field_validator("alias", "county", "entry_page")
    @classmethod
    def _plain(cls, value: str | None) -> str | None:
        """Nothing that the stores would refuse; nothing is said by an empty text."""
        if value is not None and FORBIDDEN.search(value):
            raise ValueError("must hold no control characters")
        return (value or "").strip() or None


@router.get("/desk")
async def desk(desk: TheDesk, response: Response) -> dict[str, Any]:
    """Is the desk open, per channel; cacheable for 5 s."""
    door = await desk.door.look()
    response.headers["Cache-Control"] = "public, max-age=5"
    channels: dict[str, dict[str, Any]] = {
        channel: {
            "state": one.state,
            "closes_at": maybe_instant(one.closes_at),
            "opens_at": maybe_instant(one.opens_at),
            "reason": one.reason,
            "label": one.label,
            "waiting": one.waiting,
            "expected_wait": msgspec.to_builtins(one.expected_wait),
        }
        for channel, one in door.channels.items()
    }
    channels[Channel.PHONE]["number"] = desk.settings.phone_number
    return {"server_time": instant(door.at), "notice": desk.settings.notice, "channels": channels}


@router.post("/contacts", status_code=201)
async def ask(body: ContactBody, request: Request, desk: TheDesk) -> JSONResponse:
    """Ask for a chat: 201, or 200 for the same request again."""
    _require_origin(request, desk)
    await require_pace(desk, request.client, body.proof)
    admission = await _arrive(
        desk,
        Question(
            language=body.language,
            text=body.text,
            request_id=body.request_id,
            alias=body.alias,
            county=body.county,
            entry_page=body.entry_page,
        ),
    )
    content = {
        "contact_id": str(admission.contact_id),
        "token": admission.token,
        "limits": msgspec.to_builtins(admission.limits),
    }
    return JSONResponse(content, 201 if admission.new else 200, {"Cache-Control": "no-store"})


async def _arrive(desk: Desk, question: Question) -> Admission:
    """A few at a time: a crowd at the door must not slow down those who are in."""
    turn = await desk.asking.turn(gone=lambda: False)
    try:
        return await desk.intake.arrive(question)
    finally:
        turn.end()


@router.get("/contacts/self")
async def read_own(request: Request, desk: TheDesk) -> JSONResponse:
    """What the desk holds on this contact; notes are handed out by a coordinator on request."""
    record = await desk.records.own(_token(request))
    content = {
        "contact": msgspec.to_builtins(record.contact),
        "messages": [untyped(one) for one in record.messages],
        "follow_ups": [],
        "wrap_up": record.wrap_up,
    }
    return JSONResponse(content, headers={"Cache-Control": "no-store"})


@router.delete("/contacts/self", status_code=204)
async def erase_own(request: Request, desk: TheDesk) -> Response:
    """Erase now; repeatable."""
    _require_origin(request, desk)
    await desk.endings.erase(await desk.records.erasable(_token(request)))
    return Response(status_code=204, headers={"Cache-Control": "no-store"})


def _token(request: Request) -> str:
    kind, _, token = request.headers.get("authorization", "").partition(" ")
    if kind.lower() != "bearer" or not token:
        raise NotSignedIn
    return token.strip()


def _require_origin(request: Request, desk: Desk) -> None:
    """A change comes from the desk's own pages or an embedding site, else `NotAllowed`."""
    if request.headers.get("origin") not in desk.settings.allowed_origins:
        raise NotAllowed
