"""Coordinators publish figures, see what has been published, and count it again."""

from collections.abc import Mapping
from typing import Annotated, Any
from uuid import UUID

import msgspec
from fastapi import APIRouter, Body, Response
from pydantic import BaseModel

from app.domain.again import differences
from app.domain.errors import Invalid
from app.domain.published import period_of, read_publication
from app.routers.dependencies import Member, ReportRoute, TheDesk
from app.routers.open_data import content_of
from app.routers.snapshots import Published, Snapshot, head_of, tables_of
from app.services.snapshots import SnapshotRow
from app.wiring import Desk

router = APIRouter(prefix="/api/statistics/snapshots", tags=["statistics"], route_class=ReportRoute)
EXAMPLE = {"report": "annual", "question": {"year": "2025"}, "preview": True}
OTHER: dict[int | str, dict[str, Any]] = {409: {"description": "`if_snapshot` is not what it comes out as"}}


class Publisher(BaseModel):
    """A member of staff."""

    id: UUID
    name: str | None


class StaffSnapshot(Snapshot):
    """The same for coordinators; `published_by` is null where nobody did."""

    published_by: Publisher | None


class StaffSnapshots(BaseModel):
    """The newest first, 500 at most."""

    snapshots: list[StaffSnapshot]


class Publication(BaseModel):
    """What is published, or would be; `overlapping`: what there is already of a time that it shares."""

    snapshot: str
    report: str
    question: dict[str, str]
    versions: dict[str, str]
    tables: dict[str, list[dict[str, Any]]]
    overlaps: list[str]
    overlapping: list[StaffSnapshot]
    published: bool


class Difference(BaseModel):
    """A row as it was published and as it is counted today; null where there was or is none."""

    table: str
    was: dict[str, Any] | None
    now: dict[str, Any] | None


class MadeAgain(BaseModel):
    """Whether the same question is answered the same today, what differs, and by what each was counted."""

    snapshot: str
    again: str
    same: bool
    versions: dict[str, str]
    versions_now: dict[str, str]
    differences: list[Difference]


@router.get("")
async def every(desk: TheDesk, published: Published = None) -> StaffSnapshots:
    """Everything that has left the house and who published it, without its tables."""
    found = await desk.snapshots.newest(published=published)
    return StaffSnapshots(snapshots=[_staff_head(one) for one in found])


@router.post("", status_code=201, responses={200: {"model": Publication}, **OTHER})
async def publish(
    body: Annotated[Any, Body(examples=[EXAMPLE])], member: Member, desk: TheDesk, response: Response
) -> Publication:
    """Publish a report whose small cells are hidden, or see what would be; 409 `wrong_state`, 422."""
    wanted = read_publication(body)
    tables = await _made(desk, wanted.report, wanted.question)
    snapshot_id, content = desk.snapshots.of(wanted.report, wanted.question, tables)
    wanted.require_seen(snapshot_id)
    overlapping = await desk.snapshots.overlapping(wanted.question, snapshot_id)
    if not wanted.preview:
        await desk.snapshots.keep(wanted.report, wanted.question, tables, author_id=member.counsellor_id)
    response.status_code = 200 if wanted.preview else 201
    return Publication(
        snapshot=snapshot_id,
        report=wanted.report,
        question=dict(wanted.question),
        versions=await desk.snapshots.versions(),
        tables=tables_of(content),
        overlaps=[one.id for one in overlapping],
        overlapping=[_staff_head(one) for one in overlapping],
        published=not wanted.preview,
    )


@router.get("/{snapshot_id}/again")
async def again(snapshot_id: str, desk: TheDesk) -> MadeAgain:
    """Count it again from what the desk knows today; 404 `not_found`."""
    found = await desk.snapshots.find(snapshot_id)
    tables = await _made(desk, found.report, found.question)
    now, content = desk.snapshots.of(found.report, found.question, tables)
    changed = differences(tables_of(found.content), tables_of(content))
    return MadeAgain(
        snapshot=found.id,
        again=now,
        same=now == found.id,
        versions=dict(found.versions),
        versions_now=await desk.snapshots.versions(),
        differences=[Difference(table=one.table, was=_row(one.was), now=_row(one.now)) for one in changed],
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


def _staff_head(one: SnapshotRow) -> StaffSnapshot:
    author = None if one.author_id is None else Publisher(id=one.author_id, name=one.author)
    return StaffSnapshot(**head_of(one), published_by=author)


def _row(row: Mapping[str, Any] | None) -> dict[str, Any] | None:
    return None if row is None else dict(row)
