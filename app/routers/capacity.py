"""How many chats at once a counsellor may hold: coordinators set it, for beginners and for old hands."""

from uuid import UUID

from fastapi import APIRouter
from pydantic import BaseModel, ConfigDict

from app.routers.dependencies import CoordinatorRoute, Member, TheDesk

router = APIRouter(prefix="/api", tags=["capacity"], route_class=CoordinatorRoute)


class Capacity(BaseModel):
    """Chats at once; null: as many as the desk's policy gives everybody."""

    model_config = ConfigDict(extra="forbid", strict=True)

    chat: int | None


@router.put("/counsellors/{counsellor_id}/capacity")
async def set_capacity(counsellor_id: UUID, body: Capacity, member: Member, desk: TheDesk) -> Capacity:
    """Set it; what is open stays open. 404 `not_found`, 422 `invalid`."""
    await desk.capacities.set(counsellor_id, body.chat, author_id=member.counsellor_id)
    return body
