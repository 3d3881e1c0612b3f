"""HTTP for everybody: ask for a chat, and what the desk holds on oneself (protocol § 1)."""

from typing import Annotated, Any, Literal
from uuid import UUID

import msgspec
from fastapi import APIRouter, Request, Response
from fastapi.responses import JSONResponse
from pydantic import BaseModel, Field, field_validator

from app.domain.contact import Language
from app.domain.privacy import FORBIDDEN
from app.frames.follow_up import OwnFollowUp
from app.frames.shared import instant, untyped
from app.routers.bearer import require_origin, token_of
from app.routers.dependencies import TheDesk, TimelyRoute
from app.routers.turnstile import remember_asker, require_pace
from app.services.feedback import Given
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


@router.post("/contacts", status_code=201)
async def ask(body: ContactBody, request: Request, desk: TheDesk) -> JSONResponse:
    """Ask for a chat: 201, or 200 for the same request again."""
    require_origin(request, desk)
    await require_pace(desk, request.client, body.proof, known=lambda: _knows(desk, body.request_id))
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
    await remember_asker(desk, request.client, admission.contact_id)
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


async def _knows(desk: Desk, request_id: UUID | None) -> bool:
    """Whether this is a chat's request again; a few look at a time, as they arrive."""
    if request_id is None:
        return False
    turn = await desk.asking.turn(gone=lambda: False)
    try:
        return await desk.intake.knows(request_id)
    finally:
        turn.end()


@router.get("/contacts/self")
async def read_own(request: Request, desk: TheDesk) -> JSONResponse:
    """What the desk holds on this contact; notes are handed out by a coordinator on request."""
    record = await desk.records.own(token_of(request))
    content = {
        "contact": msgspec.to_builtins(record.contact),
        "messages": [untyped(one) for one in record.messages],
        "follow_ups": [_follow_up(one) for one in record.follow_ups],
        "wrap_up": record.wrap_up,
        "feedback": _feedback(record.feedback),
    }
    return JSONResponse(content, headers={"Cache-Control": "no-store"})


@router.delete("/contacts/self", status_code=204)
async def erase_own(request: Request, desk: TheDesk) -> Response:
    """Erase now; repeatable."""
    require_origin(request, desk)
    mine = await desk.records.erasable(token_of(request))
    contacts = [*mine.contacts]
    for follow_up_id in mine.follow_ups:
        contacts += await desk.follow_ups.erase(follow_up_id)
    for contact_id in contacts:
        await desk.endings.erase(contact_id)
    return Response(status_code=204, headers={"Cache-Control": "no-store"})


def _feedback(given: Given | None) -> dict[str, Any] | None:
    if given is None:
        return None
    return {"score": given.score, "words": given.words, "at": instant(given.at)}


def _follow_up(one: OwnFollowUp) -> dict[str, Any]:
    return untyped(one) | {"answers": [untyped(answer) for answer in one.answers]}
