"""Every report answers a question that makes no sense with the field that is wrong, never with a fault."""

from __future__ import annotations

from collections.abc import AsyncIterator
from datetime import date, timedelta
from urllib.parse import quote

import pytest

from app.domain import asked, periods
from app.embedded.servers import EmbeddedServers
from tests.factories import settings_of
from tests.fixtures.stores import new_database
from tests.integration.golden_desk import GoldenDesk, golden_desk

LONGEST = max(
    one for module in (asked, periods) for one in vars(module).values() if isinstance(one, timedelta)
)
"""What any of them takes at most."""
PERIODS = {
    "none": "",
    "no end": "from=2026-10-01",
    "no beginning": "to=2026-10-01",
    "reversed": "from=2026-10-02&to=2026-10-01",
    "empty": "from=2026-10-01&to=2026-10-01",
    "a century": "from=1950-01-01&to=2050-01-01",
    "all of time": "from=0001-01-01&to=9999-12-31",
    "a day too long": f"from=2015-01-01&to={date(2015, 1, 1) + LONGEST + timedelta(days=1)}",
    "the future": "from=2027-01-01&to=2027-02-01",
    "another order": "from=01.10.2026&to=01.11.2026",
    "no such month": "from=2026-13-01&to=2026-14-01",
    "no such day": "from=2026-02-30&to=2026-03-01",
    "no offset": "from=2026-10-01T10:00&to=2026-10-02",
    "other digits": f"from={quote('２０２６-１０-０１')}&to=2026-11-01",
    "nothing at all": "from=%00&to=%00",
    "half a character": "from=%ED%A0%80&to=2026-11-01",
    "a list": "from[]=2026-10-01&to[]=2026-11-01",
    "a formula": "from=%3D1%2B1&to=2026-11-01",
    "very long": f"from={'2' * 5_000}&to=2026-11-01",
    "a question for the database": "from=2026-10-01%27%20OR%20%271%27=%271&to=2026-11-01",
}
OF_OCTOBER = "from=2026-10-01&to=2026-11-01"
VALUES = ("fax", "ATLANTIS", "%00", "=1+1", "chat,phone", "9" * 500, "../etc", "%F0%9F%98%80")
CHECKED = ("channel", "centre", "language", "by", "compare_from", "resolution", "level", "codes", "year")
FUTURE_IS_ASKED = {"/api/forecast"}


@pytest.fixture(scope="module")
async def desk(servers: EmbeddedServers, migrated_template: str) -> AsyncIterator[GoldenDesk]:
    """A desk with a month behind it, so that a question that is let through would be answered."""
    with new_database(servers, migrated_template) as database_url:
        async with golden_desk(settings_of(database_url, servers.valkey_url, "questions")) as found:
            yield found


def reports(desk: GoldenDesk, *names: str) -> list[tuple[str, set[str]]]:
    """Every call that shows figures of a time, with its parameters; a new one is tried by itself."""
    paths = desk.app.openapi()["paths"]
    found = {
        path: {one["name"] for one in calls["get"].get("parameters", ()) if one["in"] == "query"}
        for path, calls in paths.items()
        if "get" in calls and path.startswith(("/api/statistics", "/api/forecast", "/api/open-data"))
    }
    return [(path, params) for path, params in found.items() if params & set(names)]


async def problem(desk: GoldenDesk, path: str, query: str) -> set[str]:
    """The fields that the refusal names."""
    answer = await desk.http.get(f"{path}?{query}")
    assert answer.status_code == 422, (path, query, answer.status_code, answer.text[:200])
    error = answer.json()["error"]
    assert error["code"] == "invalid"
    assert all(isinstance(why, str) and why for why in error["details"].values())
    return set(error["details"])


async def test_there_are_reports_to_ask(desk: GoldenDesk) -> None:
    known = {path for path, _ in reports(desk, "from")}
    assert known >= {f"/api/statistics/{name}" for name in ("load", "figures", "topics", "unmet", "waits")}
    assert "/api/forecast" in known


@pytest.mark.parametrize("name", PERIODS)
async def test_a_period_without_sense_is_refused_by_every_report(desk: GoldenDesk, name: str) -> None:
    for path, _ in reports(desk, "from"):
        if name == "the future" and path in FUTURE_IS_ASKED:
            continue
        named = await problem(desk, path, PERIODS[name])
        assert named <= {"from", "to"}, (path, named)


@pytest.mark.parametrize("field", CHECKED)
async def test_a_value_nobody_knows_is_refused_by_its_own_name(desk: GoldenDesk, field: str) -> None:
    for path, _ in reports(desk, field):
        for value in VALUES:
            if not (field == "by" and value == "chat,phone"):
                assert await problem(desk, path, f"{OF_OCTOBER}&{field}={value}") == {field}, (path, value)


async def test_october_itself_is_answered_by_every_report(desk: GoldenDesk) -> None:
    for path, _ in reports(desk, "from"):
        answer = await desk.http.get(f"{path}?{OF_OCTOBER}")
        assert answer.status_code == 200, (path, answer.text)
