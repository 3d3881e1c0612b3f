"""What the desk decides about itself: targets, times, capacities, last call. For coordinators."""

from typing import Annotated, Any

from fastapi import APIRouter, Body
from pydantic import BaseModel

from app.domain.contact import Language
from app.domain.errors import Invalid
from app.domain.policy import bounds
from app.domain.privacy import kept_reason
from app.routers.dependencies import CoordinatorRoute, Member, TheDesk
from app.services.policy_changes import PolicyView

router = APIRouter(prefix="/api", tags=["policy"], route_class=CoordinatorRoute)


EXAMPLE = {"last_call": 2, "offer_seconds": None, "reason": "Many come late.", "was": {"last_call": 1}}


class Figures(BaseModel):
    """Every figure that holds, its default and its bounds, and which ones this desk has decided itself."""

    values: dict[str, int]
    defaults: dict[str, int]
    bounds: dict[str, tuple[int, int]]
    decided: list[str]


@router.get("/policy")
async def policy(desk: TheDesk) -> Figures:
    """The figures that hold now."""
    return _figures(await desk.policy_changes.show())


@router.put("/policy", responses={409: {"description": "somebody else has changed one of them"}})
async def change_policy(
    body: Annotated[dict[str, Any], Body(examples=[EXAMPLE])],
    member: Member,
    desk: TheDesk,
) -> Figures:
    """Change the figures named, null back to the default; 422 `invalid` with figure -> why.

    `reason` goes into the audit. `was` is figure -> value as its author saw them: 409 `wrong_state` where
    somebody else has changed one of them meanwhile.
    """
    changes = {name: value for name, value in body.items() if name not in ("reason", "was")}
    view = await desk.policy_changes.change(
        changes,
        author_id=member.counsellor_id,
        reason=reason_of(body.get("reason")),
        was=read_mapping(body.get("was")),
    )
    return _figures(view)


def reason_of(given: object) -> str | None:
    """Why, as it is kept in the audit: raises `Invalid` by the name `reason`."""
    if given is not None and not isinstance(given, str):
        raise Invalid({"reason": "must be a text"})
    return kept_reason(given, Language.NB)


def read_mapping(given: object) -> dict[str, Any]:
    """What its author saw; raises `Invalid` by the name `was`."""
    if given is not None and not isinstance(given, dict):
        raise Invalid({"was": "must be an object"})
    return given or {}


def _figures(view: PolicyView) -> Figures:
    return Figures(
        values=view.values,
        defaults=view.defaults,
        bounds={name: bounds(name) for name in view.defaults},
        decided=view.decided,
    )
