"""Open data: what may be known of the desk's contacts by everybody, under NLOD 2.0."""

from typing import Annotated, Any, Literal

import msgspec
from fastapi import APIRouter, Query, Request, Response
from pydantic import BaseModel

from app.domain.open_data import OUTCOMES, ArrivalCount, TopicCount
from app.routers.conditional import conditional
from app.routers.dependencies import TheDesk, TimelyRoute
from app.routers.spreadsheets import BYTE_ORDER_MARK, CSV, csv_text, wanted
from app.seed.texts import definitions
from app.services.open_data import Extract


class OpenDataRoute(TimelyRoute):
    """A year is made in a second or two, once an hour."""

    answer_seconds = 30.0


router = APIRouter(prefix="/api/open-data", tags=["public"], route_class=OpenDataRoute)
CACHE = "public, max-age=3600"
LICENCE = {"name": "NLOD 2.0", "url": "https://data.norge.no/nlod/no/2.0"}
Format = Annotated[
    Literal["json", "csv"] | None, Query(description="The same as `Accept`, in an address to share")
]
NAMES = ("table", "month", "channel", "outcome", "topic", "contacts", "snapshot", "licence")


class Contacts(BaseModel):
    """Contacts of a year's ended months; null is a hidden cell, `all` a total."""

    year: int
    licence: dict[str, str]
    definitions: dict[str, dict[str, str]]
    arrivals: list[ArrivalCount]
    topics: list[TopicCount]
    snapshot: str


@router.get("/contacts", response_model=Contacts, responses={200: {"content": {CSV: {}}}})
async def contacts(
    request: Request,
    desk: TheDesk,
    year: str = "",
    format: Format = None,
) -> Response:
    """Arrivals by month, channel and outcome, and contacts by month and topic; 422 `invalid`.

    `format`, or `Accept: text/csv`, for a spreadsheet.
    """
    extract = await desk.open_data.contacts(year)
    question = {"year": str(extract.year)}
    body = _body(extract, await desk.snapshots.remember("contacts", question, content_of(extract)))
    if wanted(request, format) == "csv":
        text = (BYTE_ORDER_MARK + csv_text(NAMES, _rows(body))).encode()
        tag = f'"{body["snapshot"]}-csv"'
        kind = f"{CSV}; charset=utf-8"
    else:
        text, tag, kind = msgspec.json.encode(body), f'"{body["snapshot"]}"', "application/json"
    answer = conditional(request, text, tag=tag, cache=CACHE, media_type=kind)
    answer.headers["Vary"] = "Origin, Accept"
    return answer


def content_of(extract: Extract) -> str:
    """Its tables as JSON: what its snapshot is the hash of."""
    return msgspec.json.encode({"arrivals": extract.arrivals, "topics": extract.topics}).decode()


def _body(extract: Extract, snapshot: str) -> dict[str, Any]:
    """The answer; the same figures of a year have the same snapshot, whenever they are made."""
    return {
        "year": extract.year,
        "licence": LICENCE,
        "definitions": definitions(["arrivals", *OUTCOMES]),
        "arrivals": extract.arrivals,
        "topics": extract.topics,
        "snapshot": snapshot,
    }


def _rows(body: dict[str, Any]) -> list[dict[str, Any]]:
    same = {"snapshot": body["snapshot"], "licence": LICENCE["name"]}
    tables = [("arrivals", row) for row in body["arrivals"]] + [("topics", row) for row in body["topics"]]
    return [
        {**dict.fromkeys(NAMES), **same, "table": table, **msgspec.to_builtins(row)} for table, row in tables
    ]
