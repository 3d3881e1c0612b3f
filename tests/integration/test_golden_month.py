"""A month whose every figure was worked out by hand: equal wherever it is read, kept or counted (P7)."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import AsyncIterator
from datetime import datetime, timedelta

import pytest

from app.domain.oslo import OSLO
from app.embedded.servers import EmbeddedServers
from app.services.keeping import Keeping
from tests.factories import settings_of
from tests.fixtures.stores import new_database
from tests.integration.golden_desk import GoldenDesk, golden_desk
from tests.integration.golden_month import came, hours, month_of, table, value
from tests.integration.golden_reading import only_figures, read, read_csv, read_xlsx, shape
from tests.integration.test_keeping import no_rest

CENTRE_COLUMNS = {"VESTLAND": "chat, VESTLAND", "TROMSO": "chat, TROMSO", "none": "chat, none"}


@pytest.fixture(scope="module")
async def desk(servers: EmbeddedServers, migrated_template: str) -> AsyncIterator[GoldenDesk]:
    """The desk at which it happened."""
    with new_database(servers, migrated_template) as database_url:
        async with golden_desk(settings_of(database_url, servers.valkey_url, "golden")) as found:
            yield found


@pytest.fixture(scope="module", params=["counted", "kept"])
async def golden(desk: GoldenDesk, request: pytest.FixtureRequest) -> GoldenDesk:
    """The same, its log read event by event, and with all its days kept but the last, on which one waits."""
    if request.param == "kept":
        await Keeping(desk.desk.transaction, desk.desk.rules, rest=no_rest).sweep()
        assert await desk.desk.keeping.count() == 32
    return desk


OUTCOMES = ("answered", "abandoned", "short_abandoned", "turned_away", "callback", "lost", "still_waiting")
UNSAID = re.compile("_(p50|p90|mean)_seconds$")


def test_each_outcome_of_the_page_is_in_its_first_table() -> None:
    words = " ".join(one.words for one in came())
    for word in ("left +9", "left +10", "erased", "absent", "told", "question", "waits", "to Bo", "gone"):
        assert word in words
    month = month_of("chat")
    outcomes = list(month.values())[1:8]
    assert month["arrivals"] == sum(outcomes)
    assert all(outcomes)


async def test_the_month_is_what_the_pencil_says(golden: GoldenDesk) -> None:
    totals = {row["channel"]: only_figures(row) for row in (await read(golden, "figures"))["totals"]}
    assert totals == {"chat": month_of("chat"), "phone": month_of("phone")}
    by_centre = (await read(golden, "figures", by="centre", channel="chat"))["rows"]
    assert {row["centre"]: only_figures(row) for row in by_centre} == {
        code: month_of(column) for code, column in CENTRE_COLUMNS.items()
    }


async def test_each_hour_is_what_the_pencil_says(golden: GoldenDesk) -> None:
    rows = (await read(golden, "load"))["rows"]
    assert Counter(row["channel"] for row in rows) == {"chat": 745, "phone": 745}
    expected = hours()
    for row in rows:
        key = (_oslo(row["starts_at"]), row["channel"])
        nothing = {name: None if UNSAID.search(name) else 0 for name in only_figures(row)}
        assert only_figures(row) == expected.pop(key, nothing), key
    assert expected == {}


@pytest.mark.parametrize(
    ("by", "number"), [("weekday,clock_hour", 0), ("language", 1)], ids=["clock", "language"]
)
async def test_arrivals_by_clock_and_by_language_are_what_the_pencil_says(
    golden: GoldenDesk, by: str, number: int
) -> None:
    expected = table("Arrivals by weekday and clock hour, and by language", number)
    rows = [row for row in (await read(golden, "figures", by=by))["rows"] if row["arrivals"]]
    assert [{name: str(row[name] or "–") for name in expected[0]} for row in rows] == expected


async def test_the_doubled_hour_stands_twice(golden: GoldenDesk) -> None:
    rows = (await read(golden, "figures", by="hour", channel="chat"))["rows"]
    expected = {hour: figures for (hour, channel), figures in hours().items() if channel == "chat"}
    assert {row["hour"] for row in rows} == set(expected)
    for row in rows:
        assert {name: row[name] for name in expected[row["hour"]]} == expected[row["hour"]]


@pytest.mark.parametrize(
    ("call", "more"),
    [
        ("load", {}),
        ("load", {"centre": "TROMSO"}),
        *(("figures", {"by": by}) for by in ("", "day", "centre", "language", "weekday,clock_hour", "hour")),
    ],
    ids=lambda one: one if isinstance(one, str) else "-".join(one.values()) or "whole",
)
async def test_json_csv_and_xlsx_say_the_same(golden: GoldenDesk, call: str, more: dict[str, str]) -> None:
    rows = shape((await read(golden, call, **more))["rows"])
    assert await read_csv(golden, call, **more) == rows
    assert await read_xlsx(golden, call, **more) == rows


async def test_centres_add_up_to_the_month(golden: GoldenDesk) -> None:
    rows = (await read(golden, "load", centre="each"))["rows"]
    for channel in ("chat", "phone"):
        month = month_of(channel)
        own = [row for row in rows if row["channel"] == channel]
        for name in ("arrivals", *OUTCOMES, "answered_within_target", "staffed_seconds", "busy_seconds"):
            assert sum(row[name] for row in own) == month[name], name


async def test_visits_are_no_contacts(golden: GoldenDesk) -> None:
    rows = (await read(golden, "unmet"))["rows"]
    for row in rows:
        row |= {"hour": _oslo(row.pop("starts_at")), "visits": str(row["visits"])}
    expected = table("Who found the door shut")
    assert rows == [{**row, "hour": _oslo(row["hour"])} for row in expected]


def _oslo(instant: str) -> str:
    return datetime.fromisoformat(instant).astimezone(OSLO).isoformat(timespec="minutes")


async def test_a_file_has_the_hour_that_is_going_on(desk: GoldenDesk) -> None:
    now = desk.desk.clock.now()
    span = {"from": now.strftime("%Y-%m-%dT%H:00:00Z"), "to": f"{now + timedelta(days=2):%Y-%m-%d}"}
    shown = (await desk.http.get("/api/statistics/load", params=span)).json()["rows"]
    file = await desk.http.get("/api/statistics/load", params=span, headers={"Accept": "text/csv"})
    assert file.status_code == 200, file.text
    lines = file.content.decode("utf-8-sig").splitlines()
    assert len(lines) - 1 == len(shown) == int(file.headers["desk-rows"]) > 0


BOTH = {"from": "2026-09-01", "to": "2026-11-01"}
TOPIC_FIGURES = ("primary", "primary_share", "primary_share_registered", "named", "named_share")


async def test_topics_are_what_the_pencil_says(golden: GoldenDesk) -> None:
    answer = await read(golden, "topics", **BOTH)
    assert (answer["contacts"], answer["not_registered"]) == (23, 5)
    expected = {row.pop("topic"): row for row in table("Topics of both months")}
    families = {topic for topic, row in expected.items() if row["named"] == "hidden"}
    for row in answer["rows"]:
        none = dict.fromkeys(TOPIC_FIGURES, "0")
        if row["parent"] in families:
            none |= {"named": "hidden", "named_share": "hidden"}
        wanted = expected.pop(row["topic"], none)
        assert {name: row[name] for name in wanted} == {name: value(cell) for name, cell in wanted.items()}
    assert expected == {}


@pytest.mark.parametrize("by", ["centre", "education_level", "month"])
async def test_topics_by_something_are_what_the_pencil_says(golden: GoldenDesk, by: str) -> None:
    answer = await read(golden, "topics", **BOTH, by=by)
    cells = {(cell["value"], cell["topic"]): cell["contacts"] for cell in answer["cells"]}
    expected = {
        (row["value"], topic): None if row[topic] == "hidden" else int(row[topic])
        for row in table("Topics of both months", 1)
        for topic in ("UTD", "JOB", "not_registered", "all")
        if row["by"] == by
    }
    assert {place: cells.pop(place) for place in expected} == expected
    assert set(cells.values()) == {0}


async def test_the_years_tables_are_what_the_pencil_says(golden: GoldenDesk) -> None:
    expected = {(row.pop("table"), row.pop("code")): row for row in table("The year's tables")}
    for row in (await read(golden, "annual", year="2026"))["rows"]:
        wanted = expected.pop((row["table"], row["code"]), {"contacts": "0"})
        assert {name: row[name] for name in wanted} == {name: value(cell) for name, cell in wanted.items()}
    assert expected == {}


async def test_what_they_said_is_what_the_pencil_says(golden: GoldenDesk) -> None:
    answer = await read(golden, "satisfaction", **BOTH)
    assert (answer["answers"], answer["asked"], answer["mean"]) == (11, 23, 4.09)
    assert answer["scores"] == {"1": 0, "2": 0, "3": 1, "4": 8, "5": 2}
    months = [only_figures(row) for row in table("What they said, by month")]
    assert [only_figures(row) for row in answer["months"]] == [
        {name: value(cell) for name, cell in row.items()} for row in months
    ]
    assert await read_csv(golden, "satisfaction", **BOTH) == answer["months"]


async def test_open_hours_are_what_the_pencil_says(golden: GoldenDesk) -> None:
    answer = await read(golden, "availability")
    for row, wanted in zip(answer["totals"], table("Announced against really open"), strict=True):
        assert {name: str(cell) for name, cell in row.items()} == wanted
    served = {row["clock_hour"]: row for row in table("Announced against really open", 1)}
    for row in answer["rows"]:
        own = served.get(row["clock_hour"], {}) if row["day"] == "2026-10-01" else {}
        assert (row["announced_seconds"], row["attended_seconds"]) == (3600, int(own.get(row["channel"], 0)))
    assert len(answer["rows"]) == 2 * 170
    gaps = (await read(golden, "availability", channel="chat"))["gaps"]
    assert [one["seconds"] for one in gaps[:16]] == [36_000] * 16
    assert [
        {"channel": one["channel"], "from": _oslo(one["starts_at"]), "seconds": str(one["seconds"])}
        for one in gaps[16:]
    ] == [
        {"channel": one["channel"], "from": _oslo(one["from"]), "seconds": one["seconds"]}
        for one in table("Announced against really open", 2)
    ]


@pytest.mark.parametrize(
    ("call", "more", "sheets"),
    [
        ("topics", BOTH, 1),
        ("topics", {**BOTH, "by": "month"}, 2),
        ("annual", {"year": "2026"}, 7),
        ("availability", {}, 1),
    ],
    ids=["topics", "by", "annual", "availability"],
)
async def test_every_file_of_what_was_recorded_says_the_same(
    golden: GoldenDesk, call: str, more: dict[str, str], sheets: int
) -> None:
    answer = await read(golden, call, **more)
    rows = shape(answer["cells"] if "by" in more else answer["rows"])
    assert shape(await read_csv(golden, call, **more)) == rows
    found = await read_xlsx(golden, call, sheets, **more)
    assert found[-len(rows) :] == rows
