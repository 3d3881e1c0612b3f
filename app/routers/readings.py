"""Who read which conversation and why: for coordinators, as JSON and for a spreadsheet."""

from collections.abc import Sequence
from typing import Annotated, Any
from uuid import UUID

from fastapi import APIRouter, Query, Request, Response
from pydantic import BaseModel

from app.frames.shared import instant, maybe_instant
from app.routers.audit import LARGEST_ID
from app.routers.dependencies import ReportRoute, TheDesk
from app.routers.exports import csv_parts
from app.routers.spreadsheets import CSV, csv_lines
from app.services.readings import Reading

router = APIRouter(prefix="/api", tags=["audit"], route_class=ReportRoute)

Bound = Annotated[str | None, Query(description="An Oslo date, or an instant")]


class Reader(BaseModel):
    """Whoever read; `centre` is a code."""

    id: UUID
    name: str | None
    centre: str | None


class ReadContact(BaseModel):
    """Which contact it was: when it came, how, and who had it; nothing of what was said."""

    contact_id: UUID
    channel: str | None
    arrived_at: str | None
    counsellor: str | None


class ReadingEntry(BaseModel):
    """One reading, of `calls` calls from `at` to `last_at`; `what`: `conversation` or `decisions`."""

    reading_id: int
    at: str
    last_at: str
    calls: int
    reader: Reader | None
    what: str
    contact: ReadContact
    reason: str | None


class ReadingPage(BaseModel):
    """Newest first; `more`: ask again with `before` the last `reading_id`."""

    readings: list[ReadingEntry]
    more: bool


@router.get("/readings", response_model=ReadingPage, responses={200: {"content": {CSV: {}}}})
async def readings(
    request: Request,
    desk: TheDesk,
    *,
    from_: Annotated[str | None, Query(alias="from")] = None,
    to: Bound = None,
    person: Annotated[str | None, Query(description="The id of who read")] = None,
    contact: str | None = None,
    before: Annotated[int | None, Query(ge=1, le=LARGEST_ID)] = None,
    limit: Annotated[int, Query(ge=1, le=200)] = 50,
) -> Response | ReadingPage:
    """Readings by those who had no part in the conversation; `Accept: text/csv` for all of them; 422.

    `before` and `limit` are of pages: the file is whole, written while it is read, and `Desk-Rows` says how
    many rows it has.
    """
    asked = {"from": from_, "to": to, "person": person, "contact": contact}
    if CSV in request.headers.get("accept", ""):
        whole = await desk.readings.whole(asked)
        return csv_parts(whole.parts, _lines, names=NAMES, name="readings", count=whole.count)
    page = await desk.readings.page(asked, before=before, limit=limit)
    return ReadingPage(readings=[_entry(one) for one in page.readings], more=page.more)


def _entry(one: Reading) -> ReadingEntry:
    reader = None if one.reader_id is None else Reader(id=one.reader_id, name=one.reader, centre=one.centre)
    return ReadingEntry(
        reading_id=one.reading_id,
        at=instant(one.at),
        last_at=instant(one.last_at),
        calls=one.calls,
        reader=reader,
        what=one.what,
        contact=ReadContact(
            contact_id=one.contact_id,
            channel=one.channel,
            arrived_at=maybe_instant(one.arrived_at),
            counsellor=one.counsellor,
        ),
        reason=one.reason,
    )


NAMES = (
    "at",
    "last_at",
    "calls",
    "reader",
    "reader_id",
    "centre",
    "what",
    "reason",
    "contact_id",
    "channel",
    "arrived_at",
    "counsellor",
)


def _lines(found: Sequence[Reading]) -> str:
    return csv_lines(NAMES, [_row(one) for one in found])


def _row(one: Reading) -> dict[str, Any]:
    times = {"at": instant(one.at), "last_at": instant(one.last_at)}
    cells = {name: getattr(one, name) for name in NAMES}
    return {**cells, **times, "arrived_at": maybe_instant(one.arrived_at)}
