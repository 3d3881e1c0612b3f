"""The engine against a slow second evaluator: random rules, orders by hand, the nights the clocks change."""

from __future__ import annotations

import json
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.domain.hours_document import read_hours
from app.domain.opening_hours import answers, evaluate
from app.domain.opening_rules import OpeningHours, Order, Override
from app.domain.wording import Wording
from tests.unit.hours_oracle import Oracle, Ordered, minutes_of

RULES: dict[str, Any] = json.loads(
    (Path(__file__).parent / "data" / "opening_hours_rules.json").read_text(encoding="utf-8")
)
WHY = Wording("brann", "brann", "a fire")
FIRST, LAST = date(2026, 10, 20), date(2027, 5, 20)
NIGHTS = (date(2026, 10, 25), date(2027, 3, 28))
SPECIAL = (*NIGHTS, date(2026, 11, 24), date(2027, 5, 17))
"""Most rules and moments meet on these, so that rules of one level often compete."""
EMPTY: dict[str, Any] = {"weekly_rules": [], "period_rules": [], "date_rules": [], "holiday_rules": []}

TIMES = st.integers(0, 96).map(lambda quarter: f"{quarter // 4:02}:{quarter % 4 * 15:02}")
NIGHT_TIMES = st.integers(0, 20).map(lambda quarter: f"{quarter // 4:02}:{quarter % 4 * 15:02}")
HOT_DAYS = st.sampled_from(SPECIAL)
DAYS = (st.dates(FIRST, LAST) | HOT_DAYS).map(date.isoformat)
CHANNELS = st.sampled_from([None, "chat", "phone"])
QUARTERS = st.integers(0, 212 * 96).map(
    lambda number: datetime(2026, 10, 20, tzinfo=UTC) + number * timedelta(minutes=15)
)
INSIDE_NIGHTS = st.sampled_from(NIGHTS).flatmap(
    lambda day: st.sampled_from([at for _, at in minutes_of(day)[:300]])
)
ON_HOT_DAYS = HOT_DAYS.flatmap(lambda day: st.sampled_from([at for _, at in minutes_of(day)[::10]]))
MOMENTS = (
    ON_HOT_DAYS | QUARTERS.map(lambda at: at + timedelta(minutes=7, seconds=30)) | QUARTERS | INSIDE_NIGHTS
)


@st.composite
def intervals(draw: st.DrawFn) -> list[list[str]]:
    bounds = sorted(draw(st.lists(TIMES | NIGHT_TIMES, max_size=6, unique=True)))
    return [bounds[index : index + 2] for index in range(0, len(bounds) - 1, 2)]


WEEKS = st.dictionaries(st.sampled_from("1234567"), intervals(), max_size=7)


@st.composite
def weekly_rules(draw: st.DrawFn) -> dict[str, Any]:
    first, last = sorted((draw(DAYS), draw(DAYS)))
    return {
        "id": "w",
        "channel": draw(CHANNELS),
        "weekly": draw(WEEKS),
        "valid_from": draw(st.sampled_from([first, None, None])),
        "valid_to": draw(st.sampled_from([last, None, None])),
        "enabled": draw(st.sampled_from([True, True, False])),
        "on_holidays": draw(st.booleans()),
    }


@st.composite
def period_rules(draw: st.DrawFn) -> dict[str, Any]:
    first, last = sorted((draw(DAYS), draw(DAYS)))
    first = draw(st.sampled_from([first, FIRST.isoformat()]))
    last = draw(st.sampled_from([last, LAST.isoformat()]))
    return {
        "id": f"p{draw(st.integers(0, 9))}",
        "frm": first,
        "to": last,
        "channel": draw(CHANNELS),
        "priority": draw(st.sampled_from([20, 20, 30])),
        "weekly": draw(WEEKS),
        "on_holidays": draw(st.booleans()),
    }


@st.composite
def date_rules(draw: st.DrawFn) -> dict[str, Any]:
    return {
        "date": draw(HOT_DAYS).isoformat(),
        "channel": draw(CHANNELS),
        "priority": draw(st.sampled_from([40, 40, 50])),
        "intervals": draw(intervals()),
        "label_nb": draw(st.sampled_from(["", "Dag", "Annen dag"])),
    }


DOCUMENTS = st.fixed_dictionaries(
    {
        "weekly_rules": st.lists(weekly_rules(), max_size=4),
        "period_rules": st.lists(period_rules(), max_size=3),
        "date_rules": st.lists(date_rules(), max_size=6),
        "holiday_rules": st.sampled_from([RULES["holiday_rules"], RULES["holiday_rules"], []]),
    }
)


@st.composite
def orders(draw: st.DrawFn) -> list[Ordered]:
    found = []
    for _ in range(draw(st.integers(0, 3))):
        since, until = sorted((draw(QUARTERS), draw(QUARTERS)))
        kind = draw(st.sampled_from(["close", "open", "follow_rules"]))
        found.append(Ordered(kind, draw(CHANNELS), since, draw(st.sampled_from([until, None]))))
    return found


def hours_of(document: dict[str, Any], given_orders: list[Ordered]) -> OpeningHours:
    rules = read_hours(document, refuse_contradictions=False)
    overrides = tuple(
        Override(Order(one.kind), WHY, one.channel, one.since, one.until) for one in given_orders
    )
    return OpeningHours(rules.weekly, rules.periods, rules.dates, overrides, rules.holidays)


@settings(max_examples=110, deadline=None)
@given(DOCUMENTS, orders(), st.lists(MOMENTS, min_size=1, max_size=12))
def test_engine_agrees_with_the_second_evaluator(
    document: dict[str, Any], given_orders: list[Ordered], moments: list[datetime]
) -> None:
    hours = hours_of(document, given_orders)
    for channel in ("chat", "phone"):
        oracle = Oracle(document, channel, given_orders)
        for at in moments:
            answer = evaluate(hours, channel, at)
            assert (answer.open, answer.rule) == (oracle.is_open(at), oracle.rule(at)), (channel, at)


@settings(max_examples=20, deadline=None)
@given(DOCUMENTS, orders(), st.lists(MOMENTS, min_size=1, max_size=3))
def test_closing_and_opening_are_those_of_the_second_evaluator(
    document: dict[str, Any], given_orders: list[Ordered], moments: list[datetime]
) -> None:
    hours = hours_of(document, given_orders)
    oracle = Oracle(document, "chat", given_orders)
    for at in moments:
        answer = evaluate(hours, "chat", at)
        assert (answer.closes_at if answer.open else answer.opens_at) == oracle.next_turn(at), at
        assert (answer.opens_at if answer.open else answer.closes_at) is None


@settings(max_examples=25, deadline=None)
@given(DOCUMENTS, orders(), st.lists(MOMENTS, max_size=8).map(sorted))
def test_many_moments_at_once_are_answered_as_each_alone(
    document: dict[str, Any], given_orders: list[Ordered], moments: list[datetime]
) -> None:
    hours = hours_of(document, given_orders)
    for channel in ("chat", "phone"):
        assert answers(hours, channel, moments) == [evaluate(hours, channel, at) for at in moments]


NIGHT_HOURS = [
    [["00:00", "02:00"], ["03:00", "24:00"]],
    [["02:00", "03:00"]],
    [["02:15", "02:45"]],
    [["01:30", "02:30"], ["02:30", "04:00"]],
    [["02:30", "24:00"]],
    [["00:00", "02:30"]],
    [["00:00", "24:00"]],
]


@pytest.mark.parametrize("night", NIGHTS)
@pytest.mark.parametrize("hours", NIGHT_HOURS, ids=str)
def test_every_minute_of_the_nights_the_clocks_change(night: date, hours: list[list[str]]) -> None:
    week = {str(day): hours for day in range(1, 8)}
    document = {**EMPTY, "weekly_rules": [{"id": "w", "weekly": week}]}
    rules, oracle = read_hours(document), Oracle(document, "chat")
    before = [at for _, at in minutes_of(night - timedelta(days=1))[-120:]]
    for at in [*before, *(at for _, at in minutes_of(night)[: 7 * 60])]:
        assert evaluate(rules, "chat", at).open == oracle.is_open(at), at


def test_the_second_evaluator_can_disagree() -> None:
    """A rule for the other channel, read as one for all, must be noticed."""
    rule = {"id": "w", "channel": "phone", "weekly": {"1": [["10:00", "20:00"]]}}
    document = {**EMPTY, "weekly_rules": [rule]}
    mistaken = read_hours({"weekly_rules": [{**rule, "channel": None}]})
    noon = datetime(2026, 11, 23, 11, tzinfo=UTC)
    assert evaluate(mistaken, "chat", noon).open != Oracle(document, "chat").is_open(noon)
