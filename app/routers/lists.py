"""The lists staff choose from, and their colleagues (protocol § 2)."""

from uuid import UUID

from fastapi import APIRouter
from pydantic import BaseModel, ConfigDict

from app.domain.contact import Channel
from app.domain.counsellor import Presence
from app.frames.shared import maybe_instant
from app.routers.dependencies import Member, StaffRoute, TheDesk

router = APIRouter(prefix="/api", tags=["lists"], route_class=StaffRoute)


class Colleague(BaseModel):
    """Somebody a contact could be handed to; `free`: seats for each channel, `centre` is a code."""

    counsellor_id: UUID
    name: str
    centre: str | None
    presence: Presence
    channels: list[Channel]
    free: dict[Channel, int]
    on_shift_until: str | None


class Named(BaseModel):
    """A code with its label in each language; Northern Sámi where a speaker has checked it."""

    model_config = ConfigDict(extra="allow")

    code: str
    nb: str
    nn: str
    en: str


class Topic(Named):
    """A topic; `requires_education_level`: a wrap-up with it says which level was asked about."""

    requires_education_level: bool


class TopicGroup(Topic):
    """A first-level topic with the second-level ones a wrap-up is recorded with."""

    children: list[Topic]


class TopicList(BaseModel):
    """All topics that may be used now."""

    version: str
    max_primary: int
    max_secondary: int
    topics: list[TopicGroup]


class EducationLevels(BaseModel):
    """The levels a question can be about, and the citizen's own; both map to NUS2000."""

    model_config = ConfigDict(extra="allow")

    education_background: list[Named]
    education_level_asked: list[Named]


class Category(BaseModel):
    """One of the other lists of a wrap-up."""

    model_config = ConfigDict(extra="allow")

    fields: list[Named]


class Centre(BaseModel):
    """A centre: `name` is the bokmål one, `names` has every language."""

    code: str
    name: str
    names: dict[str, str]


@router.get("/topics")
async def topics(desk: TheDesk) -> TopicList:
    """The two-level list of topics."""
    return TopicList.model_validate(await desk.directory.topics())


@router.get("/education-levels")
async def education_levels(desk: TheDesk) -> EducationLevels:
    """The levels a question can be about, and the citizen's own."""
    return EducationLevels.model_validate(desk.directory.education_levels())


@router.get("/categories")
async def categories(desk: TheDesk) -> dict[str, Category]:
    """The other lists of a wrap-up; `outcome` are its dispositions."""
    return {name: Category.model_validate(kind) for name, kind in desk.directory.categories().items()}


@router.get("/centres")
async def centres(desk: TheDesk) -> list[Centre]:
    """Every centre: its code, its name, and its names in every language."""
    return [Centre.model_validate(centre) for centre in await desk.directory.centres()]


@router.get("/colleagues")
async def colleagues(member: Member, desk: TheDesk) -> list[Colleague]:
    """Everybody else, whether at work or not."""
    return [
        Colleague(
            counsellor_id=one.counsellor_id,
            name=one.name,
            centre=one.centre,
            presence=one.presence,
            channels=list(one.channels),
            free=one.free,
            on_shift_until=maybe_instant(one.on_shift_until),
        )
        for one in await desk.directory.colleagues(member.counsellor_id)
    ]
