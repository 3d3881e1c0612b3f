"""What citizens say of the service: given with the contact's token, shown to coordinators in figures."""

from dataclasses import asdict
from typing import Annotated, Any

from fastapi import APIRouter, Query, Request, Response
from pydantic import BaseModel, WithJsonSchema

from app.domain.feedback import Satisfaction
from app.routers.bearer import require_origin, token_of
from app.routers.dependencies import ReportRoute, TheDesk, TimelyRoute
from app.routers.long_answers import json_answer
from app.routers.spreadsheets import CSV
from app.routers.tables import Table, csv_answer
from app.seed.texts import definitions

router = APIRouter(prefix="/api", tags=["feedback"])
citizens = APIRouter(route_class=TimelyRoute)
coordinators = APIRouter(route_class=ReportRoute)

FIGURES = ("feedback_answers", "feedback_asked", "feedback_mean", "feedback_month")
MONTHS = ("month", "asked", "answers", "answer_share", "mean")
DATE = {"type": "string", "format": "date"}

Score = Annotated[Any, WithJsonSchema({"type": "integer", "minimum": 1, "maximum": 5})]
Words = Annotated[Any, WithJsonSchema({"anyOf": [{"type": "string", "maxLength": 500}, {"type": "null"}]})]
Day = Annotated[str | None, Query(json_schema_extra=DATE, description="An Oslo date")]


class FeedbackBody(BaseModel):
    """A score of 1 to 5, and perhaps a word."""

    score: Score = None
    words: Words = None


class Said(BaseModel):
    """A word somebody left, without who it was."""

    date: str
    score: int
    words: str


class MonthTold(BaseModel):
    """A month; answers, their share and mean are null where few answered, or to give no few away."""

    month: str
    asked: int
    answers: int | None
    answer_share: float | None
    mean: float | None


class Told(BaseModel):
    """How many answered of those asked, and what; words of days with five answers or more only."""

    definitions: dict[str, dict[str, str]]
    answers: int
    asked: int
    mean: float | None
    scores: dict[str, int]
    words: list[Said]
    months: list[MonthTold]


@citizens.put("/contacts/self/feedback", status_code=204)
async def give(body: FeedbackBody, request: Request, desk: TheDesk) -> Response:
    """Score and a word once the answered contact has ended; again replaces it; 409 `wrong_state` before."""
    require_origin(request, desk)
    await desk.feedback.give(token_of(request), body.model_dump())
    return Response(status_code=204, headers={"Cache-Control": "no-store"})


@coordinators.get("/statistics/satisfaction", response_model=Told, responses={200: {"content": {CSV: {}}}})
async def satisfaction(
    request: Request, desk: TheDesk, *, from_: Annotated[Day, Query(alias="from")] = None, to: Day = None
) -> Response:
    """What those said who came on these Oslo dates, `to` excluded; `Accept: text/csv` for the months; 422."""
    given = {"from": from_, "to": to}
    found = await desk.feedback.satisfaction({name: day for name, day in given.items() if day})
    if CSV in request.headers.get("accept", ""):
        return csv_answer(Table("months", MONTHS, [asdict(one) for one in found.months]), name="satisfaction")
    return await json_answer(_told, found)


for part in (citizens, coordinators):
    router.include_router(part)


def _told(found: Satisfaction) -> dict[str, object]:
    return {
        "definitions": definitions(FIGURES),
        "answers": found.answers,
        "asked": found.asked,
        "mean": found.mean,
        "scores": {str(score): number for score, number in found.scores.items()},
        "words": [
            {"date": one.day.isoformat(), "score": one.score, "words": one.words} for one in found.words
        ],
        "months": found.months,
    }
