"""Who worked when: a turnus that goes round all counsellors of the four units; more in busier weeks."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from itertools import chain, zip_longest
from math import ceil, sqrt

from app.demo.figures import week_factor
from app.domain.contact import Channel
from app.domain.counsellor import CounsellorId
from app.domain.oslo import instant

BY_DAY, IN_THE_EVENING, AT_NIGHT = 5, 3, 2
DAY_SHIFT, EVENING_SHIFT = (9 * 60 + 45, 15 * 60 + 30), (14 * 60 + 30, 20 * 60 + 30)
PLANNED_BY_DAY, PLANNED_IN_THE_EVENING = 3, 2
OPEN_WEEKDAYS = range(1, 5)
"""Monday to Thursday, as the service is open (annual report 2020 § 1.2); the demo itself never closes."""

OWN_DAY_FROM = 5 * 60 + 45
NIGHT_SHIFTS = ((OWN_DAY_FROM, 10 * 60), (20 * 60 + 15, 24 * 60))
"""Only on a demo's own day, which begins at a quarter to six; it never closes, but nobody comes at night."""

FINISHING = timedelta(minutes=15)
"""Before a shift ends nobody new is offered."""

PAUSE, PAUSE_IN_SHIFTS_FROM = timedelta(minutes=30), timedelta(hours=5, minutes=30)


@dataclass(frozen=True, slots=True)
class Colleague:
    """A counsellor who was there."""

    counsellor_id: CounsellorId
    centre: str | None


@dataclass(frozen=True, slots=True)
class Duty:
    """One counsellor's shift, with her pause; half open."""

    colleague: Colleague
    starts: datetime
    ends: datetime
    pause_from: datetime | None = None

    @property
    def takes_until(self) -> datetime:
        """From then on she only finishes what she has."""
        return max(self.starts, self.ends - FINISHING)


def duties(day: date, colleagues: Sequence[Colleague], *, round_the_clock: bool) -> list[Duty]:
    """The shifts of a day; each goes to whoever is next in turn, from all units alike."""
    busier = sqrt(week_factor(day))
    wanted = [(DAY_SHIFT, ceil(BY_DAY * busier)), (EVENING_SHIFT, ceil(IN_THE_EVENING * busier))]
    if round_the_clock:
        wanted += [(shift, AT_NIGHT) for shift in NIGHT_SHIFTS]
    shifts = [shift for shift, people in wanted for _ in range(people)]
    turn = _in_turn(colleagues)
    first = day.toordinal() * (BY_DAY + IN_THE_EVENING)
    return [
        _duty(day, turn[(first + number) % len(turn)], shift, number)
        for number, shift in enumerate(shifts[: len(turn)])
    ]


def planned(day: date, colleagues: Sequence[Colleague]) -> list[Duty]:
    """The shifts of a day to come for those who are at the demo anyway, in turn; none at the weekend."""
    if day.isoweekday() not in OPEN_WEEKDAYS or not colleagues:
        return []
    turn = _in_turn(colleagues)
    shifts = [DAY_SHIFT] * PLANNED_BY_DAY + [EVENING_SHIFT] * PLANNED_IN_THE_EVENING
    first = day.toordinal() * len(shifts)
    return [
        _duty(day, turn[(first + number) % len(turn)], shift, number)
        for number, shift in enumerate(shifts[: len(turn)])
    ]


def cut(duty: Duty, over_by: datetime) -> Duty | None:
    """The shift as far as it had gone by then; null where it had not begun."""
    if duty.starts + FINISHING >= over_by:
        return None
    ends = min(duty.ends, over_by)
    pause = duty.pause_from if duty.pause_from and duty.pause_from + PAUSE < ends - FINISHING else None
    return Duty(duty.colleague, duty.starts, ends, pause)


def channels() -> tuple[Channel, ...]:
    """Everybody answers both."""
    return tuple(Channel)


def _duty(day: date, colleague: Colleague, shift: tuple[int, int], number: int) -> Duty:
    """One after the other goes for a pause, so that somebody always answers."""
    starts, ends = instant(day, shift[0]), instant(day, shift[1])
    long = ends - starts >= PAUSE_IN_SHIFTS_FROM
    middle = starts + timedelta(minutes=90 + 35 * (number % 4))
    return Duty(colleague, starts, ends, middle if long else None)


def _in_turn(colleagues: Sequence[Colleague]) -> list[Colleague]:
    """One of each unit after the other, as far as each goes."""
    units = [
        [one for one in colleagues if one.centre == centre]
        for centre in dict.fromkeys(one.centre for one in colleagues)
    ]
    return [one for one in chain.from_iterable(zip_longest(*units)) if one is not None]
