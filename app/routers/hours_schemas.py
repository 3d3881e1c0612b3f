"""Opening hours as JSON bodies, for `/openapi.json`; what they must hold the domain checks, field by field.

The leaves of what comes in are therefore described and not converted: one reader, one set of reasons.
"""

from typing import Annotated, Any
from uuid import UUID

from pydantic import BaseModel, Field, WithJsonSchema

DAY = {"type": "string", "format": "date", "examples": ["2027-02-27"]}
INSTANT = {"type": "string", "format": "date-time", "examples": ["2026-11-23T09:00:00.000Z"]}
CHANNEL = {"anyOf": [{"enum": ["chat", "phone"]}, {"type": "null"}], "description": "Null: every channel"}
TIME = {"type": "string", "pattern": r"^([01]\d|2[0-3]):[0-5]\d$|^24:00$"}
INTERVAL = {"type": "array", "prefixItems": [TIME, TIME], "minItems": 2, "maxItems": 2}
INTERVALS = {"type": "array", "items": INTERVAL, "description": "Half open, Oslo wall time, apart"}
WEEK = {"type": "object", "propertyNames": {"pattern": "^[1-7]$"}, "additionalProperties": INTERVALS}
WORDS = {"type": "string", "minLength": 1, "maxLength": 200}
LABEL = {
    "type": "object",
    "required": ["nb", "nn", "en"],
    "properties": {"nb": WORDS, "nn": WORDS, "en": WORDS, "se": WORDS},
}

Day = Annotated[Any, WithJsonSchema(DAY)]
MaybeDay = Annotated[Any, WithJsonSchema({"anyOf": [DAY, {"type": "null"}]})]
MaybeInstant = Annotated[Any, WithJsonSchema({"anyOf": [INSTANT, {"type": "null"}]})]
MaybeChannel = Annotated[Any, WithJsonSchema(CHANNEL)]
Intervals = Annotated[Any, WithJsonSchema(INTERVALS)]
Week = Annotated[Any, WithJsonSchema(WEEK)]
Words = Annotated[Any, WithJsonSchema(WORDS)]
MaybeWords = Annotated[Any, WithJsonSchema({"type": "string", "maxLength": 200})]
Label = Annotated[Any, WithJsonSchema(LABEL)]
Flag = Annotated[Any, WithJsonSchema({"type": "boolean"})]
Priority = Annotated[Any, WithJsonSchema({"type": "integer", "minimum": 0, "maximum": 1000})]


class Labelled(BaseModel):
    """What citizens read, one field for each language; a missing one borrows the bokmål one."""

    label_nb: MaybeWords = ""
    label_nn: MaybeWords = ""
    label_en: MaybeWords = ""
    label_se: MaybeWords = ""


class WeeklyRule(BaseModel):
    """An ordinary week; two that are valid on one date for one channel are refused."""

    id: Words = "weekly"
    channel: MaybeChannel = None
    valid_from: MaybeDay = None
    valid_to: MaybeDay = None
    enabled: Flag = True
    on_holidays: Flag = False
    weekly: Week


class PeriodRule(Labelled):
    """Another week for a time: summer hours."""

    id: Words
    channel: MaybeChannel = None
    priority: Priority = 20
    frm: Day
    to: Day
    on_holidays: Flag = False
    weekly: Week


class DateRule(Labelled):
    """The hours of one date, replacing everything else."""

    date: Day
    channel: MaybeChannel = None
    priority: Priority = 40
    intervals: Intervals


class HoursBody(BaseModel):
    """The lists to replace; one that is absent is kept."""

    weekly_rules: Annotated[list[WeeklyRule], Field(max_length=400)] = []
    period_rules: Annotated[list[PeriodRule], Field(max_length=400)] = []
    date_rules: Annotated[list[DateRule], Field(max_length=400)] = []


class HoursChange(HoursBody):
    """The lists to replace; with `if_version`, only if that is still the newest (else 409 `wrong_state`)."""

    if_version: Annotated[int | None, Field(ge=0, le=2**53, strict=True)] = None


class ClosureBody(BaseModel):
    """Other hours on one date; no intervals: closed the whole day."""

    date: Day
    channel: MaybeChannel = None
    intervals: Intervals
    label: Label


class CloseBody(BaseModel):
    """Close from now on, by default until further notice; citizens read the reason."""

    channel: MaybeChannel = None
    reason: Label
    until: MaybeInstant = None


class ReopenBody(BaseModel):
    """Let the rules hold again; with an end, open until then whatever they say."""

    channel: MaybeChannel = None
    reason: Annotated[Any, WithJsonSchema({"anyOf": [LABEL, {"type": "null"}]})] = None
    until: MaybeInstant = None


class ClosureCreated(BaseModel):
    """The id of a new closure."""

    closure_id: UUID


class Closure(ClosureBody, ClosureCreated):
    """A closure as it is stored."""


class Order(BaseModel):
    """An order by hand that is in force: `close`, `open`, or `follow_rules` again."""

    order: str
    channel: MaybeChannel
    reason: Label
    since: MaybeInstant
    until: MaybeInstant
    author: str | None = None


class ChannelHours(BaseModel):
    """What all of it says of a channel now, and by which rule."""

    open: bool
    closes_at: MaybeInstant
    opens_at: MaybeInstant
    rule: str
    reason: str | None
    label: Annotated[Any, WithJsonSchema({"anyOf": [LABEL, {"type": "null"}]})]


class DeskState(BaseModel):
    """The orders in force, and each channel now."""

    manual: list[Order]
    channels: dict[str, ChannelHours]


class HoursWarning(BaseModel):
    """What is wrong with the hours, where in the document, and what to tell coordinators of it."""

    code: str
    text: dict[str, str]
    path: str | None


class OpeningHours(DeskState):
    """The rules and closures as they are stored, their version, what they say now, and what is wrong."""

    version: int
    weekly_rules: list[WeeklyRule]
    period_rules: list[PeriodRule]
    date_rules: list[DateRule]
    closures: list[Closure]
    warnings: list[HoursWarning]
