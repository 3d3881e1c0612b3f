"""Quick replies, public pages, notices and feedback from outside: who may, in which shape, told when."""

from __future__ import annotations

import asyncio
from datetime import UTC, datetime, timedelta
from typing import Any

import httpx2
import pytest

from tests.acceptance.test_protocol_door import error_of
from tests.fixtures.raw_client import SOON, StaffMember
from tests.fixtures.running_desk import EMBEDDING
from tests.fixtures.scene import Asker, Scene

REPLY = {"shortcut": "/prøve", "stage": "kontakt", "nb": "Hei, {alias}!", "nn": "Hei, {alias}!", "en": "Hi!"}
PAGE = {"address": "https://www.uio.no/", "title": {"nb": "UiO", "nn": "UiO", "en": "UiO"}, "words": ""}
NOBODY = "00000000-0000-4000-8000-000000000001"
FOR_ALL = ["replies", "public-pages", "notices/now"]
FOR_COORDINATORS = [
    *(("GET", "notices"), ("POST", "notices"), ("PUT", f"notices/{NOBODY}"), ("DELETE", f"notices/{NOBODY}")),
    *(("POST", "replies"), ("PUT", "replies/hei"), ("DELETE", "replies/hei")),
    *(("POST", "public-pages"), ("PUT", f"public-pages/{NOBODY}"), ("DELETE", f"public-pages/{NOBODY}")),
    ("GET", "statistics/satisfaction?from=2026-11-23&to=2026-11-24"),
]


async def test_nothing_of_it_is_shown_or_changed_without_signing_in(scene: Scene) -> None:
    headers = {**scene.desk.headers(), "X-Desk": "1"}
    for method, path in [*(("GET", path) for path in FOR_ALL), *FOR_COORDINATORS, ("POST", "replies/own")]:
        answer = await scene.desk.http.request(method, f"/api/{path}", headers=headers)
        error_of(answer, 401, "not_signed_in")


async def test_counsellors_read_and_coordinators_change(scene: Scene) -> None:
    counsellor, coordinator = await scene.member("veileder1"), await scene.member("koordinator")
    for path in FOR_ALL:
        for member in (counsellor, coordinator):
            assert (await member.read(f"/api/{path}")).status_code == httpx2.codes.OK
    for method, path in FOR_COORDINATORS:
        error_of(await counsellor.change(method, f"/api/{path}", {}), 403, "not_allowed")
        if method != "GET":
            without = await coordinator.change(method, f"/api/{path}", {}, **{"X-Desk": ""})
            error_of(without, 403, "not_allowed")


async def own_replies(member: StaffMember) -> list[dict[str, Any]]:
    """What she has of her own."""
    found: list[dict[str, Any]] = (await member.read("/api/replies")).json()["own"]
    return found


async def test_own_replies_over_http(scene: Scene) -> None:
    ane, bo = await scene.member("veileder1"), await scene.member("veileder2")
    made = await ane.change("POST", "/api/replies/own", {"shortcut": "/prøve", "nn": "Eg er {fornavn}"})
    assert made.status_code == httpx2.codes.CREATED
    path = f"/api/replies/own/{made.json()['reply_id']}"
    error_of(await bo.change("PUT", path, {"shortcut": "/x", "nb": "x"}), 404, "not_found")
    error_of(await bo.change("DELETE", path), 404, "not_found")
    error_of(await ane.change("PUT", "/api/replies/own/x", {}), 422, "invalid")
    error = error_of(await ane.change("PUT", path, {"shortcut": "/x", "en": "{navn}"}), 422, "invalid")
    assert error["details"] == {"en": "has an unknown placeholder: {navn}"}
    shown = await ane.change("PUT", path, {"shortcut": "/annen", "en": "Hi"})
    assert shown.json()["en"] == "Hi"
    assert [one["shortcut"] for one in await own_replies(ane)] == ["/annen"]
    assert await own_replies(bo) == []
    assert (await ane.change("DELETE", path)).status_code == httpx2.codes.NO_CONTENT
    assert await own_replies(ane) == []


async def test_a_console_is_told_of_a_shared_reply_whichever_worker_it_is_on(scene: Scene) -> None:
    coordinator, worker = await scene.member("koordinator"), await scene.worker(state=None)
    assert isinstance(worker.snapshot["settings_version"], int)
    made = await coordinator.change("POST", "/api/replies", REPLY)
    assert made.status_code == httpx2.codes.CREATED
    reply = made.json()
    try:
        told = await worker.socket.until("settings")
        assert told["version"] > worker.snapshot["settings_version"]
        found = (await worker.member.read("/api/replies")).json()
        assert found["version"] >= told["version"]
        assert found["counsellor_replies"][-1] == {**REPLY, "key": reply["key"], "scope": "shared"} | {
            "version": reply["version"]
        }
        stale = {**REPLY, "if_version": "x"}
        error_of(await coordinator.change("PUT", f"/api/replies/{reply['key']}", stale), 409, "wrong_state")
        looks = {"text": "Hei, {alias}! {navn}", "language": "nn"}
        preview = (await coordinator.change("POST", "/api/replies/preview", looks)).json()
        assert preview == {"text": "Hei, Kim! {navn}", "anonymous": "Hei! {navn}", "unknown": ["{navn}"]}
    finally:
        await coordinator.change("DELETE", f"/api/replies/{reply['key']}")


async def test_known_sites_are_for_everybody_and_may_be_cached(scene: Scene) -> None:
    coordinator = await scene.member("koordinator")
    answer = await scene.desk.http.get("/api/known-sites", headers={"Origin": EMBEDDING})
    assert answer.headers["cache-control"] == "public, max-age=300"
    assert answer.headers["access-control-allow-origin"] == EMBEDDING
    assert {"utdanning.no", "www.nav.no"} <= set(answer.json()["sites"])
    tag = {"If-None-Match": answer.headers["etag"]}
    again = await scene.desk.http.get("/api/known-sites", headers=tag)
    assert (again.status_code, again.content) == (304, b"")
    made = (await coordinator.change("POST", "/api/public-pages", PAGE)).json()
    try:
        async with asyncio.timeout(SOON):
            while (await scene.desk.http.get("/api/known-sites", headers=tag)).status_code == 304:
                continue
    finally:
        await coordinator.change("DELETE", f"/api/public-pages/{made['page_id']}")


async def test_a_notice_reaches_who_is_connected_and_goes_when_it_is_taken_back(scene: Scene) -> None:
    coordinator = await scene.member("koordinator")
    asker, worker = await scene.talk(language="nn")
    board = await coordinator.socket("/ws/coordinator")
    now = datetime.now(UTC)  # noqa: TID251 — the desk under test has its own clock.
    span = {"starts_at": now.isoformat(), "ends_at": (now + timedelta(hours=1)).isoformat()}
    made = [
        (await coordinator.change("POST", "/api/notices", {"audience": audience, **words, **span})).json()
        for audience, words in (
            ("citizens", {"nb": "Treg linje", "nn": "Treg line", "en": "A slow line"}),
            ("staff", {"nb": "Møte", "nn": "Møte nn", "en": "Meeting"}),
        )
    ]
    try:
        assert [one["state"] for one in made] == ["now", "now"]
        await asker.socket.until("notice", text="Treg line")
        for socket in (worker.socket, board):
            told = await socket.until("notice", text="Møte")
            assert told["texts"]["en"] == "Meeting"
        sign = (await scene.desk.http.get("/api/desk")).json()
        assert sign["notice_texts"]["en"] == "A slow line"
        standing = (await worker.member.read("/api/notices/now")).json()["notices"]
        assert standing[0]["nn"] == "Møte nn"
        listed = (await coordinator.read("/api/notices")).json()["notices"]
        assert {one["notice_id"] for one in made} <= {one["notice_id"] for one in listed}
    finally:
        for one in made:
            await coordinator.change("DELETE", f"/api/notices/{one['notice_id']}")
    await worker.socket.until("notice", text=standing[1]["nb"])


async def give(asker: Asker, body: object, **headers: str) -> httpx2.Response:
    """`PUT /api/contacts/self/feedback` with this citizen's token."""
    given = {**asker.desk.headers(), "Authorization": f"Bearer {asker.token}", **headers}
    return await asker.desk.http.put("/api/contacts/self/feedback", json=body, headers=given)


async def test_a_citizen_says_what_she_thought_once_it_is_over(scene: Scene) -> None:
    asker, worker = await scene.talk(text="Hei")
    error_of(await give(asker, {"score": 5}), 409, "wrong_state")
    await worker.socket.ok("end", contact_id=asker.contact_id)
    await asker.told("ended")
    error_of(await give(asker, {"score": 5}, Authorization="Bearer x"), 401, "not_signed_in")
    error_of(await give(asker, {"score": 5}, Origin="https://elsewhere.example"), 403, "not_allowed")
    bodies: list[object] = [{"score": 6}, {}, [], None, {"score": 5, "words": "x" * 501}]
    for body in bodies:
        error_of(await give(asker, body), 422, "invalid")
    assert (await give(asker, {"score": 5, "words": "Takk!"})).status_code == httpx2.codes.NO_CONTENT
    held = (await scene.desk.own("GET", asker.token)).json()["feedback"]
    assert (held["score"], held["words"]) == (5, "Takk!")
    assert (await scene.desk.own("DELETE", asker.token)).status_code == httpx2.codes.NO_CONTENT
    row = "SELECT score, words FROM feedback WHERE contact_id = %(id)s"
    assert scene.running.execute(row, {"id": asker.contact_id}) == [(5, None)]


@pytest.mark.both_schemas
async def test_replies_and_erasing_work_on_either_schema(scene: Scene) -> None:
    asker, worker = await scene.talk(text="Hei")
    shown = (await worker.member.read("/api/replies")).json()
    assert len(shown["counsellor_replies"]) > 20
    await worker.socket.ok("end", contact_id=asker.contact_id)
    assert (await give(asker, {"score": 5})).status_code in (204, 503)
    assert (await scene.desk.own("DELETE", asker.token)).status_code == httpx2.codes.NO_CONTENT
