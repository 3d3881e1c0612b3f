"""Asking for a chat: who is let in, how often, and in which shape everything is answered (protocol § 1)."""

from __future__ import annotations

import asyncio
import re
from collections.abc import AsyncIterator
from typing import Any
from uuid import UUID, uuid4

import pytest

from tests.fixtures.raw_client import Frame
from tests.fixtures.scene import Scene

INSTANT = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z")
REASON = {"nb": "Stengt for øvelse", "nn": "Stengt for øving", "en": "Closed for a drill"}


def error_of(answer: Any, status: int, code: str) -> Frame:
    """The error in an answer, after a look at its shape."""
    assert answer.status_code == status, answer.text
    assert set(answer.json()) == {"error"}
    error: Frame = answer.json()["error"]
    assert error["code"] == code
    assert set(error) == {"code", "message", "details"}
    assert error["message"]
    assert isinstance(error["details"], dict)
    return error


async def test_the_desk_says_whether_it_is_open(scene: Scene) -> None:
    await scene.worker()
    await scene.until_sign(lambda chat: chat["reason"] is None and chat["waiting"] == in_line(scene))
    answer = await scene.desk.http.get("/api/desk")
    assert answer.headers["cache-control"] == "public, max-age=5"
    desk = answer.json()
    assert INSTANT.fullmatch(desk["server_time"])
    assert set(desk["channels"]) == {"chat", "phone"}
    chat = desk["channels"]["chat"]
    assert {"state", "closes_at", "opens_at", "reason", "waiting", "expected_wait"} <= set(chat)
    assert (chat["state"], chat["reason"]) == ("open", None)
    assert "number" in desk["channels"]["phone"]


async def test_open_without_anybody_ready_says_so(scene: Scene) -> None:
    chat = await scene.until_sign(lambda chat: chat["reason"] is not None)
    assert (chat["state"], chat["reason"]) == ("open", "nobody_on_duty")


async def test_a_contact_is_a_new_token_and_the_limits(scene: Scene) -> None:
    answer = await scene.desk.ask()
    assert answer.status_code == 201
    admission = answer.json()
    assert UUID(admission["contact_id"]).version == 7
    assert len(admission["token"]) >= 43
    assert admission["limits"] == {"text": 2000, "burst": 20, "per_second": 2, "unacknowledged": 16}
    assert (await scene.desk.own("DELETE", admission["token"])).status_code == 204


async def test_the_token_is_stored_as_a_hash_only(scene: Scene) -> None:
    asker = await scene.asker(live=False)
    rows = scene.running.execute("SELECT row_to_json(c)::text FROM contact c")
    assert not any(asker.token in str(row) for row in rows)


async def test_a_first_text_is_message_one_masked_with_the_requests_cid(scene: Scene) -> None:
    request_id = str(uuid4())
    text = "Hei! Nummeret mitt er 17859820158."
    asker = await scene.asker(text=text, request_id=request_id, language="nn", alias="Ola")
    message = await asker.socket.until("message")
    assert (message["seq"], message["cid"], message["author"]) == (1, request_id, "citizen")
    assert message["text"] == "Hei! Nummeret mitt er [fødselsnummer fjerna]."
    assert message["masked"] is True
    assert asker.snapshot["last_seq"] == 1
    assert asker.snapshot["contact"]["alias"] == "Ola"


async def test_a_repeated_request_is_the_same_contact_with_a_fresh_token(scene: Scene) -> None:
    request_id = str(uuid4())
    asker = await scene.asker(request_id=request_id, text="En gang", live=False)
    again = await scene.desk.ask(request_id=request_id, text="En gang til")
    assert again.status_code == 200
    assert again.json()["contact_id"] == asker.contact_id
    former, asker.token = asker.token, again.json()["token"]
    assert former != asker.token
    assert (await scene.desk.own("GET", former)).status_code == 401
    assert await (await scene.desk.socket("/ws/citizen", former)).closed() == 4401
    texts = [one["text"] for one in (await scene.desk.own("GET", asker.token)).json()["messages"]]
    assert texts == ["En gang"]


async def test_a_request_sent_many_times_at_once_is_one_contact(scene: Scene) -> None:
    request_id = str(uuid4())
    answers = await asyncio.gather(*(scene.desk.ask(request_id=request_id, text="Hei") for _ in range(6)))
    assert sorted(answer.status_code for answer in answers) == [200] * 5 + [201]
    assert len({answer.json()["contact_id"] for answer in answers}) == 1
    alive = [one for one in answers if (await scene.desk.own("GET", one.json()["token"])).is_success]
    assert len(alive) == 1
    assert (await scene.desk.own("DELETE", alive[0].json()["token"])).status_code == 204


async def test_a_request_that_comes_again_after_ten_minutes_is_gone(scene: Scene) -> None:
    request_id = str(uuid4())
    await scene.asker(request_id=request_id, live=False)
    scene.running.execute(
        "UPDATE contact SET arrived_at = arrived_at - interval '11 minutes' WHERE request_id = %(id)s",
        {"id": request_id},
    )
    error_of(await scene.desk.ask(request_id=request_id), 409, "gone")


@pytest.mark.parametrize("origin", [None, "https://elsewhere.example", "null"])
async def test_asking_and_erasing_need_the_desks_origin(scene: Scene, origin: str | None) -> None:
    error_of(await scene.desk.ask(origin=origin), 403, "not_allowed")
    headers = {**scene.desk.headers(origin), "Authorization": "Bearer x"}
    answer = await scene.desk.http.delete("/api/contacts/self", headers=headers)
    error_of(answer, 403, "not_allowed")


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("channel", "phone"),
        ("channel", None),
        ("channel", "CHAT"),
        ("language", "de"),
        ("language", 1),
        ("request_id", "no uuid"),
        ("request_id", 10**30),
        ("text", ""),
        ("text", "  \n "),
        ("text", "x" * 2001),
        ("text", "nul\u0000"),
        ("text", "klokke\u0007"),
        ("text", ["hei"]),
        ("alias", "x" * 61),
        ("alias", {"a": 1}),
        ("alias", "nul\u0000"),
        ("county", 34),
        ("county", "nul\u0000"),
        ("county", "x" * 5000),
        ("entry_page", "x" * 301),
        ("entry_page", "\u0000"),
    ],
    ids=lambda value: str(value)[:12],
)
async def test_a_wrong_field_is_invalid_by_name(scene: Scene, field: str, value: object) -> None:
    fields: dict[str, Any] = {field: value}
    error = error_of(await scene.desk.ask(**fields), 422, "invalid")
    assert field in error["details"], error


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"[]",
        b"null",
        b'"chat"',
        b"{",
        b"\xff\xfe",
        b'{"channel": "chat", "language": "nb", "text": "\\ud800"}',
        b'{"channel": "chat", "language": "nb", "alias": "\\udfff"}',
        b'{"a":' * 50_000,
        b"[" * 100_000,
        b'{"channel": "chat", "language": "nb", "text": ' + b"9" * 5000 + b"}",
    ],
    ids=lambda body: str(body)[:24],
)
async def test_a_body_that_is_no_proper_object_is_invalid(scene: Scene, body: bytes) -> None:
    headers = {**scene.desk.headers(), "Content-Type": "application/json"}
    answer = await scene.desk.http.post("/api/contacts", content=body, headers=headers)
    error_of(answer, 422, "invalid")


@pytest.mark.parametrize("in_pieces", [False, True])
async def test_a_body_without_end_is_not_read_to_its_end(scene: Scene, in_pieces: bool) -> None:
    headers = {**scene.desk.headers(), "Content-Type": "application/json"}
    piece = b'{"text": "' + b"x" * 65_536

    async def pieces() -> AsyncIterator[bytes]:
        for _ in range(32):
            yield piece

    body: Any = pieces() if in_pieces else piece * 32
    error_of(await scene.desk.http.post("/api/contacts", content=body, headers=headers), 422, "invalid")
    assert (await scene.asker(live=False)).token


async def test_texts_are_counted_in_code_points_after_composing(scene: Scene) -> None:
    asker = await scene.asker(text="e\u0301" * 2000)
    assert (await asker.socket.until("message"))["text"] == "é" * 2000


async def test_unknown_fields_are_ignored(scene: Scene) -> None:
    await scene.asker(live=False, favourite="blå", proof=None)


async def test_a_closed_desk_says_when_it_opens_and_counts_whom_it_turned_away(scene: Scene) -> None:
    coordinator = await scene.member("koordinator")
    request_id = str(uuid4())
    known = await scene.asker(request_id=request_id, live=False)
    try:
        closing = {"channel": None, "reason": REASON, "until": "2099-01-01T10:00:00Z"}
        assert (await coordinator.change("POST", "/api/desk/close", closing)).is_success
        assert (await scene.until_chat("closed"))["reason"] == "manual"
        error = error_of(await scene.desk.ask(), 409, "desk_closed")
        assert error["details"]["reason"] == "manual"
        assert "opens_at" in error["details"]
        again = await scene.desk.ask(request_id=request_id)
        assert again.status_code == 200
        known.token = again.json()["token"]
    finally:
        reopened = await coordinator.change("POST", "/api/desk/reopen", {"reason": REASON})
    assert reopened.is_success, reopened.text
    await scene.until_chat("open")
    await scene.asker(live=False)
    turned_away = scene.running.execute("SELECT count(*) FROM turned_away WHERE reason = 'desk_closed'")
    assert turned_away == [(1,)]


async def test_one_channel_can_be_closed_alone(scene: Scene) -> None:
    coordinator = await scene.member("koordinator")
    try:
        body = {"channel": "phone", "reason": REASON, "until": None}
        closed = await coordinator.change("POST", "/api/desk/close", body)
        assert closed.is_success, closed.text
        channels = closed.json()["channels"]
        assert (channels["chat"]["open"], channels["phone"]["open"]) == (True, False)
        assert (await scene.chat())["state"] == "open"
    finally:
        await coordinator.change("POST", "/api/desk/reopen", {"channel": "phone", "reason": REASON})


async def test_health_answers_everybody(scene: Scene) -> None:
    for path in ("/health/live", "/health/ready"):
        assert (await scene.desk.http.get(path)).status_code == 200


@pytest.mark.parametrize("path", ["/api/nothing", "/api/contacts/self/x", "/ws"])
async def test_an_unknown_path_is_not_found_in_the_same_shape(scene: Scene, path: str) -> None:
    error_of(await scene.desk.http.get(path), 404, "not_found")


@pytest.mark.parametrize(
    ("method", "path"), [("PATCH", "/api/contacts"), ("DELETE", "/api/desk"), ("GET", "/api/login")]
)
async def test_a_call_that_does_not_exist_is_refused_in_the_same_shape(
    scene: Scene, method: str, path: str
) -> None:
    answer = await scene.desk.http.request(method, path, headers=scene.desk.headers())
    assert answer.status_code in (404, 405)
    error_of(answer, answer.status_code, answer.json()["error"]["code"])


def in_line(scene: Scene) -> int:
    """How many stand in the line of the chat; somebody of another test may just be leaving it."""
    where = "channel = 'chat' AND state IN ('queued', 'offered')"
    (row,) = scene.running.execute(f"SELECT count(*) FROM contact WHERE {where}")
    return int(row[0])
