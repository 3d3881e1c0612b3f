"""HTTP for texts that are held back from the sweep (P8): setting a hold, ending it, and what is held."""

from uuid import UUID

from fastapi import APIRouter
from pydantic import BaseModel

from app.domain.contact import Channel, Language, State
from app.frames.shared import instant, maybe_instant
from app.routers.care_schemas import HoldBody
from app.routers.dependencies import CoordinatorRoute, Member, StaffRoute, TheDesk
from app.services.holds import HoldRow, ListedHold

contacts = APIRouter(prefix="/api/contacts", tags=["contacts"], route_class=StaffRoute)
overview = APIRouter(prefix="/api", tags=["holds"], route_class=CoordinatorRoute)


class HoldAnswer(BaseModel):
    """A hold as it was set."""

    until: str
    reason: str
    at: str


class Holder(BaseModel):
    """Who set it."""

    id: UUID
    name: str | None


class HeldContact(BaseModel):
    """A contact whose text is held: of it only when it was and how, nothing of what was said."""

    contact_id: UUID
    channel: Channel
    language: Language
    state: State
    flagged: bool
    arrived_at: str
    ended_at: str | None
    reason: str
    until: str
    at: str
    by: Holder


class HoldList(BaseModel):
    """Every hold that stands, the next to end first; none may be set for more than `most_days`."""

    holds: list[HeldContact]
    most_days: int


@contacts.post("/{contact_id}/hold")
async def hold(contact_id: UUID, body: HoldBody, member: Member, desk: TheDesk) -> HoldAnswer:
    """Hold the text until then; its counsellor where it is flagged, or a coordinator. Audited."""
    made = await desk.holds.put(contact_id, body.model_dump(), by=member.counsellor_id, role=member.role)
    return HoldAnswer(**hold_json(made))


@contacts.delete("/{contact_id}/hold", status_code=204)
async def release(contact_id: UUID, member: Member, desk: TheDesk) -> None:
    """End the hold; a coordinator, or who set it. Repeatable; the text goes with the next sweep."""
    await desk.holds.end(contact_id, by=member.counsellor_id, role=member.role)


@overview.get("/holds")
async def holds(desk: TheDesk) -> HoldList:
    """What is held now, and why; for coordinators."""
    found = await desk.holds.current()
    return HoldList(holds=[_listed(one) for one in found], most_days=desk.holds.most_days)


def hold_json(row: HoldRow) -> dict[str, str]:
    """A hold as its counsellor sees it."""
    return {"until": instant(row.until), "reason": row.reason, "at": instant(row.at)}


def _listed(one: ListedHold) -> HeldContact:
    return HeldContact(
        contact_id=one.contact_id,
        channel=Channel(one.channel),
        language=Language(one.language),
        state=State(one.state),
        flagged=one.flagged,
        arrived_at=instant(one.arrived_at),
        ended_at=maybe_instant(one.ended_at),
        reason=one.reason,
        until=instant(one.until),
        at=instant(one.at),
        by=Holder(id=one.by, name=one.name),
    )


router = APIRouter()
router.include_router(contacts)
router.include_router(overview)
