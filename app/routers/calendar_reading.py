"""Shifts out of an iCalendar file (RFC 5545): events with their repetitions, in any known time zone.

The library understands single events; `calendar_repeats` says how often they come.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta, tzinfo
from typing import Any
from uuid import UUID

from icalendar import Event

from app.domain.contact import Channel
from app.domain.oslo import OSLO
from app.domain.roster import LONGEST_DAY
from app.domain.series import far_off
from app.domain.shift_file import MOST_SHIFTS, Entry, Fault, FileRead, read_channels_of
from app.routers.calendar_lines import Block, blocks
from app.routers.calendar_repeats import Unrepeatable, repeated

OURS = "@guidance-desk"
YEARS = range(2000, 2101)

Properties = Mapping[str, Any]
"""An event as the library reads it: a property, or a list of them, by its name."""


class Refused(Exception):
    """An event that cannot be a shift: the property, what is wrong with it, and a sentence."""

    def __init__(self, name: str, fault: Fault, message: str) -> None:
        super().__init__(message)
        self.name, self.fault, self.message = name, fault, message


@dataclass(frozen=True, slots=True)
class Times:
    """When an event is, on the wall of its own time zone."""

    zone: tzinfo
    starts: datetime
    ends: datetime


def read_calendar(text: str, now: datetime) -> FileRead:
    """The shifts of a calendar; of a broken event its line and why."""
    read = FileRead()
    moved: dict[tuple[str, datetime], Entry] = {}
    found: list[tuple[str, datetime | None, Entry]] = []
    for block in blocks(text, read):
        try:
            event = _event(block)
            uid = str(event.get("UID", ""))
            original = _original(event)
            for place, entry in _entries(block, event, now):
                if original is not None:
                    moved[uid, original] = entry
                else:
                    found.append((uid, place, entry))
        except Refused as refused:
            read.wrong(block.where(refused.name), refused.fault, refused.message)
        if len(found) > MOST_SHIFTS:
            read.wrong(block.line, Fault.TOO_MANY, f"goes beyond the {MOST_SHIFTS} shifts of one file")
            return read
    read.entries = _with_exceptions(found, moved)
    return read


def _with_exceptions(
    found: Iterable[tuple[str, datetime | None, Entry]], moved: dict[tuple[str, datetime], Entry]
) -> list[Entry]:
    """A repetition with its single exceptions in their places; the others stand by themselves.

    The first of a repetition keeps the id that the event has here; what follows is new.
    """
    entries: list[Entry] = []
    named: set[UUID] = set()
    for uid, place, entry in found:
        one = moved.pop((uid, place), entry) if place is not None else entry
        if place is not None and one.shift_id in named:
            one = replace(one, shift_id=None)
        if one.shift_id is not None:
            named.add(one.shift_id)
        entries.append(one)
    entries += [replace(one, shift_id=None) for one in moved.values()]
    return [one for one in entries if one.shift_id is not None or not one.cancelled]


def _event(block: Block) -> Properties:
    try:
        event = Event.from_ical("\r\n".join(["BEGIN:VEVENT", *block.lines, "END:VEVENT", ""]))
    except (ValueError, IndexError, KeyError, TypeError) as error:
        raise Refused("", Fault.BROKEN, f"is no event: {str(error)[:80]}") from None
    if not isinstance(event, Event):
        raise Refused("", Fault.BROKEN, "is no event")
    for name, why in event.errors:
        fault = Fault.BAD_TIME if str(name).startswith("D") else Fault.BROKEN
        raise Refused(str(name), fault, f"has a {name} that cannot be read: {str(why)[:80]}")
    return event


def _entries(block: Block, event: Properties, now: datetime) -> list[tuple[datetime | None, Entry]]:
    """The shifts of an event with their place in its repetition; null where it has none."""
    times = _times(event)
    shift_id, who, channels = _shift_id(event), _who(event), _channels(event)
    cancelled = str(event.get("STATUS", "")).upper() == "CANCELLED"
    found: list[tuple[datetime | None, Entry]] = []
    repeats = "RRULE" in event
    for starts in _starts(event, times, now) if repeats else [times.starts]:
        starts_at = _instant("DTSTART", starts, times.zone)
        ends_at = _end(event, times, starts)
        entry = Entry(block.line, starts_at, ends_at, shift_id, who, None, channels, cancelled)
        found.append((starts_at if repeats else None, entry))
    return found


def _times(event: Properties) -> Times:
    starts, zone = _wall(event, "DTSTART")
    length = _length(event)
    if length is not None:
        return Times(zone, starts, starts + length)
    if "DTEND" not in event:
        raise Refused("DTSTART", Fault.END_BEFORE_START, "has neither DTEND nor DURATION")
    ends, its_zone = _wall(event, "DTEND")
    if its_zone != zone:
        ends = _instant("DTEND", ends, its_zone).astimezone(zone).replace(tzinfo=None)
    if ends <= starts:
        raise Refused("DTEND", Fault.END_BEFORE_START, "ends before it starts")
    return Times(zone, starts, ends)


def _length(event: Properties) -> timedelta | None:
    if "DURATION" not in event:
        return None
    length = event["DURATION"].dt
    if not isinstance(length, timedelta) or length <= timedelta(0):
        raise Refused("DURATION", Fault.END_BEFORE_START, "lasts for no time")
    if length > LONGEST_DAY:
        raise Refused("DURATION", Fault.TOO_LONG, "lasts for more than a day")
    return length


def _end(event: Properties, times: Times, starts: datetime) -> datetime:
    """A duration is time that passes; an end is a time on the wall."""
    if "DURATION" in event:
        return _instant("DTSTART", starts, times.zone) + (times.ends - times.starts)
    ends = _instant("DTEND", starts + (times.ends - times.starts), times.zone)
    if ends <= _instant("DTSTART", starts, times.zone):
        raise Refused("DTEND", Fault.NO_SUCH_TIME, "ends within the hour that comes twice that night")
    return ends


def _wall(event: Properties, name: str) -> tuple[datetime, tzinfo]:
    if name not in event:
        raise Refused(name, Fault.BAD_TIME, f"has no {name}")
    return _local(name, event[name].dt, event[name].params)


def _local(name: str, at: object, params: Mapping[str, Any]) -> tuple[datetime, tzinfo]:
    """A time on the wall of its zone; one without any zone hangs in Oslo."""
    if not isinstance(at, datetime):
        if isinstance(at, date):
            raise Refused(name, Fault.ALL_DAY, "is a whole day; a shift has a time to begin and to end")
        raise Refused(name, Fault.BAD_TIME, f"has a {name} that is no time")
    if at.year not in YEARS:
        raise Refused(name, Fault.FAR_OFF, f"is in the year {at.year}")
    if at.tzinfo is None and "TZID" in params:
        raise Refused(name, Fault.UNKNOWN_ZONE, f"is in a time zone nobody knows: {str(params['TZID'])[:40]}")
    return at.replace(tzinfo=None, second=0, microsecond=0), at.tzinfo or OSLO


def _instant(name: str, wall: datetime, zone: tzinfo) -> datetime:
    """The instant of a wall time, the first of two; raises `Refused` where the clock jumps over it."""
    at = wall.replace(tzinfo=zone, fold=0).astimezone(UTC)
    if at.astimezone(zone).replace(tzinfo=None, fold=0) != wall:
        raise Refused(name, Fault.NO_SUCH_TIME, f"is at {wall:%d.%m.%Y %H:%M}, which the clock jumps over")
    return at


def _starts(event: Properties, times: Times, now: datetime) -> list[datetime]:
    """The wall times at which a repetition begins, without those it leaves out."""
    if far_off(_instant("DTSTART", times.starts, times.zone), now):
        raise Refused("DTSTART", Fault.FAR_OFF, f"begins in {times.starts.year}")
    if {"RDATE", "EXRULE"} & set(event):
        raise Refused("RRULE", Fault.UNSUPPORTED_RULE, "repeats by a list of dates, too")
    try:
        found = repeated(event["RRULE"], times.starts, times.zone, now)
    except Unrepeatable as error:
        raise Refused("RRULE", error.fault, error.message) from None
    left_out = _left_out(event, times.zone)
    return [at for at in found if at not in left_out]


def _left_out(event: Properties, zone: tzinfo) -> set[datetime]:
    lists = event.get("EXDATE", [])
    found: set[datetime] = set()
    for one in lists if isinstance(lists, list) else [lists]:
        for each in one.dts:
            at, its_zone = _local("EXDATE", each.dt, one.params)
            found.add(_instant("EXDATE", at, its_zone).astimezone(zone).replace(tzinfo=None))
    return found


def _original(event: Properties) -> datetime | None:
    """Which of a repetition an exception stands for."""
    if "RECURRENCE-ID" not in event:
        return None
    wall, zone = _wall(event, "RECURRENCE-ID")
    return _instant("RECURRENCE-ID", wall, zone)


def _shift_id(event: Properties) -> UUID | None:
    """Ours, where the desk wrote the event; what others call their events means nothing here."""
    uid = str(event.get("UID", "")).strip()
    try:
        return UUID(uid.removesuffix(OURS)) if uid.endswith(OURS) else None
    except ValueError:
        return None


def _who(event: Properties) -> tuple[str, ...]:
    named = event.get("ATTENDEE", [])
    every = named if isinstance(named, list) else [named]
    return tuple(str(one).lower().removeprefix("mailto:").strip() for one in every)


def _channels(event: Properties) -> frozenset[Channel] | None:
    named = event.get("CATEGORIES", [])
    words = [str(word) for one in (named if isinstance(named, list) else [named]) for word in one.cats]
    channels = read_channels_of(words)
    if words and channels is None:
        raise Refused("CATEGORIES", Fault.UNKNOWN_CHANNEL, "has other categories than chat and phone")
    return channels
