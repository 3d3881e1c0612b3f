"""Notices: what the desk tells citizens or staff for a while; written by coordinators."""

from datetime import datetime
from uuid import UUID

from fastapi import APIRouter

from app.domain import notices as domain
from app.domain.fingerprint import fingerprint
from app.frames.shared import instant
from app.routers import writing_schemas as shapes
from app.routers.dependencies import CoordinatorRoute, Member, StaffRoute, TheDesk
from app.services.notices import notice_json

router = APIRouter(prefix="/api", tags=["notices"])
staff = APIRouter(prefix="/notices", route_class=StaffRoute)
coordinators = APIRouter(prefix="/notices", route_class=CoordinatorRoute)


@staff.get("/now")
async def now(desk: TheDesk) -> shapes.NoticesNow:
    """Those for staff that stand now, the newest begun first."""
    standing = await desk.notices.now(domain.Audience.STAFF)
    return shapes.NoticesNow(
        notices=[
            shapes.StandingNotice(
                notice_id=one.notice_id,
                nb=one.words.nb,
                nn=one.words.nn,
                en=one.words.en,
                until=instant(one.ends_at),
            )
            for one in standing
        ]
    )


@coordinators.get("")
async def notices(desk: TheDesk) -> shapes.Notices:
    """Past, standing and planned ones, the last to begin first."""
    at, found = await desk.notices.every()
    return shapes.Notices(notices=[_notice(one, at, author=author) for one, author in found])


@coordinators.post("", status_code=201)
async def add(body: shapes.NoticeBody, member: Member, desk: TheDesk) -> shapes.Notice:
    """A new one; 422 `invalid` with field -> why."""
    made = await desk.notices.add(body.model_dump(), author_id=member.counsellor_id)
    return _notice(made, desk.clock.now(), author=member.name)


@coordinators.put("/{notice_id}", responses={409: {"description": "`if_version` is no longer the newest"}})
async def change(notice_id: UUID, body: shapes.NoticeBody, member: Member, desk: TheDesk) -> shapes.Notice:
    """Other words, times or readers; 404 `not_found`, 409 `wrong_state`, 422 `invalid`."""
    given = body.model_dump()
    changed = await desk.notices.change(
        notice_id, given, if_version=given["if_version"], author_id=member.counsellor_id
    )
    return _notice(changed, desk.clock.now())


@coordinators.delete("/{notice_id}", status_code=204)
async def remove(notice_id: UUID, member: Member, desk: TheDesk) -> None:
    """Nobody reads it any more; 404 `not_found`."""
    await desk.notices.remove(notice_id, author_id=member.counsellor_id)


# `staff` comes first: `now` is no id.
router.include_router(staff)
router.include_router(coordinators)


def _notice(one: domain.Notice, at: datetime, *, author: str | None = None) -> shapes.Notice:
    document = notice_json(one)
    return shapes.Notice(
        notice_id=one.notice_id,
        state="now" if one.stands(at) else "planned" if at < one.starts_at else "past",
        author=author,
        version=fingerprint(document),
        **document,
    )
