"""What does not fit in a plan: shifts that overlap, lie outside the opening hours, or leave too little rest.

A conflict is shown and never forbids: who may work when is agreed between people, and the desk only counts.
"""

from bisect import bisect_right
from collections.abc import Iterable, Mapping, Sequence
from datetime import date, timedelta
from enum import StrEnum
from itertools import groupby, pairwise

from app.domain.contact import Channel
from app.domain.oslo import day_of
from app.domain.roster import Shift, ShiftId
from app.domain.spans import Span, merged

REST = timedelta(hours=11)
"""«Minst elleve timer sammenhengende arbeidsfri i løpet av 24 timer» (arbeidsmiljøloven § 10-8 first)."""

LONG_DAY = timedelta(hours=10)
"""What an employee may agree to within 24 hours (arbeidsmiljøloven § 10-5 first); breaks are not known."""

AROUND = timedelta(minutes=30)
"""So long before an opening and after a closing belongs to the work: to sign in, and to finish talking."""

Openings = Mapping[Channel, Sequence[Span]]


class Conflict(StrEnum):
    """Why a shift deserves a second look."""

    OVERLAP = "overlap"
    OUTSIDE_HOURS = "outside_hours"
    SHORT_REST = "short_rest"
    LONG_DAY = "long_day"


def conflicts(shifts: Iterable[Shift], openings: Openings) -> dict[ShiftId, list[Conflict]]:
    """The conflicts of each of these shifts, those of one counsellor seen together.

    `openings`: when each channel is open, over the whole time of the shifts. Rest and length of a day are
    counted over everything given, so give a day more on either side of what is shown.
    """
    found: dict[ShiftId, set[Conflict]] = {}
    everybody = sorted(shifts, key=lambda one: (one.counsellor_id.int, one.starts_at, one.ends_at))
    for _, hers in groupby(everybody, key=lambda one: one.counsellor_id):
        own = list(hers)
        marks = (
            (Conflict.OVERLAP, _overlapping(own)),
            (Conflict.OUTSIDE_HOURS, _outside(own, openings)),
            (Conflict.SHORT_REST, _tired(own)),
            (Conflict.LONG_DAY, _long(own)),
        )
        for conflict, ids in marks:
            for shift_id in ids:
                found.setdefault(shift_id, set()).add(conflict)
    return {shift_id: [one for one in Conflict if one in some] for shift_id, some in found.items()}


def _overlapping(own: Sequence[Shift]) -> set[ShiftId]:
    """Of shifts in order; who works outside the plan does so beside a planned shift, too."""
    found: set[ShiftId] = set()
    longest: Shift | None = None
    for shift in (one for one in own if one.reason is None):
        if longest is not None and shift.starts_at < longest.ends_at:
            found |= {shift.shift_id, longest.shift_id}
        if longest is None or shift.ends_at > longest.ends_at:
            longest = shift
    return found


def _outside(own: Sequence[Shift], openings: Openings) -> set[ShiftId]:
    """Shifts of which more lies outside the opening hours of their channels than the half hours around."""
    reach: dict[frozenset[Channel], list[Span]] = {}
    found: set[ShiftId] = set()
    for shift in own:
        if shift.channels not in reach:
            reach[shift.channels] = merged(
                (starts - AROUND, ends + AROUND)
                for channel in shift.channels
                for starts, ends in openings.get(channel, ())
            )
        if not _holds(reach[shift.channels], shift):
            found.add(shift.shift_id)
    return found


def _holds(spans: Sequence[Span], shift: Shift) -> bool:
    place = bisect_right(spans, shift.starts_at, key=lambda span: span[0]) - 1
    return place >= 0 and shift.ends_at <= spans[place][1]


def _tired(own: Sequence[Shift]) -> set[ShiftId]:
    """The shifts on both sides of a night that is too short; two duties on one date have no night between."""
    duties = merged((shift.starts_at, shift.ends_at) for shift in own)
    short = {
        instant
        for before, after in pairwise(duties)
        if day_of(before[0]) != day_of(after[0]) and after[0] - before[1] < REST
        for instant in (before[1], after[0])
    }
    return {shift.shift_id for shift in own if shift.starts_at in short or shift.ends_at in short}


def _long(own: Sequence[Shift]) -> set[ShiftId]:
    """The shifts of a date on which she is on duty for longer than may be agreed."""
    days: dict[date, list[Shift]] = {}
    for shift in own:
        days.setdefault(day_of(shift.starts_at), []).append(shift)
    return {shift.shift_id for shifts in days.values() if _length(shifts) > LONG_DAY for shift in shifts}


def _length(shifts: Sequence[Shift]) -> timedelta:
    spans = merged((shift.starts_at, shift.ends_at) for shift in shifts)
    return sum((ends - starts for starts, ends in spans), timedelta())
