"""A coordinator looks for a contact by when it came; opening it takes a reason (`contacts`)."""

from uuid import UUID

from fastapi import APIRouter, Request
from pydantic import BaseModel

from app.frames.shared import instant
from app.routers.dependencies import CoordinatorRoute, TheDesk

router = APIRouter(prefix="/api/contacts", tags=["contacts"], route_class=CoordinatorRoute)


class ArrivedContact(BaseModel):
    """Nothing of what was said; `centre` and `counsellor` are null where nobody answered it."""

    contact_id: UUID
    arrived_at: str
    channel: str
    language: str
    state: str
    centre: str | None
    counsellor: str | None
    has_text: bool


class ArrivedContacts(BaseModel):
    """In the order in which they came; `more`: there are further ones, ask for a shorter time."""

    contacts: list[ArrivedContact]
    more: bool


@router.get("")
async def search(request: Request, desk: TheDesk) -> ArrivedContacts:
    """The contacts of a time: `from`, `to` (a day at most), and `channel`, `centre` if wanted; 422."""
    found, more = await desk.records.arrived(dict(request.query_params))
    return ArrivedContacts(
        contacts=[
            ArrivedContact(
                contact_id=one.id,
                arrived_at=instant(one.arrived_at),
                channel=one.channel,
                language=one.language,
                state=one.state,
                centre=one.centre,
                counsellor=one.counsellor,
                has_text=one.has_text,
            )
            for one in found
        ],
        more=more,
    )
