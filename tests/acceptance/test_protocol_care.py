"""Calls by hand, one's own day, holds, abuse and the emergency lines, as the outside sees them (§§ 1–3)."""

from __future__ import annotations

import time
from datetime import UTC, datetime
from typing import Any
from uuid import uuid4

from tests.acceptance.test_protocol_door import error_of
from tests.fixtures.raw_client import Frame
from tests.fixtures.scene import NOTHING_REGISTERED, Scene, Worker


def ago(seconds: float) -> str:
    """The instant so many seconds ago, as clients write it."""
    return datetime.fromtimestamp(time.time() - seconds, UTC).isoformat()


def call(began: float, ended: float | None = None, **other: Any) -> Frame:
    """A call as it is registered."""
    body = {"request_id": str(uuid4()), "language": "nb", "started_at": ago(began), "wrap_up": None}
    return {**body, "ended_at": None if ended is None else ago(ended), **other}


async def register(worker: Worker, body: Frame) -> str:
    """The new contact of a call."""
    answer = await worker.member.change("POST", "/api/contacts/phone", body)
    assert answer.status_code == 201, answer.text
    contact_id: str = answer.json()["contact_id"]
    return contact_id


async def phone_today(scene: Scene) -> list[Frame]:
    """The hours of today and yesterday in which calls came."""
    coordinator = await scene.member("koordinator")
    days = f"from={ago(2 * 86_400)[:10]}&to={ago(-2 * 86_400)[:10]}"
    answer = await coordinator.read(f"/api/statistics/load?{days}&channel=phone")
    return [row for row in answer.json()["rows"] if row["arrivals"]]


async def test_a_call_is_hers_at_once_and_keeps_chats_away_until_it_is_over(scene: Scene) -> None:
    worker = await scene.worker()
    body = call(20)
    contact_id = await register(worker, body)
    shown = await worker.socket.until("contact", contact_id=contact_id)
    assert (shown["channel"], shown["state"], shown["owner"]) == ("phone", "active", worker.id)
    again = await worker.member.change("POST", "/api/contacts/phone", body)
    assert (again.status_code, again.json()) == (200, {"contact_id": contact_id})
    assert (await worker.come())["free"] == {"chat": 0, "phone": 0}
    asker = await scene.asker()
    about = {"contact_id": contact_id}
    error = await worker.socket.refused("message", **about, cid=str(uuid4()), text="Hei")
    assert error["code"] == "wrong_state"
    assert (await worker.socket.refused("transfer", **about, to={"queue": True}))["code"] == "wrong_state"
    await worker.socket.ok("note", **about, cid=str(uuid4()), text="Ringer tilbake")
    await worker.socket.settled()
    assert worker.socket.heard("offer") == []
    await worker.socket.ok("end", **about)
    await worker.socket.ok("wrap_up", **about, **NOTHING_REGISTERED)
    await worker.accept(asker.contact_id)


async def test_a_call_afterwards_is_counted_where_it_began_and_in_her_own_day(scene: Scene) -> None:
    worker = await scene.worker(state=None)
    day = (await worker.member.read("/api/me/day")).json()
    before = sum(row["answered"] for row in await phone_today(scene))
    await register(worker, call(90, 30, wrap_up=NOTHING_REGISTERED))
    rows = await phone_today(scene)
    assert sum(row["answered"] for row in rows) == before + 1
    for row in rows:
        others = ("abandoned", "short_abandoned", "turned_away", "callback", "lost", "still_waiting")
        assert row["arrivals"] == row["answered"] + sum(row[name] for name in others)
    after = (await worker.member.read("/api/me/day")).json()
    assert set(after) >= {"date", "chat", "phone", "follow_ups", "open_wrap_ups", "talked_seconds"}
    if after["date"] == day["date"]:
        assert (after["phone"], after["open_wrap_ups"]) == (day["phone"] + 1, day["open_wrap_ups"])
        assert sum(hour["contacts"] for hour in after["hours"]) >= after["phone"]


async def test_what_is_no_call_is_refused_by_field(scene: Scene) -> None:
    worker = await scene.worker(state=None)
    wrong: list[tuple[Any, str]] = [
        (None, "body"),
        ([], "body"),
        (call(-3_600), "started_at"),
        (call(100_000), "started_at"),
        (call(60, 120), "ended_at"),
        (call(60, wrap_up=NOTHING_REGISTERED), "ended_at"),
        (call(60, 30, wrap_up={"disposition": "FULL"}), "wrap_up.topics"),
        (call(60, language="klingon"), "language"),
        (call(60, request_id="\x00"), "request_id"),
    ]
    for body, field in wrong:
        answer = await worker.member.change("POST", "/api/contacts/phone", body)
        error_of(answer, 422, "invalid")
        assert list(answer.json()["error"]["details"]) == [field]
    nobody = await scene.desk.http.post("/api/contacts/phone", json=call(60), headers=scene.desk.headers())
    assert nobody.status_code in {401, 403}
    assert (await scene.desk.http.get("/api/me/day")).status_code == 401


async def test_a_flagged_contact_is_held_until_somebody_ends_it(scene: Scene) -> None:
    asker, worker = await scene.talk(text="Hei")
    path = f"/api/contacts/{asker.contact_id}/hold"
    wish = {"reason": "melding er sendt", "until": ago(-86_400)}
    error_of(await worker.member.change("POST", path, wish), 409, "wrong_state")
    await worker.socket.ok("flag", contact_id=asker.contact_id, on=True, reason=None)
    stranger = await scene.worker(2, state=None)
    error_of(await stranger.member.change("POST", path, wish), 403, "not_allowed")
    answer = await worker.member.change("POST", path, wish)
    assert answer.status_code == 200, answer.text
    assert answer.json()["reason"] == wish["reason"]
    held = await worker.socket.until_any(
        lambda frame: frame["type"] == "contact" and bool(frame["hold"]), "a contact that is held"
    )
    assert held["hold"] == {"until": answer.json()["until"]}
    coordinator = await scene.member("koordinator")
    listed = (await coordinator.read("/api/holds")).json()["holds"]
    (mine,) = [one for one in listed if one["contact_id"] == asker.contact_id]
    assert (mine["reason"], mine["until"], mine["by"]["id"]) == (
        wish["reason"],
        answer.json()["until"],
        worker.id,
    )
    error_of(await worker.member.read("/api/holds"), 403, "not_allowed")
    too_long = {**wish, "until": ago(-40 * 86_400)}
    error_of(await coordinator.change("POST", path, too_long), 422, "invalid")
    assert (await coordinator.change("DELETE", path)).status_code == 204
    await worker.socket.until_any(
        lambda frame: frame["type"] == "contact" and frame["hold"] is None, "a contact held no more"
    )


async def test_whoever_is_abusive_is_told_no_more_than_anybody(scene: Scene) -> None:
    asker, worker = await scene.talk()
    await worker.socket.ok("end", contact_id=asker.contact_id, abuse=True)
    told = await asker.told("ended")
    assert (told["by"], told["reason"]) == ("counsellor", "done")
    await scene.asker()


async def test_the_lines_are_everybodys_and_the_routine_is_staffs(scene: Scene) -> None:
    answer = await scene.desk.http.get("/api/emergency-lines")
    assert answer.headers["cache-control"] == "public, max-age=3600"
    for line in answer.json()["lines"]:
        assert set(line) == {"number", "name", "when", "about"}
        assert {"nb", "nn", "en"} <= set(line["about"])
    tag = {"If-None-Match": answer.headers["etag"]}
    assert (await scene.desk.http.get("/api/emergency-lines", headers=tag)).status_code == 304
    assert (await scene.desk.http.get("/api/concern")).status_code == 401
    concern = (await (await scene.member("veileder1")).read("/api/concern")).json()
    assert concern["draft"] is True, "no operator has answered for it"
    assert concern["lines"] == answer.json()["lines"]
    assert all({"nb", "nn", "en"} <= set(step) for step in concern["steps"])
