"""The lists staff choose from, and their colleagues (protocol § 2)."""

from typing import Any
from uuid import UUID

from fastapi import APIRouter
from pydantic import BaseModel

from app.domain.contact import Channel
from app.domain.counsellor import Presence
from app.frames.shared import maybe_instant
from app.routers.dependencies import Member, StaffRoute, TheDesk

router = APIRouter(prefix="/api", tags=["lists"], route_class=StaffRoute)


class Colleague(BaseModel):
    """Somebody a contact could be handed to; `free`: seats for each channel, `centre` is a code."""

    counsellor_id: UUID
    name: str
    centre: str | None
    presence: Presence
    channels: list[Channel]
    free: dict[Channel, int]
    on_shift_until: str | None


@router.get("/topics")
async def topics(desk: TheDesk) -> dict[str, Any]:
    """The two-level list of topics."""
    return await desk.directory.topics()


@router.get("/education-levels")
async def education_levels(desk: TheDesk) -> dict[str, Any]:
    """The levels a question can be about, and the citizen's own."""
    return desk.directory.education_levels()


@router.get("/categories")
async def categories(desk: TheDesk) -> dict[str, Any]:
    """The other lists of a wrap-up; `outcome` are its dispositions."""
    return desk.directory.categories()


@router.get("/replies")
async def replies(desk: TheDesk) -> dict[str, Any]:
    """Quick replies in nb, nn and en."""
    return await desk.directory.replies()


@router.get("/centres")
async def centres(desk: TheDesk) -> list[dict[str, Any]]:
    """Every centre: its code, its name, and its names in every language."""
    return await desk.directory.centres()


@router.get("/colleagues")
async def colleagues(member: Member, desk: TheDesk) -> list[Colleague]:
    """Everybody else, whether at work or not."""
    return [
        Colleague(
            counsellor_id=one.counsellor_id,
            name=one.name,
            centre=one.centre,
            presence=one.presence,
            channels=list(one.channels),
            free=one.free,
            on_shift_until=maybe_instant(one.on_shift_until),
        )
        for one in await desk.directory.colleagues(member.counsellor_id)
    ]
