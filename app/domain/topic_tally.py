"""What recorded contacts were about, so that it can be kept and added up: counted contact by contact."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import NamedTuple

from app.domain.oslo import OSLO
from app.domain.tally import NOBODY
from app.domain.topics import OPTIONAL

NOT_REGISTERED = "not_registered"


class By(StrEnum):
    """What topics can be broken down by."""

    EDUCATION_LEVEL = "education_level"
    CLOCK_HOUR = "clock_hour"
    WEEKDAY = "weekday"
    MONTH = "month"
    CENTRE = "centre"
    LANGUAGE = "language"
    CHANNEL = "channel"


class TopicKey(NamedTuple):
    """Contacts that are alike; `topics` as recorded with a space between, the first is the primary one."""

    day: date
    clock_hour: int
    channel: str
    centre: str
    language: str
    education_level: str
    topics: str


class FieldKey(NamedTuple):
    """Contacts of a day with this code in this field."""

    day: date
    field: str
    code: str


@dataclass(frozen=True, slots=True)
class RecordedContact:
    """A contact that a counsellor has recorded."""

    arrived_at: datetime
    channel: str
    centre: str | None
    language: str
    education_level: str | None
    topics: Sequence[str]
    fields: Mapping[str, str | None]
    """The codes of `OPTIONAL`; null counts as not registered."""


@dataclass(frozen=True, slots=True)
class Recordings:
    """How many contacts there are of each kind."""

    topics: Counter[TopicKey]
    fields: Counter[FieldKey]


def recordings(contacts: Iterable[RecordedContact]) -> Recordings:
    """Count contacts in the Oslo day and clock hour of their arrival."""
    found = Recordings(Counter(), Counter())
    for one in contacts:
        wall = one.arrived_at.astimezone(OSLO)
        named = " ".join(one.topics)
        own = (one.channel, one.centre or NOBODY, one.language, one.education_level or "", named)
        found.topics[TopicKey(wall.date(), wall.hour, *own)] += 1
        for name in OPTIONAL:
            found.fields[FieldKey(wall.date(), name, one.fields.get(name) or NOT_REGISTERED)] += 1
    return found


def value_of(key: TopicKey, by: By | None) -> str:
    """Where a contact stands in the breakdown; empty without one."""
    match by:
        case None:
            return ""
        case By.WEEKDAY:
            return str(key.day.isoweekday())
        case By.MONTH:
            return f"{key.day:%Y-%m}"
        case By.CLOCK_HOUR:
            return f"{key.clock_hour:02}"
        case By.EDUCATION_LEVEL:
            return key.education_level or NOT_REGISTERED
    return str(getattr(key, by))
