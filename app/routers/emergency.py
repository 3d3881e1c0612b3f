"""Whom to call when it cannot wait, for everybody; and the routine for concern, for staff."""

import json
from functools import lru_cache
from typing import Any

from fastapi import APIRouter, Request, Response
from pydantic import BaseModel

from app.domain.emergency import Emergency
from app.domain.fingerprint import fingerprint
from app.routers.conditional import conditional
from app.routers.dependencies import StaffRoute, TheDesk, desk_of

CACHED_SECONDS = 3600

everybody = APIRouter(prefix="/api", tags=["public"])
staff = APIRouter(prefix="/api", tags=["staff"], route_class=StaffRoute)


class Line(BaseModel):
    """A number to call; each text is language -> words, always nb, nn and en."""

    number: str
    name: dict[str, str]
    when: dict[str, str]
    about: dict[str, str]


class EmergencyLines(BaseModel):
    """The lines in the order to show them, and what citizens are told before them."""

    lines: list[Line]
    routine: dict[str, str]


class Concern(BaseModel):
    """What a counsellor does when she is worried, step by step, and the numbers she gives.

    `draft`: nobody at the service has answered for it yet, for its operator has named no file.
    """

    draft: bool
    steps: list[dict[str, str]]
    lines: list[Line]


@everybody.head("/emergency-lines", include_in_schema=False)
@everybody.get(
    "/emergency-lines", responses={200: {"model": EmergencyLines}, 304: {"description": "As before."}}
)
async def emergency_lines(request: Request) -> Response:
    """The lines; cacheable for an hour, for they change with a restart of the desk."""
    body, tag = _written(desk_of(request).emergency)
    cache = f"public, max-age={CACHED_SECONDS}"
    return conditional(request, body, tag=tag, cache=cache, media_type="application/json")


@staff.get("/concern")
async def concern(desk: TheDesk) -> Concern:
    """The routine for acute concern; what to do, never what was said."""
    found, draft = desk.emergency, desk.settings.emergency_file is None
    return Concern(draft=draft, steps=[step.as_json() for step in found.steps], lines=_lines(found))


@lru_cache(maxsize=4)
def _written(found: Emergency) -> tuple[bytes, str]:
    document: dict[str, Any] = {
        "lines": [line.as_json() for line in found.lines],
        "routine": found.routine.as_json(),
    }
    return json.dumps(document, ensure_ascii=False).encode(), f'"{fingerprint(document)}"'


def _lines(found: Emergency) -> list[Line]:
    return [Line(**line.as_json()) for line in found.lines]


router = APIRouter()
router.include_router(everybody)
router.include_router(staff)
