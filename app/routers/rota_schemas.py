"""The rota as JSON bodies, for `/openapi.json`; what comes in is checked by the domain, field by field."""

from typing import Annotated, Any
from uuid import UUID

from pydantic import BaseModel, WithJsonSchema

from app.domain.conflicts import Conflict
from app.domain.contact import Channel
from app.domain.series import Why
from app.routers.hours_schemas import DAY, TIME, Flag

CHANNELS = {"type": "array", "items": {"enum": ["chat", "phone"]}, "minItems": 1, "uniqueItems": True}
WEEK = {"type": "string", "pattern": "^[0-9]{4}-W[0-9]{2}$", "examples": ["2026-W48"]}
WEEKDAYS = {"type": "array", "items": {"type": "integer", "minimum": 1, "maximum": 7}, "minItems": 1}

AWeek = Annotated[Any, WithJsonSchema(WEEK)]
ADay = Annotated[Any, WithJsonSchema(DAY)]
Time = Annotated[Any, WithJsonSchema(TIME)]


class SeriesBody(BaseModel):
    """A shift repeated on some weekdays; `skip_closed`: holidays and closed days get none."""

    counsellor_id: Annotated[Any, WithJsonSchema({"type": "string", "format": "uuid"})] = None
    weekdays: Annotated[Any, WithJsonSchema(WEEKDAYS)] = None
    every_weeks: Annotated[Any, WithJsonSchema({"type": "integer", "minimum": 1, "maximum": 8})] = 1
    starts: Time = None
    ends: Time = None
    first: ADay = None
    last: ADay = None
    channels: Annotated[Any, WithJsonSchema(CHANNELS)] = None
    skip_closed: Flag = True
    preview: Flag = False


class CopyBody(BaseModel):
    """Which week goes where; of one centre, or of all."""

    from_week: AWeek = None
    to_week: AWeek = None
    centre: Annotated[Any, WithJsonSchema({"anyOf": [{"type": "string"}, {"type": "null"}]})] = None
    preview: Flag = False


class RotaShift(BaseModel):
    """A shift with what does not fit about it."""

    shift_id: UUID
    starts_at: str
    ends_at: str
    channels: list[Channel]
    series_id: UUID | None
    reason: str | None
    conflicts: list[Conflict]


class RotaCounsellor(BaseModel):
    """Somebody and her shifts of these weeks."""

    counsellor_id: UUID
    name: str
    shifts: list[RotaShift]


class RotaCentre(BaseModel):
    """A centre: `name` is the bokmål one, `names` has every language; null: people of no centre."""

    centre: str | None
    name: str | None
    names: dict[str, str]
    counsellors: list[RotaCounsellor]


class RotaGap(BaseModel):
    """The channel is open, and nobody is on shift for it."""

    starts_at: str
    ends_at: str
    channel: Channel
    on_shift: int = 0


class StaffedHour(BaseModel):
    """The fewest on shift at any moment of this clock hour, for each channel."""

    starts_at: str
    chat: int
    phone: int


class Rota(BaseModel):
    """Whole weeks from Monday to Sunday, both dates included."""

    week: str
    weeks: int
    starts_on: str
    ends_on: str
    centres: list[RotaCentre]
    gaps: list[RotaGap]
    staffed: list[StaffedHour]


class SeriesShift(BaseModel):
    """A shift of a repetition."""

    starts_at: str
    ends_at: str
    conflicts: list[Conflict]


class SkippedDay(BaseModel):
    """A date without a shift, and why; `label` names a holiday or closure in each language."""

    date: str
    why: Why
    label: dict[str, str] | None


class SeriesAnswer(BaseModel):
    """What a repetition gives; `series_id` is null in a preview and where it gives nothing."""

    series_id: UUID | None
    shifts: list[SeriesShift]
    skipped: list[SkippedDay]


class Removed(BaseModel):
    """How many shifts are gone."""

    removed: int


class CopiedShift(SeriesShift):
    """A shift as it stands, or would stand, in the other week."""

    counsellor_id: UUID
    name: str
    channels: list[Channel]


class SkippedShift(BaseModel):
    """A shift of the copied week, with its own times, that was left out."""

    counsellor_id: UUID
    name: str
    starts_at: str
    ends_at: str
    channels: list[Channel]
    why: Why


class CopyAnswer(BaseModel):
    """What was copied, or would be."""

    added: list[CopiedShift]
    skipped: list[SkippedShift]
