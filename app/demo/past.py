"""A past for the demo: eight weeks of a desk that kept ordinary hours, played day by day from a seed.

Each day depends on the seed and its date alone, so a later start plays only the days that are missing. The
demo itself never closes: its own day begins early in the morning and is played up to a while ago, for the
current hour belongs to the living alone and no wait may be estimated from the invented.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from random import Random

from app.demo.day import Day
from app.demo.registering import Registering
from app.demo.turnus import Colleague, Duty, channels, cut, duties
from app.demo.visitors import Visitor, arrivals
from app.domain.contact import Channel
from app.domain.opening_hours import plan, spans
from app.domain.opening_rules import OpeningHours
from app.domain.oslo import DAY_MINUTES, day_of, hour_of, instant
from app.domain.spans import Span
from app.domain.topics import Codes
from app.repositories.past import Past, PastShift
from app.seed.hours import always_open, ordinary_hours

WEEKS = 8
DAYS = WEEKS * 7
LINE_IS_SERVED_FOR = timedelta(minutes=15)
LAST_CALL = timedelta(minutes=4)
"""The longest wait that was expected of an evening: nobody new was let into the chat after that."""
EVIDENCE = timedelta(minutes=16)
"""With the quarter in which nobody new is offered: no answer of the last half hour."""


@dataclass(frozen=True, slots=True)
class History:
    """Plays days for these colleagues; the same seed and date make the same day."""

    colleagues: Sequence[Colleague]
    codes: Codes
    seed: int

    def until(self, now: datetime, *, after: date | None = None) -> Past:
        """The days after `after`, at most eight weeks of them, and of today what is over."""
        today = day_of(now)
        first = today - timedelta(days=DAYS)
        if after is not None:
            first = max(first, after + timedelta(days=1))
        whole = (first + timedelta(days=number) for number in range((today - first).days))
        played = [self.day(one, ordinary_hours(), instant(one, DAY_MINUTES)) for one in whole]
        over_by = min(hour_of(now), now - EVIDENCE)
        if after is None or after < today:
            played.append(self.day(today, always_open(), over_by))
        return _together(played)

    def day(self, day: date, hours: OpeningHours, over_by: datetime) -> Past:
        """One day with these hours, as far as it had come by then."""
        draw = Random(f"{self.seed}/{day}")
        opened = spans(hours, Channel.CHAT, day, day)
        came = arrivals(day, lambda at: any(starts <= at < ends for starts, ends in opened), draw)
        closed = str(plan(hours, Channel.CHAT, day).reason)
        visits = [(at, closed) for at in came.visits if at < over_by]
        if not opened:
            return Past(visits=visits)
        shifts = list(self._shifts(day, opened, over_by))
        last_call = max((duty.takes_until for duty in shifts), default=over_by)
        first = min((duty.starts for duty in shifts), default=over_by)
        visitors = [one for one in came.visitors if first <= one.at < last_call]
        refused = [] if _never_closes(opened) else [one for one in visitors if _is_too_late(one, opened)]
        visitors = [one for one in visitors if one not in refused]
        told_at = None if _never_closes(opened) else opened[-1][1] + LINE_IS_SERVED_FOR
        if told_at is not None and told_at > over_by:
            told_at = None
        contacts, presence = Day(shifts, visitors, draw, Registering(self.codes)).play(told_at=told_at)
        return Past(
            contacts=[one for one in contacts if one.steps[-1].at < over_by],
            turned_away=[one.at for one in refused if one.at < over_by],
            visits=visits,
            presence=[line for line in presence if line.at <= over_by],
            shifts=[_shift(duty) for duty in shifts],
        )

    def _shifts(self, day: date, opened: Sequence[Span], over_by: datetime) -> Iterator[Duty]:
        round_the_clock = _never_closes(opened)
        for duty in duties(day, self.colleagues, round_the_clock=round_the_clock):
            had = cut(duty, over_by)
            if had is not None:
                yield had


def _is_too_late(visitor: Visitor, opened: Sequence[Span]) -> bool:
    """Whether her wait would have passed closing time; a telephone lets everybody in."""
    return visitor.channel is Channel.CHAT and any(
        starts <= visitor.at < ends < visitor.at + LAST_CALL for starts, ends in opened
    )


def _never_closes(opened: Sequence[Span]) -> bool:
    return sum((ends - starts for starts, ends in opened), timedelta()) >= timedelta(hours=23)


def _shift(duty: Duty) -> PastShift:
    return PastShift(duty.colleague.counsellor_id, duty.starts, duty.ends, channels())


def _together(days: Sequence[Past]) -> Past:
    """All of them in the order in which it happened."""
    return Past(
        contacts=sorted(
            (one for day in days for one in day.contacts), key=lambda one: (one.steps[0].at, one.id)
        ),
        turned_away=sorted(at for day in days for at in day.turned_away),
        visits=sorted(visit for day in days for visit in day.visits),
        presence=sorted((line for day in days for line in day.presence), key=lambda line: line.at),
        shifts=[shift for day in days for shift in day.shifts],
    )
