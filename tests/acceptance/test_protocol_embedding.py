"""A page of another site that embeds the chat: what it may do, and what not (protocol, Origin and CORS)."""

from __future__ import annotations

import base64
import hashlib

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


async def test_the_loader_has_an_address_that_stays_and_one_that_never_changes(scene: Scene) -> None:
    where = (await scene.desk.http.get("/embed.json", headers={"Origin": FOREIGN})).json()
    newest = await scene.desk.http.get(where["src"], headers={"Origin": FOREIGN})
    pinned = await scene.desk.http.get(where["pinned"], headers={"Origin": FOREIGN})
    assert newest.content == pinned.content
    digest = base64.b64encode(hashlib.sha384(pinned.content).digest()).decode()
    assert where["integrity"] == f"sha384-{digest}"
    assert newest.headers["cache-control"].startswith("public, max-age=300,")
    assert pinned.headers["cache-control"] == "public, max-age=31536000, immutable"
    for answer in (newest, pinned):
        # A script with `integrity` is read across origins, by sites that are not on the list too.
        assert answer.headers["access-control-allow-origin"] == "*"
        assert answer.headers["cross-origin-resource-policy"] == "cross-origin"
        assert answer.headers["content-type"] == "text/javascript; charset=utf-8"
    again = await scene.desk.http.get(where["src"], headers={"If-None-Match": newest.headers["etag"]})
    assert again.status_code == 304
    assert (await scene.desk.http.get("/embed/00000000000000000000.js")).status_code == 404


@pytest.mark.parametrize(
    ("accept", "encoding"), [("gzip", "gzip"), ("br;q=0, gzip;q=0.5", "gzip"), ("identity", None), ("", None)]
)
async def test_what_a_page_loads_is_compressed_for_whoever_takes_that(
    scene: Scene, accept: str, encoding: str | None
) -> None:
    page = await scene.desk.http.get("/chat", headers={"Accept-Encoding": accept})
    script = page.text.split('src="')[1].split('"')[0]
    asset = await scene.desk.http.get(script, headers={"Accept-Encoding": accept})
    loader = await scene.desk.http.get("/embed.js", headers={"Accept-Encoding": accept})
    for answer in (page, asset, loader):
        assert answer.headers.get("content-encoding") == encoding
        assert "Accept-Encoding" in answer.headers["vary"]
    assert "desk" in asset.text


async def test_the_frame_names_the_sites_that_may_hold_it_and_staff_pages_are_held_by_nobody(
    scene: Scene,
) -> None:
    chat = await scene.desk.http.get("/chat")
    policy = dict(part.strip().split(" ", 1) for part in chat.headers["content-security-policy"].split(";"))
    assert EMBEDDING in policy["frame-ancestors"].split()
    assert FOREIGN not in policy["frame-ancestors"]
    assert policy["script-src"] == "'self'"
    assert policy["require-trusted-types-for"] == "'script'"
    named = chat.text.split('<meta name="embedding-sites" content="')[1].split('"')[0].split()
    assert set(named) == set(policy["frame-ancestors"].split()) - {"'self'"}
    assert '"channels":' in chat.text.split('id="desk-as-sent">')[1].split("</script>")[0]
    for path in ("/console", "/board", "/accessibility"):
        assert (
            "frame-ancestors 'none'" in (await scene.desk.http.get(path)).headers["content-security-policy"]
        )


async def test_the_demos_site_has_a_nonce_of_its_own_each_time(scene: Scene) -> None:
    found = []
    for _ in range(2):
        page = await scene.desk.http.get("/")
        nonce = page.headers["content-security-policy"].split("'nonce-")[1].split("'")[0]
        assert page.text.count("<script ") == page.text.count(f'<script nonce="{nonce}" ')
        found.append(nonce)
    assert found[0] != found[1]
