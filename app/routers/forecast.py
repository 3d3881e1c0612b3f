"""What is expected of the coming weeks, the people it takes, how well it was foretold, and the deadlines."""

from typing import Annotated, Any
from uuid import UUID

from fastapi import APIRouter, Body, Query, Response
from pydantic import BaseModel

from app.domain.contact import Channel
from app.domain.deadline_effect import DayExpected
from app.domain.deadlines import NamedDeadline, read_known_deadline
from app.domain.fingerprint import fingerprint
from app.domain.judgements import Judgement
from app.domain.need import Habits, Need
from app.frames.shared import instant
from app.routers.dependencies import Member, ReportRoute, TheDesk
from app.routers.long_answers import json_answer
from app.seed.texts import definitions
from app.services.forecasting import HourOutlook, Plan

router = APIRouter(prefix="/api", tags=["forecast"], route_class=ReportRoute)
FIGURES = ("expected", "low", "high", "people", "gap")
JUDGED = ("inside_range", "busy_inside_range", "forecast_error", "forecast_bias", "naive_error")

DEADLINE = {
    "name": {"nb": "Samordna opptak", "nn": "Samordna opptak", "en": "University applications"},
    "first": "2027-04-12",
    "last": "2027-04-15",
    "factor": 2.5,
}


class ExpectedHour(BaseModel):
    """Arrivals expected of an open hour of a channel; in four hours of five it is from `low` to `high`."""

    starts_at: str
    channel: Channel
    expected: float
    low: int
    high: int
    evidence_weeks: int
    made_on: str


class NeededHour(BaseModel):
    """People for that hour, all channels together: `gap` is missing above zero, too many below.

    `agents`: conversations at once for each channel. `people_low`, `people_high`: for the range's two ends.
    """

    starts_at: str
    agents: dict[Channel, int]
    people: int
    people_low: int
    people_high: int
    on_shift: int
    gap: int


class ChannelHabits(BaseModel):
    """How long a contact takes and how long people wait before they give up; `measured` here, or assumed."""

    handle_seconds: int
    patience_seconds: int
    measured: bool


class Forecast(BaseModel):
    """Expected arrivals by hour and channel, people needed by hour, and what that rests on."""

    definitions: dict[str, dict[str, str]]
    hours: list[ExpectedHour]
    needs: list[NeededHour]
    habits: dict[Channel, ChannelHabits]


class JudgedForecast(BaseModel):
    """How well forecasts made so many days ahead did in the last eight weeks; see the definitions.

    `replayed`: from what would have been said, as long as too little has been.
    """

    channel: Channel
    days_ahead: int
    replayed: bool
    hours: int
    arrivals: int
    inside_range: float | None
    busy_hours: int
    busy_inside_range: float | None
    forecast_error: float | None
    forecast_bias: float | None
    naive_error: float | None


class ForecastRecord(BaseModel):
    """The record of both channels."""

    definitions: dict[str, dict[str, str]]
    rows: list[JudgedForecast]


class DeadlineView(BaseModel):
    """Days, both ends included, on which `factor` times as many people ask as on ordinary ones."""

    deadline_id: UUID | None
    name: dict[str, str]
    first: str
    last: str
    factor: float
    version: str


class DayEffect(BaseModel):
    """Arrivals of a channel expected on an Oslo date, as the deadlines are and as they would be."""

    day: str
    channel: Channel
    before: float
    after: float


class DeadlineEffect(BaseModel):
    """The coming six weeks, and two around the deadline; a day on which a channel is closed has no row."""

    days: list[DayEffect]


class Deadlines(BaseModel):
    """The earliest first."""

    deadlines: list[DeadlineView]


Bound = Annotated[str, Query(description="An Oslo date, or an instant")]
Deadline = Annotated[Any, Body(examples=[DEADLINE])]


@router.get("/forecast", response_model=Forecast)
async def forecast(
    desk: TheDesk,
    *,
    from_: Annotated[str, Query(alias="from", description="An Oslo date, or an instant")],
    to: Bound,
    channel: str | None = None,
) -> Response:
    """The newest forecast of the hours from `from` up to `to`; closed hours have no row. 422 `invalid`."""
    given = {"from": from_, "to": to, **({"channel": channel} if channel else {})}
    plan = await desk.forecasting.plan(given)
    return await json_answer(_forecast, plan)


@router.get("/forecast/record")
async def record(desk: TheDesk) -> ForecastRecord:
    """How well the last eight weeks were foretold, against «as last week»."""
    rows = [_judged(one) for one in await desk.forecasting.judged()]
    return ForecastRecord(definitions=definitions(JUDGED), rows=rows)


@router.get("/deadlines")
async def deadlines(desk: TheDesk) -> Deadlines:
    """Every deadline the forecast knows of."""
    return Deadlines(deadlines=[_deadline(one) for one in await desk.deadline_changes.list()])


@router.post("/deadlines", status_code=201)
async def add_deadline(body: Deadline, member: Member, desk: TheDesk) -> DeadlineView:
    """Enter one; 422 `invalid` with field -> why."""
    return _deadline(await desk.deadline_changes.add(body, author_id=member.counsellor_id))


@router.post("/deadlines/preview")
async def preview_deadline(body: Deadline, desk: TheDesk) -> DeadlineEffect:
    """What one would do, or with its `deadline_id` a change of it; 404 `not_found`, 422 `invalid`."""
    found = await desk.forecasting.effect(read_known_deadline(body))
    return DeadlineEffect(days=[_effect(one) for one in found])


@router.put("/deadlines/{deadline_id}")
async def change_deadline(deadline_id: UUID, body: Deadline, member: Member, desk: TheDesk) -> DeadlineView:
    """Change one; 404 `not_found`, 409 `wrong_state` where `if_version` is given and older, 422 `invalid`."""
    changed = await desk.deadline_changes.change(deadline_id, body, author_id=member.counsellor_id)
    return _deadline(changed)


@router.delete("/deadlines/{deadline_id}", status_code=204)
async def remove_deadline(deadline_id: UUID, member: Member, desk: TheDesk) -> Response:
    """Take one away; 404 `not_found`."""
    await desk.deadline_changes.remove(deadline_id, author_id=member.counsellor_id)
    return Response(status_code=204)


def _forecast(plan: Plan) -> dict[str, object]:
    """The fields of `Forecast`; a model of each hour would be made only to be written."""
    return {
        "definitions": definitions(FIGURES),
        "hours": [_hour(one) for one in plan.hours],
        "needs": [_need(one) for one in plan.needs],
        "habits": {one: _habits(habits, plan.measured[one]) for one, habits in plan.habits.items()},
    }


def _hour(one: HourOutlook) -> dict[str, object]:
    outlook = one.outlook
    return {
        "starts_at": instant(outlook.starts_at),
        "channel": one.channel,
        "expected": round(outlook.expected, 2),
        "low": outlook.low,
        "high": outlook.high,
        "evidence_weeks": outlook.weeks,
        "made_on": one.made_on.isoformat(),
    }


def _need(one: Need) -> dict[str, object]:
    return {
        "starts_at": instant(one.starts_at),
        "agents": one.agents,
        "people": one.people,
        "people_low": one.low,
        "people_high": one.high,
        "on_shift": one.on_shift,
        "gap": one.gap,
    }


def _habits(habits: Habits, measured: bool) -> dict[str, object]:
    return {
        "handle_seconds": round(habits.handle.total_seconds()),
        "patience_seconds": round(habits.patience.total_seconds()),
        "measured": measured,
    }


def _judged(one: Judgement) -> JudgedForecast:
    found = one.record
    return JudgedForecast(
        channel=one.channel,
        days_ahead=one.days_ahead,
        replayed=one.replayed,
        hours=found.hours,
        arrivals=found.arrivals,
        inside_range=found.inside,
        busy_hours=found.busy_hours,
        busy_inside_range=found.busy_inside,
        forecast_error=found.error,
        forecast_bias=found.bias,
        naive_error=found.naive_error,
    )


def _deadline(one: NamedDeadline) -> DeadlineView:
    document = one.as_json()
    return DeadlineView(deadline_id=one.deadline_id, version=fingerprint(document), **document)


def _effect(one: DayExpected) -> DayEffect:
    return DayEffect(
        day=one.day.isoformat(), channel=one.channel, before=round(one.before, 1), after=round(one.after, 1)
    )
