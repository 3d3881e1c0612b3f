"""What is wrong with opening hours: told in words, at its place, and only while it matters."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest

from app.domain.hours_document import read_hours
from app.domain.hours_findings import Finding, alerts, findings, undecided
from app.domain.opening_rules import OpeningHours, Order, Override
from app.domain.wording import Wording
from app.seed.hours import ordinary_hours
from app.seed.hours_words import hours_words
from tests.unit.test_opening_hours import HOURS

TODAY = date(2026, 11, 23)
WEEK: dict[str, Any] = {"id": "w", "weekly": {"1": [["10:00", "20:00"]]}}


def found(**lists: Any) -> list[Finding]:
    return findings(read_hours(lists, refuse_contradictions=False), TODAY)


def codes(**lists: Any) -> list[str]:
    return [one.code for one in found(**lists)]


@pytest.mark.parametrize("hours", [ordinary_hours(), HOURS])
def test_sound_hours_have_no_findings(hours: OpeningHours) -> None:
    assert findings(hours, TODAY) == []


def test_without_rules_everything_is_missing() -> None:
    (one,) = found()
    assert (one.code, one.path) == ("hours_missing", "weekly_rules")
    assert one.said(hours_words()).nn == "Det finst ingen opningstider. Alt er stengt."


def test_rules_out_of_use_are_no_rules() -> None:
    assert codes(weekly_rules=[{**WEEK, "enabled": False}]) == ["hours_missing"]


def test_contradictory_weeks_are_named_with_their_place_and_first_day() -> None:
    later = {**WEEK, "id": "w2", "valid_from": "2026-12-01"}
    (one,) = found(weekly_rules=[WEEK, later])
    assert (one.code, one.path) == ("hours_contradictory", "weekly_rules.1")
    said = one.said(hours_words())
    assert "«w» og «w2»" in said.nn
    assert "frå tysdag 1. desember 2026" in said.nn
    assert "from Tuesday 1 December 2026" in said.en


def test_a_contradiction_that_is_over_is_told_no_more() -> None:
    past = {"valid_to": "2026-11-22"}
    rules = [{**WEEK, **past}, {**WEEK, **past}, {**WEEK, "id": "now", "valid_from": "2026-11-23"}]
    assert codes(weekly_rules=rules) == []


def test_weeks_that_end_leave_dates_without_a_rule() -> None:
    chat, phone = found(weekly_rules=[{**WEEK, "valid_to": "2026-12-27"}])
    assert {chat.code, phone.code} == {"hours_missing"}
    assert (
        chat.said(hours_words()).nb
        == "Chatten: ingen regel gjelder fra mandag 28. desember 2026. Da er det stengt."
    )
    assert phone.said(hours_words()).nb.startswith("Telefonen: ")


def test_weeks_that_end_later_than_two_months_are_no_matter_yet() -> None:
    ends = TODAY + timedelta(days=61)
    assert codes(weekly_rules=[{**WEEK, "valid_to": ends.isoformat()}]) == []


def test_a_desk_without_a_phone_lacks_no_hours_for_it() -> None:
    assert codes(weekly_rules=[{**WEEK, "channel": "chat"}]) == []


def test_two_months_without_an_opening_are_told_for_each_channel() -> None:
    shut = found(weekly_rules=[{"id": "shut", "weekly": {}}])
    assert [(one.code, one.values["channel"]) for one in shut] == [
        ("hours_nothing_open", "chat"),
        ("hours_nothing_open", "phone"),
    ]


def test_an_order_by_hand_is_nobodys_mistake() -> None:
    closed = Override(Order.CLOSE, Wording("brann", "brann", "fire"))
    hours = ordinary_hours()
    assert findings(OpeningHours(hours.weekly, overrides=(closed,)), TODAY) == []


def test_two_entries_for_one_date_are_told_and_one_for_a_channel_is_not() -> None:
    day = {"date": "2026-12-01", "intervals": []}
    assert codes(weekly_rules=[WEEK], date_rules=[day, day, day]) == ["hours_shadowed"]
    assert codes(weekly_rules=[WEEK], date_rules=[day, {**day, "channel": "chat"}]) == []
    past = {**day, "date": "2026-11-01"}
    assert codes(weekly_rules=[WEEK], date_rules=[past, past]) == []


@pytest.mark.parametrize(
    ("day", "hours", "told"),
    [
        (
            "2027-03-28",
            [["02:30", "05:00"]],
            ["Klokka blir stilt fram sundag 28. mars 2027: kl. 2.30 finst ikkje, og blir rekna som kl. 3."],
        ),
        (
            "2027-10-31",
            [["01:00", "02:30"]],
            [
                "Klokka blir stilt tilbake sundag 31. oktober 2027: "
                "kl. 2.30 kjem to gonger, og den første gjeld."
            ],
        ),
        (
            "2027-03-28",
            [["01:00", "02:00"]],
            ["Klokka blir stilt fram sundag 28. mars 2027: kl. 2.00 finst ikkje, og blir rekna som kl. 3."],
        ),
        ("2027-03-28", [["00:00", "01:59"], ["03:00", "24:00"]], []),
        ("2027-10-31", [["01:59", "03:00"]], []),
        ("2027-03-29", [["02:30", "05:00"]], []),
    ],
)
def test_a_bound_that_the_clock_skips_or_repeats_is_told(day: str, hours: Any, told: list[str]) -> None:
    rules = {"weekly_rules": [WEEK], "date_rules": [{"date": day, "intervals": hours}]}
    assert [one.said(hours_words()).nn for one in found(**rules)] == told


def test_hundreds_of_contradictions_are_told_by_the_first_few() -> None:
    assert codes(weekly_rules=[WEEK] * 100) == ["hours_contradictory"] * 10


def test_what_closes_the_desk_stands_on_the_board() -> None:
    assert alerts(found(weekly_rules=[WEEK, WEEK])) == {"hours_contradictory"}
    assert alerts(found()) == {"hours_missing"}
    assert alerts([Finding("hours_nothing_open"), Finding("hours_shadowed")]) == {"hours_missing"}
    assert alerts([Finding("half_day_undecided")]) == frozenset()


class TestUndecided:
    """Half days that come soon and of which nobody has said anything."""

    EVE = date(2027, 3, 24)

    def asked(self, hours: OpeningHours, *decided: date, before: int = 30) -> list[str]:
        return [
            one.said(hours_words()).nb for one in undecided(hours, decided, self.EVE - timedelta(days=before))
        ]

    def test_it_is_asked_about_by_name_and_date(self) -> None:
        assert self.asked(ordinary_hours()) == [
            "Onsdag før skjærtorsdag (onsdag 24. mars 2027): skal det stenges tidligere?"
        ]

    def test_not_a_season_ahead(self) -> None:
        assert self.asked(ordinary_hours(), before=45) == []

    def test_not_once_it_is_decided(self) -> None:
        assert self.asked(ordinary_hours(), self.EVE) == []

    def test_not_where_a_rule_speaks_of_the_date(self) -> None:
        day = {"date": "2027-03-24", "intervals": [["10:00", "13:00"]]}
        hours = read_hours(
            {"weekly_rules": [{"id": "w", "weekly": {"3": [["10:00", "20:00"]]}}], "date_rules": [day]}
        )
        assert self.asked(hours) == []

    def test_not_where_there_is_nothing_to_shorten(self) -> None:
        assert self.asked(HOURS) == []
