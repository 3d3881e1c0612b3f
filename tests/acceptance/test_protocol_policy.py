"""What the desk decides about itself and its unmet demand, over HTTP: for coordinators only."""

from __future__ import annotations

import pytest

from tests.acceptance.test_protocol_door import error_of
from tests.fixtures.scene import Scene

DAY = {"from": "2026-11-23", "to": "2026-11-24"}


@pytest.mark.parametrize("path", ["/api/policy", "/api/statistics/unmet?from=2026-11-23&to=2026-11-24"])
async def test_a_counsellor_reads_neither(scene: Scene, path: str) -> None:
    error_of(await (await scene.member("veileder1")).change("GET", path), 403, "not_allowed")
    assert (await (await scene.member("koordinator")).change("GET", path)).status_code == 200


async def test_a_coordinator_changes_a_figure_and_takes_it_back(scene: Scene) -> None:
    coordinator = await scene.member("koordinator")
    before = (await coordinator.change("GET", "/api/policy")).json()
    assert (before["values"]["last_call"], before["defaults"]["last_call"]) == (1, 1)
    assert before["bounds"]["last_call"] == [0, 2]
    try:
        answer = await coordinator.change("PUT", "/api/policy", {"last_call": 2})
        assert answer.status_code == 200, answer.text
        assert answer.json()["values"]["last_call"] == 2
        assert "last_call" in answer.json()["decided"]
    finally:
        answer = await coordinator.change("PUT", "/api/policy", {"last_call": None})
    assert answer.json() == before
    lines = scene.running.execute(
        "SELECT c.before, c.after FROM audit a JOIN audit_change c ON c.audit_id = a.id"
        " WHERE a.action = 'policy_changed' ORDER BY a.id"
    )
    assert lines[-2:] == [({"last_call": 1}, {"last_call": 2}), ({"last_call": 2}, {"last_call": 1})]


@pytest.mark.parametrize(
    ("body", "fields"),
    [
        ({"last_call": 3, "burst": 10}, {"last_call"}),
        ({"nothing": 1, "burst": "20"}, {"nothing", "burst"}),
        ({"chat_capacity": 1.5}, {"chat_capacity"}),
        ({"burst": 5, "reason": ["why"]}, {"reason"}),
        ({"burst": 5, "reason": "x" * 301}, {"reason"}),
        ({"burst": 5, "was": 20}, {"was"}),
        ({"offer_seconds": True}, {"offer_seconds"}),
        ([], {"body"}),
        (None, {"body"}),
    ],
    ids=[
        "too_large",
        "unknown_and_no_number",
        "no_whole_number",
        "no_reason",
        "too_long",
        "no_object",
        "no_number",
        "a_list",
        "nothing",
    ],
)
async def test_a_wrong_figure_is_invalid_by_name_and_nothing_changes(
    scene: Scene, body: object, fields: set[str]
) -> None:
    coordinator = await scene.member("koordinator")
    before = (await coordinator.change("GET", "/api/policy")).json()
    error = error_of(await coordinator.change("PUT", "/api/policy", body), 422, "invalid")
    assert set(error["details"]) == fields
    assert (await coordinator.change("GET", "/api/policy")).json() == before


async def test_unmet_demand_is_defined_and_comes_as_a_table_too(scene: Scene) -> None:
    coordinator = await scene.member("koordinator")
    path = "/api/statistics/unmet?from=2026-11-16&to=2026-11-23&channel=chat"
    found = (await coordinator.change("GET", path)).json()
    assert set(found["definitions"]) == {"visits"}
    for row in found["rows"]:
        assert set(row) == {"starts_at", "channel", "reason", "visits"}
    table = await coordinator.http.get(path, headers={"Accept": "text/csv"})
    assert table.text.splitlines()[0].lstrip("\ufeff") == "starts_at;channel;reason;visits"
    assert len(table.text.splitlines()) == 1 + len(found["rows"])
