"""Announced against really open, for coordinators."""

import asyncio
from typing import Annotated, Any

from fastapi import APIRouter, Query, Request, Response
from pydantic import BaseModel

from app.routers import workbook
from app.routers.dependencies import ReportRoute, TheDesk
from app.routers.long_answers import json_answer, members
from app.routers.spreadsheets import CSV
from app.routers.statistics import Bound
from app.routers.tables import Table, csv_answer, xlsx_answer
from app.seed.texts import definitions

router = APIRouter(prefix="/api/statistics", tags=["statistics"], route_class=ReportRoute)
FIGURES = ("announced_seconds", "attended_seconds")
DAYS = ("day", "channel", "announced_seconds", "attended_seconds", "share")
HOURS = ("day", "clock_hour", "starts_at", *DAYS[1:])
GAPS = ("channel", "starts_at", "ends_at", "seconds")


class Availability(BaseModel):
    """By hour, by day and in all, with the longest gaps and how many of a minute or more there are."""

    definitions: dict[str, dict[str, str]]
    rows: list[dict[str, Any]]
    days: list[dict[str, Any]]
    totals: list[dict[str, Any]]
    gaps: list[dict[str, Any]]
    gaps_in_all: int


@router.get(
    "/availability",
    response_model=Availability,
    responses={200: {"content": {CSV: {}, workbook.MEDIA_TYPE: {}}}},
)
async def availability(
    request: Request,
    desk: TheDesk,
    *,
    from_: Annotated[str | None, Query(alias="from")] = None,
    to: Bound = None,
    channel: str | None = None,
) -> Response:
    """Time announced open and time somebody was there; beyond 400 days no hours; CSV, xlsx; 422."""
    asked = {"from": from_, "to": to, "channel": channel}
    found = await desk.availabilities.of({name: text for name, text in asked.items() if text is not None})
    hours, days = Table("hours", HOURS, found.rows), Table("days", DAYS, found.days)
    accepted = request.headers.get("accept", "")
    if CSV in accepted:
        return await asyncio.to_thread(csv_answer, hours if found.rows else days, name="availability")
    if workbook.MEDIA_TYPE in accepted:
        sheets = [hours, days, Table("gaps", GAPS, found.gaps)]
        return await asyncio.to_thread(xlsx_answer, sheets, definitions(FIGURES), name="availability")
    return await json_answer(lambda: {"definitions": definitions(FIGURES), **members(found)})
