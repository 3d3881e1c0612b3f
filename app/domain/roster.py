"""Turnus: who is on shift, until when, and who is missing from it."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, NewType
from uuid import UUID

from app.domain.contact import Channel
from app.domain.counsellor import CounsellorId
from app.domain.reading import Problems, read_instant, read_list, read_mapping, read_text
from app.domain.spans import Span, merged

ShiftId = NewType("ShiftId", UUID)

LONGEST_SHIFT = timedelta(hours=24)
"""Longer is a slip of the pen, save in a demo, which writes its shifts itself."""

LONGEST_DAY = timedelta(hours=25)
"""The whole day on which the clock goes back."""

QUARTER = 4


@dataclass(frozen=True, slots=True)
class Shift:
    """A counsellor's duty from `starts_at` up to but not including `ends_at`, for some channels."""

    shift_id: ShiftId
    counsellor_id: CounsellorId
    starts_at: datetime
    ends_at: datetime
    channels: frozenset[Channel]
    series_id: UUID | None = None
    """The repetition it belongs to; only planning asks for it, else it is null."""
    reason: str | None = None
    """Why somebody works outside the plan; null for a planned shift, and where nobody asked."""

    @property
    def is_standing(self) -> bool:
        """Longer than anybody can plan: a demo's own people, on duty at any hour, outside every rota."""
        return self.ends_at - self.starts_at > LONGEST_DAY

    def covers(self, at: datetime) -> bool:
        """Whether the shift is running at `at`."""
        return self.starts_at <= at < self.ends_at

    def meets(self, other: "Shift") -> bool:
        """Whether two shifts of one counsellor overlap."""
        same = self.counsellor_id == other.counsellor_id and self.shift_id != other.shift_id
        return same and self.starts_at < other.ends_at and other.starts_at < self.ends_at


@dataclass(frozen=True, slots=True)
class ShiftBody:
    """What a coordinator posts for a shift, found in order."""

    counsellor_id: CounsellorId
    starts_at: datetime
    ends_at: datetime
    channels: tuple[Channel, ...]


def imagined(bodies: Iterable[ShiftBody]) -> list[Shift]:
    """Shifts that are only shown; numbers stand for their ids."""
    return [
        Shift(
            ShiftId(UUID(int=number)), one.counsellor_id, one.starts_at, one.ends_at, frozenset(one.channels)
        )
        for number, one in enumerate(bodies)
    ]


def shift_document(shift: Shift, name: str | None = None) -> dict[str, Any]:
    """A shift as the audit keeps it, before and after a change."""
    return {
        "shift_id": str(shift.shift_id),
        "counsellor_id": str(shift.counsellor_id),
        "name": name,
        "starts_at": shift.starts_at.isoformat(),
        "ends_at": shift.ends_at.isoformat(),
        "channels": sorted(shift.channels),
        "series_id": str(shift.series_id) if shift.series_id else None,
        "reason": shift.reason,
    }


def on_shift(shifts: Iterable[Shift], counsellor_id: CounsellorId, channel: Channel, at: datetime) -> bool:
    """Whether the counsellor is on duty for the channel at `at`."""
    return any(
        shift.counsellor_id == counsellor_id and channel in shift.channels and shift.covers(at)
        for shift in shifts
    )


def channels_on_shift(
    shifts: Iterable[Shift], counsellor_id: CounsellorId, at: datetime
) -> frozenset[Channel]:
    """The channels the counsellor is on duty for at `at`; none outside every shift."""
    running = (shift for shift in shifts if shift.counsellor_id == counsellor_id and shift.covers(at))
    return frozenset(channel for shift in running for channel in shift.channels)


def duty_at(shifts: Iterable[Shift], counsellor_id: CounsellorId, at: datetime) -> Span | None:
    """The running duty, shifts that follow or overlap each other taken as one; null outside every shift."""
    own = merged((one.starts_at, one.ends_at) for one in shifts if one.counsellor_id == counsellor_id)
    return next((span for span in own if span[0] <= at < span[1]), None)


def on_shift_until(shifts: Iterable[Shift], counsellor_id: CounsellorId, at: datetime) -> datetime | None:
    """When the running duty ends; null outside every shift."""
    duty = duty_at(shifts, counsellor_id, at)
    return None if duty is None else duty[1]


def last_offers_at(duty: Span, before: timedelta) -> datetime:
    """From when on nothing new is offered to whoever has this duty: so long before its end.

    It is at most the last quarter of the duty, so that somebody with short shifts still serves. What she
    has goes on; what she takes herself, or a colleague hands over to her in person, is hers all the same.
    """
    starts, ends = duty
    return ends - min(before, (ends - starts) / QUARTER)


def missing(shifts: Iterable[Shift], present: Collection[CounsellorId], at: datetime) -> list[CounsellorId]:
    """Who has a running shift and is not there, each once, in the order of the shifts."""
    running = dict.fromkeys(shift.counsellor_id for shift in shifts if shift.covers(at))
    return [counsellor_id for counsellor_id in running if counsellor_id not in present]


def overlapping(shift: Shift, others: Sequence[Shift]) -> list[Shift]:
    """The other shifts of the same counsellor that this one overlaps."""
    return [other for other in others if shift.meets(other)]


def read_shift(body: object) -> ShiftBody:
    """A shift from a JSON body; raises `Invalid` with field -> why."""
    problems = Problems()
    fields = read_mapping(problems, "body", body)
    starts = read_instant(problems, "starts_at", fields.get("starts_at"))
    ends = read_instant(problems, "ends_at", fields.get("ends_at"))
    if starts and ends and not timedelta(0) < ends - starts <= LONGEST_SHIFT:
        problems.add("ends_at", "must be after starts_at, by at most 24 hours")
    counsellor_id = read_counsellor(problems, fields)
    channels = read_channels(problems, fields)
    problems.raise_any()
    assert starts is not None
    assert ends is not None
    assert counsellor_id is not None
    return ShiftBody(counsellor_id, starts, ends, channels)


def read_extra(body: object, *, now: datetime) -> tuple[ShiftBody, str]:
    """Work outside the plan from now until an instant, and why; raises `Invalid` with field -> why."""
    problems = Problems()
    fields = read_mapping(problems, "body", body)
    until = read_instant(problems, "until", fields.get("until"))
    if until and not timedelta(0) < until - now <= LONGEST_SHIFT:
        problems.add("until", "must lie ahead, by at most 24 hours")
    reason = read_text(problems, "reason", fields.get("reason"))
    counsellor_id, channels = read_counsellor(problems, fields), read_channels(problems, fields)
    problems.raise_any()
    assert until is not None
    assert counsellor_id is not None
    return ShiftBody(counsellor_id, now, until, channels), reason.strip()


def read_counsellor(problems: Problems, fields: Mapping[str, Any]) -> CounsellorId | None:
    """The field `counsellor_id`; null with a problem where it is no id."""
    try:
        return CounsellorId(UUID(fields["counsellor_id"]))
    except (KeyError, TypeError, ValueError, AttributeError):
        problems.add("counsellor_id", "must be the id of a counsellor")
        return None


def read_channels(problems: Problems, fields: Mapping[str, Any]) -> tuple[Channel, ...]:
    """The field `channels`: one or both, each once; empty with a problem where it is not that."""
    names = read_list(problems, "channels", fields.get("channels"), most=len(Channel))
    if not names or any(name not in list(Channel) for name in names) or len(set(names)) < len(names):
        problems.add("channels", "must name chat, phone or both")
        return ()
    return tuple(Channel(name) for name in names)
