"""Norwegian public holidays: fixed dates and dates counted from Easter Sunday.

Source: lov om helligdager og helligdagsfred § 2, lov om 1. og 17. mai som høgtidsdager.
The Northern Sámi names are drafts that want a speaker.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache

from app.domain.wording import Wording


@dataclass(frozen=True, slots=True)
class HolidayRule:
    """A holiday that comes every year, on a month and day or so many days after Easter Sunday."""

    name: Wording
    month_day: tuple[int, int] | None = None
    easter_offset: int | None = None

    def falls_on(self, day: date) -> bool:
        """Whether this holiday is on `day`."""
        if self.month_day is not None:
            return (day.month, day.day) == self.month_day
        return self.easter_offset is not None and day - easter(day.year) == timedelta(days=self.easter_offset)


def _fixed(month: int, day: int, name: Wording) -> HolidayRule:
    return HolidayRule(name, month_day=(month, day))


def _easter(offset: int, name: Wording) -> HolidayRule:
    return HolidayRule(name, easter_offset=offset)


NORWEGIAN: tuple[HolidayRule, ...] = (
    _fixed(1, 1, Wording("Første nyttårsdag", "Første nyttårsdag", "New Year's Day", "Ođđajagibeaivi")),
    _easter(-3, Wording("Skjærtorsdag", "Skjærtorsdag", "Maundy Thursday", "Skierduorastat")),
    _easter(-2, Wording("Langfredag", "Langfredag", "Good Friday", "Guhkesbearjadat")),
    _easter(0, Wording("Første påskedag", "Første påskedag", "Easter Sunday", "Vuosttas beassášbeaivi")),
    _easter(1, Wording("Andre påskedag", "Andre påskedag", "Easter Monday", "Nubbi beassášbeaivi")),
    _fixed(5, 1, Wording("Arbeidernes dag", "Arbeidardagen", "Labour Day", "Bargiid beaivi")),
    _fixed(5, 17, Wording("Grunnlovsdagen", "Grunnlovsdagen", "Constitution Day", "Vuođđoláhkabeaivi")),
    _easter(39, Wording("Kristi himmelfartsdag", "Kristi himmelfartsdag", "Ascension Day", "Helletorsdat")),
    _easter(49, Wording("Første pinsedag", "Første pinsedag", "Whit Sunday", "Vuosttas hellodatbeaivi")),
    _easter(50, Wording("Andre pinsedag", "Andre pinsedag", "Whit Monday", "Nubbi hellodatbeaivi")),
    _fixed(12, 25, Wording("Første juledag", "Første juledag", "Christmas Day", "Vuosttas juovlabeaivi")),
    _fixed(12, 26, Wording("Andre juledag", "Andre juledag", "Boxing Day", "Nubbi juovlabeaivi")),
)


@cache
def easter(year: int) -> date:
    """Easter Sunday of a Gregorian year (the anonymous algorithm of 1876, «Meeus/Jones/Butcher»)."""
    golden, (century, rest) = year % 19, divmod(year, 100)
    leap_centuries, century_rest = divmod(century, 4)
    lunar = (century - (century + 8) // 25 + 1) // 3
    epact = (19 * golden + century - leap_centuries - lunar + 15) % 30
    leap_years, year_rest = divmod(rest, 4)
    weekday = (32 + 2 * century_rest + 2 * leap_years - epact - year_rest) % 7
    late = (golden + 11 * epact + 22 * weekday) // 451
    month, day = divmod(epact + weekday - 7 * late + 114, 31)
    return date(year, month, day + 1)


def holidays_on(day: date, rules: Sequence[HolidayRule] = NORWEGIAN) -> tuple[Wording, ...]:
    """The names of every holiday on `day`, fixed dates first: 17 May 2027 is also Whit Monday."""
    if rules is NORWEGIAN:
        return _norwegian(day.year).get(day, ())
    return _falling_on(day, rules)


def holidays_of(year: int, rules: Sequence[HolidayRule] = NORWEGIAN) -> dict[date, tuple[Wording, ...]]:
    """Every holiday of `year` in order of date, for the coordinator's list."""
    first = date(year, 1, 1)
    days = (first + timedelta(days=number) for number in range(366))
    return {day: names for day in days if day.year == year and (names := _falling_on(day, rules))}


@cache
def _norwegian(year: int) -> dict[date, tuple[Wording, ...]]:
    """A year's holidays are asked for many times a second."""
    return holidays_of(year)


def _falling_on(day: date, rules: Sequence[HolidayRule]) -> tuple[Wording, ...]:
    falling = [rule for rule in rules if rule.falls_on(day)]
    falling.sort(key=lambda rule: rule.month_day is None)
    return tuple(rule.name for rule in falling)
