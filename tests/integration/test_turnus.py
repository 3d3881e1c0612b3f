"""Shifts in rows: planned, changed, removed, and shown with whom they belong to."""

from __future__ import annotations

from collections.abc import AsyncIterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import uuid4

import pytest

from app.domain.contact import Channel
from app.domain.counsellor import CounsellorId, Presence
from app.domain.errors import Invalid, NotFound
from app.services.directory import Directory
from app.services.turnus import Turnus
from tests.integration.rows import Rows, rows_at

NOON = datetime(2026, 11, 23, 12, tzinfo=UTC)


@dataclass
class Plan:
    """Shifts with two people to have them."""

    rows: Rows
    turnus: Turnus
    ane: CounsellorId
    bo: CounsellorId

    def shift(self, who: CounsellorId, start: int, end: int) -> dict[str, Any]:
        """A body from so many hours after noon to so many."""
        times = [(NOON + timedelta(hours=hour)).isoformat() for hour in (start, end)]
        return {"counsellor_id": str(who), "starts_at": times[0], "ends_at": times[1], "channels": ["chat"]}


@pytest.fixture
async def plan(database_url: str) -> AsyncIterator[Plan]:
    async with rows_at(NOON, database_url) as rows:
        ane, bo = await rows.person("Ane", "VESTLAND"), await rows.person("Bo", "TROMSO")
        yield Plan(rows, Turnus(rows.transaction, rows.rules), ane, bo)


async def test_a_shift_is_planned_changed_and_removed(plan: Plan) -> None:
    made = await plan.turnus.add(plan.shift(plan.ane, 1, 4), author_id=plan.bo)
    assert (made.name, made.centre, made.shift.channels) == ("Ane", "VESTLAND", frozenset({Channel.CHAT}))
    changed = await plan.turnus.change(made.shift.shift_id, plan.shift(plan.bo, 2, 5), author_id=plan.bo)
    assert (changed.name, changed.shift.starts_at) == ("Bo", NOON + timedelta(hours=2))
    await plan.turnus.remove(made.shift.shift_id, author_id=plan.bo)
    assert await plan.turnus.between(None, None, counsellor_id=None) == []
    assert [one[0] for one in await plan.rows.audit()] == ["shift_added", "shift_changed", "shift_removed"]


async def test_a_counsellor_reads_only_her_own_when_asked_so(plan: Plan) -> None:
    for who in (plan.ane, plan.bo):
        await plan.turnus.add(plan.shift(who, 1, 4), author_id=plan.bo)
    own = await plan.turnus.between(None, None, counsellor_id=plan.ane)
    assert [one.name for one in own] == ["Ane"]
    assert len(await plan.turnus.between(None, None, counsellor_id=None)) == 2


async def test_shifts_outside_the_time_are_left_out(plan: Plan) -> None:
    await plan.turnus.add(plan.shift(plan.ane, 1, 4), author_id=plan.bo)
    hour = timedelta(hours=1)
    assert await plan.turnus.between(NOON + 4 * hour, NOON + 5 * hour, counsellor_id=None) == []
    assert await plan.turnus.between(NOON, NOON + hour, counsellor_id=None) == []
    assert len(await plan.turnus.between(NOON, NOON + 2 * hour, counsellor_id=None)) == 1


async def test_an_overlap_is_told_and_allowed(plan: Plan) -> None:
    first = await plan.turnus.add(plan.shift(plan.ane, 1, 4), author_id=plan.bo)
    second = await plan.turnus.add(plan.shift(plan.ane, 3, 6), author_id=plan.bo)
    assert second.overlaps == (first.shift,)


async def test_what_nobody_knows_is_not_found(plan: Plan) -> None:
    with pytest.raises(NotFound):
        await plan.turnus.remove(uuid4(), author_id=plan.bo)
    with pytest.raises(NotFound):
        await plan.turnus.change(uuid4(), plan.shift(plan.ane, 1, 2), author_id=plan.bo)
    with pytest.raises(Invalid) as refused:
        await plan.turnus.add(plan.shift(CounsellorId(uuid4()), 1, 2), author_id=plan.bo)
    assert list(refused.value.details) == ["counsellor_id"]


async def test_colleagues_are_all_others_with_what_they_can_take(plan: Plan) -> None:
    await plan.turnus.add(plan.shift(plan.bo, -1, 4), author_id=plan.bo)
    directory = Directory(plan.rows.transaction, plan.rows.rules)
    [bo] = await directory.colleagues(plan.ane)
    assert (bo.name, bo.centre, bo.presence) == ("Bo", "TROMSO", Presence.OFF)
    assert bo.on_shift_until == NOON + timedelta(hours=4)
    assert bo.free == {Channel.CHAT: 2, Channel.PHONE: 1}


async def test_lists_have_the_shape_of_the_seed(plan: Plan) -> None:
    directory = Directory(plan.rows.transaction, plan.rows.rules)
    topics = (await directory.topics())["topics"]
    assert [topic["code"] for topic in topics][:3] == ["UTD", "OPP", "JOB"]
    assert topics[0]["children"][0]["hint_nn"].startswith("Utdanningsprogram")
    assert {centre["code"] for centre in await directory.centres()} >= {"VESTLAND", "TROMSO"}
    assert "IR" in {field["code"] for field in directory.categories()["outcome"]["fields"]}
    assert directory.education_levels()["education_level_asked"][0]["code"] == "ASK.GS"
