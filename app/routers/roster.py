"""Shifts: planned by coordinators, read by the counsellors whose they are, also as a calendar."""

import asyncio
from collections.abc import Sequence
from typing import Annotated, Any
from uuid import UUID

from fastapi import APIRouter, Query, Request, Response
from pydantic import BaseModel, WithJsonSchema

from app.domain.asked import read_time
from app.domain.contact import Channel
from app.domain.counsellor import Role
from app.domain.people import Person
from app.domain.roster import Shift as PlannedShift
from app.domain.shift_table import write_table
from app.frames.shared import instant
from app.routers.calendar import calendar
from app.routers.dependencies import CoordinatorRoute, Member, StaffRoute, TheDesk
from app.routers.hours_schemas import INSTANT
from app.routers.rota_schemas import CHANNELS
from app.services.turnus import Planned

own = APIRouter(prefix="/api", tags=["turnus"], route_class=StaffRoute)
planning = APIRouter(prefix="/api", tags=["turnus"], route_class=CoordinatorRoute)
CALENDAR, CSV = "text/calendar", "text/csv"


class ShiftBody(BaseModel):
    """Who is on duty from when until when, for which channels; checked by the domain."""

    counsellor_id: Annotated[Any, WithJsonSchema({"type": "string", "format": "uuid"})]
    starts_at: Annotated[Any, WithJsonSchema(INSTANT)]
    ends_at: Annotated[Any, WithJsonSchema(INSTANT)]
    channels: Annotated[Any, WithJsonSchema(CHANNELS)]


class ExtraBody(BaseModel):
    """Who works outside the plan from now until when, for which channels, and why."""

    counsellor_id: Annotated[Any, WithJsonSchema({"type": "string", "format": "uuid"})] = None
    until: Annotated[Any, WithJsonSchema(INSTANT)] = None
    channels: Annotated[Any, WithJsonSchema(CHANNELS)] = None
    reason: Annotated[Any, WithJsonSchema({"type": "string", "maxLength": 200})] = None


class Shift(BaseModel):
    """A shift as it is stored, whose it is, and which others of hers it overlaps."""

    shift_id: UUID
    counsellor_id: UUID
    name: str
    centre: str | None
    starts_at: str
    ends_at: str
    channels: list[Channel]
    overlaps: list[UUID]


@own.get("/shifts", response_model=list[Shift], responses={200: {"content": {CALENDAR: {}, CSV: {}}}})
async def shifts(
    request: Request,
    member: Member,
    desk: TheDesk,
    counsellor_id: Annotated[UUID | None, Query()] = None,
) -> Response | list[Shift]:
    """Shifts from `from` to `to` (dates or instants); counsellors read their own; also as a file."""
    whose = counsellor_id if member.role is Role.COORDINATOR else member.counsellor_id
    starts, ends = (read_time(name, request.query_params.get(name)) for name in ("from", "to"))
    accepted = request.headers.get("accept", "")
    if CALENDAR in accepted or CSV in accepted:
        planned = await desk.shift_exchange.planned(starts, ends, counsellor_id=whose)
        return await asyncio.to_thread(_file, planned, CALENDAR if CALENDAR in accepted else CSV)
    return [_shift(one) for one in await desk.turnus.between(starts, ends, counsellor_id=whose)]


def _file(planned: Sequence[tuple[PlannedShift, Person]], kind: str) -> Response:
    """The planned shifts as a file that import reads again."""
    body = calendar(planned) if kind == CALENDAR else write_table(planned).encode()
    name = "shifts.ics" if kind == CALENDAR else "shifts.csv"
    headers = {"Content-Disposition": f'attachment; filename="{name}"'}
    return Response(body, media_type=f"{kind}; charset=utf-8", headers=headers)


@planning.post("/shifts", status_code=201)
async def add_shift(body: ShiftBody, member: Member, desk: TheDesk) -> Shift:
    """A new shift; 422 `invalid`. `overlaps` names shifts of the same counsellor that it meets."""
    return _shift(await desk.turnus.add(body.model_dump(), author_id=member.counsellor_id))


@planning.post("/shifts/extra", status_code=201)
async def add_extra_shift(body: ExtraBody, member: Member, desk: TheDesk) -> Shift:
    """Somebody works outside the plan from now on, at once; the reason is written down; 422 `invalid`."""
    return _shift(await desk.turnus.extra(body.model_dump(), author_id=member.counsellor_id))


@planning.put("/shifts/{shift_id}")
async def change_shift(shift_id: UUID, body: ShiftBody, member: Member, desk: TheDesk) -> Shift:
    """Other times, channels or counsellor; 404 `not_found`, 422 `invalid`."""
    return _shift(await desk.turnus.change(shift_id, body.model_dump(), author_id=member.counsellor_id))


@planning.delete("/shifts/{shift_id}", status_code=204)
async def remove_shift(shift_id: UUID, member: Member, desk: TheDesk) -> None:
    """Take a shift away; 404 `not_found`."""
    await desk.turnus.remove(shift_id, author_id=member.counsellor_id)


def _shift(planned: Planned) -> Shift:
    shift = planned.shift
    return Shift(
        shift_id=shift.shift_id,
        counsellor_id=shift.counsellor_id,
        name=planned.name,
        centre=planned.centre,
        starts_at=instant(shift.starts_at),
        ends_at=instant(shift.ends_at),
        channels=sorted(shift.channels),
        overlaps=[other.shift_id for other in planned.overlaps],
    )


router = APIRouter()
router.include_router(own)
router.include_router(planning)
