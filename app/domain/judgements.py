"""How well the forecasts of the last weeks did: as they were made, or as they would have been."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from app.domain.announced import HoursVersion, announced, open_parts
from app.domain.contact import Channel
from app.domain.forecast import WEEK, Deadline, Outlook, Seen
from app.domain.forecast_record import Judged, Record, judge, record, replayed_outlooks
from app.domain.oslo import HOUR, day_of, instant

JUDGED_WEEKS = 8
MADE_AHEAD = (1, 7)
"""Days before its hour at which a forecast is judged: for the day's plan, and for the rota."""
ENOUGH = 40
"""Hours; fewer say nothing."""


@dataclass(frozen=True, slots=True)
class Past:
    """What a forecast is made from."""

    now: datetime
    versions: Sequence[HoursVersion]
    arrivals: Mapping[tuple[str, datetime], int]
    deadlines: Sequence[Deadline]

    @property
    def told_by(self) -> tuple[date, tuple[Deadline, ...]]:
        """What a replay depends on, beside what arrived before today."""
        return day_of(self.now), tuple(self.deadlines)

    def seen(self, channel: Channel) -> list[Seen]:
        """The past hours in which the channel was open from beginning to end."""
        first = min((hour for _, hour in self.arrivals), default=None)
        if first is None:
            return []
        opened = announced(self.versions, channel, day_of(first), day_of(self.now))
        return [
            Seen(hour, self.arrivals.get((channel, hour), 0))
            for hour, part in sorted(open_parts(opened).items())
            if part >= 1 and first <= hour and hour + HOUR <= self.now
        ]


@dataclass(frozen=True, slots=True)
class Judgement:
    """How well it went: forecasts as they were made so many days ahead, or replayed from the past."""

    channel: Channel
    days_ahead: int
    replayed: bool
    record: Record


@dataclass(frozen=True, slots=True)
class Replay:
    """What would have been said of the last weeks, and the hours that it is judged by.

    It stays as it is all day: it ends at midnight, and knows nothing of the day itself.
    """

    told_by: tuple[date, tuple[Deadline, ...]]
    hours: Mapping[Channel, Sequence[datetime]]
    said: Mapping[tuple[Channel, int], Sequence[Outlook]]


def replay(past: Past) -> Replay:
    """Every channel, a day and a week ahead, from all that is known of its past."""
    today = instant(day_of(past.now), 0)
    since = today - (JUDGED_WEEKS + 1) * WEEK
    hours: dict[Channel, Sequence[datetime]] = {}
    said: dict[tuple[Channel, int], Sequence[Outlook]] = {}
    for channel in Channel:
        seen = past.seen(channel)
        hours[channel] = [one.starts_at for one in seen if one.starts_at >= since]
        for days in MADE_AHEAD:
            said[channel, days] = replayed_outlooks(
                seen, past.deadlines, today, weeks=JUDGED_WEEKS, ahead=timedelta(days=days)
            )
    return Replay(past.told_by, hours, said)


Said = Mapping[tuple[str, int], Sequence[Outlook]]
"""What was forecast, by channel and how many days ahead."""


def judgements(past: Past, said: Said, instead: Replay | None) -> list[Judgement] | None:
    """By what was said at the time; where that is too little, by what would have been said `instead`.

    Null where that is needed and not known. `past`: two weeks more than are judged.
    """
    found: list[Judgement] = []
    for channel in Channel:
        came = {one.starts_at: one.arrivals for one in past.seen(channel)}
        for days in MADE_AHEAD:
            judged = judge(said.get((channel, days), ()), came)
            enough = len(judged) >= ENOUGH
            if not enough and instead is None:
                return None
            if not enough and instead is not None:
                judged = _judged(past, instead, channel, days)
            found.append(Judgement(channel, days, not enough, record(judged)))
    return found


def _judged(past: Past, instead: Replay, channel: Channel, days: int) -> list[Judged]:
    came = {hour: past.arrivals.get((channel, hour), 0) for hour in instead.hours[channel]}
    return judge(instead.said[channel, days], came)
