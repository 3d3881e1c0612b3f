"""The list of topics and deadlines from outside: who may, in which shape, told when."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

import httpx2

from app.domain.oslo import day_of
from tests.acceptance.test_protocol_door import error_of
from tests.fixtures.scene import Scene

TOPIC: dict[str, Any] = {
    "nb": "Prøvetema",
    "nn": "Prøvetema nn",
    "en": "A topic on trial",
    "requires_education_level": False,
}


async def test_coordinators_alone_edit_the_list_and_every_console_is_told(scene: Scene) -> None:
    coordinator, worker = await scene.member("koordinator"), await scene.worker(state=None)
    error_of(await worker.member.read("/api/topic-list"), 403, "not_allowed")
    error_of(await worker.member.change("POST", "/api/topic-list", TOPIC), 403, "not_allowed")
    listed = (await coordinator.read("/api/topic-list")).json()
    number = sum(len(top["children"]) for top in listed["topics"])
    new = {**TOPIC, "code": f"TJE.P{number}", "parent": "TJE"}
    looked = (await coordinator.change("POST", "/api/topic-list/preview", new)).json()
    assert looked["topics"][0]["children"][-1]["code"] == new["code"]
    assert looked["findings"] == []
    answer = await coordinator.change("POST", "/api/topic-list", new)
    assert answer.status_code == httpx2.codes.CREATED
    made = answer.json()
    assert (made["state"], made["nb"], made["successor"]) == ("used", "Prøvetema", None)
    told = await worker.socket.until("settings")
    assert told["version"] > worker.snapshot["settings_version"]
    group = next(
        top for top in (await worker.member.read("/api/topics")).json()["topics"] if top["code"] == "TJE"
    )
    assert group["children"][-1]["nb"] == "Prøvetema"
    error = error_of(await coordinator.change("POST", "/api/topic-list", new), 422, "invalid")
    assert "code" in error["details"]
    path = f"/api/topic-list/{new['code']}"
    stale = {**made, "en": "Another", "if_version": "older"}
    error_of(await coordinator.change("PUT", path, stale), 409, "wrong_state")
    today = day_of(datetime.now(UTC)).isoformat()  # noqa: TID251 — the desk under test has its own clock.
    retired = {**made, "retired_from": today, "successor": "TJE.NET", "if_version": made["version"]}
    found = (await coordinator.change("POST", f"{path}/preview", retired)).json()
    assert (found["findings"], found["recorded"], found["drafts"]) == (["mapped"], 0, 0)
    assert (await coordinator.change("PUT", path, retired)).json()["state"] == "retired"
    shown = (await worker.member.read("/api/topics")).text
    assert new["code"] not in shown
    error_of(await coordinator.change("PUT", "/api/topic-list/NO.NE", {}), 404, "not_found")
    error_of(await coordinator.change("PUT", "/api/topic-list/order", {"codes": []}), 422, "invalid")
    newest = (await coordinator.read("/api/audit?about=topics&limit=1")).json()["entries"][0]
    assert (newest["action"], newest["after"]["successor"]) == ("topic_changed", "TJE.NET")


async def test_a_deadline_is_looked_at_before_it_is_saved_and_nobodys_change_is_lost(scene: Scene) -> None:
    coordinator = await scene.member("koordinator")
    first = day_of(datetime.now(UTC)) + timedelta(days=8)  # noqa: TID251 — the desk has its own clock.
    body = {
        "name": {"nb": "Prøvefrist", "nn": "Prøvefrist", "en": "A deadline on trial"},
        "first": first.isoformat(),
        "last": first.isoformat(),
        "factor": 2,
    }
    looked = (await coordinator.change("POST", "/api/deadlines/preview", body)).json()
    assert any(day["day"] == body["first"] for day in looked["days"])
    error_of(
        await coordinator.change("POST", "/api/deadlines/preview", {**body, "factor": -1}), 422, "invalid"
    )
    made = (await coordinator.change("POST", "/api/deadlines", body)).json()
    path = f"/api/deadlines/{made['deadline_id']}"
    try:
        stale = {**body, "factor": 3, "if_version": "older"}
        error_of(await coordinator.change("PUT", path, stale), 409, "wrong_state")
        changed = await coordinator.change("PUT", path, {**body, "factor": 3, "if_version": made["version"]})
        assert changed.json()["factor"] == 3
    finally:
        await coordinator.change("DELETE", path)
