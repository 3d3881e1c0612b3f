"""Half days: which they are, what hours are suggested for them, and what a decision may say."""

from datetime import date
from typing import Any

import pytest

from app.domain.errors import Invalid
from app.domain.half_days import Decision, half_day_on, half_days_of, read_decision, suggested_hours
from app.domain.hours_document import read_hours
from app.domain.hours_json import intervals_json
from app.domain.opening_rules import Interval
from app.seed.hours import always_open, ordinary_hours

WEDNESDAY = date(2027, 3, 24)


def test_half_days_are_the_eves_in_every_language() -> None:
    found = half_days_of(2027)
    assert list(found) == [WEDNESDAY, date(2027, 12, 24), date(2027, 12, 31)]
    assert [name.nn for name in found.values()] == ["Onsdag før skjærtorsdag", "Julaftan", "Nyttårsaftan"]
    assert all(name.nb and name.en and name.se for name in found.values())


@pytest.mark.parametrize("year", range(2000, 2100))
def test_the_first_half_day_is_the_wednesday_of_easter_week(year: int) -> None:
    first, *_ = half_days_of(year)
    assert first.weekday() == 2
    assert half_day_on(first) is not None


def test_an_ordinary_day_is_none() -> None:
    assert half_day_on(date(2027, 3, 23)) is None


def test_the_usual_hours_until_noon_are_suggested() -> None:
    assert suggested_hours(ordinary_hours(), WEDNESDAY) == (Interval(600, 720),)


def test_nothing_is_suggested_for_a_day_that_is_closed_anyway() -> None:
    assert date(2027, 12, 24).weekday() == 4
    assert suggested_hours(ordinary_hours(), date(2027, 12, 24)) is None


def test_nothing_is_suggested_for_a_day_that_ends_by_noon() -> None:
    period = {"id": "p", "frm": "2027-03-22", "to": "2027-03-24", "weekly": {"3": [["10:00", "12:00"]]}}
    assert suggested_hours(read_hours({"period_rules": [period]}), WEDNESDAY) is None


@pytest.mark.parametrize(
    ("chat", "phone", "suggested"),
    [
        ([["09:00", "20:00"]], [["10:00", "15:00"]], [["10:00", "12:00"]]),
        ([["08:00", "09:00"], ["10:00", "20:00"]], [], [["08:00", "09:00"], ["10:00", "12:00"]]),
        ([["13:00", "20:00"]], [["13:00", "20:00"]], []),
        ([["08:00", "10:00"]], [["10:00", "15:00"]], []),
    ],
)
def test_only_hours_that_every_open_channel_has_are_suggested(
    chat: list[list[str]], phone: list[list[str]], suggested: list[list[str]]
) -> None:
    weeks = [
        {"id": name, "channel": name, "weekly": {"3": day}}
        for name, day in (("chat", chat), ("phone", phone))
    ]
    found = suggested_hours(read_hours({"weekly_rules": weeks}), WEDNESDAY)
    assert found is not None
    assert intervals_json(found) == suggested


def test_a_desk_that_never_closes_is_open_from_midnight_to_noon() -> None:
    assert suggested_hours(always_open(), WEDNESDAY) == (Interval(0, 720),)


@pytest.mark.parametrize(
    ("body", "decision"),
    [
        ({"accepted": False}, Decision(False)),
        ({"accepted": True}, Decision(True)),
        ({"accepted": True, "intervals": []}, Decision(True, ())),
        ({"accepted": True, "intervals": [["10:00", "13:00"]]}, Decision(True, (Interval(600, 780),))),
    ],
)
def test_a_decision_is_read(body: Any, decision: Decision) -> None:
    assert read_decision(body) == decision


@pytest.mark.parametrize(
    ("body", "field"),
    [
        (None, "body"),
        ({}, "accepted"),
        ({"accepted": "yes"}, "accepted"),
        ({"accepted": True, "intervals": [["10:00", "24:30"]]}, "intervals.0"),
        ({"accepted": True, "intervals": [["10:00", "12:00"], ["11:00", "13:00"]]}, "intervals.1"),
        ({"accepted": False, "intervals": [["10:00", "12:00"]]}, "intervals"),
    ],
)
def test_a_wrong_decision_names_its_field(body: Any, field: str) -> None:
    with pytest.raises(Invalid) as refused:
        read_decision(body)
    assert field in refused.value.details
