"""Topics of any time, broken down and compared, and the tables of a year; small cells are hidden."""

import asyncio
from collections.abc import Sequence
from itertools import groupby
from operator import itemgetter
from typing import Annotated, Any

from fastapi import APIRouter, Query, Request, Response
from pydantic import BaseModel

from app.frames.shared import instant
from app.routers import workbook
from app.routers.dependencies import ReportRoute, TheDesk
from app.routers.long_answers import json_answer, members
from app.routers.spreadsheets import CSV
from app.routers.statistics import Bound
from app.routers.tables import Table, csv_answer, xlsx_answer
from app.seed.texts import definitions
from app.services.topic_reports import TopicReport

router = APIRouter(prefix="/api/statistics", tags=["statistics"], route_class=ReportRoute)
FIGURES = (
    "recorded_contacts",
    "not_registered",
    "primary",
    "named",
    "share",
    "share_registered",
    "small_cells",
)
SPREADSHEETS: dict[int | str, dict[str, Any]] = {200: {"content": {CSV: {}, workbook.MEDIA_TYPE: {}}}}
ROWS = (
    *("topic", "parent", "name_nb", "name_nn", "name_en", "retired"),
    *("primary", "primary_share", "primary_share_registered"),
    *("named", "named_share", "named_share_registered"),
)
LINES = (
    *("table", "code", "parent", "registered", "name_nb", "name_nn", "name_en"),
    *("contacts", "share", "share_registered"),
)
ANNUAL_FIGURES = ("recorded_contacts", "not_registered", "share", "share_registered", "small_cells")
CELLS = ("value", "topic", "parent", "contacts", "share", "share_registered")


class TopicLoad(BaseModel):
    """Contacts by topic, broken down, and of another period; null where small, or hidden with what is."""

    definitions: dict[str, dict[str, str]]
    version: str
    codes: str
    by: str | None
    level: int
    contacts: int
    not_registered: int
    without_topic: int
    rows: list[dict[str, Any]]
    values: list[str]
    cells: list[dict[str, Any]]
    compared: dict[str, Any] | None


class AnnualTables(BaseModel):
    """The tables of a year, counted until an instant; small cells and those hidden with them are null."""

    definitions: dict[str, dict[str, str]]
    year: int
    until: str
    contacts: int
    rows: list[dict[str, Any]]


@router.get("/topics", response_model=TopicLoad, responses=SPREADSHEETS)
async def topics(
    request: Request,
    desk: TheDesk,
    *,
    from_: Annotated[str | None, Query(alias="from")] = None,
    to: Bound = None,
    channel: str | None = None,
    centre: str | None = None,
    language: str | None = None,
    by: Annotated[str | None, Query(description="One part, such as education_level")] = None,
    level: Annotated[str | None, Query(description="Which topics are broken down: 1 or 2")] = None,
    codes: Annotated[str | None, Query(description="recorded, or today")] = None,
    compare_from: Bound = None,
) -> Response:
    """Topics, primary and named, with shares with and without «not registered»; small cells null; 422."""
    given = {"from": from_, "to": to, "channel": channel, "centre": centre, "language": language}
    asked = {**given, "by": by, "level": level, "codes": codes, "compare_from": compare_from}
    found = await desk.topic_reports.topics({name: text for name, text in asked.items() if text is not None})
    accepted = request.headers.get("accept", "")
    if CSV in accepted:
        return await asyncio.to_thread(csv_answer, _tables(found)[1 if found.asked.by else 0], name="topics")
    if workbook.MEDIA_TYPE in accepted:
        return await asyncio.to_thread(xlsx_answer, _tables(found), definitions(FIGURES), name="topics")
    return await json_answer(_body, found)


@router.get("/annual", response_model=AnnualTables, responses=SPREADSHEETS)
async def annual(request: Request, desk: TheDesk, year: str = "") -> Response:
    """Who asked and about what in a year, contacts and not persons; small cells null; 422 `invalid`."""
    found = await desk.topic_reports.annual(year)
    accepted = request.headers.get("accept", "")
    if CSV in accepted:
        return csv_answer(Table("annual", LINES, found.rows), name=f"annual-{found.year}")
    if workbook.MEDIA_TYPE in accepted:
        sheets = [
            Table(name, LINES, list(rows)) for name, rows in groupby(found.rows, key=itemgetter("table"))
        ]
        meaning = definitions(ANNUAL_FIGURES)
        return await asyncio.to_thread(xlsx_answer, sheets, meaning, name=f"annual-{found.year}")
    told = {**members(found), "until": instant(found.until)}
    return await json_answer(lambda: {"definitions": definitions(ANNUAL_FIGURES), **told})


def _body(found: TopicReport) -> dict[str, Any]:
    spans = [{"from": instant(starts), "to": instant(ends)} for starts, ends in found.asked.spans]
    return {
        "definitions": definitions(FIGURES),
        "version": found.version,
        "codes": found.asked.codes,
        "by": found.asked.by,
        "level": found.asked.level,
        **members(found.tables),
        "without_topic": found.tables.not_registered,
        "compared": None if found.compared is None else {**spans[1], **members(found.compared)},
    }


def _tables(found: TopicReport) -> Sequence[Table]:
    """The sheets: topics, what they are broken down by, and both of the period compared."""
    shown = [("", found.tables), *([("compared_", found.compared)] if found.compared else [])]
    sheets: list[Table] = []
    for prefix, tables in shown:
        sheets.append(Table(f"{prefix}topics", ROWS, tables.rows))
        if found.asked.by is not None:
            sheets.append(Table(f"{prefix}by", CELLS, tables.cells))
    return sheets
