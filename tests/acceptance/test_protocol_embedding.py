"""A page of another site that embeds the chat: what it may do, and what not (protocol, Origin and CORS)."""

from __future__ import annotations

import pytest

from tests.acceptance.test_protocol_door import error_of
from tests.fixtures.running_desk import EMBEDDING
from tests.fixtures.scene import Scene

FOREIGN = "https://elsewhere.example"


async def test_an_embedding_site_opens_conversations_and_no_place_of_staff(scene: Scene) -> None:
    assert await scene.desk.handshake("/ws/citizen", origin=EMBEDDING) == 101
    for path in ("/ws/counsellor", "/ws/coordinator"):
        assert await scene.desk.handshake(path, origin=EMBEDDING) == 403


async def test_an_embedding_site_asks_reads_and_erases(scene: Scene) -> None:
    answer = await scene.desk.ask(origin=EMBEDDING)
    assert answer.status_code == 201
    assert answer.headers["access-control-allow-origin"] == EMBEDDING
    headers = {"Origin": EMBEDDING, "Authorization": f"Bearer {answer.json()['token']}"}
    for method, status in (("GET", 200), ("DELETE", 204)):
        answer = await scene.desk.http.request(method, "/api/contacts/self", headers=headers)
        assert answer.status_code == status
        assert answer.headers["access-control-allow-origin"] == EMBEDDING


async def test_an_embedding_site_reads_a_refusal_too(scene: Scene) -> None:
    answer = await scene.desk.ask(origin=EMBEDDING, language="de")
    error_of(answer, 422, "invalid")
    assert answer.headers["access-control-allow-origin"] == EMBEDDING


async def test_an_embedding_site_signs_nobody_in(scene: Scene) -> None:
    body = {"email": "veileder1@desk.example", "password": "demo-desk"}
    headers = {"Origin": EMBEDDING, "X-Desk": "1"}
    error_of(await scene.desk.http.post("/api/login", json=body, headers=headers), 403, "not_allowed")


@pytest.mark.parametrize(("origin", "allowed"), [(EMBEDDING, True), (FOREIGN, False)])
async def test_a_browsers_question_beforehand(scene: Scene, origin: str, allowed: bool) -> None:
    headers = {
        "Origin": origin,
        "Access-Control-Request-Method": "POST",
        "Access-Control-Request-Headers": "content-type",
    }
    answer = await scene.desk.http.options("/api/contacts", headers=headers)
    assert (answer.headers.get("access-control-allow-origin") == origin) is allowed
    assert "access-control-allow-credentials" not in answer.headers


async def test_a_foreign_site_may_not_read_the_desk(scene: Scene) -> None:
    answer = await scene.desk.http.get("/api/desk", headers={"Origin": FOREIGN})
    assert "access-control-allow-origin" not in answer.headers
    answer = await scene.desk.http.get("/api/desk", headers={"Origin": EMBEDDING})
    assert answer.headers["access-control-allow-origin"] == EMBEDDING
