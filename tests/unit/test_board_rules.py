"""The board's rules: which hold, by which figure, since when; and how hard a channel is pressed."""

from dataclasses import fields, replace
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from app.domain.board_rules import (
    FIGURES,
    AtWork,
    Pressure,
    Rule,
    Seen,
    anybody_ready,
    judge,
    missing_since,
    pressure,
    unserved_since,
)
from app.domain.contact import Channel
from app.domain.policy import Policy

NOW = datetime(2026, 11, 23, 12, 0, tzinfo=UTC)
POLICY = Policy()


def ago(**length: float) -> datetime:
    """So long before now."""
    return NOW - timedelta(**length)


BEYOND: dict[Rule, dict[str, Any]] = {
    Rule.WAITING_CHAT: {"waits": {Channel.CHAT: timedelta(seconds=121)}},
    Rule.WAITING_PHONE: {"waits": {Channel.PHONE: timedelta(seconds=61)}},
    Rule.NOBODY_READY_CHAT: {"unserved": {Channel.CHAT: ago(seconds=61)}},
    Rule.NOBODY_READY_PHONE: {"unserved": {Channel.PHONE: ago(seconds=61)}},
    Rule.MISSING: {"missing_since": ago(seconds=301)},
    Rule.FORECAST: {"arrivals": 16, "expected": 10.0, "high": 15},
    Rule.FOLLOW_UP: {"expires": NOW + timedelta(days=1)},
    Rule.DELETION: {"text_due": ago(seconds=3_601)},
    Rule.FIGURES: {"uncounted": ago(days=2, seconds=1)},
}
WITHIN: dict[Rule, dict[str, Any]] = {
    Rule.WAITING_CHAT: {"waits": {Channel.CHAT: timedelta(seconds=120)}},
    Rule.WAITING_PHONE: {"waits": {Channel.PHONE: timedelta(seconds=60)}},
    Rule.NOBODY_READY_CHAT: {"unserved": {Channel.CHAT: ago(seconds=60)}},
    Rule.NOBODY_READY_PHONE: {"unserved": {Channel.PHONE: ago(seconds=60)}},
    Rule.MISSING: {"missing_since": ago(seconds=300)},
    Rule.FORECAST: {"arrivals": 15, "expected": 10.0, "high": 9},
    Rule.FOLLOW_UP: {"expires": NOW + timedelta(days=1, seconds=1)},
    Rule.DELETION: {"text_due": ago(seconds=3_600)},
    Rule.FIGURES: {"uncounted": ago(days=2)},
}


def holding(seen: Seen, policy: Policy = POLICY) -> list[Rule]:
    """The rules that hold."""
    return [one.rule for one in judge(seen, policy) if one.holds]


def test_every_rule_is_judged_once_and_has_a_figure_of_the_policy() -> None:
    judged = [one.rule for one in judge(Seen(now=NOW), POLICY)]
    assert sorted(judged) == sorted(Rule) == sorted(FIGURES)
    assert {one.name for one in fields(Policy) if one.name.startswith("alert_")} == set(FIGURES.values())


@pytest.mark.parametrize("rule", list(Rule))
def test_a_rule_holds_beyond_its_limit_and_never_while_that_is_zero(rule: Rule) -> None:
    beyond, within = Seen(now=NOW, **BEYOND[rule]), Seen(now=NOW, **WITHIN[rule])
    assert holding(beyond) == [rule]
    assert holding(within) == []
    assert holding(beyond, replace(POLICY, **{FIGURES[rule]: 0})) == []


def test_a_rule_says_what_was_measured_and_from_when_on_it_has_held() -> None:
    told = {}
    for rule, facts in BEYOND.items():
        [told[rule]] = [one for one in judge(Seen(now=NOW, **facts), POLICY) if one.rule is rule]
    assert {rule: (one.value, one.limit) for rule, one in told.items()} == {
        Rule.WAITING_CHAT: (121, 120),
        Rule.WAITING_PHONE: (61, 60),
        Rule.NOBODY_READY_CHAT: (61, 60),
        Rule.NOBODY_READY_PHONE: (61, 60),
        Rule.MISSING: (301, 300),
        Rule.FORECAST: (160, 150),
        Rule.FOLLOW_UP: (86_400, 86_400),
        Rule.DELETION: (3_601, 3_600),
        Rule.FIGURES: (2, 2),
    }
    assert told.pop(Rule.FORECAST).since is None
    assert told.pop(Rule.FOLLOW_UP).since == NOW
    assert {one.since for one in told.values()} == {ago(seconds=1)}


def test_more_than_forecast_needs_both_the_percentage_and_the_upper_end() -> None:
    assert holding(Seen(now=NOW, arrivals=3, expected=1.0, high=3)) == []
    assert holding(Seen(now=NOW, arrivals=4, expected=1.0, high=3)) == [Rule.FORECAST]
    assert holding(Seen(now=NOW, arrivals=4, expected=None, high=None)) == []


def test_a_channel_is_pressed_by_the_longer_of_the_wait_there_is_and_the_one_expected() -> None:
    def of(longest: int, expected: int, limit: int = 120) -> Pressure:
        return pressure(timedelta(seconds=longest), timedelta(seconds=expected), target=60, limit=limit)

    assert (of(60, 60), of(61, 0), of(0, 61)) == (Pressure.CALM, Pressure.BUSY, Pressure.BUSY)
    assert (of(120, 0), of(121, 0), of(0, 121)) == (Pressure.BUSY, Pressure.OVERLOADED, Pressure.OVERLOADED)
    assert of(9_999, 0, limit=0) is Pressure.BUSY
    assert pressure(timedelta(0), timedelta(0), target=60, limit=120, stuck=True) is Pressure.BUSY


def person(*, on_shift: bool = True, here: bool = True, ready: str = "", since: int = 0) -> AtWork:
    """Somebody who has been so for so many minutes."""
    able = [Channel(one) for one in ready.split()]
    return AtWork(on_shift=on_shift, here=here, ready_for=able, since=ago(minutes=since))


def test_only_who_is_on_shift_and_not_there_is_missing() -> None:
    late, long_gone = person(here=False, since=5), person(here=False, since=9)
    done = person(on_shift=False, here=False, since=30)
    assert missing_since([late, done, person(since=60)]) == late.since
    assert missing_since([late, long_gone]) == long_gone.since
    assert missing_since([done, person(since=60)]) is None


def test_nobody_is_ready_since_the_last_of_them_stopped_or_the_door_opened() -> None:
    some = [person(since=20), person(here=False, since=7), person(on_shift=False, since=1)]
    assert unserved_since(some, ago(minutes=40), None) == ago(minutes=7)
    assert unserved_since(some, ago(minutes=2), None) == ago(minutes=2)
    assert unserved_since([], None, None) is None
    one = person(ready="chat")
    assert anybody_ready([*some, one], Channel.CHAT)
    assert not anybody_ready([*some, one], Channel.PHONE)
