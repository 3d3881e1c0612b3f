"""What a counsellor records most: so that the usual topic of a wrap-up is one key away."""

from fastapi import APIRouter
from pydantic import BaseModel

from app.routers.dependencies import Member, StaffRoute, TheDesk

router = APIRouter(prefix="/api/me", tags=["wrap-up"], route_class=StaffRoute)


class Favourites(BaseModel):
    """Second-level topics, the most used first; her own use counts, and everybody's where she has none."""

    topics: list[str]


@router.get("/favourites")
async def favourites(member: Member, desk: TheDesk) -> Favourites:
    """The topics that this counsellor records most; nobody sees another's."""
    return Favourites(topics=await desk.wrapping_up.favourites(member.counsellor_id))
