"""Opening hours: the vectors of the rule format, orders by hand, and the days the clocks change."""

import json
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from app.domain.holidays import easter
from app.domain.hours_document import read_hours
from app.domain.opening_hours import NO_RULE, Reason, evaluate, spans
from app.domain.opening_rules import OpeningHours, Order, Override
from app.domain.oslo import OSLO
from app.domain.wording import Wording

DATA = Path(__file__).parent / "data"
RULES: dict[str, Any] = json.loads((DATA / "opening_hours_rules.json").read_text(encoding="utf-8"))
VECTORS: list[dict[str, Any]] = json.loads((DATA / "opening_hours_vectors.json").read_text(encoding="utf-8"))[
    "vectors"
]
HOURS = read_hours(RULES)
ALWAYS = read_hours(
    {
        "weekly_rules": [
            {
                "id": "always",
                "on_holidays": True,
                "weekly": {str(day): [["00:00", "24:00"]] for day in range(1, 8)},
            }
        ]
    }
)
WHY = Wording("brann", "brann", "a fire")


def oslo(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=OSLO).astimezone(UTC)


def instant_of(text: str | None) -> datetime | None:
    return None if text is None else datetime.fromisoformat(text.replace("Z", "+00:00"))


@pytest.mark.parametrize("vector", VECTORS, ids=lambda vector: f"{vector['local']} {vector['channel']}")
def test_vector_of_the_rule_format(vector: dict[str, Any]) -> None:
    at = instant_of(vector["utc"])
    assert at is not None
    assert at == oslo(vector["local"])
    answer = evaluate(HOURS, vector["channel"], at)
    assert (answer.open, answer.rule) == (vector["open"], vector["rule"])
    assert answer.closes_at == instant_of(vector.get("closes_utc"))
    assert answer.opens_at == instant_of(vector.get("next_open_utc"))


@pytest.mark.parametrize(
    ("local", "reason"),
    [
        ("2026-11-23T09:00", Reason.OUTSIDE_HOURS),
        ("2026-11-26T09:00", Reason.OUTSIDE_HOURS),
        ("2026-11-26T12:30", Reason.CLOSURE),
        ("2026-12-28T12:00", Reason.CLOSURE),
        ("2027-03-24T13:00", Reason.OUTSIDE_HOURS),
        ("2027-05-17T03:00", Reason.HOLIDAY),
        ("2026-11-23T10:00", None),
    ],
)
def test_reason_says_why_it_is_closed(local: str, reason: Reason | None) -> None:
    assert evaluate(HOURS, "chat", oslo(local)).reason == reason


@pytest.mark.parametrize(
    ("first", "second", "rule"),
    [
        ({}, {}, "second"),
        ({"channel": "chat"}, {}, "first"),
        ({}, {"channel": "chat"}, "second"),
        ({"channel": "chat"}, {"channel": "chat"}, "second"),
        ({"channel": "chat"}, {"channel": "phone"}, "first"),
        ({"priority": 30}, {}, "first"),
        ({"priority": 30}, {"channel": "chat"}, "first"),
        ({}, {"priority": 10, "channel": "chat"}, "first"),
    ],
)
def test_within_a_level_priority_then_channel_then_the_later_wins(
    first: dict[str, Any], second: dict[str, Any], rule: str
) -> None:
    period = {"frm": "2026-11-23", "to": "2026-11-29", "weekly": {}}
    hours = read_hours(
        {"period_rules": [{"id": "first", **period, **first}, {"id": "second", **period, **second}]}
    )
    assert evaluate(hours, "chat", oslo("2026-11-24T12:00")).rule == rule


def test_outside_the_hours_no_name_of_longer_hours_is_told_as_the_cause() -> None:
    at = oslo("2027-04-15T22:30")
    assert evaluate(HOURS, "chat", at - timedelta(hours=1)).label is not None
    closed = evaluate(HOURS, "chat", at)
    assert (closed.reason, closed.label) == (Reason.OUTSIDE_HOURS, None)


def test_a_rule_that_names_the_channel_closes_only_that() -> None:
    at = oslo("2026-12-22T16:00")
    assert evaluate(HOURS, "chat", at).open
    phone = evaluate(HOURS, "phone", at)
    assert (phone.open, phone.reason) == (False, Reason.CLOSURE)


def test_without_rules_the_desk_is_closed() -> None:
    answer = evaluate(OpeningHours(), "chat", oslo("2026-11-24T12:00"))
    assert (answer.open, answer.rule, answer.opens_at) == (False, NO_RULE, None)


def test_contradictory_rules_close_the_dates_they_share() -> None:
    body = {
        "weekly_rules": [RULES["weekly_rules"][0], {**RULES["weekly_rules"][0], "valid_from": "2027-01-01"}]
    }
    hours = read_hours(body, refuse_contradictions=False)
    assert evaluate(hours, "chat", oslo("2026-11-24T12:00")).open
    answer = evaluate(hours, "chat", oslo("2027-01-05T12:00"))
    assert (answer.open, answer.rule) == (False, NO_RULE)


def test_a_desk_that_never_closes_has_no_closing_time() -> None:
    answer = evaluate(ALWAYS, "chat", oslo("2026-12-25T03:00"))
    assert (answer.open, answer.closes_at, answer.rule) == (True, None, "ordinary week")


def test_the_next_opening_is_searched_sixty_days_ahead() -> None:
    hours = read_hours({"date_rules": [{"date": "2027-03-02", "intervals": [["10:00", "12:00"]]}]})
    assert evaluate(hours, "chat", oslo("2027-01-01T12:00")).opens_at == oslo("2027-03-02T10:00")
    assert evaluate(hours, "chat", oslo("2026-12-31T12:00")).opens_at is None


@pytest.mark.parametrize(
    ("day", "intervals", "minutes"),
    [
        ("2026-10-25", [["00:00", "24:00"]], 25 * 60),
        ("2027-03-28", [["00:00", "24:00"]], 23 * 60),
        ("2026-10-25", [["10:00", "20:00"]], 600),
        ("2027-03-28", [["10:00", "20:00"]], 600),
        ("2026-10-25", [["02:00", "03:00"]], 120),
        ("2027-03-28", [["02:00", "03:00"]], 0),
        ("2027-03-28", [["02:30", "05:00"]], 120),
        ("2027-03-28", [["01:00", "02:30"]], 60),
    ],
)
def test_open_minutes_on_the_days_the_clock_changes(
    day: str, intervals: list[list[str]], minutes: int
) -> None:
    hours = read_hours({"date_rules": [{"date": day, "intervals": intervals}]})
    found = spans(hours, "chat", date.fromisoformat(day), date.fromisoformat(day))
    assert sum((ends - starts for starts, ends in found), timedelta()) == timedelta(minutes=minutes)


class TestOverride:
    """A coordinator's order prevails over all rules, and ends at its end."""

    MIDDAY = oslo("2026-11-24T12:00")

    def with_order(self, *overrides: Override) -> OpeningHours:
        return OpeningHours(HOURS.weekly, HOURS.periods, HOURS.dates, overrides)

    def test_closed_until_further_notice(self) -> None:
        answer = evaluate(self.with_order(Override(Order.CLOSE, WHY, since=self.MIDDAY)), "chat", self.MIDDAY)
        assert (answer.open, answer.opens_at, answer.rule, answer.label) == (False, None, "manual", WHY)
        assert answer.reason is Reason.MANUAL

    def test_closed_until_an_end_within_the_hours_opens_at_that_end(self) -> None:
        ends = self.MIDDAY + timedelta(hours=2)
        hours = self.with_order(Override(Order.CLOSE, WHY, since=self.MIDDAY, until=ends))
        assert evaluate(hours, "chat", self.MIDDAY).opens_at == ends
        assert evaluate(hours, "chat", ends).open

    def test_closed_until_an_end_after_the_hours_opens_the_next_day(self) -> None:
        hours = self.with_order(Override(Order.CLOSE, WHY, since=self.MIDDAY, until=oslo("2026-11-24T22:00")))
        assert evaluate(hours, "chat", self.MIDDAY).opens_at == oslo("2026-11-25T10:00")

    def test_opened_against_the_rules_closes_at_its_end(self) -> None:
        friday = oslo("2026-11-27T12:00")
        hours = self.with_order(Override(Order.OPEN, WHY, since=friday, until=oslo("2026-11-27T15:00")))
        answer = evaluate(hours, "chat", friday)
        assert (answer.open, answer.closes_at, answer.rule) == (True, oslo("2026-11-27T15:00"), "manual")

    def test_opened_until_within_the_hours_goes_on_by_the_rules(self) -> None:
        early = oslo("2026-11-24T08:00")
        hours = self.with_order(Override(Order.OPEN, WHY, since=early, until=self.MIDDAY))
        assert evaluate(hours, "chat", early).closes_at == oslo("2026-11-24T20:00")

    def test_an_order_for_one_channel_leaves_the_other_alone(self) -> None:
        hours = self.with_order(Override(Order.CLOSE, WHY, channel="phone", since=self.MIDDAY))
        assert evaluate(hours, "chat", self.MIDDAY).open
        assert not evaluate(hours, "phone", self.MIDDAY).open

    def test_one_channel_reopened_follows_the_rules_while_the_other_stays_closed(self) -> None:
        hours = self.with_order(
            Override(Order.CLOSE, WHY, since=self.MIDDAY),
            Override(Order.FOLLOW_RULES, WHY, channel="chat", since=self.MIDDAY + timedelta(minutes=5)),
        )
        later = self.MIDDAY + timedelta(minutes=10)
        chat = evaluate(hours, "chat", later)
        assert (chat.open, chat.rule, chat.closes_at) == (True, "ordinary week", oslo("2026-11-24T20:00"))
        assert not evaluate(hours, "phone", later).open


@pytest.mark.parametrize("year", range(2000, 2100))
def test_easter_week_is_closed_and_tuesday_after_is_open(year: int) -> None:
    rules = {"weekly_rules": [{**RULES["weekly_rules"][0], "valid_from": None}]}
    hours = read_hours(rules)
    thursday = datetime.combine(easter(year) - timedelta(days=3), datetime.min.time(), OSLO).replace(hour=12)
    answer = evaluate(hours, "chat", thursday)
    assert (answer.open, answer.reason, answer.rule) == (False, Reason.HOLIDAY, "holiday: Skjærtorsdag")
    assert answer.opens_at is not None
    assert answer.opens_at.astimezone(OSLO).weekday() == 1
