"""A question left, a call asked for, by the public protocol: asked, tried, answered, read, erased (§ 1)."""

from __future__ import annotations

import asyncio
from typing import Any
from uuid import uuid4

import httpx2
import pytest

from tests.acceptance.test_protocol_door import error_of
from tests.fixtures.raw_client import SOON
from tests.fixtures.scene import NOTHING_REGISTERED, Scene


async def leave(scene: Scene, *, token: str | None = None, **fields: Any) -> httpx2.Response:
    """`POST /api/follow-ups` with these fields over the ordinary ones."""
    body = {
        "request_id": str(uuid4()),
        "kind": "message",
        "language": "nb",
        "text": "Når er fristen?",
        **fields,
    }
    headers = scene.desk.headers() | ({} if token is None else {"Authorization": f"Bearer {token}"})
    return await scene.desk.http.post("/api/follow-ups", json=body, headers=headers)


async def receipt(scene: Scene, code: str) -> httpx2.Response:
    """`POST /api/receipts` with this code."""
    return await scene.desk.http.post("/api/receipts", json={"code": code}, headers=scene.desk.headers())


async def test_a_question_left_is_answered_by_a_counsellor_and_read_by_its_code(scene: Scene) -> None:
    asked = (await leave(scene)).json()
    assert set(asked) >= {"follow_up_id", "code", "expires_at"}
    worker = await scene.worker()
    offer = await worker.offered()
    contact_id = offer["contact"]["contact_id"]
    assert (offer["contact"]["follow_up"], offer["contact"]["channel"]) == ("message", "chat")
    assert "fristen" not in offer["contact"]["first_line"]
    await worker.socket.ok("accept", contact_id=contact_id, offer_id=offer["offer_id"])
    held = (await worker.member.read(f"/api/contacts/{contact_id}")).json()["follow_up"]
    assert (held["text"], held["number"], held["attempts"]) == ("Når er fristen?", None, 0)
    await worker.say(contact_id, "Den 15. april.")
    await worker.socket.ok("end", contact_id=contact_id)
    await worker.socket.ok("wrap_up", contact_id=contact_id, **NOTHING_REGISTERED, follow_up="done")
    opened = (await receipt(scene, asked["code"].lower())).json()
    assert (opened["kind"], opened["state"]) == ("follow_up", "answered")
    own = (await scene.desk.own("GET", opened["token"])).json()
    assert (own["contact"], own["wrap_up"]) == (None, None)
    assert [(one["author"], one["text"]) for one in own["messages"]] == [("counsellor", "Den 15. april.")]
    [mine] = own["follow_ups"]
    assert (mine["state"], mine["text"], mine["attempts"]) == ("answered", None, 1)
    assert (await scene.desk.own("DELETE", opened["token"])).status_code == 204
    error_of(await receipt(scene, asked["code"]), 404, "not_found")


async def test_asking_to_be_called_takes_a_waiting_citizen_out_of_the_line(scene: Scene) -> None:
    asker = await scene.asker()
    wish = {"kind": "call", "text": None, "number": "912 34 567", "contact_id": asker.contact_id}
    error_of(await leave(scene, **wish), 401, "not_signed_in")
    answer = await leave(scene, **wish, token=asker.token)
    assert answer.status_code == 201
    assert await asker.told("ended") | {"type": "ended"} == {
        "type": "ended",
        "by": "desk",
        "reason": "closing",
    }
    [own] = (await scene.desk.own("GET", asker.token)).json()["follow_ups"]
    assert (own["kind"], own["number"], own["state"]) == ("call", "+4791234567", "waiting")
    worker = await scene.worker(2, state=None)
    await worker.socket.ok("presence", state="ready", channels=["phone"])
    offer = await worker.offered()
    assert (offer["contact"]["follow_up"], offer["contact"]["channel"]) == ("call", "phone")
    await worker.socket.ok("accept", contact_id=offer["contact"]["contact_id"])
    token = answer.json()["token"]
    assert (await scene.desk.own("DELETE", token)).status_code == 204
    frame = await worker.socket.until("contact", contact_id=offer["contact"]["contact_id"], erased=True)
    assert frame["state"] == "wrap_up"
    error_of(await scene.desk.own("GET", token), 401, "not_signed_in")


async def test_the_same_request_again_is_the_same_follow_up(scene: Scene) -> None:
    request_id = str(uuid4())
    first, again = await asyncio.gather(*(leave(scene, request_id=request_id) for _ in range(2)))
    assert sorted((first.status_code, again.status_code)) == [200, 201]
    assert first.json() == again.json()
    assert (await scene.desk.own("DELETE", first.json()["token"])).status_code == 204
    error_of(await leave(scene, request_id=request_id), 409, "gone")


WRONG: list[tuple[dict[str, Any], str]] = [
    ({"kind": "letter"}, "kind"),
    ({"language": "xx"}, "language"),
    ({"text": None}, "text"),
    ({"text": " \n"}, "text"),
    ({"text": "x" * 2_001}, "text"),
    ({"kind": "call", "number": None}, "number"),
    ({"kind": "call", "number": "112"}, "number"),
    ({"kind": "call", "number": "+47 829 12 345"}, "number"),
    ({"kind": "call", "number": "+881612345678"}, "number"),
    ({"kind": "call", "number": "ring meg"}, "number"),
    ({"request_id": "1"}, "request_id"),
    ({"county": "x" * 41}, "county"),
]


async def test_what_is_wrong_is_named(scene: Scene) -> None:
    for fields, field in WRONG:
        error = error_of(await leave(scene, **fields), 422, "invalid")
        assert list(error["details"]) == [field]


async def test_a_foreign_page_leaves_nothing_and_opens_nothing(scene: Scene) -> None:
    for path in ("/api/follow-ups", "/api/receipts"):
        body = {"kind": "message", "language": "nb", "text": "x", "code": "x"}
        answer = await scene.desk.http.post(
            path, json=body, headers=scene.desk.headers("https://evil.example")
        )
        error_of(answer, 403, "not_allowed")


async def test_the_receipt_of_a_contact_opens_it_beside_its_page(scene: Scene) -> None:
    asker = await scene.asker(text="Hei")
    opened = (await receipt(scene, asker.snapshot["contact"]["code"])).json()
    assert (opened["kind"], opened["state"]) == ("contact", "queued")
    own = (await scene.desk.own("GET", opened["token"])).json()
    assert [one["text"] for one in own["messages"]] == ["Hei"]
    assert await asker.come(), "the page's own token still opens its socket"


@pytest.mark.both_schemas
async def test_a_question_is_left_or_refused_for_now_while_the_schema_is_still_to_come(scene: Scene) -> None:
    answer = await leave(scene)
    asker = await scene.asker()
    held = (await scene.desk.own("GET", asker.token)).json()
    assert held["follow_ups"] == []
    opened = (await receipt(scene, held["contact"]["code"])).json()
    assert opened["kind"] == "contact"
    async with asyncio.timeout(SOON):
        assert (await scene.desk.own("DELETE", opened["token"])).status_code == 204
    there = await asyncio.to_thread(scene.running.execute, "SELECT to_regclass('follow_up') IS NOT NULL")
    if there == [(True,)]:
        assert (await scene.desk.own("DELETE", answer.json()["token"])).status_code == 204
    else:
        error_of(answer, 503, "unavailable")
