"""Who gets whom, for coordinators: layers, shares, the phone's reserve, skills; and the last decisions."""

from typing import Annotated, Any
from uuid import UUID

from fastapi import APIRouter, Body, Query
from pydantic import BaseModel

from app.frames.shared import instant
from app.routers.dependencies import CoordinatorRoute, Member, TheDesk
from app.services.decisions import Decided
from app.services.routing_changes import RoutingView

router = APIRouter(prefix="/api", tags=["routing"], route_class=CoordinatorRoute)


class RoutingRules(BaseModel):
    """The rules that hold, those of a new desk, which ones this desk has decided, and the centres' names."""

    rules: dict[str, Any]
    defaults: dict[str, Any]
    decided: list[str]
    centres: dict[str, dict[str, str]]


class DeskDecision(BaseModel):
    """Why something was offered to whom, and what came of it; nothing of a citizen or a conversation."""

    at: str
    counsellor: str
    layer: str
    words: dict[str, str]
    left_out: dict[str, str]
    considered: int
    outcome: str | None


class ContactDecision(DeskDecision):
    """The same, with the offer and the counsellor it was made to."""

    offer_id: UUID
    counsellor_id: UUID


class DeskDecisions(BaseModel):
    """The newest first."""

    decisions: list[DeskDecision]


@router.get("/routing")
async def routing(desk: TheDesk) -> RoutingRules:
    """The rules that hold now."""
    return _rules(await desk.routing_changes.show())


@router.put("/routing")
async def change_routing(
    body: Annotated[
        Any, Body(examples=[{"shares": {"VESTLAND": 40, "TROMSO": 60}, "reserve_by_hour": {"11": 2}}])
    ],
    member: Member,
    desk: TheDesk,
) -> RoutingRules:
    """Change what is named, null back to the default; 422 `invalid` with field -> why."""
    return _rules(await desk.routing_changes.change(body, author_id=member.counsellor_id))


@router.get("/decisions")
async def latest(desk: TheDesk, limit: Annotated[int, Query(ge=1, le=100)] = 20) -> DeskDecisions:
    """The last decisions of the desk."""
    return DeskDecisions(decisions=[_decision(one) for one in await desk.decisions.latest(limit)])


def of_contact(found: list[Decided]) -> list[ContactDecision]:
    """Decisions about a contact as they are answered."""
    return [
        ContactDecision(**_decision(one).model_dump(), offer_id=one.offer_id, counsellor_id=one.counsellor_id)
        for one in found
    ]


def _rules(view: RoutingView) -> RoutingRules:
    centres = {code: dict(name) for code, name in view.centres.items()}
    return RoutingRules(
        rules=dict(view.rules), defaults=dict(view.defaults), decided=view.decided, centres=centres
    )


def _decision(one: Decided) -> DeskDecision:
    return DeskDecision(
        at=instant(one.at),
        counsellor=one.counsellor,
        layer=one.layer,
        words=one.words.as_json(),
        left_out=one.left_out.as_json(),
        considered=int(one.body.get("considered_count", 0)),
        outcome=one.outcome,
    )
