"""Norwegian public holidays agree with an independent package over a century, and carry their names."""

from datetime import date

import holidays as independent
import pytest
from dateutil.easter import easter as computed_easter

from app.domain.holidays import NORWEGIAN, easter, holidays_of, holidays_on


@pytest.mark.parametrize("year", range(2000, 2100))
def test_holidays_are_those_of_the_independent_package(year: int) -> None:
    assert set(holidays_of(year)) == set(independent.country_holidays("NO", years=year))


@pytest.mark.parametrize("year", range(2000, 2100))
def test_easter_is_that_of_the_second_independent_package(year: int) -> None:
    assert easter(year) == computed_easter(year)


@pytest.mark.parametrize(
    ("year", "month", "day"), [(2000, 4, 23), (2008, 3, 23), (2026, 4, 5), (2027, 3, 28), (2038, 4, 25)]
)
def test_easter_sunday(year: int, month: int, day: int) -> None:
    assert easter(year) == date(year, month, day)


def test_two_holidays_on_one_date_keep_both_names() -> None:
    names = holidays_on(date(2027, 5, 17))
    assert [name.nn for name in names] == ["Grunnlovsdagen", "Andre pinsedag"]


def test_an_ordinary_day_has_no_name() -> None:
    assert holidays_on(date(2026, 11, 23)) == ()


def test_every_holiday_is_named_in_every_language() -> None:
    assert all(
        name for rule in NORWEGIAN for name in (rule.name.nb, rule.name.nn, rule.name.en, rule.name.se)
    )
