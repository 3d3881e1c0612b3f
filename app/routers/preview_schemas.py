"""Looking ahead at the opening hours as JSON: previews, sentences, holidays and half days."""

from typing import Annotated, Any, Literal
from uuid import UUID

from pydantic import BaseModel, Field, WithJsonSchema

from app.routers.hours_schemas import (
    LABEL,
    ClosureBody,
    Day,
    HoursBody,
    HoursWarning,
    Intervals,
    MaybeDay,
    MaybeInstant,
)

MaybeLabel = Annotated[Any, WithJsonSchema({"anyOf": [LABEL, {"type": "null"}]})]
Sentences = Annotated[dict[str, str], Field(description="Language -> what citizens read")]


class PreviewBody(HoursBody):
    """A change nobody has saved: lists to replace, a closure more, a closure less; `days` from `from` on."""

    closure: ClosureBody | None = None
    without_closure: UUID | None = None
    from_: Annotated[MaybeDay, Field(alias="from")] = None
    days: Annotated[int, Field(ge=1, le=62, strict=True)] = 14


class DayAhead(BaseModel):
    """A channel's day by the rules as they would be, and its hours as they are."""

    intervals: Intervals
    rule: str
    reason: str | None
    label: MaybeLabel
    changed: bool
    before: Intervals


class DayOfChannels(BaseModel):
    """One date."""

    date: Day
    channels: dict[str, DayAhead]


class CitizensRead(BaseModel):
    """What citizens would read of a channel from `at` on, until the next line."""

    at: MaybeInstant
    channel: str
    open: bool
    texts: Sentences
    changed: bool


class Preview(BaseModel):
    """What a change would mean; nothing of it is stored."""

    days: list[DayOfChannels]
    citizens: list[CitizensRead]
    warnings: list[HoursWarning]


class HoursAt(BaseModel):
    """What the hours say of an instant, and what citizens read then."""

    open: bool
    rule: str
    reason: str | None
    closes_at: MaybeInstant
    opens_at: MaybeInstant
    label: MaybeLabel
    texts: Sentences


class Holiday(BaseModel):
    """A public holiday, or a half day: `suggestion` null where there is nothing to shorten."""

    date: Day
    kind: Literal["public", "half_day"]
    label: Annotated[Any, WithJsonSchema(LABEL)]
    suggestion: Annotated[Any, WithJsonSchema({"type": ["array", "null"], "items": {"type": "array"}})]
    accepted: bool | None
    closure_id: UUID | None


class Holidays(BaseModel):
    """The holidays and half days of a year, by date."""

    year: int
    days: list[Holiday]


class HalfDayBody(BaseModel):
    """Accepted, with other hours than those suggested or not; or refused."""

    accepted: bool
    intervals: Annotated[Any, WithJsonSchema({"type": ["array", "null"], "items": {"type": "array"}})] = None
