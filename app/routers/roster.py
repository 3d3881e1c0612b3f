"""Shifts: planned by coordinators, read by the counsellors whose they are, also as a calendar."""

from typing import Annotated, Any
from uuid import UUID

from fastapi import APIRouter, Body, Query, Request, Response

from app.domain.asked import read_time
from app.domain.counsellor import Role
from app.frames.shared import instant
from app.routers.calendar import calendar
from app.routers.dependencies import CoordinatorRoute, Member, StaffRoute, TheDesk
from app.services.turnus import Planned

own = APIRouter(prefix="/api", tags=["turnus"], route_class=StaffRoute)
planning = APIRouter(prefix="/api", tags=["turnus"], route_class=CoordinatorRoute)
AnyBody = Annotated[Any, Body()]
CALENDAR = "text/calendar"


@own.get("/shifts", response_model=None)
async def shifts(
    request: Request,
    member: Member,
    desk: TheDesk,
    counsellor_id: Annotated[UUID | None, Query()] = None,
) -> Response | list[dict[str, Any]]:
    """Shifts from `from` to `to` (dates or instants); counsellors read their own; `text/calendar` besides."""
    whose = counsellor_id if member.role is Role.COORDINATOR else member.counsellor_id
    starts, ends = (read_time(name, request.query_params.get(name)) for name in ("from", "to"))
    found = await desk.turnus.between(starts, ends, counsellor_id=whose)
    if CALENDAR in request.headers.get("accept", ""):
        return Response(calendar(found), media_type=f"{CALENDAR}; charset=utf-8")
    return [_shift(one) for one in found]


@planning.post("/shifts", status_code=201)
async def add_shift(body: AnyBody, member: Member, desk: TheDesk) -> dict[str, Any]:
    """A new shift; 422 `invalid`. `overlaps` names shifts of the same counsellor that it meets."""
    return _shift(await desk.turnus.add(body, author_id=member.counsellor_id))


@planning.put("/shifts/{shift_id}")
async def change_shift(shift_id: UUID, body: AnyBody, member: Member, desk: TheDesk) -> dict[str, Any]:
    """Other times, channels or counsellor; 404 `not_found`, 422 `invalid`."""
    return _shift(await desk.turnus.change(shift_id, body, author_id=member.counsellor_id))


@planning.delete("/shifts/{shift_id}", status_code=204)
async def remove_shift(shift_id: UUID, member: Member, desk: TheDesk) -> None:
    """Take a shift away; 404 `not_found`."""
    await desk.turnus.remove(shift_id, author_id=member.counsellor_id)


def _shift(planned: Planned) -> dict[str, Any]:
    shift = planned.shift
    return {
        "shift_id": shift.shift_id,
        "counsellor_id": shift.counsellor_id,
        "name": planned.name,
        "centre": planned.centre,
        "starts_at": instant(shift.starts_at),
        "ends_at": instant(shift.ends_at),
        "channels": sorted(shift.channels),
        "overlaps": [other.shift_id for other in planned.overlaps],
    }


router = APIRouter()
router.include_router(own)
router.include_router(planning)
