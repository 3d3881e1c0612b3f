"""What every page of every site may ask: is the desk open (protocol § 1)."""

from fastapi import APIRouter, Request, Response

from app.routers.conditional import conditional
from app.routers.dependencies import desk_of

router = APIRouter(prefix="/api", tags=["public"])
"""Of plain routes: the sign itself answers in time, and each view of a page costs the little that is left."""


@router.head("/desk", include_in_schema=False)
@router.get("/desk")
async def desk(request: Request) -> Response:
    """Is the desk open, per channel; cacheable for 5 s, and never beyond the next opening or closing."""
    desk = desk_of(request)
    posted, now = await desk.sign.look(), desk.clock.now()
    return conditional(
        request,
        posted.at(now),
        tag=posted.tag(now),
        cache=f"public, max-age={posted.cached_seconds(now)}",
        media_type="application/json",
    )
