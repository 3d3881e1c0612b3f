"""What is published stays as it was, has the hash of what it says for a name, and can be made again."""

from __future__ import annotations

import asyncio
import csv
import hashlib
import io
from collections.abc import AsyncIterator
from datetime import timedelta
from typing import Any
from uuid import UUID

import httpx2
import pytest
from sqlalchemy import insert, select, text

from app.embedded.servers import EmbeddedServers
from app.models.contact import Contact
from app.models.desk import Audit
from app.models.snapshot import ReportSnapshot
from app.models.wrap_up import WrapUp
from app.repositories.ids import new_id
from tests.factories import settings_of
from tests.fixtures.stores import new_database
from tests.integration.golden_desk import GoldenDesk, golden_desk
from tests.integration.golden_month import READ_AT

PUBLIC, INSIDE = "/api/open-data/snapshots", "/api/statistics/snapshots"
JULY = {"from": "2026-07-01", "to": "2026-08-01"}
TOPICS = {"report": "topics", "question": JULY}
BACHELOR = {"nb": "Bachelorutdanning", "nn": "Bachelorutdanning", "requires_education_level": True}
WAITING = """SELECT count(*) FROM pg_stat_activity
    WHERE datname = current_database() AND wait_event_type = 'Lock' AND query LIKE '%report_snapshot%'"""


@pytest.fixture(scope="module")
async def desk(servers: EmbeddedServers, migrated_template: str) -> AsyncIterator[GoldenDesk]:
    """A desk where July had nine contacts about bachelors' studies and seven about work."""
    with new_database(servers, migrated_template) as database_url:
        async with golden_desk(settings_of(database_url, servers.valkey_url, "snapshots")) as found:
            for topic, number in (("UTD.BAC", 9), ("JOB.YRK", 7)):
                for _ in range(number):
                    await recorded(found, topic)
            yield found


async def recorded(desk: GoldenDesk, topic: str) -> None:
    """One more contact of July."""
    at = READ_AT - timedelta(days=100)
    async with desk.desk.transaction() as tx:
        contact_id = new_id(tx.now)
        life = {"state": "closed", "version": 3, "arrived_at": at, "since": at}
        await tx.run(insert(Contact).values(id=contact_id, channel="chat", language="nb", **life))
        values = {"contact_id": contact_id, "at": at, "disposition": "FULL", "topics": [topic]}
        await tx.run(insert(WrapUp).values(**values, education_level_asked="ASK.BA"))


async def publish(desk: GoldenDesk, body: Any) -> httpx2.Response:
    return await desk.http.post(INSIDE, json=body)


def anybody(desk: GoldenDesk) -> httpx2.AsyncClient:
    """Somebody without a cookie."""
    return httpx2.AsyncClient(transport=desk.http._transport, base_url=desk.http.base_url)


async def test_a_published_figure_is_shown_to_everybody_as_it_was(desk: GoldenDesk) -> None:
    preview = await publish(desk, {**TOPICS, "preview": True})
    assert preview.status_code == 200, preview.text
    seen = preview.json()
    assert not seen["published"]
    async with anybody(desk) as reader:
        assert (await reader.get(f"{PUBLIC}/{seen['snapshot']}")).status_code == 404
        made = (await publish(desk, TOPICS)).json()
        assert (made["snapshot"], made["tables"]) == (seen["snapshot"], seen["tables"])
        answer = await reader.get(f"{PUBLIC}/{made['snapshot']}")
        assert answer.status_code == 200
        body = answer.json()
        assert body["tables"] == made["tables"]
        assert {row["topic"]: row["primary"] for row in body["tables"]["topics"]}["UTD.BAC"] == 9
        assert body["question"] == JULY
        assert body["licence"]["name"] == "NLOD 2.0"
        assert set(body["versions"]) >= {"definitions", "topics", "target_chat_seconds"}
        file = await reader.get(f"{PUBLIC}/{made['snapshot']}", headers={"Accept": "text/csv"})
        rows = list(csv.DictReader(io.StringIO(file.content.decode("utf-8-sig")), delimiter=";"))
        assert {row["topic"]: row["primary"] for row in rows}["UTD.BAC"] == "9"
        listed = (await reader.get(PUBLIC)).json()["snapshots"]
        assert made["snapshot"] in [one["snapshot"] for one in listed]
        for kind, begins in (("csv", b"\xef\xbb\xbftable;"), ("xlsx", b"PK"), ("json", b"{")):
            linked = await reader.get(f"{PUBLIC}/{made['snapshot']}?format={kind}")
            assert linked.content.startswith(begins)
        assert (await reader.get(f"{PUBLIC}/{made['snapshot']}?format=pdf")).status_code == 422


async def test_its_name_is_the_hash_of_what_it_says(desk: GoldenDesk) -> None:
    made = (await publish(desk, TOPICS)).json()
    async with desk.desk.transaction() as tx:
        row = (await tx.run(select(ReportSnapshot).where(ReportSnapshot.id == made["snapshot"]))).one()
        audited = (await tx.run(select(Audit.subject).where(Audit.action == "snapshot_published"))).scalars()
    assert hashlib.sha256(row.content.encode()).hexdigest()[:32] == made["snapshot"]
    assert list(audited).count(made["snapshot"]) == 1, "published again, it is what it was"
    log = (await desk.http.get("/api/audit?about=figures")).json()["entries"]
    assert [one["action"] for one in log] == ["snapshot_published"]


async def test_it_is_made_again_and_says_when_it_is_another_one(desk: GoldenDesk) -> None:
    made = (await publish(desk, TOPICS)).json()["snapshot"]
    again = (await desk.http.get(f"{INSIDE}/{made}/again")).json()
    assert (again["same"], again["again"]) == (True, made)
    assert again["versions"] == again["versions_now"]
    assert again["differences"] == []
    await recorded(desk, "UTD.BAC")
    later = (await desk.http.get(f"{INSIDE}/{made}/again")).json()
    assert not later["same"]
    bachelor = next(one for one in later["differences"] if one["was"]["topic"] == "UTD.BAC")
    assert (bachelor["was"]["primary"], bachelor["now"]["primary"]) == (9, 10)
    guarded = await publish(desk, {**TOPICS, "if_snapshot": made})
    assert (guarded.status_code, guarded.json()["error"]["code"]) == (409, "wrong_state")
    new = (await publish(desk, {**TOPICS, "if_snapshot": later["again"]})).json()
    assert new["snapshot"] == later["again"]
    assert made in new["overlaps"]
    async with anybody(desk) as reader:
        old = (await reader.get(f"{PUBLIC}/{made}")).json()
    assert {row["topic"]: row["primary"] for row in old["tables"]["topics"]}["UTD.BAC"] == 9


async def test_a_changed_list_of_topics_is_another_one_to_count_by(desk: GoldenDesk) -> None:
    before = (await publish(desk, {**TOPICS, "preview": True})).json()["versions"]
    edition = (await desk.http.get("/api/topic-list")).json()["edition"]
    assert before["topics"] == edition
    changed = await desk.http.put("/api/topic-list/UTD.BAC", json={**BACHELOR, "en": "First degrees"})
    assert changed.status_code == 200, changed.text
    after = (await publish(desk, {**TOPICS, "preview": True})).json()["versions"]
    assert after["topics"] == (await desk.http.get("/api/topic-list")).json()["edition"] != edition
    assert {**after, "topics": edition} == before


async def test_what_the_desk_kept_is_published_once_though_several_publish_it_at_once(
    desk: GoldenDesk,
) -> None:
    question, tables = {"year": "2001"}, '{"arrivals": [], "topics": []}'
    kept = await desk.desk.snapshots.remember("contacts", question, tables)
    staff = (await desk.http.get("/api/me")).json()
    async with desk.desk.transaction() as tx:
        await tx.run(select(ReportSnapshot.id).where(ReportSnapshot.id == kept).with_for_update())
        author = UUID(staff["counsellor_id"])
        keeping = (desk.desk.snapshots.keep("contacts", question, tables, author_id=author) for _ in range(2))
        publishing = [asyncio.ensure_future(one) for one in keeping]
        while (await tx.run(WAITING)).scalar_one() < len(publishing):
            await tx.run("SELECT pg_stat_clear_snapshot()")
    published = await asyncio.gather(*publishing)
    async with desk.desk.transaction() as tx:
        lines = (await tx.run(select(Audit.actor_id).where(Audit.subject == kept))).scalars().all()
    assert [str(one) for one in lines] == [staff["counsellor_id"]]
    assert all(one.published_at is not None and one.author == staff["name"] for one in published)


async def test_the_list_tells_what_people_published_from_what_the_desk_kept(desk: GoldenDesk) -> None:
    extract = (await desk.http.get("/api/open-data/contacts?year=2024&format=json")).json()["snapshot"]
    made = (await publish(desk, TOPICS)).json()["snapshot"]
    by_people = (await desk.http.get(f"{INSIDE}?published=true")).json()["snapshots"]
    by_itself = (await desk.http.get(f"{INSIDE}?published=false")).json()["snapshots"]
    every = (await desk.http.get(INSIDE)).json()["snapshots"]
    assert len(every) == len(by_people) + len(by_itself)
    own = next(one for one in by_people if one["snapshot"] == made)
    assert own["published_by"]["name"] == "Kari"
    assert own["published_at"] is not None
    kept = next(one for one in by_itself if one["snapshot"] == extract)
    assert (kept["published_by"], kept["published_at"]) == (None, None)
    async with anybody(desk) as reader:
        assert (await reader.get(INSIDE)).status_code == 401
        listed = (await reader.get(f"{PUBLIC}?published=true")).json()["snapshots"]
    assert made in [one["snapshot"] for one in listed]
    assert not [one for one in listed if "published_by" in one], "who published it is nobody else's business"


async def test_the_open_extract_is_kept_under_its_own_name(desk: GoldenDesk) -> None:
    extract = (await desk.http.get("/api/open-data/contacts?year=2026")).json()
    async with anybody(desk) as reader:
        found = (await reader.get(f"{PUBLIC}/{extract['snapshot']}")).json()
    assert found["tables"] == {"arrivals": extract["arrivals"], "topics": extract["topics"]}
    again = (await desk.http.get(f"{INSIDE}/{extract['snapshot']}/again")).json()
    assert again["same"]
    table = (await publish(desk, {**TOPICS, "preview": True})).json()
    assert extract["snapshot"] in table["overlaps"], "both count the contacts of July"


@pytest.mark.parametrize(
    ("body", "field"),
    [
        ([], "body"),
        ({}, "report"),
        ({"report": "load", "question": JULY}, "report"),
        ({"report": ["topics"], "question": JULY}, "report"),
        ({"report": "topics", "question": {}}, "to"),
        ({"report": "topics", "question": {**JULY, "to": "2026-06-01"}}, "to"),
        ({"report": "topics", "question": {**JULY, "to": "2026-12-01"}}, "to"),
        ({"report": "topics", "question": {**JULY, "year": "2026"}}, "question"),
        ({"report": "topics", "question": {**JULY, "compare_from": "2026-06-01"}}, "question"),
        ({"report": "topics", "question": {**JULY, "centre": "ATLANTIS"}}, "centre"),
        ({"report": "topics", "question": {**JULY, "level": 1}}, "question"),
        ({"report": "annual", "question": {"year": "2026"}}, "year"),
        ({"report": "annual", "question": {"year": "１９９９"}}, "year"),
        ({"report": "contacts", "question": {"year": "soon"}}, "year"),
        ({**TOPICS, "preview": "yes"}, "preview"),
        ({**TOPICS, "if_snapshot": "the newest"}, "if_snapshot"),
    ],
    ids=lambda one: one if isinstance(one, str) else None,
)
async def test_what_may_not_be_published_is_refused_by_name(desk: GoldenDesk, body: Any, field: str) -> None:
    answer = await publish(desk, body)
    assert answer.status_code == 422, answer.text
    assert field in answer.json()["error"]["details"]


@pytest.mark.parametrize("name", ["0" * 32, "x", "%00", "A" * 32, "' OR 1=1"])
async def test_an_unknown_snapshot_is_not_found(desk: GoldenDesk, name: str) -> None:
    assert (await desk.http.get(f"{PUBLIC}/{name}")).status_code == 404
    assert (await desk.http.get(f"{INSIDE}/{name}/again")).status_code == 404


async def test_only_a_coordinator_publishes(desk: GoldenDesk) -> None:
    async with anybody(desk) as reader:
        refused = await reader.post(INSIDE, json=TOPICS, headers=dict(desk.http.headers))
        assert refused.status_code in {401, 403}


async def test_a_desk_on_the_older_schema_shows_its_extract_all_the_same(desk: GoldenDesk) -> None:
    transaction = desk.desk.transaction
    transaction.revision = "0005"
    try:
        assert (await desk.http.get("/api/open-data/contacts?year=2025")).status_code == 200
        assert (await desk.http.get(PUBLIC)).json() == {"snapshots": []}
        assert (await publish(desk, TOPICS)).status_code in {422, 503}
    finally:
        transaction.revision = None
    async with transaction() as tx:
        assert (await tx.run(text("SELECT count(*) FROM report_snapshot"))).scalar_one() > 0
