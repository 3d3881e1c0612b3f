"""A coordinator asks what would have been in a month that is over: another rota, other hours or policy."""

from collections.abc import AsyncGenerator, AsyncIterator
from contextlib import aclosing
from typing import Annotated, Any

import msgspec
from fastapi import APIRouter, Body
from fastapi.responses import StreamingResponse
from pydantic import BaseModel

from app.domain.errors import DeskError
from app.routers.dependencies import ReportRoute, TheDesk

router = APIRouter(prefix="/api/what-if", tags=["forecast"], route_class=ReportRoute)
LINES = "application/x-ndjson"
EXAMPLE = {
    "month": "2026-10",
    "changes": [
        {"kind": "more", "people": 1, "from": "16:00", "until": "20:00", "weekdays": [1, 2, 3, 4]},
        {"kind": "open", "from": "10:00", "until": "14:00", "weekdays": [6]},
        {"kind": "policy", "figure": "chat_capacity", "value": 3},
    ],
    "at_once": False,
    "visits_that_ask": 100,
}
ANSWERS: dict[int | str, dict[str, Any]] = {
    200: {"content": {LINES: {}}, "description": "lines of JSON: how far it is, and last the answer"},
    503: {"description": "`busy`: somebody's is being played, ask again in a moment"},
}


class PolicyFigure(BaseModel):
    """A figure that can be another: what it is today, and its bounds."""

    value: int
    lowest: int
    highest: int


class PossibleWhatIfs(BaseModel):
    """The months that can be played again, the newest first, and the figures that can be others."""

    months: list[str]
    figures: dict[str, PolicyFigure]


@router.get("")
async def possible(desk: TheDesk) -> PossibleWhatIfs:
    """What can be asked."""
    found = await desk.what_ifs.possible()
    figures = {
        name: PolicyFigure(value=one.value, lowest=one.lowest, highest=one.highest)
        for name, one in found.figures.items()
    }
    return PossibleWhatIfs(months=[f"{month:%Y-%m}" for month in found.months], figures=figures)


@router.post("", response_class=StreamingResponse, responses=ANSWERS)
async def ask(body: Annotated[Any, Body(examples=[EXAMPLE])], desk: TheDesk) -> StreamingResponse:
    """Play a month again with each change; 422, `busy`. It ends with the connection that asks for it.

    Lines of JSON: `{"played", "of"}` before each column, and then the object of `desk replay --json` with
    `changes`, the names of the changes' columns in order; `{"error": {"code"}}` instead, where it fails.
    """
    return StreamingResponse(_lines(await desk.what_ifs.ask(body)), media_type=LINES)


async def _lines(found: AsyncGenerator[dict[str, Any]]) -> AsyncIterator[bytes]:
    try:
        async with aclosing(found):
            async for one in found:
                yield msgspec.json.encode(one) + b"\n"
    except DeskError as error:
        yield msgspec.json.encode({"error": {"code": error.code}}) + b"\n"
