"""A past for the demo: a week of contacts that were asked, answered and recorded, drawn by a seed.

Nobody was behind them, so none has a text. Arrivals follow the ordinary week of the annual report: most by
day, fewer in the evening, and a few at night, since the demo never closes.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from random import Random

from app.domain.contact import Cause, Language, State
from app.domain.counsellor import CounsellorId
from app.domain.oslo import OSLO, day_of, instant
from app.domain.topics import Codes, WrapUp
from app.repositories.past import PastContact, Step

DAYS = 7
HOUR = timedelta(hours=1)
EVIDENCE = timedelta(minutes=31)
OPENS, CLOSES = 10 * 60, 20 * 60
PER_HOUR = {10: 6.0, 11: 6.4, 12: 6.2, 13: 6.0, 14: 5.6, 15: 5.0, 16: 4.1, 17: 3.7, 18: 3.5, 19: 3.0}
OTHERWISE_PER_HOUR = 0.4
WEEKDAY = (1.0, 1.0, 0.95, 0.85, 0.4, 0.3, 0.35)
LANGUAGES = (Language.NB, Language.NN, Language.EN)
CAPACITY = 2
OUTCOMES = ("FULL", "FULL", "FULL", "VIST")


@dataclass(frozen=True, slots=True)
class Colleague:
    """A counsellor who was there."""

    counsellor_id: CounsellorId
    centre: str | None


@dataclass(slots=True)
class Past:
    """Draws contacts one after the other, and knows who was busy until when."""

    colleagues: Sequence[Colleague]
    codes: Codes
    draw: Random
    _busy: dict[CounsellorId, list[datetime]] = field(default_factory=dict)

    def until(self, now: datetime) -> list[PastContact]:
        """Everything that was over before the current hour, whose figures are those of the living alone.

        And over for so long that no wait is estimated from it.
        """
        this_hour = now.replace(minute=0, second=0, microsecond=0)
        ends = min(this_hour, now - EVIDENCE)
        hours = [this_hour - HOUR * number for number in range(DAYS * 24, 0, -1)]
        arrivals = [hour + HOUR * self.draw.random() for hour in hours for _ in range(self._count(hour))]
        drawn = [self._contact(at.replace(microsecond=0)) for at in sorted(arrivals)]
        return [contact for contact in drawn if contact.steps[-1].at < ends]

    def ready(self, now: datetime) -> list[tuple[CounsellorId, str | None, datetime, datetime]]:
        """When each of them was ready: the ordinary hours of each day, as far as they have passed."""
        ends = now.replace(minute=0, second=0, microsecond=0)
        days = [day_of(now) - timedelta(days=number) for number in range(DAYS, -1, -1)]
        shifts = [(instant(day, OPENS), min(instant(day, CLOSES), ends)) for day in days]
        return [
            (one.counsellor_id, one.centre, starts, until)
            for starts, until in shifts
            for one in self.colleagues
            if ends - HOUR * 24 * DAYS <= starts < until
        ]

    def _count(self, hour: datetime) -> int:
        local = hour.astimezone(OSLO)
        mean = PER_HOUR.get(local.hour, OTHERWISE_PER_HOUR) * WEEKDAY[local.weekday()]
        return sum(self.draw.random() < mean / 12 for _ in range(12))

    def _contact(self, at: datetime) -> PastContact:
        language = self.draw.choices(LANGUAGES, (75, 18, 7))[0]
        arrived = Step(at, State.QUEUED, Cause.ARRIVED)
        answered = at + self._seconds(8, 25, 240)
        free = [one for one in self.colleagues if self._seats_held(one, answered) < CAPACITY]
        fate = self.draw.random()
        if fate < 0.06 or not free:
            left = Step(at + self._seconds(4, 90, 600), State.ABANDONED, Cause.LEFT)
            return PastContact(language, (arrived, left))
        if fate < 0.08:
            return PastContact(
                language, (arrived, Step(at + timedelta(minutes=3), State.ABANDONED, Cause.ABSENT))
            )
        return self._answered(arrived, answered, self.draw.choice(free), language)

    def _answered(self, arrived: Step, answered: datetime, by: Colleague, language: Language) -> PastContact:
        offered = max(arrived.at, answered - self._seconds(2, 5, 20))
        ended = answered + self._seconds(120, 1_100, 3_000)
        recorded = ended + self._seconds(15, 70, 145)
        self._busy.setdefault(by.counsellor_id, []).append(recorded)
        over = self.draw.choice((Cause.ENDED_CITIZEN, Cause.ENDED_COUNSELLOR))
        whose = by.counsellor_id, by.centre
        steps = (
            arrived,
            Step(offered, State.OFFERED, Cause.OFFERED, *whose),
            Step(answered, State.ACTIVE, Cause.ACCEPTED, *whose),
            Step(ended, State.WRAP_UP, over, *whose),
            Step(recorded, State.CLOSED, Cause.WRAPPED_UP, *whose),
        )
        return PastContact(language, steps, self._wrap_up())

    def _wrap_up(self) -> WrapUp:
        topics = tuple(self.draw.sample(sorted(self.codes.topics), self.draw.choice((1, 1, 2))))
        asks = any(self.codes.topics[topic] for topic in topics)
        levels = sorted(self.codes.education_levels)
        return WrapUp(self.draw.choice(OUTCOMES), topics, self.draw.choice(levels) if asks else None)

    def _seats_held(self, one: Colleague, at: datetime) -> int:
        held = [until for until in self._busy.get(one.counsellor_id, []) if until > at]
        self._busy[one.counsellor_id] = held
        return len(held)

    def _seconds(self, least: float, usual: float, most: float) -> timedelta:
        return timedelta(seconds=round(self.draw.triangular(least, most, usual)))
