"""Statistics for coordinators, as JSON and for spreadsheets (protocol § 2)."""

import asyncio
from collections.abc import Mapping, Sequence
from dataclasses import asdict
from typing import Annotated, Any

import msgspec
from fastapi import APIRouter, Query, Request, Response
from pydantic import BaseModel

from app.domain.load import FIGURES, LoadRow
from app.frames.shared import instant
from app.routers import workbook
from app.routers.dependencies import ReportRoute, TheDesk
from app.routers.exports import csv_file, xlsx_file
from app.routers.spreadsheets import BYTE_ORDER_MARK, CSV, csv_text
from app.seed.texts import definitions
from app.services.reporting import Figures

router = APIRouter(prefix="/api/statistics", tags=["statistics"], route_class=ReportRoute)
MEASURES = (*FIGURES, "wait_mean_seconds", "wrap_up_mean_seconds", "occupancy", "second_chat_share")
PROMISES = ("promised", "inside")

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
    return await asyncio.to_thread(_load_json, await desk.reporting.load(given))


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
        return _table(list(found.rows[0]) if found.rows else [], found.rows, name="figures")
    if workbook.MEDIA_TYPE in accepted:
        return await asyncio.to_thread(_figures_workbook, found)
    body = {"definitions": definitions(MEASURES), **asdict(found)}
    return Response(msgspec.json.encode(body), media_type="application/json")


@router.get("/unmet", response_model=Unmet, responses={200: {"content": {CSV: {}}}})
async def unmet(
    request: Request,
    desk: TheDesk,
    *,
    from_: Annotated[str | None, Query(alias="from")] = None,
    to: Bound = None,
    channel: str | None = None,
) -> Response | Unmet:
    """Visits while nobody new was let in, by Oslo clock hour and reason; hours without one have no row."""
    rows = await desk.visits.unmet(_given({"from": from_, "to": to, "channel": channel}))
    found = [{**asdict(row), "starts_at": instant(row.starts_at)} for row in rows]
    if CSV in request.headers.get("accept", ""):
        return _table(list(UnmetRow.model_fields), found, name="unmet")
    return Unmet(definitions=definitions(["visits"]), rows=[UnmetRow(**row) for row in found])


@router.get("/waits", response_model=Promises, responses={200: {"content": {CSV: {}}}})
async def waits(
    request: Request,
    desk: TheDesk,
    *,
    from_: Annotated[str | None, Query(alias="from")] = None,
    to: Bound = None,
    channel: str | None = None,
) -> Response | Promises:
    """Ranges of waiting told on arrival, by Oslo clock hour, against what was waited; 422 `invalid`."""
    rows = await desk.waits.kept(_given({"from": from_, "to": to, "channel": channel}))
    found = [{**asdict(row), "starts_at": instant(row.starts_at)} for row in rows]
    if CSV in request.headers.get("accept", ""):
        return _table(list(PromiseLoad.model_fields), found, name="waits")
    return Promises(definitions=definitions(PROMISES), rows=[PromiseLoad(**row) for row in found])


def _load_json(rows: Sequence[LoadRow]) -> Response:
    """A year is 17,000 rows: written in a thread, and by an encoder that is quick about it."""
    body = {"definitions": definitions(FIGURES), "rows": [row.as_json() for row in rows]}
    return Response(msgspec.json.encode(body), media_type="application/json")


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


def _table(names: Sequence[str], rows: Sequence[Mapping[str, Any]], *, name: str) -> Response:
    """UTF-8 with a byte order mark, semicolons, null as an empty cell."""
    headers = {"Content-Disposition": f'attachment; filename="{name}.csv"'}
    body = BYTE_ORDER_MARK + csv_text(names, rows)
    return Response(body, media_type=f"{CSV}; charset=utf-8", headers=headers)
