"""What every site may read of the desk: cheap to ask again, to be cached, and the same on both schemas."""

from __future__ import annotations

import asyncio

import pytest

from tests.acceptance.test_protocol_door import error_of
from tests.fixtures.raw_client import SOON
from tests.fixtures.running_desk import EMBEDDING
from tests.fixtures.scene import Scene


async def test_whoever_has_the_answer_already_is_told_so_without_it(scene: Scene) -> None:
    again = answer = await scene.desk.http.get("/api/desk")
    async with asyncio.timeout(SOON):
        while again.status_code != 304:
            answer = again if again.status_code == 200 else answer
            tag = f'"other", {answer.headers["etag"]}'
            again = await scene.desk.http.get("/api/desk", headers={"If-None-Match": tag})
    assert again.content == b""
    assert again.headers["etag"] == answer.headers["etag"]
    assert again.headers["cache-control"] == "public, max-age=5"
    assert "Origin" in again.headers["vary"], "a copy for one site must not be shown to another"


@pytest.mark.parametrize(
    ("path", "kind"),
    [
        ("/api/desk", "application/json"),
        ("/api/opening-hours/schema.org", "application/ld+json"),
        ("/api/opening-hours/calendar.ics?channel=phone&language=nn", "text/calendar; charset=utf-8"),
    ],
)
async def test_what_every_site_reads_is_public_and_may_be_cached(scene: Scene, path: str, kind: str) -> None:
    answer = await scene.desk.http.get(path, headers={"Origin": EMBEDDING})
    assert (answer.status_code, answer.headers["content-type"]) == (200, kind)
    assert answer.headers["access-control-allow-origin"] == EMBEDDING
    assert answer.headers["cache-control"].startswith("public, max-age=")
    head = await scene.desk.http.head(path)
    assert (head.status_code, head.content) == (200, b"")
    assert int(head.headers["content-length"]) > 200
    unchanged = await scene.desk.http.get(path, headers={"If-None-Match": "*"})
    assert unchanged.status_code == 304


@pytest.mark.parametrize("query", ["channel=fax", "language=de"])
async def test_a_calendar_that_does_not_exist_is_invalid(scene: Scene, query: str) -> None:
    error_of(await scene.desk.http.get(f"/api/opening-hours/calendar.ics?{query}"), 422, "invalid")


async def test_a_visit_at_the_open_door_counts_nothing_and_a_foreign_one_is_refused(scene: Scene) -> None:
    headers = scene.desk.headers()
    answer = await scene.desk.http.post("/api/visits", json={"channel": "chat"}, headers=headers)
    assert (answer.status_code, answer.content) == (204, b"")
    error_of(await scene.desk.http.post("/api/visits", json={}, headers=headers), 422, "invalid")
    foreign = scene.desk.headers("https://elsewhere.example")
    answer = await scene.desk.http.post("/api/visits", json={"channel": "chat"}, headers=foreign)
    error_of(answer, 403, "not_allowed")
