"""Secret calendars of one's own shifts: made, listed and revoked by whose they are, read by her calendar."""

import asyncio
import hashlib
from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Path, Request, Response
from pydantic import BaseModel

from app.domain.errors import NotFound
from app.frames.shared import instant
from app.routers.calendar import calendar
from app.routers.conditional import conditional
from app.routers.dependencies import Member, StaffRoute, TheDesk, TimelyRoute

own = APIRouter(prefix="/api", tags=["turnus"], route_class=StaffRoute)
public = APIRouter(prefix="/api", tags=["turnus"], route_class=TimelyRoute)
CALENDAR = "text/calendar; charset=utf-8"
CACHE = "private, max-age=300"
LONGEST_TOKEN = 64


class Feed(BaseModel):
    """A calendar that is open; its address was shown once."""

    feed_id: UUID
    created_at: str


class NewFeed(BaseModel):
    """A calendar with its address: whoever has it reads the shifts."""

    feed_id: UUID
    url: str


@own.post("/calendar-feeds", status_code=201)
async def make_feed(member: Member, desk: TheDesk) -> NewFeed:
    """A new secret address of one's own shifts; 409 `wrong_state` where there are ten."""
    feed, token = await desk.calendar_feeds.make(member.counsellor_id)
    url = f"{desk.settings.address}/api/calendars/{token}.ics"
    return NewFeed(feed_id=feed.feed_id, url=url)


@own.get("/calendar-feeds")
async def feeds(member: Member, desk: TheDesk) -> list[Feed]:
    """One's own open calendars, without their addresses."""
    found = await desk.calendar_feeds.own(member.counsellor_id)
    return [Feed(feed_id=one.feed_id, created_at=instant(one.created_at)) for one in found]


@own.delete("/calendar-feeds/{feed_id}", status_code=204)
async def revoke_feed(feed_id: UUID, member: Member, desk: TheDesk) -> None:
    """The address opens nothing any more; 404 `not_found`."""
    await desk.calendar_feeds.revoke(member.counsellor_id, feed_id)


@public.get("/calendars/{token}.ics", responses={200: {"content": {"text/calendar": {}}}})
async def calendar_of(
    token: Annotated[str, Path(max_length=256)], request: Request, desk: TheDesk
) -> Response:
    """The shifts behind a secret address, with a validator; 404 for any other."""
    if not (len(token) <= LONGEST_TOKEN and token.isascii()):
        raise NotFound
    shifts = await desk.calendar_feeds.shifts(token)
    body = await asyncio.to_thread(calendar, shifts, addressed=False)
    tag = f'"{hashlib.sha256(body).hexdigest()[:32]}"'
    answer = conditional(request, body, tag=tag, cache=CACHE, media_type=CALENDAR)
    answer.headers["X-Robots-Tag"] = "noindex"
    answer.headers["Referrer-Policy"] = "no-referrer"
    return answer


router = APIRouter()
router.include_router(own)
router.include_router(public)
