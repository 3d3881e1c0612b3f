"""What the desk holds on a citizen, for that citizen: reading it, and erasing it (protocol § 1)."""

from __future__ import annotations

from uuid import uuid4

import pytest

from tests.acceptance.test_protocol_door import error_of
from tests.fixtures.scene import NOTHING_REGISTERED, Scene

KEPT = """SELECT (SELECT count(*) FROM message WHERE contact_id = c.id)
  + (SELECT count(*) FROM note WHERE contact_id = c.id)
  + (SELECT count(*) FROM wrap_up_draft WHERE contact_id = c.id), c.alias, c.code, c.entry_page
  FROM contact c WHERE c.id = %(id)s"""
EVENTS = "SELECT cause FROM contact_event WHERE contact_id = %(id)s ORDER BY id"


async def test_the_token_reads_everything_but_notes(scene: Scene) -> None:
    asker = await scene.asker(text="Hei", alias="Liv")
    answer = await scene.desk.own("GET", asker.token)
    assert answer.headers["cache-control"] == "no-store"
    held = answer.json()
    assert set(held) == {"contact", "messages", "follow_ups", "wrap_up", "feedback"}
    assert held["contact"]["contact_id"] == asker.contact_id
    assert [one["text"] for one in held["messages"]] == ["Hei"]
    assert set(held["messages"][0]) == {"seq", "cid", "author", "name", "text", "at", "masked"}
    assert (held["follow_ups"], held["wrap_up"]) == ([], None)


@pytest.mark.parametrize("method", ["GET", "DELETE"])
@pytest.mark.parametrize(
    "authorization", [None, "", "Bearer", "Bearer ", "Basic eDp5", "Bearer x", "Bearer  "]
)
async def test_without_the_token_nothing_is_told_or_erased(
    scene: Scene, method: str, authorization: str | None
) -> None:
    headers = scene.desk.headers()
    if authorization is not None:
        headers["Authorization"] = authorization.rstrip()
    answer = await scene.desk.http.request(method, "/api/contacts/self", headers=headers)
    error_of(answer, 401, "not_signed_in")


async def test_whoever_leaves_over_http_has_left_as_by_the_frame(scene: Scene) -> None:
    asker = await scene.asker(text="Hei")
    headers = {**scene.desk.headers(), "Authorization": f"Bearer {asker.token}"}
    path = "/api/contacts/self/leave"
    error_of(
        await scene.desk.http.post(path, headers={"Authorization": headers["Authorization"]}),
        403,
        "not_allowed",
    )
    error_of(await scene.desk.http.post(path, headers=scene.desk.headers()), 401, "not_signed_in")
    for _ in range(2):
        assert (await scene.desk.http.post(path, headers=headers)).status_code == 204
    told = await asker.told("ended")
    assert (told["by"], told["reason"]) == ("citizen", "left")
    causes = scene.running.execute(EVENTS, {"id": asker.contact_id})
    assert [cause for (cause,) in causes] == ["arrived", "left"]


async def test_whoever_leaves_and_forgets_has_a_dead_token_and_a_living_code(scene: Scene) -> None:
    asker = await scene.asker(text="Hei")
    code = asker.snapshot["contact"]["code"]
    headers = {**scene.desk.headers(), "Authorization": f"Bearer {asker.token}"}
    path = "/api/contacts/self/leave"
    error_of(await scene.desk.http.post(path, headers=headers, json={"forget": 1.5}), 422, "invalid")
    assert (await scene.desk.http.post(path, headers=headers, json={"forget": True})).status_code == 204
    assert (await asker.told("ended"))["reason"] == "left"
    error_of(await scene.desk.own("GET", asker.token), 401, "not_signed_in")
    assert await (await scene.desk.socket("/ws/citizen", asker.token)).closed() == 4401
    opened = await scene.desk.http.post("/api/receipts", headers=scene.desk.headers(), json={"code": code})
    assert (await scene.desk.own("DELETE", opened.json()["token"])).status_code == 204


async def test_erasing_in_line_ends_it_and_is_repeatable(scene: Scene) -> None:
    asker = await scene.asker(text="Hei", alias="Liv", entry_page="/yrker")
    assert (await scene.desk.own("DELETE", asker.token)).status_code == 204
    told = await asker.told("ended")
    assert (told["by"], told["reason"]) == ("citizen", "erased")
    assert await asker.socket.closed() == 4410
    error_of(await scene.desk.own("GET", asker.token), 401, "not_signed_in")
    assert (await scene.desk.own("DELETE", asker.token)).status_code == 204
    assert await (await scene.desk.socket("/ws/citizen", asker.token)).closed() == 4401
    assert scene.running.execute(KEPT, {"id": asker.contact_id}) == [(0, None, None, None)]
    causes = scene.running.execute(EVENTS, {"id": asker.contact_id})
    assert [cause for (cause,) in causes] == ["arrived", "erased"]


async def test_erasing_under_a_conversation_drops_the_text_everywhere(scene: Scene) -> None:
    asker, worker = await scene.talk(text="Hei", alias="Liv")
    await worker.socket.ok("note", contact_id=asker.contact_id, cid=str(uuid4()), text="Notat")
    path = f"/api/contacts/{asker.contact_id}"
    assert (await worker.member.change("PUT", f"{path}/wrap-up", {"sex": "K"})).is_success
    assert (await scene.desk.own("DELETE", asker.token)).status_code == 204
    told = await asker.told("ended")
    assert (told["by"], told["reason"]) == ("citizen", "erased")
    assert await asker.socket.closed() == 4410
    erased = await worker.socket.until("contact", erased=True)
    assert (erased["contact_id"], erased["state"]) == (asker.contact_id, "wrap_up")
    assert (erased["alias"], erased["first_line"]) == (None, None)
    record = (await worker.member.read(path)).json()
    assert (record["notes"], record["draft"]) == ([], None)
    messages = (await worker.member.read(f"{path}/messages")).json()
    assert messages["messages"] == []
    assert scene.running.execute(KEPT, {"id": asker.contact_id})[0][0] == 0
    late = {"contact_id": asker.contact_id, "cid": str(uuid4()), "text": "Hallo?"}
    for kind in ("message", "note"):
        assert (await worker.socket.refused(kind, **late))["code"] == "gone"
    assert (await worker.member.change("PUT", f"{path}/wrap-up", {"sex": "K"})).status_code < 500
    assert scene.running.execute(KEPT, {"id": asker.contact_id})[0][0] <= 1
    await worker.socket.ok("wrap_up", contact_id=asker.contact_id, **NOTHING_REGISTERED)


async def test_erasing_after_the_end_takes_the_text_and_leaves_the_figures(scene: Scene) -> None:
    asker, worker = await scene.talk(text="Hei")
    await worker.finish(asker.contact_id)
    assert (await scene.desk.own("DELETE", asker.token)).status_code == 204
    assert await asker.socket.closed() == 4410
    assert scene.running.execute(KEPT, {"id": asker.contact_id}) == [(0, None, None, None)]
    causes = [cause for (cause,) in scene.running.execute(EVENTS, {"id": asker.contact_id})]
    assert causes == ["arrived", "offered", "accepted", "ended_counsellor", "wrapped_up"]
    assert (await scene.desk.own("DELETE", asker.token)).status_code == 204


async def test_erasing_with_messages_on_their_way_leaves_none(scene: Scene) -> None:
    asker = await scene.asker()
    for number in range(15):
        await asker.socket.send({"type": "message", "cid": str(uuid4()), "text": f"Melding {number}"})
    assert (await scene.desk.own("DELETE", asker.token)).status_code == 204
    assert await asker.socket.closed() == 4410
    assert scene.running.execute(KEPT, {"id": asker.contact_id}) == [(0, None, None, None)]


async def test_one_contacts_token_does_nothing_to_another(scene: Scene) -> None:
    first, second = await scene.asker(text="En"), await scene.asker(text="To")
    assert (await scene.desk.own("DELETE", first.token)).status_code == 204
    held = (await scene.desk.own("GET", second.token)).json()
    assert [one["text"] for one in held["messages"]] == ["To"]
    assert (await second.say("Fremdeles her"))["seq"] == 2
