"""The rota against the opening hours: when nobody is on shift while the desk is open, and how many are."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from app.domain.announced import HoursVersion, announced
from app.domain.contact import Channel
from app.domain.counsellor import CounsellorId
from app.domain.oslo import HOUR
from app.domain.roster import Shift
from app.domain.spans import Span, inside, merged, outside
from app.domain.weeks import DAY


@dataclass(frozen=True, slots=True)
class Gap:
    """Time in which the channel is open and nobody is on shift for it."""

    starts_at: datetime
    ends_at: datetime
    channel: Channel


@dataclass(frozen=True, slots=True)
class Staffed:
    """The fewest on shift at any moment of the clock hour that starts then, for each channel."""

    starts_at: datetime
    on_shift: Mapping[Channel, int]


def openings(versions: Sequence[HoursVersion], first: date, last: date) -> dict[Channel, list[Span]]:
    """When each channel was and is open on these dates, with two days more on either side."""
    return {channel: announced(versions, channel, first - 2 * DAY, last + 2 * DAY) for channel in Channel}


def gaps(shifts: Sequence[Shift], opened: Mapping[Channel, Sequence[Span]], within: Span) -> list[Gap]:
    """Where nobody is on shift while a channel is open, in order."""
    found: list[Gap] = []
    for channel in Channel:
        uncovered = inside(opened.get(channel, ()), within)
        for span in merged((one.starts_at, one.ends_at) for one in shifts if channel in one.channels):
            uncovered = outside(uncovered, span)
        found += [Gap(starts, ends, channel) for starts, ends in uncovered]
    return sorted(found, key=lambda gap: (gap.starts_at, gap.channel))


def staffed(shifts: Sequence[Shift], hours: Iterable[datetime]) -> list[Staffed]:
    """The fewest on shift in each of these clock hours; who has two shifts at once is one of them."""
    starts = list(hours)
    fewest = {channel: _fewest(_by_person(shifts, (channel,)), starts) for channel in Channel}
    return [
        Staffed(hour, {channel: fewest[channel][number] for channel in Channel})
        for number, hour in enumerate(starts)
    ]


def people_on_shift(shifts: Iterable[Shift], hours: Sequence[datetime]) -> list[int]:
    """The fewest people on shift in each of these clock hours, whatever they answer."""
    return _fewest(_by_person(shifts, tuple(Channel)), hours)


def _by_person(shifts: Iterable[Shift], channels: Collection[Channel]) -> list[Span]:
    """Everybody's duty for these channels, shifts of one counsellor that follow or overlap taken as one."""
    people: dict[CounsellorId, list[Span]] = {}
    for shift in shifts:
        if not shift.channels.isdisjoint(channels):
            people.setdefault(shift.counsellor_id, []).append((shift.starts_at, shift.ends_at))
    return [span for hers in people.values() for span in merged(hers)]


def _fewest(duties: Sequence[Span], hours: Sequence[datetime]) -> list[int]:
    steps = sorted([(starts, 1) for starts, _ in duties] + [(ends, -1) for _, ends in duties])
    found: list[int] = []
    here, step = 0, 0
    for hour in hours:
        while step < len(steps) and steps[step][0] <= hour:
            here, step = here + steps[step][1], step + 1
        fewest = here
        while step < len(steps) and steps[step][0] < hour + HOUR:
            at = steps[step][0]
            while step < len(steps) and steps[step][0] == at:
                here, step = here + steps[step][1], step + 1
            fewest = min(fewest, here)
        found.append(fewest)
    return found
