"""Statistics for coordinators, as JSON and for spreadsheets (protocol § 2)."""

import asyncio
from collections.abc import Mapping, Sequence
from typing import Annotated, Any

from fastapi import APIRouter, Query, Request, Response
from pydantic import BaseModel

from app.domain.load import FIGURES, LoadRow
from app.frames.shared import instant
from app.routers import workbook
from app.routers.dependencies import ReportRoute, TheDesk
from app.routers.exports import csv_file, xlsx_file
from app.routers.long_answers import json_answer, members
from app.routers.spreadsheets import CSV
from app.routers.tables import Table, csv_answer
from app.seed.texts import definitions
from app.services.reporting import Figures
from app.services.visits import VisitRow
from app.services.waits import PromiseRow

router = APIRouter(prefix="/api/statistics", tags=["statistics"], route_class=ReportRoute)
MEASURES = (*FIGURES, "wait_mean_seconds", "wrap_up_mean_seconds", "occupancy", "second_chat_share")
PROMISES = ("promised", "inside")
HourRow = VisitRow | PromiseRow

Bound = Annotated[str | None, Query(description="An Oslo date, or an instant")]


class Load(BaseModel):
    """Rows by hour, channel and centre, and what each figure means, in each language."""

    definitions: dict[str, dict[str, str]]
    rows: list[LoadRow]


class FigureTable(BaseModel):
    """Rows by channel and the parts asked for, the same without parts, and those of the period compared."""

    definitions: dict[str, dict[str, str]]
    rows: list[dict[str, Any]]
    totals: list[dict[str, Any]]
    compared: list[dict[str, Any]] | None
    compared_totals: list[dict[str, Any]] | None


class UnmetRow(BaseModel):
    """How many came in this hour, for which channel, and why none of them was let in."""

    starts_at: str
    channel: str
    reason: str
    visits: int


class Unmet(BaseModel):
    """Unmet demand: visits, which are no contacts."""

    definitions: dict[str, dict[str, str]]
    rows: list[UnmetRow]


class PromiseLoad(BaseModel):
    """Of those who came in this hour: promised a range, answered, and whether the range held."""

    starts_at: str
    channel: str
    promised: int
    answered: int
    inside: int
    shorter: int
    longer: int


class Promises(BaseModel):
    """Promised waits against real ones."""

    definitions: dict[str, dict[str, str]]
    rows: list[PromiseLoad]


@router.get("/load", response_model=Load, responses={200: {"content": {CSV: {}, workbook.MEDIA_TYPE: {}}}})
async def load(
    request: Request,
    desk: TheDesk,
    *,
    from_: Annotated[str | None, Query(alias="from")] = None,
    to: Bound = None,
    resolution: str = "hour",
    channel: str | None = None,
    centre: str | None = None,
) -> Response:
    """Load per Oslo clock hour; `Accept: text/csv` or xlsx for a spreadsheet; 422 `invalid`."""
    asked = {"from": from_, "to": to, "resolution": resolution, "channel": channel, "centre": centre}
    given, accepted = _given(asked), request.headers.get("accept", "")
    if CSV in accepted:
        return await csv_file(await desk.exporting.load(given), name="load")
    if workbook.MEDIA_TYPE in accepted:
        return await xlsx_file(await desk.exporting.load(given), definitions(FIGURES), name="load")
    return await json_answer(_load_body, await desk.reporting.load(given))


@router.get("/figures", response_model=FigureTable)
async def figures(
    request: Request,
    desk: TheDesk,
    *,
    from_: Annotated[str | None, Query(alias="from")] = None,
    to: Bound = None,
    by: Annotated[str | None, Query(description="Up to two parts, such as weekday,clock_hour")] = None,
    channel: str | None = None,
    centre: str | None = None,
    language: str | None = None,
    compare_from: Bound = None,
) -> Response:
    """Figures of a period, broken down and compared; `Accept: text/csv` or xlsx for a spreadsheet; 422."""
    asked = {"from": from_, "to": to, "by": by, "channel": channel, "centre": centre}
    given = _given({**asked, "language": language, "compare_from": compare_from})
    found = await desk.reporting.figures(given)
    accepted = request.headers.get("accept", "")
    if CSV in accepted:
        table = Table("figures", list(found.rows[0]) if found.rows else [], found.rows)
        return await asyncio.to_thread(csv_answer, table, name="figures")
    if workbook.MEDIA_TYPE in accepted:
        return await asyncio.to_thread(_figures_workbook, found)
    return await json_answer(_figures_body, found)


@router.get("/unmet", response_model=Unmet, responses={200: {"content": {CSV: {}}}})
async def unmet(
    request: Request,
    desk: TheDesk,
    *,
    from_: Annotated[str | None, Query(alias="from")] = None,
    to: Bound = None,
    channel: str | None = None,
) -> Response:
    """Visits while nobody new was let in, by Oslo clock hour and reason; hours without one have no row."""
    rows = await desk.visits.unmet(_given({"from": from_, "to": to, "channel": channel}))
    return await _by_hour(request, rows, UnmetRow, ["visits"], name="unmet")


@router.get("/waits", response_model=Promises, responses={200: {"content": {CSV: {}}}})
async def waits(
    request: Request,
    desk: TheDesk,
    *,
    from_: Annotated[str | None, Query(alias="from")] = None,
    to: Bound = None,
    channel: str | None = None,
) -> Response:
    """Ranges of waiting told on arrival, by Oslo clock hour, against what was waited; 422 `invalid`."""
    rows = await desk.waits.kept(_given({"from": from_, "to": to, "channel": channel}))
    return await _by_hour(request, rows, PromiseLoad, PROMISES, name="waits")


async def _by_hour(
    request: Request, rows: Sequence[HourRow], shape: type[BaseModel], figures: Sequence[str], *, name: str
) -> Response:
    """Rows that begin with an hour, each with the fields of `shape`."""
    names = list(shape.model_fields)
    if CSV in request.headers.get("accept", ""):
        return await asyncio.to_thread(lambda: csv_answer(Table(name, names, _told(rows, names)), name=name))
    return await json_answer(lambda: {"definitions": definitions(figures), "rows": _told(rows, names)})


def _told(rows: Sequence[HourRow], names: Sequence[str]) -> list[dict[str, Any]]:
    return [
        {**{name: getattr(row, name) for name in names}, "starts_at": instant(row.starts_at)} for row in rows
    ]


def _load_body(rows: Sequence[LoadRow]) -> dict[str, object]:
    return {"definitions": definitions(FIGURES), "rows": [row.as_json() for row in rows]}


def _figures_body(found: Figures) -> dict[str, object]:
    return {"definitions": definitions(MEASURES), **members(found)}


def _figures_workbook(found: Figures) -> Response:
    names = list(found.rows[0]) if found.rows else []
    shown = [[row[name] for name in names] for row in found.rows]
    meant = [[name, words["nb"], words["nn"], words["en"]] for name, words in definitions(MEASURES).items()]
    sheets = [
        workbook.Sheet("figures", [names, *shown]),
        workbook.Sheet("definitions", [["figure", "nb", "nn", "en"], *meant]),
    ]
    headers = {"Content-Disposition": 'attachment; filename="figures.xlsx"'}
    return Response(workbook.workbook(sheets), media_type=workbook.MEDIA_TYPE, headers=headers)


def _given(asked: Mapping[str, str | None]) -> dict[str, str]:
    return {name: value for name, value in asked.items() if value is not None}
