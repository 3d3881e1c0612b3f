"""Published figures: coordinators publish them, everybody reads them, and they can be made again."""

from collections.abc import Mapping
from typing import Annotated, Any

import msgspec
from fastapi import APIRouter, Body, Request, Response
from pydantic import BaseModel

from app.domain.errors import Invalid
from app.domain.published import period_of, read_publication
from app.frames.shared import instant
from app.routers.conditional import conditional
from app.routers.dependencies import Member, ReportRoute, TheDesk, TimelyRoute
from app.routers.open_data import CACHE, LICENCE, content_of
from app.routers.spreadsheets import BYTE_ORDER_MARK, CSV, csv_text
from app.seed.texts import definitions
from app.services.snapshots import SnapshotRow
from app.wiring import Desk

public = APIRouter(prefix="/api/open-data/snapshots", tags=["public"], route_class=TimelyRoute)
inside = APIRouter(prefix="/api/statistics/snapshots", tags=["statistics"], route_class=ReportRoute)
router = APIRouter()
EXAMPLE = {"report": "annual", "question": {"year": "2025"}, "preview": True}


class Snapshot(BaseModel):
    """What was published, when, and by what it was counted; `snapshot` is its hash."""

    snapshot: str
    report: str
    question: dict[str, str]
    made_at: str
    versions: dict[str, str]


class WholeSnapshot(Snapshot):
    """The same with its tables; null is a hidden cell."""

    licence: dict[str, str]
    definitions: dict[str, dict[str, str]]
    tables: dict[str, list[dict[str, Any]]]


class Snapshots(BaseModel):
    """The newest first."""

    snapshots: list[Snapshot]


class Publication(BaseModel):
    """What is published, or would be; `overlaps`: what is published of a time that it shares."""

    snapshot: str
    report: str
    question: dict[str, str]
    versions: dict[str, str]
    tables: dict[str, list[dict[str, Any]]]
    overlaps: list[str]
    published: bool


class MadeAgain(BaseModel):
    """Whether the same question is answered the same today, and by what it was and is counted."""

    snapshot: str
    again: str
    same: bool
    versions: dict[str, str]
    versions_now: dict[str, str]


@public.get("")
async def published(desk: TheDesk) -> Snapshots:
    """Everything that has been published, without its tables."""
    return Snapshots(snapshots=[_head(one) for one in await desk.snapshots.every()])


@public.get("/{snapshot_id}", response_model=WholeSnapshot, responses={200: {"content": {CSV: {}}}})
async def snapshot(snapshot_id: str, request: Request, desk: TheDesk) -> Response:
    """A published figure as it was; `Accept: text/csv`; 404 `not_found`."""
    found = await desk.snapshots.find(snapshot_id)
    tables = _tables(found.content)
    if CSV in request.headers.get("accept", ""):
        text, tag, kind = _csv(found, tables), f'"{found.id}-csv"', f"{CSV}; charset=utf-8"
    else:
        body = {**_head(found).model_dump(), "licence": LICENCE, "definitions": definitions()}
        text, tag, kind = msgspec.json.encode({**body, "tables": tables}), f'"{found.id}"', "application/json"
    answer = conditional(request, text, tag=tag, cache=CACHE, media_type=kind)
    answer.headers["Vary"] = "Origin, Accept"
    return answer


@inside.post("", status_code=201, responses={200: {"model": Publication}})
async def publish(
    body: Annotated[Any, Body(examples=[EXAMPLE])], member: Member, desk: TheDesk, response: Response
) -> Publication:
    """Publish a report whose small cells are hidden, or see what would be; 422 with field -> why."""
    report, question, preview = read_publication(body)
    tables = await _made(desk, report, question)
    snapshot_id, content = desk.snapshots.of(report, question, tables)
    others = [one for one in await desk.snapshots.every() if one.id != snapshot_id]
    if not preview:
        await desk.snapshots.keep(report, question, tables, author_id=member.counsellor_id)
    response.status_code = 200 if preview else 201
    return Publication(
        snapshot=snapshot_id,
        report=report,
        question=question,
        versions=desk.snapshots.versions(),
        tables=_tables(content),
        overlaps=[one.id for one in others if _share_time(report, question, one)],
        published=not preview,
    )


@inside.get("/{snapshot_id}/again")
async def again(snapshot_id: str, desk: TheDesk) -> MadeAgain:
    """Count it again from what the desk knows today; 404 `not_found`."""
    found = await desk.snapshots.find(snapshot_id)
    question = dict(found.question)
    now, _ = desk.snapshots.of(found.report, question, await _made(desk, found.report, question))
    return MadeAgain(
        snapshot=found.id,
        again=now,
        same=now == found.id,
        versions=dict(found.versions),
        versions_now=desk.snapshots.versions(),
    )


async def _made(desk: Desk, report: str, question: Mapping[str, str]) -> str:
    """The tables of a report as JSON; raises `Invalid`, for a time that is not over too."""
    if report == "contacts":
        return content_of(await desk.open_data.contacts(question.get("year", "")))
    over = period_of(question)
    if over is None or over[1] > desk.clock.now():
        field = "year" if "year" in question else "to"
        raise Invalid({field: "must be over: what is published must come out the same again"})
    if report == "annual":
        year = await desk.topic_reports.annual(question.get("year", ""))
        return msgspec.json.encode({"annual": year.rows}).decode()
    found = await desk.topic_reports.topics(question)
    return msgspec.json.encode({"topics": found.tables.rows, "by": found.tables.cells}).decode()


def _share_time(report: str, question: Mapping[str, str], other: SnapshotRow) -> bool:
    mine, theirs = period_of(question), period_of(other.question)
    alike = (report == "contacts") == (other.report == "contacts")
    return bool(alike and mine and theirs and mine[0] < theirs[1] and theirs[0] < mine[1])


def _head(one: SnapshotRow) -> Snapshot:
    return Snapshot(
        snapshot=one.id,
        report=one.report,
        question=dict(one.question),
        made_at=instant(one.made_at),
        versions=dict(one.versions),
    )


def _tables(content: str) -> dict[str, list[dict[str, Any]]]:
    found: dict[str, list[dict[str, Any]]] = msgspec.json.decode(content)["tables"]
    return found


def _csv(found: SnapshotRow, tables: Mapping[str, list[dict[str, Any]]]) -> bytes:
    """All tables under each other, with the columns of all of them."""
    columns = dict.fromkeys(name for rows in tables.values() for row in rows for name in row)
    names = ["table", *(name for name in columns if name != "table"), "snapshot", "licence"]
    same = {**dict.fromkeys(names), "snapshot": found.id, "licence": LICENCE["name"]}
    rows = [{**same, "table": table, **row} for table, rows in tables.items() for row in rows]
    return (BYTE_ORDER_MARK + csv_text(names, rows)).encode()


router.include_router(public)
router.include_router(inside)
