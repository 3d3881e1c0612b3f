"""Changes of the opening hours: versions, lost updates, warnings, and the audit with before and after."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from app.domain.errors import Invalid, WrongState
from app.domain.rules import Rules
from app.repositories import opening_hours
from app.services.administration import HoursView
from app.services.audit_log import Entry
from app.services.board import Boardkeeper
from tests.integration.hours_desk import MONDAY_NOON, WHY, HoursDesk, hours_desk

WEEK: dict[str, Any] = {"id": "short", "weekly": {"1": [["08:00", "11:00"]]}}


@pytest.fixture
async def desk(database_url: str) -> AsyncIterator[HoursDesk]:
    async with hours_desk(database_url) as found:
        yield found


async def put(desk: HoursDesk, **body: Any) -> HoursView:
    return await desk.administration.set_hours(body, author_id=desk.author)


async def entries(desk: HoursDesk) -> list[Entry]:
    return (await desk.audit.page("hours", before=None, limit=50)).entries


async def test_what_changes_nothing_makes_no_version_and_no_entry(desk: HoursDesk) -> None:
    first = await put(desk, weekly_rules=[WEEK])
    settings = await desk.rows.settings_version()
    again = await put(desk, weekly_rules=[{**WEEK, "weekly": {**WEEK["weekly"], "2": []}}], date_rules=[])
    assert again.version == first.version
    assert await desk.rows.settings_version() == settings
    assert len(await entries(desk)) == 1


async def test_a_change_names_the_lists_as_they_were_and_as_they_are(desk: HoursDesk) -> None:
    await put(desk, weekly_rules=[WEEK])
    (entry,) = await entries(desk)
    assert (entry.action, entry.actor, entry.actor_id) == ("opening_hours", "Kari", desk.author)
    assert entry.before is not None
    assert entry.after is not None
    assert set(entry.before) == set(entry.after) == {"weekly_rules"}
    assert [rule["id"] for rule in entry.before["weekly_rules"]] == ["ordinary"]
    assert entry.after["weekly_rules"][0]["weekly"]["1"] == [["08:00", "11:00"]]


async def test_a_lost_update_is_noticed(desk: HoursDesk) -> None:
    seen = (await desk.administration.hours()).version
    await put(desk, weekly_rules=[WEEK], if_version=seen)
    with pytest.raises(WrongState) as refused:
        await put(desk, date_rules=[{"date": "2026-12-01", "intervals": []}], if_version=seen)
    assert list(refused.value.details) == ["if_version"]
    view = await desk.administration.hours()
    assert view.rules.dates == ()
    await put(desk, date_rules=[{"date": "2026-12-01", "intervals": []}], if_version=view.version)


async def test_of_two_changes_at_once_one_is_refused_and_neither_is_lost(desk: HoursDesk) -> None:
    seen = (await desk.administration.hours()).version
    bodies = [{"weekly_rules": [{**WEEK, "id": name}], "if_version": seen} for name in ("one", "other")]
    found = await asyncio.gather(*(put(desk, **body) for body in bodies), return_exceptions=True)
    assert sorted(type(one).__name__ for one in found) == ["HoursView", "WrongState"]
    assert len(await entries(desk)) == 1


async def test_two_lists_changed_at_once_are_both_kept(desk: HoursDesk) -> None:
    day = {"date": "2026-12-01", "intervals": []}
    await asyncio.gather(put(desk, weekly_rules=[WEEK]), put(desk, date_rules=[day]))
    rules = (await desk.administration.hours()).rules
    assert [rule.rule_id for rule in rules.weekly] == ["short"]
    assert len(rules.dates) == 1


async def test_one_wrong_field_among_many_saves_nothing(desk: HoursDesk) -> None:
    seen = await desk.administration.hours()
    wrong = {"id": "p", "frm": "2026-12-02", "to": "2026-12-01", "weekly": {"1": [["22:00", "24:01"]]}}
    with pytest.raises(Invalid) as refused:
        await put(desk, weekly_rules=[WEEK], period_rules=[wrong])
    assert set(refused.value.details) == {"period_rules.0.to", "period_rules.0.weekly.1.0"}
    assert await desk.administration.hours() == seen
    assert await entries(desk) == []


async def test_closures_are_audited_with_what_they_say(desk: HoursDesk) -> None:
    body: dict[str, Any] = {
        "date": "2026-11-30",
        "channel": "chat",
        "intervals": [["10:00", "12:00"]],
        "label": WHY,
    }
    closure_id = await desk.administration.add_closure(body, author_id=desk.author)
    await desk.administration.remove_closure(closure_id, author_id=desk.author)
    removed, added = await entries(desk)
    assert (added.action, added.before, added.subject) == ("closure_added", None, str(closure_id))
    assert added.after is not None
    assert added.after["intervals"] == [["10:00", "12:00"]]
    assert added.after["label_nn"] == "straumbrot"
    assert (removed.before, removed.after) == (added.after, None)


async def test_orders_by_hand_are_audited_with_those_before(desk: HoursDesk) -> None:
    ends = (MONDAY_NOON + timedelta(hours=1)).isoformat()
    await desk.administration.close({"reason": WHY, "until": ends}, author_id=desk.author)
    desk.rows.clock.set(MONDAY_NOON + timedelta(minutes=1))
    await desk.administration.reopen({"channel": "chat"}, author_id=desk.author)
    reopened, closed = await entries(desk)
    assert closed.before == {"manual": []}
    assert closed.after is not None
    assert [(one["order"], one["until"]) for one in closed.after["manual"]] == [("close", ends)]
    assert reopened.before == closed.after
    assert reopened.after is not None
    assert [one["order"] for one in reopened.after["manual"]] == ["close", "follow_rules"]


async def test_an_order_in_force_names_who_gave_it(desk: HoursDesk) -> None:
    view = await desk.administration.close({"reason": WHY}, author_id=desk.author)
    assert [one.author for one in view.overrides] == ["Kari"]


async def test_a_refused_reopening_leaves_no_trace(desk: HoursDesk) -> None:
    desk.rows.clock.set(MONDAY_NOON + timedelta(days=4))
    with pytest.raises(Invalid):
        await desk.administration.reopen({"reason": WHY}, author_id=desk.author)
    assert await entries(desk) == []
    assert (await desk.administration.hours()).overrides == ()


async def test_pages_of_the_audit_follow_each_other(desk: HoursDesk) -> None:
    for number in range(5):
        await put(desk, weekly_rules=[{**WEEK, "id": f"w{number}"}])
    first = await desk.audit.page("all", before=None, limit=2)
    second = await desk.audit.page("all", before=first.entries[-1].audit_id, limit=2)
    third = await desk.audit.page("all", before=second.entries[-1].audit_id, limit=2)
    assert [first.more, second.more, third.more] == [True, True, False]
    seen = [one.audit_id for page in (first, second, third) for one in page.entries]
    assert seen == sorted(seen, reverse=True)
    assert len(set(seen)) == 5
    assert (await desk.audit.page("shifts", before=None, limit=2)).entries == []


async def test_long_documents_come_in_shorter_pages(desk: HoursDesk, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("app.services.audit_log.LONGEST_PAGE", 800)
    for number in range(3):
        await put(desk, weekly_rules=[{**WEEK, "id": f"w{number}"}])
    seen, before, more = [], None, True
    while more:
        page = await desk.audit.page("hours", before=before, limit=50)
        seen += [one.audit_id for one in page.entries]
        assert len(page.entries) < 3
        before, more = page.entries[-1].audit_id, page.more
    assert len(set(seen)) == 3


async def test_the_audit_is_read_on_the_schema_of_the_release_before(desk: HoursDesk) -> None:
    await put(desk, weekly_rules=[WEEK])
    desk.rows.transaction.revision = "0002"
    await put(desk, weekly_rules=[{**WEEK, "id": "again"}])
    newest, _ = await entries(desk)
    assert (newest.before, newest.after) == (None, None)
    assert [rule.rule_id for rule in (await desk.administration.hours()).rules.weekly] == ["again"]


class TestWarnings:
    """What was stored by another hand, or has run out, closes the desk and is told."""

    async def told(self, desk: HoursDesk) -> tuple[list[str], list[str]]:
        """The warnings on the page of the hours, and the alerts on the board."""
        view = await desk.administration.hours()
        async with desk.rows.transaction() as tx:
            rules = replace(Rules(), hours=await opening_hours.load(tx))
        board = await Boardkeeper(desk.rows.transaction, lambda: rules).look()
        return [one.code for one in view.findings], [one.code for one in board.alerts if "hours" in one.code]

    async def test_contradictory_weeks(self, desk: HoursDesk) -> None:
        await desk.store(weekly_rules=[WEEK, {**WEEK, "id": "other"}])
        assert not (await desk.chat()).open
        assert await self.told(desk) == (["hours_contradictory"], ["hours_contradictory"])

    async def test_no_rules(self, desk: HoursDesk) -> None:
        await desk.store()
        assert (await desk.chat()).opens_at is None
        assert await self.told(desk) == (["hours_missing"], ["hours_missing"])

    async def test_rules_that_make_no_sense(self, desk: HoursDesk) -> None:
        await desk.store(weekly_rules=[{"id": "w", "weekly": {"1": [["20:00", "10:00"]]}}])
        assert not (await desk.chat()).open
        assert await self.told(desk) == (["hours_senseless"], ["hours_missing"])
        view = await put(desk, weekly_rules=[])
        assert [one.code for one in view.findings] == ["hours_missing"]

    async def test_sound_rules_and_a_half_day_ahead(self, desk: HoursDesk) -> None:
        assert await self.told(desk) == (["half_day_undecided", "half_day_undecided"], [])
