"""Shifts in files: what one would change, and all of it or nothing (CSV and iCalendar)."""

import asyncio
from datetime import datetime
from typing import Annotated, Any, ClassVar
from uuid import UUID

from fastapi import APIRouter, Query, Request
from pydantic import BaseModel

from app.domain.conflicts import Conflict
from app.domain.contact import Channel
from app.domain.reading import Problems
from app.domain.shift_file import Fault, FileError, FileRead, decoded
from app.domain.shift_table import read_table
from app.frames.shared import instant
from app.routers.calendar_reading import read_calendar
from app.routers.dependencies import CoordinatorRoute, Member, TheDesk
from app.services.shift_exchange import Imported

CSV, CALENDAR = "text/csv", "text/calendar"
BODY: dict[str, Any] = {
    "requestBody": {
        "required": True,
        "content": {kind: {"schema": {"type": "string"}} for kind in (CSV, CALENDAR)},
    }
}


class FileRoute(CoordinatorRoute):
    """A route whose answer may take its time: a file may hold thousands of shifts."""

    answer_seconds: ClassVar[float] = 20.0


router = APIRouter(prefix="/api", tags=["turnus"], route_class=FileRoute)


class FileShift(BaseModel):
    """A shift of the file, as it was or as it will stand; `shift_id` is null for what is only shown."""

    shift_id: UUID | None
    counsellor_id: UUID
    name: str
    centre: str | None
    starts_at: str
    ends_at: str
    channels: list[Channel]
    conflicts: list[Conflict]


class FileChange(BaseModel):
    """A shift before and after."""

    before: FileShift
    after: FileShift


class WrongLine(BaseModel):
    """A line that cannot be used, and why."""

    line: int
    code: Fault
    message: str


class ImportAnswer(BaseModel):
    """What the file changes, or would; nothing at all while a line is wrong."""

    applied: bool
    added: list[FileShift]
    changed: list[FileChange]
    removed: list[FileShift]
    unchanged: int
    errors: list[WrongLine]
    more_errors: int


@router.post("/shifts/import", openapi_extra=BODY)
async def import_shifts(
    request: Request,
    member: Member,
    desk: TheDesk,
    *,
    preview: str = "true",
    counsellor_id: Annotated[UUID | None, Query(description="Whose shifts are that name nobody")] = None,
) -> ImportAnswer:
    """Shifts from a file; stored only with `preview=false` and without errors; 422 `invalid`."""
    if preview not in ("true", "false"):
        problems = Problems()
        problems.add("preview", "must be true or false")
        problems.raise_any()
    kind, body = request.headers.get("content-type", ""), await request.body()
    read = await asyncio.to_thread(read_file, body, kind=kind, now=desk.clock.now())
    done = await desk.shift_exchange.bring(
        read, preview=preview == "true", author_id=member.counsellor_id, default=counsellor_id
    )
    return ImportAnswer(
        applied=done.applied,
        added=[_shift(one, new=not done.applied) for one in done.added],
        changed=[FileChange(before=_shift(was), after=_shift(now)) for was, now in done.changed],
        removed=[_shift(one) for one in done.removed],
        unchanged=done.unchanged,
        errors=[WrongLine(line=one.line, code=one.fault, message=one.message) for one in done.errors],
        more_errors=done.more_errors,
    )


def read_file(body: bytes, *, kind: str, now: datetime) -> FileRead:
    """A file by what it says it is, or looks like: a calendar begins as one, everything else is a table."""
    text = decoded(body)
    if isinstance(text, FileError):
        return FileRead(errors=[text])
    if CALENDAR in kind or text.lstrip()[:15].upper() == "BEGIN:VCALENDAR":
        return read_calendar(text, now)
    return read_table(text)


def _shift(one: Imported, *, new: bool = False) -> FileShift:
    shift = one.shift
    return FileShift(
        shift_id=None if new else shift.shift_id,
        counsellor_id=shift.counsellor_id,
        name=one.person.name,
        centre=one.person.centre,
        starts_at=instant(shift.starts_at),
        ends_at=instant(shift.ends_at),
        channels=sorted(shift.channels),
        conflicts=list(one.conflicts),
    )
