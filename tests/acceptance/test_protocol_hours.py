"""Planning the opening hours over HTTP: previews, half days, versions, the audit; nothing half saved."""

from __future__ import annotations

from typing import Any

import pytest

from tests.acceptance.test_protocol_door import error_of
from tests.fixtures.scene import Scene

WEEK: dict[str, Any] = {
    "id": "short",
    "weekly": {str(day): [["10:00", "12:00"], ["13:30", "20:00"]] for day in range(1, 5)},
}
LABEL = {"nb": "Fagsamling", "nn": "Fagsamling", "en": "Staff meeting"}
EASTER_EVE = "/api/holidays/2030-04-17"


async def test_a_preview_shows_days_and_sentences_and_stores_nothing(scene: Scene) -> None:
    coordinator = await scene.member("koordinator")
    before = (await coordinator.read("/api/opening-hours")).json()
    closure: dict[str, Any] = {"date": "2030-04-10", "channel": None, "intervals": [], "label": LABEL}
    body = {"weekly_rules": [WEEK], "closure": closure, "from": "2030-04-08", "days": 5}
    answer = await coordinator.change("POST", "/api/opening-hours/preview", body)
    assert answer.status_code == 200, answer.text
    found = answer.json()
    assert [day["date"] for day in found["days"]] == [f"2030-04-{day:02}" for day in range(8, 13)]
    monday, closed = (found["days"][number]["channels"]["chat"] for number in (0, 2))
    assert monday == {
        "intervals": WEEK["weekly"]["1"],
        "rule": "ordinary week",
        "reason": None,
        "label": None,
        "changed": True,
        "before": [["00:00", "24:00"]],
    }
    assert (closed["intervals"], closed["reason"], closed["label"]) == ([], "closure", LABEL)
    noon = next(one for one in found["citizens"] if one["at"] == "2030-04-08T10:00:00.000Z")
    assert (noon["open"], noon["changed"]) == (False, True)
    assert noon["texts"]["nn"] == "Chatten er stengd no. Vi opnar måndag 8. april kl. 13.30."
    assert found["warnings"] == []
    assert (await coordinator.read("/api/opening-hours")).json() == before


async def test_a_wrong_preview_names_its_fields(scene: Scene) -> None:
    coordinator = await scene.member("koordinator")
    wrong = {"weekly_rules": [{"id": "w", "weekly": {"1": [["10:00", "20:00"], ["19:00", "24:00"]]}}]}
    body = {**wrong, "from": "9999-01-01", "closure": {"date": "x", "intervals": [], "label": LABEL}}
    error = error_of(await coordinator.change("POST", "/api/opening-hours/preview", body), 422, "invalid")
    assert set(error["details"]) == {"weekly_rules.0.weekly.1.1", "from", "closure.date"}


async def test_what_citizens_would_see_at_a_time(scene: Scene) -> None:
    coordinator = await scene.member("koordinator")
    path = "/api/opening-hours/at?channel=phone&at="
    found = (await coordinator.read(f"{path}2030-05-17T12:00")).json()
    assert (found["open"], found["rule"], found["closes_at"]) == (True, "ordinary week", None)
    assert found["texts"]["nb"] == "Telefonen er åpen."
    missing = await coordinator.read(f"{path}2027-03-28T02:30")
    assert "does not exist" in error_of(missing, 422, "invalid")["details"]["at"]
    error_of(await coordinator.read(f"{path}9999-01-01T00:00"), 422, "invalid")


async def test_a_half_day_is_accepted_and_refused(scene: Scene) -> None:
    coordinator = await scene.member("koordinator")
    body = {"accepted": True, "intervals": [["10:00", "12:00"]]}
    row = (await coordinator.change("PUT", EASTER_EVE, body)).json()
    assert (row["accepted"], row["suggestion"]) == (True, [["00:00", "12:00"]])
    try:
        year = (await coordinator.read("/api/holidays?year=2030")).json()
        assert row in year["days"]
        at = "/api/opening-hours/at?at=2030-04-17T13:00"
        shown = (await coordinator.read(at)).json()
        assert (shown["open"], shown["reason"]) == (False, "closure")
        assert shown["texts"]["nn"].startswith("Chatten er stengd: Onsdag før skjærtorsdag. Vi opnar")
    finally:
        gone = (await coordinator.change("PUT", EASTER_EVE, {"accepted": False})).json()
    assert (gone["accepted"], gone["closure_id"]) == (False, None)
    listed = (await coordinator.read("/api/closures")).json()
    assert row["closure_id"] not in [one["closure_id"] for one in listed]
    entries = (await coordinator.read("/api/audit?about=hours&limit=2")).json()["entries"]
    assert [one["action"] for one in entries] == ["half_day_refused", "half_day_accepted"]
    assert entries[0]["before"] == entries[1]["after"]
    assert entries[0]["actor"]["id"] == coordinator.me["counsellor_id"]


async def test_an_ordinary_day_is_no_half_day(scene: Scene) -> None:
    coordinator = await scene.member("koordinator")
    for day in ("2030-04-18", "2030-13-01", "2030-4-17", "x"):
        answer = await coordinator.change("PUT", f"/api/holidays/{day}", {"accepted": True})
        assert list(error_of(answer, 422, "invalid")["details"]) == ["date"]


async def test_a_lost_update_is_noticed_and_an_unchanged_document_makes_no_entry(scene: Scene) -> None:
    coordinator = await scene.member("koordinator")
    hours = (await coordinator.read("/api/opening-hours")).json()
    newest = (await coordinator.read("/api/audit?limit=1")).json()["entries"]
    same = {"weekly_rules": hours["weekly_rules"], "if_version": hours["version"]}
    again = await coordinator.change("PUT", "/api/opening-hours", same)
    assert again.json()["version"] == hours["version"]
    stale = {**same, "weekly_rules": [WEEK], "if_version": hours["version"] - 1}
    answer = await coordinator.change("PUT", "/api/opening-hours", stale)
    assert list(error_of(answer, 409, "wrong_state")["details"]) == ["if_version"]
    assert (await coordinator.read("/api/opening-hours")).json()["weekly_rules"] == hours["weekly_rules"]
    assert (await coordinator.read("/api/audit?limit=1")).json()["entries"] == newest


@pytest.mark.parametrize(
    "query",
    ["about=everything", "before=0", "before=x", "limit=0", "limit=201", "before=99999999999999999999"],
)
async def test_a_question_without_sense_to_the_audit_is_invalid(scene: Scene, query: str) -> None:
    coordinator = await scene.member("koordinator")
    error = error_of(await coordinator.read(f"/api/audit?{query}"), 422, "invalid")
    assert list(error["details"]) == [query.partition("=")[0]]


async def test_planning_is_for_coordinators(scene: Scene) -> None:
    member = await scene.member("veileder1")
    for path in ("/api/opening-hours/at?at=2030-05-17T12:00", "/api/holidays?year=2030", "/api/audit"):
        error_of(await member.read(path), 403, "not_allowed")
    error_of(await member.change("POST", "/api/opening-hours/preview", {}), 403, "not_allowed")
    error_of(await member.change("PUT", EASTER_EVE, {"accepted": True}), 403, "not_allowed")
