"""Quick replies: read by all staff, the shared ones edited by coordinators, own ones by whose they are."""

from uuid import UUID

from fastapi import APIRouter

from app.domain.fingerprint import fingerprint
from app.domain.replies import STAGES, ReplyText, SharedReply
from app.routers import writing_schemas as shapes
from app.routers.dependencies import CoordinatorRoute, Member, StaffRoute, TheDesk
from app.seed.replies import placeholders

router = APIRouter(prefix="/api", tags=["quick replies"])
own = APIRouter(prefix="/replies", route_class=StaffRoute)
shared = APIRouter(prefix="/replies", route_class=CoordinatorRoute)


@own.get("", response_model_exclude_none=True)
async def replies(member: Member, desk: TheDesk) -> shapes.Every:
    """Everybody's quick replies in nb, nn and en, and one's own."""
    found = await desk.replies.every(member.counsellor_id)
    return shapes.Every(
        version=found.version,
        placeholders=placeholders(),
        stages=list(STAGES),
        counsellor_replies=[_shared(key, reply) for key, reply in found.shared.items()],
        own=[_own(reply_id, reply) for reply_id, reply in found.own.items()],
    )


@own.post("/preview")
async def preview(body: shapes.PreviewBody, desk: TheDesk) -> shapes.Previewed:
    """A text as a citizen would read it, with example values; what is unknown stays as it stands."""
    found = desk.replies.preview(body.text, body.language)
    return shapes.Previewed(text=found.text, anonymous=found.anonymous, unknown=found.unknown)


@own.post("/own", status_code=201)
async def add_own(body: shapes.OwnBody, member: Member, desk: TheDesk) -> shapes.Own:
    """One more of one's own, at most 200; 422 `invalid` with field -> why."""
    reply_id, reply = await desk.replies.add_own(member.counsellor_id, body.model_dump())
    return _own(reply_id, reply)


@own.put("/own/{reply_id}")
async def change_own(reply_id: UUID, body: shapes.OwnBody, member: Member, desk: TheDesk) -> shapes.Own:
    """Another text or shortcut; 404 `not_found`, also for a colleague's."""
    return _own(reply_id, await desk.replies.change_own(member.counsellor_id, reply_id, body.model_dump()))


@own.delete("/own/{reply_id}", status_code=204)
async def remove_own(reply_id: UUID, member: Member, desk: TheDesk) -> None:
    """One of one's own is gone; 404 `not_found`, also for a colleague's."""
    await desk.replies.remove_own(member.counsellor_id, reply_id)


@shared.post("", status_code=201, response_model_exclude_none=True)
async def add(body: shapes.SharedBody, member: Member, desk: TheDesk) -> shapes.Shared:
    """One more for everybody; 422 `invalid` with field -> why."""
    key, reply = await desk.replies.add(body.model_dump(), author_id=member.counsellor_id)
    return _shared(key, reply)


@shared.put(
    "/{key}",
    response_model_exclude_none=True,
    responses={409: {"description": "`if_version` is no longer the newest"}},
)
async def change(key: str, body: shapes.SharedBody, member: Member, desk: TheDesk) -> shapes.Shared:
    """Another text for everybody; 404 `not_found`, 409 `wrong_state`, 422 `invalid`."""
    given = body.model_dump()
    reply = await desk.replies.change(
        key, given, if_version=given["if_version"], author_id=member.counsellor_id
    )
    return _shared(key, reply)


@shared.delete("/{key}", status_code=204)
async def remove(key: str, member: Member, desk: TheDesk) -> None:
    """Nobody has it any more; 404 `not_found`."""
    await desk.replies.remove(key, author_id=member.counsellor_id)


# `own` comes first: `/own/{reply_id}` and `/preview` are no keys of shared replies.
router.include_router(own)
router.include_router(shared)


def _shared(key: str, reply: SharedReply) -> shapes.Shared:
    document = reply.as_json()
    return shapes.Shared(key=key, version=fingerprint(document), **document)


def _own(reply_id: UUID, reply: ReplyText) -> shapes.Own:
    return shapes.Own(reply_id=reply_id, shortcut=reply.shortcut, **reply.text)
