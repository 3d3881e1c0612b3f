"""What search engines and calendars read of the opening hours is what the rules say, to the minute."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from datetime import UTC, date, datetime, timedelta
from itertools import pairwise
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from icalendar import Calendar

from app.clock import MovedClock
from app.domain.contact import Channel, Language
from app.domain.opening_hours import spans
from app.domain.opening_rules import (
    DateRule,
    Interval,
    OpeningHours,
    Order,
    Override,
    PeriodRule,
    WeeklyRule,
)
from app.domain.oslo import DAY_MINUTES, day_of, instant
from app.domain.rules import Rules
from app.domain.spans import Span, merged
from app.domain.wording import Wording
from app.seed.hours import always_open, ordinary_hours
from app.services.publishing import Publishing
from app.services.publishing.publishing import DAYS

NOON = datetime(2026, 12, 1, 11, tzinfo=UTC)  # Two weeks before a holiday, on a Tuesday.
DRILL = Wording("Øvelse", "Øving", "Drill")
LATE = DateRule(
    date(2026, 12, 3), (Interval(600, 720), Interval(1080, 1440)), Wording("Sent", "Seint", "Late")
)
WEEKDAYS = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"]


def publishing(hours: OpeningHours, at: datetime = NOON) -> Publishing:
    rules = Rules(hours=hours)
    return Publishing(lambda: rules, MovedClock(at), address="https://desk.example", number="+47 00000000")


def read(hours: OpeningHours, at: datetime = NOON) -> Mapping[str, Any]:
    """The contact points by their channel."""
    found = json.loads(publishing(hours, at).schema_org().body)
    assert (found["@context"], found["@type"]) == ("https://schema.org", "Organization")
    return {point["@id"].partition("#")[2]: point for point in found["contactPoint"]}


def understood(specifications: Sequence[Mapping[str, Any]], day: date) -> list[tuple[str, str]]:
    """The hours of a date as a search engine takes them: its own before those of its weekday."""
    valid = [one for one in specifications if one["validFrom"] <= day.isoformat() <= one["validThrough"]]
    special = [one for one in valid if "dayOfWeek" not in one]
    usual = [one for one in valid if one.get("dayOfWeek", "").endswith("/" + WEEKDAYS[day.weekday()])]
    found = [(one["opens"], one["closes"]) for one in special or usual]
    return [] if found == [("00:00", "00:00")] else sorted(found)


def openings(days: Iterable[date], specifications: Sequence[Mapping[str, Any]]) -> list[Span]:
    """The same as instants."""

    def minutes(clock: str) -> int:
        hours, rest = map(int, clock.split(":"))
        return DAY_MINUTES if clock == "23:59" else hours * 60 + rest

    return merged(
        (instant(day, minutes(opens)), instant(day, minutes(closes)))
        for day in days
        for opens, closes in understood(specifications, day)
    )


def dates(at: datetime) -> list[date]:
    return [day_of(at) + timedelta(days=number) for number in range(DAYS)]


def held(hours: OpeningHours, channel: str, at: datetime) -> list[Span]:
    """What the rules themselves say."""
    return spans(hours, channel, dates(at)[0], dates(at)[-1])


RULE_SETS = [
    ordinary_hours(),
    always_open(),
    OpeningHours(weekly=ordinary_hours().weekly, dates=(LATE,)),
    OpeningHours(
        weekly=ordinary_hours().weekly,
        periods=(PeriodRule("s", date(2026, 12, 7), date(2026, 12, 20), ((Interval(0, 90),),) * 7, DRILL),),
        overrides=(Override(Order.CLOSE, DRILL, since=NOON, until=NOON + timedelta(days=3)),),
    ),
]


@pytest.mark.parametrize("hours", RULE_SETS)
@pytest.mark.parametrize(
    "at", [NOON, datetime(2027, 3, 1, 12, tzinfo=UTC), datetime(2026, 10, 1, 12, tzinfo=UTC)]
)
def test_schema_org_and_the_calendar_say_what_the_rules_say(hours: OpeningHours, at: datetime) -> None:
    for channel in Channel:
        wanted = held(hours, channel, at)
        assert openings(dates(at), read(hours, at)[channel]["hoursAvailable"]) == wanted
        assert merged(timed(publishing(hours, at).calendar(channel, Language.NN).body)) == wanted


WEEKS = st.lists(
    st.lists(st.integers(0, 1438), min_size=0, max_size=4, unique=True).map(
        lambda ends: tuple(
            Interval(*pair) for number, pair in enumerate(pairwise(sorted(ends))) if number % 2 == 0
        )
    ),
    min_size=7,
    max_size=7,
).map(tuple)


@given(WEEKS, st.dates(date(2026, 1, 1), date(2028, 1, 1)))
@settings(max_examples=15, deadline=None)
def test_whatever_the_week_nothing_is_lost_and_nothing_added(
    week: tuple[tuple[Interval, ...], ...], first: date
) -> None:
    hours, at = OpeningHours(weekly=(WeeklyRule("w", week),)), instant(first, 720)
    wanted = held(hours, "chat", at)
    found = read(hours, at).get("chat", {"hoursAvailable": []})["hoursAvailable"]
    nights = [day for day in dates(at) if instant(day, DAY_MINUTES) - instant(day, 0) != timedelta(days=1)]
    if not nights:
        assert openings(dates(at), found) == wanted
    assert sum(one.get("validFrom") != first.isoformat() for one in found) < 2 * DAYS


def timed(feed: bytes) -> list[Span]:
    """The openings of a feed."""
    return [
        (event.decoded("dtstart").astimezone(UTC), event.decoded("dtend").astimezone(UTC))
        for event in Calendar.from_ical(feed).walk("VEVENT")
        if isinstance(event.decoded("dtstart"), datetime)
    ]


EASTER = {
    "nb": ["Karriereveiledning: stengt (Skjærtorsdag)", "Karriereveiledning: stengt (Andre påskedag)"],
    "nn": ["Karriererettleiing: stengt (Skjærtorsdag)", "Karriererettleiing: stengt (Andre påskedag)"],
    "en": ["Career guidance: closed (Maundy Thursday)", "Career guidance: closed (Easter Monday)"],
}


@pytest.mark.parametrize("language", EASTER)
def test_a_closed_holiday_is_named_and_says_so_to_search_engines(language: str) -> None:
    hours, easter = ordinary_hours(), datetime(2027, 3, 1, 12, tzinfo=UTC)
    feed = Calendar.from_ical(publishing(hours, easter).calendar(Channel.CHAT, Language(language)).body)
    closed = {
        event.decoded("dtstart"): str(event["summary"])
        for event in feed.walk("VEVENT")
        if not isinstance(event.decoded("dtstart"), datetime)
    }
    names = dict(zip((date(2027, 3, 25), date(2027, 3, 29)), EASTER[language], strict=True))
    assert closed == names, "Good Friday and Easter Sunday are closed anyway"
    specifications = read(hours, easter)["chat"]["hoursAvailable"]
    assert understood(specifications, date(2027, 3, 25)) == []
    [thursday] = [one for one in specifications if one["validThrough"] == "2027-03-25"]
    assert thursday["name"] == "Skjærtorsdag"


def test_a_feed_is_whole_and_its_events_keep_their_names_when_hours_change() -> None:
    before, after = (
        Calendar.from_ical(publishing(hours).calendar(Channel.CHAT, Language.NB).body)
        for hours in (
            ordinary_hours(),
            OpeningHours(weekly=(WeeklyRule("w", ((Interval(720, 900),),) * 7),)),
        )
    )
    uids = [[str(event["uid"]) for event in feed.walk("VEVENT")] for feed in (before, after)]
    assert len(set(uids[0])) == len(uids[0]) > 30
    assert "open-chat-2026-12-03-1@desk.example" in set(uids[0]) & set(uids[1])
    for feed in (before, after):
        assert all(feed.get(name) for name in ("version", "prodid", "x-wr-calname", "refresh-interval"))
        assert all(event["dtstamp"] and event["summary"] for event in feed.walk("VEVENT"))


def test_lines_are_folded_and_end_as_the_format_wants() -> None:
    text = publishing(ordinary_hours()).calendar(Channel.CHAT, Language.NB).body
    assert text.endswith(b"END:VCALENDAR\r\n")
    assert b"\n" not in text.replace(b"\r\n", b"")
    assert max(len(line) for line in text.split(b"\r\n")) <= 75


def test_a_document_is_made_once_a_day_and_for_each_change_and_its_validator_follows() -> None:
    rules, clock = [Rules(hours=ordinary_hours())], MovedClock(NOON)
    made = Publishing(lambda: rules[0], clock, address="https://desk.example", number=None)
    first = made.schema_org()
    assert made.schema_org() is first
    rules[0] = Rules(version=2, hours=ordinary_hours())
    same = made.schema_org()
    assert same is not first
    assert same.tag == first.tag
    rules[0] = Rules(hours=always_open())
    assert made.schema_org().tag != first.tag
    clock.set(instant(day_of(NOON), DAY_MINUTES) - timedelta(seconds=90))
    assert made.schema_org().cached_seconds(clock.now()) == 90
    clock.move(timedelta(seconds=90))
    assert made.schema_org().cached_seconds(clock.now()) == 300


def test_a_desk_without_hours_offers_no_way_to_reach_it() -> None:
    assert read(OpeningHours()) == {}
    assert timed(publishing(OpeningHours()).calendar(Channel.CHAT, Language.NB).body) == []
