"""Published figures for everybody: as they were, under the hash of what they say."""

import asyncio
from collections.abc import Mapping, Sequence
from typing import Annotated, Any

import msgspec
from fastapi import APIRouter, Query, Request, Response
from pydantic import BaseModel

from app.frames.shared import instant, maybe_instant
from app.routers.conditional import conditional
from app.routers.dependencies import TheDesk, TimelyRoute
from app.routers.open_data import CACHE, LICENCE
from app.routers.spreadsheets import BYTE_ORDER_MARK, FILES, Format, csv_text, wanted
from app.routers.tables import Table, xlsx_answer
from app.seed.texts import definitions
from app.services.snapshots import SnapshotRow

router = APIRouter(prefix="/api/open-data/snapshots", tags=["public"], route_class=TimelyRoute)
Tables = Mapping[str, Sequence[dict[str, Any]]]
AS_FILES: dict[int | str, dict[str, Any]] = {
    200: {"content": {kind: {} for name, kind in FILES.items() if name != "json"}}
}
Published = Annotated[
    bool | None, Query(description="Those that people published, or those that the desk kept by itself")
]


class Snapshot(BaseModel):
    """What left the house, when, and by what it was counted; `snapshot` is its hash.

    `published_at` is null where nobody published it: the desk kept it, for somebody asked for open data.
    """

    snapshot: str
    report: str
    question: dict[str, str]
    made_at: str
    published_at: str | None
    versions: dict[str, str]


class WholeSnapshot(Snapshot):
    """The same with its tables; null is a hidden cell."""

    licence: dict[str, str]
    definitions: dict[str, dict[str, str]]
    tables: dict[str, list[dict[str, Any]]]


class Snapshots(BaseModel):
    """The newest first, 500 at most."""

    snapshots: list[Snapshot]


@router.get("")
async def every(desk: TheDesk, published: Published = None) -> Snapshots:
    """Everything that has left the house, without its tables."""
    found = await desk.snapshots.newest(published=published)
    return Snapshots(snapshots=[Snapshot(**head_of(one)) for one in found])


@router.get("/{snapshot_id}", response_model=WholeSnapshot, responses=AS_FILES)
async def snapshot(
    snapshot_id: str,
    request: Request,
    desk: TheDesk,
    format: Format = None,
) -> Response:
    """A published figure as it was; as a file by `format` or `Accept`; 404 `not_found`."""
    found = await desk.snapshots.find(snapshot_id)
    kind, tables = wanted(request, format), tables_of(found.content)
    body = await asyncio.to_thread(WRITE[kind], found, tables)
    answer = conditional(
        request, body, tag=f'W/"{found.id}-{kind}"', cache=CACHE, media_type=_media_type(kind)
    )
    answer.headers["Vary"] = "Origin, Accept"
    if kind != "json":
        name = f"{found.report}-{found.id[:8]}.{kind}"
        answer.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    return answer


def head_of(one: SnapshotRow) -> dict[str, Any]:
    """What stands above its tables."""
    return {
        "snapshot": one.id,
        "report": one.report,
        "question": dict(one.question),
        "made_at": instant(one.made_at),
        "published_at": maybe_instant(one.published_at),
        "versions": dict(one.versions),
    }


def tables_of(content: str) -> dict[str, list[dict[str, Any]]]:
    """What a snapshot says, without its report and its question."""
    found: dict[str, list[dict[str, Any]]] = msgspec.json.decode(content)["tables"]
    return found


def _json(found: SnapshotRow, tables: Tables) -> bytes:
    body = {**head_of(found), "licence": LICENCE, "definitions": definitions()}
    return msgspec.json.encode({**body, "tables": tables})


def _csv(found: SnapshotRow, tables: Tables) -> bytes:
    """All tables under each other, with the columns of all of them."""
    columns = dict.fromkeys(name for rows in tables.values() for row in rows for name in row)
    names = ["table", *(name for name in columns if name != "table"), "snapshot", "licence"]
    same = {**dict.fromkeys(names), "snapshot": found.id, "licence": LICENCE["name"]}
    rows = [{**same, "table": table, **row} for table, rows in tables.items() for row in rows]
    return (BYTE_ORDER_MARK + csv_text(names, rows)).encode()


def _xlsx(found: SnapshotRow, tables: Tables) -> bytes:
    """A sheet for each table, one that says what it is, and one with the definitions."""
    head = {**found.question, **found.versions, "snapshot": found.id, "licence": LICENCE["name"]}
    about = Table("about", ("name", "value"), [{"name": name, "value": head[name]} for name in head])
    shown = [Table(name, tuple(rows[0]) if rows else (), rows) for name, rows in tables.items()]
    return bytes(xlsx_answer([*shown, about], definitions(), name=found.report).body)


def _media_type(kind: str) -> str:
    return f"{FILES[kind]}; charset=utf-8" if kind == "csv" else FILES[kind]


WRITE = {"json": _json, "csv": _csv, "xlsx": _xlsx}
