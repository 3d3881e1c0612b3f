"""What the desk decides about itself: targets, times, capacities, last call. For coordinators."""

from typing import Annotated, Any

from fastapi import APIRouter, Body
from pydantic import BaseModel

from app.domain.policy import bounds
from app.routers.dependencies import CoordinatorRoute, Member, TheDesk
from app.services.policy_changes import PolicyView

router = APIRouter(prefix="/api", tags=["policy"], route_class=CoordinatorRoute)


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


@router.put("/policy")
async def change_policy(
    body: Annotated[dict[str, Any], Body(examples=[{"last_call": 2, "offer_seconds": None}])],
    member: Member,
    desk: TheDesk,
) -> Figures:
    """Change the figures named, null back to the default; 422 `invalid` with figure -> why."""
    return _figures(await desk.policy_changes.change(body, author_id=member.counsellor_id))


def _figures(view: PolicyView) -> Figures:
    return Figures(
        values=view.values,
        defaults=view.defaults,
        bounds={name: bounds(name) for name in view.defaults},
        decided=view.decided,
    )
