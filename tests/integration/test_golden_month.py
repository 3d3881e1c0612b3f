"""A month whose every figure was worked out by hand: equal wherever it is read, kept or counted (P7)."""

from __future__ import annotations

import csv
import io
import re
from collections import Counter
from collections.abc import AsyncIterator
from datetime import datetime, timedelta
from typing import Any
from xml.etree import ElementTree
from zipfile import ZipFile

import pytest

from app.domain.oslo import OSLO
from app.embedded.servers import EmbeddedServers
from app.routers.workbook import MEDIA_TYPE
from tests.factories import settings_of
from tests.fixtures.stores import new_database
from tests.integration.golden_desk import GoldenDesk, golden_desk
from tests.integration.golden_month import MONTH, came, hours, month_of, table, value

CSV = "text/csv"
SHEET = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
CENTRE_COLUMNS = {"VESTLAND": "chat, VESTLAND", "TROMSO": "chat, TROMSO", "none": "chat, none"}
Rows = list[dict[str, Any]]


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
        while await desk.desk.keeping.sweep():
            continue
        assert await desk.desk.keeping.count() == 31
    return desk


async def read(golden: GoldenDesk, call: str, **more: str) -> Any:
    """What a call says of the month."""
    answer = await golden.http.get(f"/api/statistics/{call}", params={**MONTH, **more})
    assert answer.status_code == 200, answer.text
    return answer.json()


async def read_csv(golden: GoldenDesk, call: str, **more: str) -> Rows:
    """The rows of its CSV, numbers as numbers."""
    answer = await golden.http.get(
        f"/api/statistics/{call}", params={**MONTH, **more}, headers={"Accept": CSV}
    )
    rows = csv.DictReader(io.StringIO(answer.content.decode("utf-8-sig")), delimiter=";")
    return [{name: _typed(name, cell) for name, cell in row.items()} for row in rows]


async def read_xlsx(golden: GoldenDesk, call: str, **more: str) -> Rows:
    """The rows of its first sheet."""
    answer = await golden.http.get(
        f"/api/statistics/{call}", params={**MONTH, **more}, headers={"Accept": MEDIA_TYPE}
    )
    with ZipFile(io.BytesIO(answer.content)) as archive:
        sheet = ElementTree.fromstring(archive.read("xl/worksheets/sheet1.xml"))
    names, *rows = [["".join(cell.itertext()) for cell in row] for row in sheet.iter(f"{SHEET}row")]
    return [{name: _typed(name, cell) for name, cell in zip(names, row, strict=True)} for row in rows]


OUTCOMES = ("answered", "abandoned", "short_abandoned", "turned_away", "callback", "lost", "still_waiting")
UNSAID = re.compile("_(p50|p90|mean)_seconds$")
TEXTS = {"starts_at", "channel", "centre", "language", "weekday", "clock_hour", "day", "month", "hour"}


def _typed(name: str, cell: str) -> Any:
    return (cell or None) if name in TEXTS else value(cell or "–")


def shape(rows: Rows) -> Rows:
    """Rows as a file can hold them: an empty text and none are one."""
    return [{name: None if cell == "" else cell for name, cell in row.items()} for row in rows]


def only_figures(row: dict[str, Any]) -> dict[str, Any]:
    """The row without what it is about."""
    return {name: cell for name, cell in row.items() if name not in TEXTS}


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
