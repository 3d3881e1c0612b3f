"""What staff read, and coordinators set: lists, colleagues, hours, closures, shifts (protocol § 2)."""

from __future__ import annotations

from typing import Any

import pytest

from tests.acceptance.test_protocol_door import INSTANT, error_of
from tests.fixtures.scene import Scene

LABEL = {"nb": "Planleggingsdag", "nn": "Planleggingsdag", "en": "Planning day"}
ALWAYS = {str(day): [["00:00", "24:00"]] for day in range(1, 8)}


async def test_lists_have_the_shape_of_their_documents(scene: Scene) -> None:
    member = await scene.member("veileder1")
    centres = (await member.read("/api/centres")).json()
    assert all({"code", "name"} <= set(centre) for centre in centres)
    assert all(isinstance(centre["name"], str) for centre in centres)
    assert member.me["centre"] in [centre["code"] for centre in centres]
    topics = (await member.read("/api/topics")).json()
    second = [child["code"] for topic in topics["topics"] for child in topic["children"]]
    assert "UTD.VGS" in second
    categories = (await member.read("/api/categories")).json()
    assert {"TULL", "TEKN", "BRUTT", "IR", "FULL"} <= {one["code"] for one in categories["outcome"]["fields"]}
    levels = (await member.read("/api/education-levels")).json()
    assert "IKKE_SPES" in [one["code"] for one in levels["education_level_asked"]]
    replies = (await member.read("/api/replies")).json()
    assert replies["counsellor_replies"]


async def test_colleagues_show_who_could_take_over(scene: Scene) -> None:
    first, second = await scene.worker(1), await scene.worker(2, state="break")
    colleagues = (await first.member.read("/api/colleagues")).json()
    fields = {"counsellor_id", "name", "centre", "presence", "channels", "free", "on_shift_until"}
    assert all(set(one) == fields for one in colleagues)
    [other] = [one for one in colleagues if one["counsellor_id"] == second.id]
    assert (other["presence"], set(other["free"])) == ("break", {"chat", "phone"})
    assert INSTANT.fullmatch(other["on_shift_until"])
    [seen] = [
        one
        for one in (await second.member.read("/api/colleagues")).json()
        if one["counsellor_id"] == first.id
    ]
    assert (seen["presence"], seen["channels"], seen["free"]["chat"]) == ("ready", ["chat"], 2)


async def test_hours_are_read_replaced_and_put_back(scene: Scene) -> None:
    coordinator = await scene.member("koordinator")
    before = (await coordinator.read("/api/opening-hours")).json()
    assert {"weekly_rules", "period_rules", "date_rules"} <= set(before)
    shut = {"weekly_rules": [{"id": "stengt", "weekly": {str(day): [] for day in range(1, 8)}}]}
    try:
        changed = await coordinator.change("PUT", "/api/opening-hours", shut)
        assert changed.is_success, changed.text
        assert (await scene.until_chat("closed"))["opens_at"] is None  # none within 60 days
        error = error_of(await scene.desk.ask(), 409, "desk_closed")
        assert error["details"]["reason"] == "outside_hours"
        assert error["details"]["opens_at"] is None
    finally:
        rules = {"weekly_rules": before["weekly_rules"]}
        assert (await coordinator.change("PUT", "/api/opening-hours", rules)).is_success
    await scene.until_chat("open")


@pytest.mark.parametrize(
    "body",
    [
        {},
        [],
        None,
        7,
        {"weekly_rules": None},
        {"weekly_rules": [7]},
        {"weekly_rules": [{"id": "x", "weekly": {"1": [["20:00", "10:00"]]}}]},
        {"weekly_rules": [{"id": "x", "weekly": {"8": []}}]},
        {"weekly_rules": [{"id": "x", "weekly": {"1": [["25:00", "26:00"]]}}]},
        {"weekly_rules": [{"id": "a", "weekly": ALWAYS}, {"id": "b", "weekly": ALWAYS}]},
        {"period_rules": [{"id": "x", "frm": "2027-02-30", "to": "2027-03-01", "weekly": ALWAYS}]},
        {"date_rules": [{"date": "no date", "intervals": []}]},
        {"weekly_rules": [{"id": "x" * 100_000, "weekly": ALWAYS}]},
        {"weekly_rules": [{"id": "nul\u0000", "weekly": ALWAYS}]},
    ],
    ids=lambda body: str(body)[:48],
)
async def test_wrong_hours_are_invalid_and_change_nothing(scene: Scene, body: Any) -> None:
    coordinator = await scene.member("koordinator")
    before = (await coordinator.read("/api/opening-hours")).json()["weekly_rules"]
    error = error_of(await coordinator.change("PUT", "/api/opening-hours", body), 422, "invalid")
    assert error["details"]
    assert (await coordinator.read("/api/opening-hours")).json()["weekly_rules"] == before


async def test_a_closure_comes_and_goes(scene: Scene) -> None:
    coordinator = await scene.member("koordinator")
    body = {"date": "2030-05-06", "channel": "chat", "intervals": [["10:00", "12:00"]], "label": LABEL}
    answer = await coordinator.change("POST", "/api/closures", body)
    assert answer.status_code == 201, answer.text
    closure_id = answer.json()["closure_id"]
    listed = (await coordinator.read("/api/closures")).json()
    assert {**body, "closure_id": closure_id} in listed
    path = f"/api/closures/{closure_id}"
    assert (await coordinator.change("DELETE", path)).status_code == 204
    error_of(await coordinator.change("DELETE", path), 404, "not_found")


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("date", None),
        ("date", "06.05.2030"),
        ("date", "2030-13-01"),
        ("channel", "fax"),
        ("intervals", "all day"),
        ("intervals", [["12:00", "10:00"]]),
        ("label", None),
        ("label", {"nb": "nul\u0000", "nn": "x", "en": "x"}),
        ("label", {"nb": "x" * 100_000, "nn": "x", "en": "x"}),
    ],
    ids=lambda value: str(value)[:24],
)
async def test_a_wrong_closure_is_invalid_by_name(scene: Scene, field: str, value: object) -> None:
    coordinator = await scene.member("koordinator")
    right: dict[str, Any] = {"date": "2030-05-06", "channel": None, "intervals": [], "label": LABEL}
    answer = await coordinator.change("POST", "/api/closures", {**right, field: value})
    error = error_of(answer, 422, "invalid")
    assert any(name.split(".")[0] == field for name in error["details"]), error


@pytest.mark.parametrize("path", ["/api/desk/close", "/api/desk/reopen"])
@pytest.mark.parametrize(
    "body",
    [
        None,
        [],
        {"channel": "fax", "reason": LABEL},
        {"channel": None, "reason": "closed"},
        {"channel": None, "reason": LABEL, "until": "yesterday"},
        {"channel": None, "reason": LABEL, "until": "2020-01-01T10:00:00Z"},
        {"channel": None, "reason": {"nb": "\u0000"}, "until": "2099-01-01T10:00:00Z"},
    ],
    ids=lambda body: str(body)[:48],
)
async def test_a_wrong_order_closes_and_opens_nothing(scene: Scene, path: str, body: object) -> None:
    coordinator = await scene.member("koordinator")
    error_of(await coordinator.change("POST", path, body), 422, "invalid")
    assert (await scene.desk.http.get("/api/desk")).json()["channels"]["chat"]["state"] == "open"


async def test_shifts_are_planned_changed_and_read_by_whose_they_are(scene: Scene) -> None:
    coordinator, member = await scene.member("koordinator"), await scene.member("veileder1")
    body = {
        "counsellor_id": member.me["counsellor_id"],
        "starts_at": "2030-05-06T08:00:00.000Z",
        "ends_at": "2030-05-06T12:00:00.000Z",
        "channels": ["chat"],
    }
    answer = await coordinator.change("POST", "/api/shifts", body)
    assert answer.status_code == 201, answer.text
    shift_id = answer.json()["shift_id"]
    window = "/api/shifts?from=2030-05-01&to=2030-06-01"
    [own] = (await member.read(window)).json()
    assert {name: own[name] for name in body} == body
    assert (await (await scene.member("veileder2")).read(window)).json() == []
    calendar = await member.http.get(window, headers={"Accept": "text/calendar"})
    assert calendar.headers["content-type"].startswith("text/calendar")
    assert "BEGIN:VEVENT" in calendar.text
    path = f"/api/shifts/{shift_id}"
    longer = {**body, "channels": ["chat", "phone"], "ends_at": "2030-05-06T14:00:00.000Z"}
    changed = await coordinator.change("PUT", path, longer)
    assert changed.is_success
    assert changed.json()["ends_at"] == longer["ends_at"]
    error_of(await member.change("DELETE", path), 403, "not_allowed")
    assert (await coordinator.change("DELETE", path)).status_code == 204
    error_of(await coordinator.change("DELETE", path), 404, "not_found")
    error_of(await coordinator.change("PUT", path, longer), 404, "not_found")


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("counsellor_id", None),
        ("counsellor_id", "00000000-0000-4000-8000-000000000001"),
        ("counsellor_id", 7),
        ("starts_at", "2030-05-06T08:00:00"),
        ("starts_at", 10**30),
        ("ends_at", "2030-05-06T07:00:00Z"),
        ("ends_at", "9999-12-31T23:59:59Z"),
        ("channels", []),
        ("channels", ["fax"]),
        ("channels", "chat"),
        ("channels", ["chat", "chat"]),
    ],
    ids=lambda value: str(value)[:24],
)
async def test_a_wrong_shift_is_invalid_by_name(scene: Scene, field: str, value: object) -> None:
    coordinator = await scene.member("koordinator")
    right = {
        "counsellor_id": (await scene.member("veileder1")).me["counsellor_id"],
        "starts_at": "2030-05-06T08:00:00Z",
        "ends_at": "2030-05-06T12:00:00Z",
        "channels": ["chat"],
    }
    answer = await coordinator.change("POST", "/api/shifts", {**right, field: value})
    error = error_of(answer, 422, "invalid")
    assert list(error["details"]) == [field]
