"""Figures of a period: a day by pencil, every breakdown adds up to the whole, and centres to the desk."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from typing import Any
from uuid import UUID

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.domain.contact import Channel
from app.domain.contact_history import Outcome
from app.domain.errors import Invalid
from app.domain.figures import WORKED, Breakdown, figures, rows_of, sums, without_parts
from app.domain.log_rows import BusyRow, ContactRow, Log, ReadyRow, UncontactedRow
from app.domain.oslo import instant
from app.domain.periods import Part, read_parts
from app.domain.tally import tally
from app.routers.statistics import MEASURES
from app.seed.texts import definitions

NINE = datetime(2026, 11, 23, 9, tzinfo=UTC)
UNTIL = NINE + timedelta(days=40)
TARGETS = {Channel.CHAT: timedelta(seconds=60), Channel.PHONE: timedelta(seconds=20)}
ANE, BO = UUID(int=1), UUID(int=2)


def at(minute: float) -> datetime:
    return NINE + timedelta(minutes=minute)


def contact(minute: float, wait: float | None = None, **more: Any) -> ContactRow:
    outcome = Outcome.ABANDONED if wait is None else Outcome.ANSWERED
    length = None if wait is None else timedelta(seconds=wait)
    return ContactRow(at(minute), Channel.CHAT, outcome, wait=length, **{"language": "nb", **more})


LOG = Log(
    contacts=[
        contact(0, 10, centre="VESTLAND", handle=timedelta(seconds=600), wrap_up=timedelta(seconds=40)),
        contact(5, 70, centre="TROMSO", language="nn", handle=timedelta(seconds=300)),
        contact(65, 100, centre="VESTLAND", wrap_up=timedelta(seconds=60)),
        contact(70),
    ],
    uncontacted=[UncontactedRow(at(75), Channel.CHAT, Outcome.TURNED_AWAY)],
    ready=[ReadyRow(ANE, "VESTLAND", Channel.CHAT, (at(0), at(60)))],
    busy=[
        BusyRow(ANE, "VESTLAND", Channel.CHAT, (at(0), at(20)), talking=True),
        BusyRow(ANE, "VESTLAND", Channel.CHAT, (at(10), at(30)), talking=True),
        BusyRow(BO, "TROMSO", Channel.CHAT, (at(25), at(35)), talking=True),
    ],
)


def asked(*parts: Part, **more: Any) -> Breakdown:
    return Breakdown(NINE, UNTIL, tuple(Channel), parts, **more)


def shown(*parts: Part, **more: Any) -> list[dict[str, Any]]:
    return figures(tally(LOG, (NINE, UNTIL)), asked(*parts, **more), targets=TARGETS)


def test_a_day_counted_by_pencil() -> None:
    (row,) = shown()
    assert row == {
        "channel": "chat",
        "arrivals": 5,
        "answered": 3,
        "abandoned": 1,
        "short_abandoned": 0,
        "turned_away": 1,
        "callback": 0,
        "lost": 0,
        "still_waiting": 0,
        "answered_within_target": 1,
        "wait_mean_seconds": 60,
        "wait_p50_seconds": 70,
        "wait_p90_seconds": 100,
        "handle_mean_seconds": 450,
        "wrap_up_mean_seconds": 50,
        "staffed_seconds": 3_600 + 600,
        "busy_seconds": 1_800 + 600,
        "occupancy": round(2_400 / 4_200, 4),
        "second_chat_share": round(600 / 2_400, 4),
        "most_at_once": 2,
    }


def test_a_heat_map_has_a_row_for_each_weekday_and_clock_hour_with_anything_in_it() -> None:
    rows = shown(Part.WEEKDAY, Part.CLOCK_HOUR)
    assert [(row["weekday"], row["clock_hour"], row["arrivals"]) for row in rows] == [
        ("1", "10", 2),
        ("1", "11", 3),
    ]


def test_a_centre_has_what_it_answered_first_and_its_own_people() -> None:
    rows = {row["centre"]: row for row in shown(Part.CENTRE)}
    assert {centre: row["answered"] for centre, row in rows.items()} == {
        "VESTLAND": 2,
        "TROMSO": 1,
        "none": 0,
    }
    assert rows["none"]["arrivals"] == 2
    assert rows["VESTLAND"]["busy_seconds"] == 1_800
    (own,) = shown(centre="VESTLAND")
    assert {name: own[name] for name in own} == {n: v for n, v in rows["VESTLAND"].items() if n != "centre"}


def test_a_language_has_no_work_of_its_own() -> None:
    rows = {row["language"]: row for row in shown(Part.LANGUAGE)}
    assert {name: row["arrivals"] for name, row in rows.items()} == {"nb": 3, "nn": 1, "": 1}
    assert all(row[name] is None for row in rows.values() for name in WORKED)
    (own,) = shown(language="nn")
    assert own["arrivals"] == 1
    assert all(own[name] is None for name in WORKED)


def test_one_centre_broken_down_by_centre_has_its_own_people_alone() -> None:
    rows = shown(Part.CENTRE, centre="VESTLAND")
    assert [(row["centre"], row["busy_seconds"]) for row in rows] == [("VESTLAND", 1_800)]


@pytest.mark.parametrize("part", [Part.CENTRE, Part.HOUR, Part.WEEKDAY])
def test_all_parts_together_are_the_whole_with_the_work_of_the_desk(part: Part) -> None:
    hours = tally(LOG, (NINE, UNTIL))
    whole = without_parts(sums(hours, asked(part)), sums(hours, asked()))
    assert rows_of(whole, asked(), targets=TARGETS) == shown()


def test_the_doubled_hour_of_autumn_is_two_hours_and_one_clock_hour() -> None:
    first = instant(date(2026, 10, 25), 120)
    contacts = [ContactRow(first + timedelta(hours=hour), Channel.CHAT, Outcome.LOST) for hour in (0, 1)]
    found = tally(Log(contacts), (first - timedelta(hours=3), first + timedelta(hours=9)))
    hours = figures(found, asked(Part.HOUR), targets=TARGETS)
    assert [row["hour"] for row in hours] == ["2026-10-25T02:00+01:00", "2026-10-25T02:00+02:00"]
    clock = figures(found, asked(Part.CLOCK_HOUR), targets=TARGETS)
    assert [(row["clock_hour"], row["arrivals"]) for row in clock] == [("02", 2)]


CONTACTS = st.builds(
    ContactRow,
    st.integers(0, 50_000).map(at),
    st.sampled_from(Channel),
    st.sampled_from(Outcome),
    st.sampled_from(["VESTLAND", "TROMSO", None]),
    st.none() | st.integers(0, 900).map(lambda seconds: timedelta(seconds=seconds)),
    language=st.sampled_from(["nb", "nn", "en", "se"]),
)
COUNTS = ("arrivals", "answered", "abandoned", "lost", "callback", "answered_within_target")
ALONE = [(part,) for part in Part]
PAIRS = [(Part.WEEKDAY, Part.CLOCK_HOUR), (Part.MONTH, Part.CENTRE), (Part.LANGUAGE, Part.DAY)]


@pytest.mark.parametrize("parts", [*ALONE, *PAIRS], ids="+".join)
@settings(deadline=None, max_examples=15)
@given(st.lists(CONTACTS, max_size=40))
def test_every_breakdown_adds_up_to_the_whole(parts: tuple[Part, ...], contacts: list[ContactRow]) -> None:
    found = tally(Log(contacts), (NINE, UNTIL))
    whole = {row["channel"]: row for row in figures(found, asked(), targets=TARGETS)}
    rows = figures(found, asked(*parts), targets=TARGETS)
    for channel, total in whole.items():
        own = [row for row in rows if row["channel"] == channel]
        for name in COUNTS:
            assert sum(row[name] for row in own) == total[name]
    outcomes = (
        "answered",
        "abandoned",
        "short_abandoned",
        "turned_away",
        "callback",
        "lost",
        "still_waiting",
    )
    for row in rows:
        assert row["arrivals"] == sum(row[name] for name in outcomes)


def test_every_measure_has_a_definition() -> None:
    (row,) = shown()
    assert set(row) - {"channel"} == set(definitions(MEASURES))


@pytest.mark.parametrize("text", ["day,hour,month", "day,day", "year", "weekday;hour"])
def test_a_breakdown_that_makes_no_sense_is_refused(text: str) -> None:
    with pytest.raises(Invalid):
        read_parts(text)
    assert read_parts(None) == read_parts("") == ()
    assert read_parts("weekday,clock_hour") == (Part.WEEKDAY, Part.CLOCK_HOUR)
