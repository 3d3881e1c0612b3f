"""The list of topics is edited: what may be chosen then, wrap-ups on their way, and the log of changes."""

from __future__ import annotations

from datetime import timedelta
from typing import Any
from uuid import UUID, uuid4

import pytest
from sqlalchemy import select

from app.domain.contact import State
from app.domain.errors import Invalid, NotFound, Unavailable, WrongState
from app.domain.fingerprint import fingerprint
from app.domain.oslo import day_of
from app.models.desk import Audit
from app.repositories import lists
from app.services.topic_changes import TopicChanges
from tests.factories import World

COORDINATOR = uuid4()
WORDS = {"nb": "Gap year", "nn": "Friår", "en": "A gap year"}


@pytest.fixture
def changes(world: World) -> TopicChanges:
    return world.desk.topic_changes


async def body_of(changes: TopicChanges, code: str, **changed: Any) -> dict[str, Any]:
    """A topic as it is read, with other fields."""
    return {**(await changes.every()).topics[code].as_json(), **changed}


async def change(changes: TopicChanges, code: str, **changed: Any) -> None:
    await changes.change(code, await body_of(changes, code, **changed), author_id=COORDINATOR)


async def offered(world: World) -> dict[str, list[str]]:
    """What a counsellor may choose now, as the console reads it."""
    shown = await world.desk.directory.topics()
    return {top["code"]: [one["code"] for one in top["children"]] for top in shown["topics"]}


async def actions(world: World) -> list[tuple[str, str | None]]:
    async with world.desk.transaction() as tx:
        theirs = select(Audit.action, Audit.subject).where(Audit.actor_id == COORDINATOR)
        rows = await tx.run(theirs.order_by(Audit.id))
        return [(row.action, row.subject) for row in rows]


async def record(world: World, by: UUID, contact_id: UUID, *topics: str) -> None:
    fields = {"disposition": "FULL", "topics": list(topics)}
    await world.desk.wrapping_up.record(by, contact_id, fields)


async def test_a_new_topic_is_offered_at_once_reworded_ordered_and_audited(
    world: World, changes: TopicChanges
) -> None:
    before = await changes.every()
    made = await changes.add({"code": "JOB.FRI", "parent": "JOB", **WORDS}, author_id=COORDINATOR)
    assert (await offered(world))["JOB"][-1] == "JOB.FRI"
    await change(changes, "JOB.FRI", nb="Friår", hint_nb="Et år fri")
    group = next(top for top in (await world.desk.directory.topics())["topics"] if top["code"] == "JOB")
    assert (group["children"][-1]["nb"], group["children"][-1]["hint_nb"]) == ("Friår", "Et år fri")
    codes = [code for code, one in before.topics.items() if one.parent == "JOB"]
    listed = await changes.order({"parent": "JOB", "codes": ["JOB.FRI", *codes]}, author_id=COORDINATOR)
    assert (await offered(world))["JOB"] == ["JOB.FRI", *codes]
    assert before.edition != listed.edition == (await world.desk.directory.topics())["version"]
    day = day_of(world.now())
    asked = {"from": f"{day}", "to": f"{day + timedelta(days=1)}"}
    assert (await world.desk.topic_reports.topics(asked)).version == listed.edition
    assert await actions(world) == [
        ("topic_added", "JOB.FRI"),
        ("topic_changed", "JOB.FRI"),
        ("topics_ordered", "JOB"),
    ]
    with pytest.raises(Invalid):
        await changes.add({"code": "JOB.FRI", "parent": "JOB", **WORDS}, author_id=COORDINATOR)
    assert made.active_from == day_of(world.now())


async def test_a_topic_retired_while_a_contact_goes_on_may_be_recorded_with_it_and_with_no_later_one(
    world: World, changes: TopicChanges
) -> None:
    ane = await world.counsellor("Ane", capacity=2)
    citizen = await world.talking(ane)
    await world.desk.wrapping_up.save_draft(ane, citizen.contact_id, {"topics": ["JOB.SOK"]})
    tomorrow = day_of(world.now()) + timedelta(days=1)
    body = await body_of(changes, "JOB.SOK", retired_from=tomorrow.isoformat(), successor="JOB.BYT")
    assert (await changes.preview_change("JOB.SOK", body)).drafts == 1
    await changes.change("JOB.SOK", body, author_id=COORDINATOR)
    assert "JOB.SOK" in (await offered(world))["JOB"], "until its day"
    await world.desk.endings.end(ane, citizen.contact_id)
    await world.move(16 * 3600)
    assert "JOB.SOK" not in (await offered(world))["JOB"]
    later = await world.talking(ane)
    await world.desk.endings.end(ane, later.contact_id)
    await record(world, ane, citizen.contact_id, "JOB.SOK")
    assert (await world.row(citizen)).state is State.CLOSED
    with pytest.raises(Invalid, check=lambda error: set(error.details) == {"topics"}):
        await record(world, ane, later.contact_id, "JOB.SOK")
    await record(world, ane, later.contact_id, "JOB.BYT")
    assert (await changes.preview_change("JOB.SOK", body)).recorded == 1
    assert (await changes.preview_change("JOB", await body_of(changes, "JOB"))).recorded == 2


async def test_a_planned_topic_is_chosen_from_its_day_on(world: World, changes: TopicChanges) -> None:
    tomorrow = (day_of(world.now()) + timedelta(days=1)).isoformat()
    body = {"code": "KVA", "parent": None, **WORDS, "active_from": tomorrow}
    await changes.add(body, author_id=COORDINATOR)
    await changes.add({**body, "code": "KVA.AA", "parent": "KVA"}, author_id=COORDINATOR)
    assert "KVA" not in await offered(world)
    async with world.desk.transaction() as tx:
        assert "KVA.AA" not in (await lists.wrap_up_codes(tx)).topics
    await world.move(24 * 3600)
    assert (await offered(world))["KVA"] == ["KVA.AA"]


async def test_nobodys_change_is_lost_and_one_that_changes_nothing_leaves_no_trace(
    world: World, changes: TopicChanges
) -> None:
    read = (await changes.every()).topics["JOB.SOK"]
    await change(changes, "JOB.SOK")
    assert await actions(world) == []
    stale = fingerprint(read.as_json())
    await change(changes, "JOB.SOK", en="Looking for work")
    body = await body_of(changes, "JOB.SOK", en="Mine", if_version=stale)
    with pytest.raises(WrongState):
        await changes.change("JOB.SOK", body, author_id=COORDINATOR)
    order: dict[str, Any] = {"parent": None, "codes": [], "if_version": "older"}
    with pytest.raises(WrongState):
        await changes.order(order, author_id=COORDINATOR)
    with pytest.raises(NotFound):
        await changes.change("NO.NE", {}, author_id=COORDINATOR)
    assert (await changes.every()).topics["JOB.SOK"].words.en == "Looking for work"


async def test_on_the_older_schema_the_list_is_read_and_not_written(
    world: World, changes: TopicChanges, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(world.desk.transaction, "revision", "0005")
    assert "JOB.SOK" in (await offered(world))["JOB"]
    assert "JOB.SOK" in (await changes.every()).topics
    with pytest.raises(Unavailable):
        await changes.add({"code": "JOB.FRI", "parent": "JOB", **WORDS}, author_id=COORDINATOR)
    with pytest.raises(Unavailable):
        await change(changes, "JOB.SOK", en="Looking for work")
