"""Opening hours, closures, and closing or reopening by hand: for coordinators (protocol § 2)."""

from uuid import UUID

from fastapi import APIRouter

from app.domain.hours_json import hours_json, intervals_json
from app.domain.opening_hours import HoursAnswer
from app.domain.opening_rules import Override
from app.frames.shared import maybe_instant
from app.routers.dependencies import CoordinatorRoute, Member, TheDesk
from app.routers.hours_schemas import (
    ChannelHours,
    CloseBody,
    Closure,
    ClosureBody,
    ClosureCreated,
    DeskState,
    HoursChange,
    OpeningHours,
    Order,
    ReopenBody,
)
from app.routers.hours_warnings import warnings
from app.services.administration import HoursView, StoredClosure

router = APIRouter(prefix="/api", tags=["opening hours"], route_class=CoordinatorRoute)


@router.get("/opening-hours")
async def opening_hours(desk: TheDesk) -> OpeningHours:
    """The rules, the closures, the orders in force, and what they say of each channel now."""
    return _hours(await desk.administration.hours())


@router.put("/opening-hours", responses={409: {"description": "`if_version` is no longer the newest"}})
async def set_opening_hours(body: HoursChange, member: Member, desk: TheDesk) -> OpeningHours:
    """Replace the lists of rules that the body names; 422 `invalid` with the path of each wrong field.

    409 `wrong_state` where `if_version` is no longer the newest version.
    """
    given = body.model_dump(exclude_unset=True)
    return _hours(await desk.administration.set_hours(given, author_id=member.counsellor_id))


@router.get("/closures")
async def closures(desk: TheDesk) -> list[Closure]:
    """Closures and extended days, by date."""
    return [_closure(one) for one in await desk.administration.closures()]


@router.post("/closures", status_code=201)
async def add_closure(body: ClosureBody, member: Member, desk: TheDesk) -> ClosureCreated:
    """Other hours on one date, no intervals for a whole day closed; 422 `invalid`."""
    closure_id = await desk.administration.add_closure(body.model_dump(), author_id=member.counsellor_id)
    return ClosureCreated(closure_id=closure_id)


@router.delete("/closures/{closure_id}", status_code=204)
async def remove_closure(closure_id: UUID, member: Member, desk: TheDesk) -> None:
    """The date has its ordinary hours again; 404 `not_found`."""
    await desk.administration.remove_closure(closure_id, author_id=member.counsellor_id)


@router.post("/desk/close")
async def close(body: CloseBody, member: Member, desk: TheDesk) -> DeskState:
    """Close from now on, until further notice or an end; 422 `invalid`."""
    return _state(await desk.administration.close(body.model_dump(), author_id=member.counsellor_id))


@router.post("/desk/reopen")
async def reopen(body: ReopenBody, member: Member, desk: TheDesk) -> DeskState:
    """Let the rules hold again, or open against them until an end; 422 `invalid`."""
    return _state(await desk.administration.reopen(body.model_dump(), author_id=member.counsellor_id))


def _hours(view: HoursView) -> OpeningHours:
    closures = [_closure(one) for one in view.closures]
    return OpeningHours.model_validate(
        {
            **hours_json(view.rules),
            **_state(view).model_dump(),
            "version": view.version,
            "closures": closures,
            "warnings": warnings(view.findings),
        }
    )


def _state(view: HoursView) -> DeskState:
    return DeskState(
        manual=[_order(one) for one in view.overrides],
        channels={str(channel): _answer(answer) for channel, answer in view.now.items()},
    )


def _closure(closure: StoredClosure) -> Closure:
    return Closure(
        closure_id=closure.closure_id,
        date=closure.day.isoformat(),
        channel=closure.channel,
        intervals=intervals_json(closure.intervals),
        label=closure.label.as_json(),
    )


def _order(override: Override) -> Order:
    return Order(
        order=override.order,
        channel=override.channel,
        reason=override.reason.as_json(),
        since=maybe_instant(override.since),
        until=maybe_instant(override.until),
        author=override.author,
    )


def _answer(answer: HoursAnswer) -> ChannelHours:
    return ChannelHours(
        open=answer.open,
        closes_at=maybe_instant(answer.closes_at),
        opens_at=maybe_instant(answer.opens_at),
        rule=answer.rule,
        reason=answer.reason,
        label=answer.label.as_json() if answer.label else None,
    )
