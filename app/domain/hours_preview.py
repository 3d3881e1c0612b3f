"""What a change of the opening hours would mean: the days to come, and the sentences citizens would read."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta

from app.domain.contact import Channel
from app.domain.hours_words import HoursWords, citizens_read
from app.domain.opening_hours import DayPlan, OpeningHours, answers, plan, spans
from app.domain.opening_rules import Interval
from app.domain.oslo import DAY_MINUTES, instant
from app.domain.wording import Wording

MOST_LINES = 20


@dataclass(frozen=True, slots=True)
class Horizon:
    """The days looked at: `days` of them from `first` on; nothing before `now` is told."""

    first: date
    days: int
    now: datetime

    @property
    def last(self) -> date:
        """The last day looked at."""
        return self.first + timedelta(days=self.days - 1)

    def each(self) -> list[date]:
        """The days in order."""
        return [self.first + timedelta(days=number) for number in range(self.days)]

    def holds(self, at: datetime) -> bool:
        """Whether `at` is within the days and not over."""
        return max(self.now, instant(self.first, 0)) <= at < instant(self.last, DAY_MINUTES)


@dataclass(frozen=True, slots=True)
class DayChange:
    """A channel's day as it would be, and its hours as they are."""

    plan: DayPlan
    before: tuple[Interval, ...]

    @property
    def changed(self) -> bool:
        """Whether the hours of the day would be others."""
        return self.plan.intervals != self.before


@dataclass(frozen=True, slots=True)
class Line:
    """What citizens would read of a channel from `at` until its next line.

    `changed`: for some of that time they would else read something else.
    """

    at: datetime
    channel: Channel
    open: bool
    texts: Wording
    changed: bool


def day_changes(
    before: OpeningHours, after: OpeningHours, horizon: Horizon
) -> list[dict[Channel, DayChange]]:
    """The hours of each day by the rules, orders by hand aside."""
    return [
        {one: DayChange(plan(after, one, day), plan(before, one, day).intervals) for one in Channel}
        for day in horizon.each()
    ]


def lines(before: OpeningHours, after: OpeningHours, horizon: Horizon, words: HoursWords) -> list[Line]:
    """One line for each change of words, orders by hand included; what changed first, at most twenty."""
    found = [line for one in Channel for line in _of_channel(before, after, horizon, words, channel=one)]
    chosen = sorted(found, key=lambda line: (not line.changed, line.at))[:MOST_LINES]
    return sorted(chosen, key=lambda line: (line.at, line.channel))


def _of_channel(
    before: OpeningHours, after: OpeningHours, horizon: Horizon, words: HoursWords, *, channel: Channel
) -> list[Line]:
    moments = _moments((before, after), channel, horizon)
    would, are = answers(after, channel, moments), answers(before, channel, moments)
    found: list[Line] = []
    for at, answer, former in zip(moments, would, are, strict=True):
        texts, read_now = (citizens_read(one, channel, at, words) for one in (answer, former))
        line = Line(at, channel, answer.open, texts, changed=texts != read_now)
        if not found or found[-1].texts != texts:
            found.append(line)
        elif line.changed:
            found[-1] = replace(found[-1], changed=True)
    return found


def _moments(both: Sequence[OpeningHours], channel: Channel, horizon: Horizon) -> list[datetime]:
    """Where words may change: midnights, openings and closings, and the bounds of orders by hand.

    Openings of the rules without their dates count too: from them on it is a closure that keeps it closed.
    """
    usual = [OpeningHours(one.weekly, one.periods, holidays=one.holidays) for one in both]
    turns = (turn for one in (*both, *usual) for turn in _turns(one, channel, horizon))
    start = max(horizon.now, instant(horizon.first, 0))
    return sorted({at for at in (start, *turns) if horizon.holds(at)})


def _turns(hours: OpeningHours, channel: Channel, horizon: Horizon) -> Iterable[datetime]:
    for day in horizon.each():
        yield instant(day, 0)
    for span in spans(hours, channel, horizon.first, horizon.last):
        yield from span
    for order in hours.overrides:
        yield from (at for at in (order.since, order.until) if at is not None)
