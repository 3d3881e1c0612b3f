"""What every page of every site may ask: is the desk open, and when (protocol § 1)."""

from fastapi import APIRouter, Request, Response
from pydantic import BaseModel

from app.domain.contact import Channel, Language
from app.domain.door import DoorState
from app.routers.conditional import conditional
from app.routers.dependencies import desk_of
from app.services.publishing import Document

router = APIRouter(prefix="/api", tags=["public"])
"""Of plain routes: the sign itself answers in time, and each view of a page costs the little that is left."""


class Wait(BaseModel):
    """A rounded range."""

    from_seconds: int
    to_seconds: int


class ChannelTold(BaseModel):
    """One channel; `opens_at` is null when no opening is known within 60 days, `number` is the phone's."""

    state: DoorState
    reason: str | None
    closes_at: str | None
    opens_at: str | None
    label: dict[str, str] | None
    waiting: int
    expected_wait: Wait | None
    number: str | None = None


class DeskTold(BaseModel):
    """The desk at an instant."""

    server_time: str
    notice: str | None
    notice_texts: dict[str, str] | None
    notice_until: str | None
    channels: dict[Channel, ChannelTold]


@router.head("/desk", include_in_schema=False)
@router.get("/desk", responses={200: {"model": DeskTold}, 304: {"description": "As before."}})
async def desk(request: Request) -> Response:
    """Is the desk open, per channel; cacheable for 5 s, and never beyond the next opening or closing."""
    posted = await desk_of(request).sign.look()
    return conditional(
        request,
        posted.body,
        tag=posted.tag,
        cache=f"public, max-age={posted.cached_seconds}",
        media_type="application/json",
    )


@router.head("/opening-hours/schema.org", include_in_schema=False)
@router.get("/opening-hours/schema.org")
async def schema_org(request: Request) -> Response:
    """The opening hours of the next two months as schema.org's OpeningHoursSpecification, in JSON-LD."""
    return _document(request, desk_of(request).publishing.schema_org(), "application/ld+json")


@router.head("/opening-hours/calendar.ics", include_in_schema=False)
@router.get("/opening-hours/calendar.ics")
async def calendar(
    request: Request, *, channel: Channel = Channel.CHAT, language: Language = Language.NB
) -> Response:
    """The opening hours of the next two months as an iCalendar feed, named closures among them."""
    return _document(request, desk_of(request).publishing.calendar(channel, language), "text/calendar")


def _document(request: Request, document: Document, media_type: str) -> Response:
    return conditional(
        request,
        document.body,
        tag=document.tag,
        cache=f"public, max-age={document.cached_seconds(desk_of(request).clock.now())}",
        media_type=f"{media_type}; charset=utf-8" if media_type.startswith("text/") else media_type,
    )
