"""The rota of whole weeks, repeated shifts and copied weeks: for coordinators who plan."""

from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Query, Response

from app.domain.contact import Channel
from app.domain.reading import Problems, read_day, read_flag
from app.domain.series import Skipped
from app.domain.weeks import Week, read_week
from app.frames.shared import instant
from app.routers.dependencies import CoordinatorRoute, Member, TheDesk
from app.routers.rota_schemas import (
    CopiedShift,
    CopyAnswer,
    CopyBody,
    Removed,
    Rota,
    RotaCentre,
    RotaCounsellor,
    RotaGap,
    RotaShift,
    SeriesAnswer,
    SeriesBody,
    SeriesShift,
    SkippedDay,
    SkippedShift,
    StaffedHour,
)
from app.services.rota import RotaView, Seen, Unit

router = APIRouter(prefix="/api", tags=["turnus"], route_class=CoordinatorRoute)
MOST_WEEKS = 8


@router.get("/rota")
async def rota(desk: TheDesk, week: str = "", weeks: str = "1") -> Rota:
    """The weeks from `week` (2026-W48) on, by centre, with gaps and staffing; 422 `invalid`."""
    problems = Problems()
    first = read_week(problems, "week", week)
    if not (weeks.isascii() and weeks.isdigit() and len(weeks) < 3 and 1 <= int(weeks) <= MOST_WEEKS):
        problems.add("weeks", f"must be a whole number from 1 to {MOST_WEEKS}")
    problems.raise_any()
    assert first is not None
    return _rota(await desk.rota.view(first, int(weeks)), int(weeks))


@router.post("/shifts/series", status_code=201)
async def add_series(body: SeriesBody, member: Member, desk: TheDesk, response: Response) -> SeriesAnswer:
    """Repeated shifts; 200 and nothing stored with `preview`; 422 `invalid`."""
    preview = _preview(body.preview)
    made = await desk.rota.repeat(body.model_dump(), preview=preview, author_id=member.counsellor_id)
    response.status_code = 201 if made.series_id else 200
    shifts = [SeriesShift(**_span(one), conflicts=list(one.conflicts)) for one in made.shifts]
    return SeriesAnswer(
        series_id=made.series_id, shifts=shifts, skipped=[_skipped(one) for one in made.skipped]
    )


@router.delete("/shifts/series/{series_id}")
async def end_series(
    series_id: UUID, member: Member, desk: TheDesk, from_: Annotated[str | None, Query(alias="from")] = None
) -> Removed:
    """Take away its shifts from a date (today) on; what was before stays; 404 `not_found`."""
    problems = Problems()
    since = read_day(problems, "from", from_) if from_ else None
    problems.raise_any()
    removed = await desk.rota.end_series(series_id, since, author_id=member.counsellor_id)
    return Removed(removed=removed)


@router.post("/rota/copy")
async def copy_week(body: CopyBody, member: Member, desk: TheDesk) -> CopyAnswer:
    """The planned shifts of one week again in another, none of them twice; 422 `invalid`."""
    from_week, to_week, centre = _weeks(body)
    done = await desk.rota.copy(
        from_week, to_week, centre=centre, preview=_preview(body.preview), author_id=member.counsellor_id
    )
    added = [
        CopiedShift(
            **_span(one),
            conflicts=list(one.conflicts),
            counsellor_id=person.counsellor_id,
            name=person.name,
            channels=sorted(one.shift.channels),
        )
        for one, person in done.added
    ]
    skipped = [
        SkippedShift(
            **_span(Seen(shift, ())),
            counsellor_id=person.counsellor_id,
            name=person.name,
            channels=sorted(shift.channels),
            why=why,
        )
        for shift, person, why in done.skipped
    ]
    return CopyAnswer(added=added, skipped=skipped)


def _weeks(body: CopyBody) -> tuple[Week, Week, str | None]:
    problems = Problems()
    from_week = read_week(problems, "from_week", body.from_week)
    to_week = read_week(problems, "to_week", body.to_week)
    if from_week is not None and from_week == to_week:
        problems.add("to_week", "must be another week than from_week")
    if body.centre is not None and not isinstance(body.centre, str):
        problems.add("centre", "must be the code of a centre or null")
    problems.raise_any()
    assert from_week is not None
    assert to_week is not None
    return from_week, to_week, body.centre


def _preview(value: object) -> bool:
    problems = Problems()
    preview = read_flag(problems, "preview", value, otherwise=False)
    problems.raise_any()
    return preview


def _span(seen: Seen) -> dict[str, str]:
    return {"starts_at": instant(seen.shift.starts_at), "ends_at": instant(seen.shift.ends_at)}


def _skipped(one: Skipped) -> SkippedDay:
    return SkippedDay(date=one.day.isoformat(), why=one.why, label=dict(one.label) if one.label else None)


def _rota(view: RotaView, weeks: int) -> Rota:
    return Rota(
        week=view.first.name,
        weeks=weeks,
        starts_on=view.first.monday.isoformat(),
        ends_on=view.last.sunday.isoformat(),
        centres=[_centre(unit) for unit in view.units],
        gaps=[
            RotaGap(starts_at=instant(gap.starts_at), ends_at=instant(gap.ends_at), channel=gap.channel)
            for gap in view.gaps
        ],
        staffed=[
            StaffedHour(
                starts_at=instant(hour.starts_at),
                chat=hour.on_shift[Channel.CHAT],
                phone=hour.on_shift[Channel.PHONE],
            )
            for hour in view.staffed
        ],
    )


def _centre(unit: Unit) -> RotaCentre:
    people = [
        RotaCounsellor(
            counsellor_id=person.counsellor_id, name=person.name, shifts=[_shift(one) for one in shifts]
        )
        for person, shifts in unit.people
    ]
    return RotaCentre(centre=unit.code, name=unit.names.get("nb"), names=dict(unit.names), counsellors=people)


def _shift(seen: Seen) -> RotaShift:
    shift = seen.shift
    return RotaShift(
        shift_id=shift.shift_id,
        **_span(seen),
        channels=sorted(shift.channels),
        series_id=shift.series_id,
        reason=shift.reason,
        conflicts=list(seen.conflicts),
    )
