"""Forecasts from histories whose laws are known: calibrated, better than last week, honest when new."""

from __future__ import annotations

import random
from datetime import date, datetime, timedelta
from math import exp

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain.forecast import WEEK, Deadline, Seen, calendar_factor, fit
from app.domain.forecast_record import Record, judge, record, replayed
from app.domain.negative_binomial import quantile
from app.domain.oslo import HOUR, instant

TODAY = date(2026, 11, 23)
NOW = instant(TODAY, 0)
RATES = {10: 9.0, 12: 7.0, 14: 8.0, 16: 5.0, 18: 3.0}
"""Arrivals an hour from Monday to Thursday."""


def poisson(mean: float, chance: random.Random) -> int:
    count, left = 0, chance.random()
    while left > exp(-mean):
        count, left = count + 1, left * chance.random()
    return count


def history(weeks: int, *, seed: int = 1, factors: dict[int, float] | None = None) -> list[Seen]:
    """So many weeks before today; `factors`: by ISO week."""
    chance = random.Random(seed)
    days = [TODAY - timedelta(days=number) for number in range(7 * weeks, 0, -1)]
    return [
        Seen(instant(day, hour * 60), poisson(mean * (factors or {}).get(day.isocalendar().week, 1), chance))
        for day in days
        if day.weekday() < 4
        for hour, mean in RATES.items()
    ]


def constant(weeks: int, arrivals: int = 6) -> list[Seen]:
    return [Seen(one.starts_at, arrivals) for one in history(weeks)]


def test_what_never_changed_is_expected_again() -> None:
    model = fit(constant(10), [], NOW)
    assert model is not None
    found = model.expect(instant(TODAY, 12 * 60))
    assert found.expected == pytest.approx(6, abs=0.01)
    assert found.low <= 6 <= found.high
    assert found.weeks == 10


def test_means_lie_near_the_rates_that_made_the_history() -> None:
    model = fit(history(40), [], NOW)
    assert model is not None
    for hour, mean in RATES.items():
        assert model.expect(instant(TODAY, hour * 60)).expected == pytest.approx(mean, rel=0.2)


def test_ranges_hold_about_four_in_five_and_beat_the_week_before() -> None:
    found = record(replayed(history(40), [], NOW, weeks=20, ahead=WEEK))
    assert found.hours == 20 * 20
    assert found.inside is not None
    assert 0.75 <= found.inside <= 0.92
    assert found.error is not None
    assert found.naive_error is not None
    assert found.error < 0.85 * found.naive_error
    assert found.bias is not None
    assert abs(found.bias) < 0.05


def test_a_new_level_is_known_within_some_weeks() -> None:
    doubled = [
        Seen(one.starts_at, one.arrivals * (2 if NOW - one.starts_at <= 4 * WEEK else 1))
        for one in constant(26)
    ]
    model = fit(doubled, [], NOW)
    assert model is not None
    assert model.expect(instant(TODAY, 600)).expected > 9


def test_a_deadline_lifts_its_days_alone_and_its_past_teaches_no_habit() -> None:
    last_year = Deadline(TODAY - timedelta(days=14), TODAY - timedelta(days=8), 3.0)
    ahead = Deadline(TODAY + timedelta(days=7), TODAY + timedelta(days=13), 3.0)
    seen = [Seen(one.starts_at, 18 if last_year.holds(one.starts_at.date()) else 6) for one in history(10)]
    model = fit(seen, [last_year, ahead], NOW)
    assert model is not None
    assert model.expect(instant(TODAY, 600)).expected == pytest.approx(6, rel=0.1)
    assert model.expect(instant(TODAY + timedelta(days=7), 600)).expected == pytest.approx(18, rel=0.1)
    assert model.expect(instant(TODAY + timedelta(days=14), 600)).expected == pytest.approx(6, rel=0.1)


def test_where_two_deadlines_hold_the_one_that_moves_most_does() -> None:
    both = [Deadline(TODAY, TODAY, factor) for factor in (1.2, 3.0, 0.5)]
    assert calendar_factor(TODAY, both, {}) == 3.0
    assert calendar_factor(TODAY, [both[0], both[2]], {}) == 0.5


def test_the_days_of_a_deadline_of_last_year_are_no_season() -> None:
    first = TODAY - timedelta(weeks=52)
    deadline = Deadline(first, first + timedelta(days=6), 3.0)
    seen = [Seen(one.starts_at, 18 if deadline.holds(one.starts_at.date()) else 6) for one in history(70)]
    model = fit(seen, [deadline], NOW)
    assert model is not None
    assert model.expect(instant(TODAY, 600)).expected == pytest.approx(6, rel=0.05)


def test_the_same_week_of_an_earlier_year_is_a_season() -> None:
    week = (TODAY + timedelta(days=7)).isocalendar().week
    busy = history(70, factors={week: 2.5})
    model = fit(busy, [], NOW)
    assert model is not None
    calm, season = (model.expect(instant(TODAY + timedelta(days=days), 600)) for days in (0, 7))
    assert season.expected > 1.5 * calm.expected


def test_without_a_past_nothing_is_said_and_with_a_short_one_the_range_is_wide() -> None:
    assert fit([], [], NOW) is None
    assert fit([Seen(NOW + timedelta(hours=10), 5)], [], NOW) is None
    new, old = fit(constant(1), [], NOW), fit(constant(30), [], NOW)
    assert new is not None
    assert old is not None
    hour = instant(TODAY, 12 * 60)
    assert new.expect(hour).high - new.expect(hour).low >= old.expect(hour).high - old.expect(hour).low
    assert new.expect(instant(TODAY + timedelta(days=4), 600)).weeks == 0


def test_a_forecast_further_ahead_is_wider() -> None:
    model = fit(constant(30, arrivals=40), [], NOW)
    assert model is not None
    near, far = (model.expect(instant(TODAY + timedelta(days=days), 600)) for days in (0, 35))
    assert far.high - far.low > near.high - near.low


def test_the_clock_hour_is_the_same_on_both_sides_of_a_clock_change() -> None:
    model = fit(history(12), [], NOW)
    assert model is not None
    winter, summer = instant(date(2027, 3, 22), 600), instant(date(2027, 3, 29), 600)
    assert model.expect(winter).expected == pytest.approx(model.expect(summer).expected, rel=1e-6)


def test_a_record_says_what_missed() -> None:
    model = fit(constant(10), [], NOW)
    assert model is not None
    outlooks = [model.expect(NOW + timedelta(hours=hour)) for hour in (10, 12, 14)]
    came = {NOW + timedelta(hours=10): 6, NOW + timedelta(hours=12): 30, NOW + timedelta(hours=12) - WEEK: 10}
    found = record(judge(outlooks, came))
    assert (found.hours, found.arrivals, found.inside) == (2, 36, 0.5)
    assert found.error == pytest.approx(24 / 36, abs=0.01)
    assert found.bias == pytest.approx(12 / 36 - 1, abs=0.01)
    assert found.naive_error == pytest.approx(20 / 30, abs=0.01)
    assert record([]) == Record(0, 0, None, None, None, None)


def test_quantiles_are_those_of_the_distribution() -> None:
    assert [quantile(6, 0, share) for share in (0.1, 0.5, 0.9)] == [3, 6, 9]  # Poisson tables
    assert [quantile(6, 0.25, share) for share in (0.1, 0.9)] == [2, 11]
    assert quantile(0, 1, 0.9) == 0


@given(st.floats(0.01, 2_000), st.floats(0, 3), st.floats(0.01, 0.98))
def test_a_greater_share_or_mean_has_no_smaller_quantile(mean: float, spread: float, share: float) -> None:
    found = quantile(mean, spread, share)
    assert found >= 0
    assert quantile(mean, spread, share + 0.01) >= found


@given(st.lists(st.tuples(st.integers(0, 10_000), st.integers(0, 10**6)), max_size=60))
def test_no_history_breaks_it(rows: list[tuple[int, int]]) -> None:
    seen = [Seen(NOW - timedelta(hours=hours), arrivals) for hours, arrivals in rows]
    model = fit(seen, [Deadline(TODAY, TODAY, 0.0)], datetime(2026, 11, 23, 12, tzinfo=NOW.tzinfo))
    if model is not None:
        found = model.expect(NOW + timedelta(hours=12))
        assert 0 <= found.low <= found.high
        assert found.expected >= 0


def test_busy_hours_are_judged_apart_from_those_in_which_nobody_is_expected() -> None:
    """Of three hours by day one missed; in those of the evening nobody is expected and nobody comes."""
    model = fit([*constant(10), *(Seen(one.starts_at + 9 * HOUR, 0) for one in constant(10))], [], NOW)
    assert model is not None
    outlooks = [model.expect(instant(TODAY, hour * 60)) for hour in (10, 12, 14, 19, 21, 23)]
    came = {one.starts_at: 6 if number < 3 else 0 for number, one in enumerate(outlooks)}
    came[outlooks[1].starts_at] = 30
    found = record(judge(outlooks, came))
    assert (found.hours, found.inside) == (6, round(5 / 6, 4))
    assert (found.busy_hours, found.busy_inside) == (3, round(2 / 3, 4))
