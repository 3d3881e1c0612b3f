"""Looking ahead: previews of a change, what citizens read at an instant, holidays of a year to accept."""

from typing import Annotated

from fastapi import APIRouter, Path, Query

from app.domain.asked import read_channel_named, read_moment
from app.domain.hours_json import intervals_json
from app.domain.hours_preview import DayChange, Line
from app.domain.reading import FIRST_YEAR, LAST_YEAR, Problems, read_day
from app.frames.shared import instant, maybe_instant
from app.routers.dependencies import CoordinatorRoute, Member, TheDesk
from app.routers.hours_warnings import warnings
from app.routers.preview_schemas import (
    CitizensRead,
    DayAhead,
    DayOfChannels,
    HalfDayBody,
    Holiday,
    Holidays,
    HoursAt,
    Preview,
    PreviewBody,
)
from app.services.holidays import Holiday as Found

Moment = Annotated[str, Query(description="Oslo wall time, or an instant", examples=["2027-03-24T12:00"])]
ChannelName = Annotated[str, Query(json_schema_extra={"enum": ["chat", "phone"]})]
Date = Annotated[str, Path(json_schema_extra={"format": "date"}, examples=["2027-03-24"])]

router = APIRouter(prefix="/api", tags=["opening hours"], route_class=CoordinatorRoute)


@router.post("/opening-hours/preview")
async def preview(body: PreviewBody, desk: TheDesk) -> Preview:
    """The days to come by the rules as they would be, and what citizens would read; nothing is stored."""
    outlook = await desk.hours_preview.preview(body.model_dump(exclude_unset=True, by_alias=True))
    return Preview(
        days=[
            DayOfChannels(
                date=next(iter(day.values())).plan.day.isoformat(),
                channels={str(channel): _day(one) for channel, one in day.items()},
            )
            for day in outlook.days
        ],
        citizens=[_line(line) for line in outlook.lines],
        warnings=warnings(outlook.findings),
    )


@router.get("/opening-hours/at")
async def hours_at(desk: TheDesk, at: Moment = "", channel: ChannelName = "chat") -> HoursAt:
    """What citizens see at an Oslo wall time, or an instant; 422 for a wall time that does not exist."""
    shown = await desk.hours_preview.at(read_moment("at", at), read_channel_named("channel", channel))
    answer = shown.answer
    return HoursAt(
        open=answer.open,
        rule=answer.rule,
        reason=answer.reason,
        closes_at=maybe_instant(answer.closes_at),
        opens_at=maybe_instant(answer.opens_at),
        label=answer.label.as_json() if answer.label else None,
        texts=shown.texts.as_json(),
    )


@router.get("/holidays")
async def holidays(year: Annotated[int, Query(ge=FIRST_YEAR, le=LAST_YEAR)], desk: TheDesk) -> Holidays:
    """Public holidays of the year, and half days with what is suggested and what was decided."""
    return Holidays(year=year, days=[_holiday(one) for one in await desk.holidays.of_year(year)])


@router.put("/holidays/{date}")
async def decide_half_day(date: Date, body: HalfDayBody, member: Member, desk: TheDesk) -> Holiday:
    """Accept a half day, which makes a closure, or refuse it, which removes it; 422 for any other day."""
    problems = Problems()
    day = read_day(problems, "date", date)
    problems.raise_any()
    assert day is not None
    given = body.model_dump()
    return _holiday(await desk.holidays.decide(day, given, author_id=member.counsellor_id))


def _day(change: DayChange) -> DayAhead:
    plan = change.plan
    return DayAhead(
        intervals=intervals_json(plan.intervals),
        rule=plan.rule,
        reason=None if plan.intervals else plan.reason,
        label=plan.label.as_json() if plan.label else None,
        changed=change.changed,
        before=intervals_json(change.before),
    )


def _line(line: Line) -> CitizensRead:
    return CitizensRead(
        at=instant(line.at),
        channel=line.channel,
        open=line.open,
        texts=line.texts.as_json(),
        changed=line.changed,
    )


def _holiday(one: Found) -> Holiday:
    return Holiday(
        date=one.day.isoformat(),
        kind="half_day" if one.half else "public",
        label=one.label.as_json(),
        suggestion=None if one.suggestion is None else intervals_json(one.suggestion),
        accepted=one.accepted,
        closure_id=one.closure_id,
    )
