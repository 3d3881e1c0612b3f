"""Changing the opening hours: what is stored decides, every change is told and written down."""

from __future__ import annotations

from collections.abc import AsyncIterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID, uuid4

import pytest

from app.domain.contact import Channel
from app.domain.counsellor import CounsellorId
from app.domain.errors import Invalid, NotFound
from app.domain.opening_hours import HoursAnswer, Reason, evaluate
from app.repositories import opening_hours
from app.services.administration import Administration
from tests.integration.rows import Rows, rows_at

MONDAY_NOON = datetime(2026, 11, 23, 11, tzinfo=UTC)
FRIDAY_NOON = MONDAY_NOON + timedelta(days=4)
WHY = {"nb": "strømbrudd", "nn": "straumbrot", "en": "a power cut"}


@dataclass
class Hours:
    """The administration with its rows, its coordinator, and how often rules were reread."""

    rows: Rows
    administration: Administration
    author: CounsellorId
    reread: list[int]

    async def chat(self) -> HoursAnswer:
        """What the stored rules say of chat now."""
        async with self.rows.transaction() as tx:
            return evaluate(await opening_hours.load(tx), "chat", tx.now)


@pytest.fixture
async def hours(database_url: str) -> AsyncIterator[Hours]:
    async with rows_at(MONDAY_NOON, database_url) as rows:
        reread: list[int] = []

        async def refresh() -> None:
            reread.append(1)

        author = await rows.person("Kari", None)
        yield Hours(rows, Administration(rows.transaction, refresh), author, reread)


async def test_a_new_desk_has_the_ordinary_week(hours: Hours) -> None:
    answer = await hours.chat()
    assert (answer.open, answer.closes_at) == (True, MONDAY_NOON + timedelta(hours=8))
    view = await hours.administration.hours()
    assert [rule.rule_id for rule in view.rules.weekly] == ["ordinary"]


async def test_new_rules_hold_at_once_and_are_told(hours: Hours) -> None:
    before = await hours.rows.settings_version()
    week = {str(day): [["08:00", "11:00"]] for day in range(1, 8)}
    body = {"weekly_rules": [{"id": "short", "weekly": week}]}
    await hours.administration.set_hours(body, author_id=hours.author)
    assert not (await hours.chat()).open
    assert await hours.rows.settings_version() == before + 1
    assert hours.rows.announced() == 1
    assert hours.reread == [1]
    assert [entry[:2] for entry in await hours.rows.audit()] == [("opening_hours", hours.author)]


async def test_lists_that_the_body_does_not_name_are_kept(hours: Hours) -> None:
    rule = {"date": "2026-11-27", "intervals": [["10:00", "12:00"]], "label_nb": "Ekstra"}
    view = await hours.administration.set_hours({"date_rules": [rule]}, author_id=hours.author)
    assert [rule.rule_id for rule in view.rules.weekly] == ["ordinary"]
    assert [rule.label.nn for rule in view.rules.dates] == ["Ekstra"]


@pytest.mark.parametrize("body", [{}, [], {"weekly_rules": [{"weekly": {"1": [["20:00", "10:00"]]}}]}])
async def test_refused_rules_change_nothing(hours: Hours, body: Any) -> None:
    before = await hours.rows.settings_version()
    with pytest.raises(Invalid):
        await hours.administration.set_hours(body, author_id=hours.author)
    assert await hours.rows.settings_version() == before
    assert (await hours.chat()).open
    assert await hours.rows.audit() == []


async def test_a_desk_without_rules_is_closed(hours: Hours) -> None:
    await hours.administration.set_hours({"weekly_rules": []}, author_id=hours.author)
    answer = await hours.chat()
    assert (answer.open, answer.opens_at) == (False, None)


async def test_a_closure_closes_its_date_until_it_is_removed(hours: Hours) -> None:
    body: dict[str, Any] = {"date": "2026-11-23", "channel": None, "intervals": [], "label": WHY}
    closure_id = await hours.administration.add_closure(body, author_id=hours.author)
    answer = await hours.chat()
    assert (answer.open, answer.reason, answer.rule) == (False, Reason.CLOSURE, "date: strømbrudd")
    assert [one.closure_id for one in await hours.administration.closures()] == [closure_id]
    await hours.administration.remove_closure(closure_id, author_id=hours.author)
    assert (await hours.chat()).open
    assert [entry[0] for entry in await hours.rows.audit()] == ["closure_added", "closure_removed"]


async def test_an_unknown_closure_is_not_found(hours: Hours) -> None:
    with pytest.raises(NotFound):
        await hours.administration.remove_closure(uuid4(), author_id=hours.author)


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"date": "2026-13-01"}, "date"),
        ({"intervals": None}, "intervals"),
        ({"intervals": [["10:00", "12:00"], ["11:00", "13:00"]]}, "intervals.1"),
        ({"label": {"nb": "Stengt"}}, "label.nn"),
        ({"channel": "fax"}, "channel"),
    ],
)
async def test_a_wrong_closure_names_its_field(hours: Hours, change: dict[str, Any], field: str) -> None:
    body = {"date": "2026-11-23", "channel": None, "intervals": [], "label": WHY, **change}
    with pytest.raises(Invalid) as refused:
        await hours.administration.add_closure(body, author_id=hours.author)
    assert field in refused.value.details


async def test_closed_by_hand_says_why_and_reopening_hands_back_to_the_rules(hours: Hours) -> None:
    closed = await hours.administration.close({"reason": WHY}, author_id=hours.author)
    answer = closed.now[Channel.CHAT]
    assert (answer.open, answer.reason, answer.opens_at) == (False, Reason.MANUAL, None)
    assert answer.label is not None
    assert answer.label.nn == "straumbrot"
    reopened = await hours.administration.reopen({}, author_id=hours.author)
    assert reopened.now[Channel.CHAT].open
    assert [entry[0] for entry in await hours.rows.audit()] == ["desk_closed", "desk_reopened"]


async def test_closed_until_an_end_opens_by_itself(hours: Hours) -> None:
    ends = MONDAY_NOON + timedelta(hours=1)
    body = {"channel": None, "reason": WHY, "until": ends.isoformat()}
    view = await hours.administration.close(body, author_id=hours.author)
    assert view.now[Channel.CHAT].opens_at == ends
    hours.rows.clock.set(ends)
    assert (await hours.chat()).open


async def test_one_channel_can_be_closed_and_reopened_alone(hours: Hours) -> None:
    closed = await hours.administration.close({"reason": WHY}, author_id=hours.author)
    assert not closed.now[Channel.PHONE].open
    view = await hours.administration.reopen({"channel": "chat"}, author_id=hours.author)
    assert (view.now[Channel.CHAT].open, view.now[Channel.PHONE].open) == (True, False)
    again = await hours.administration.close({"channel": "chat", "reason": WHY}, author_id=hours.author)
    assert not again.now[Channel.CHAT].open


async def test_reopening_on_a_closed_day_needs_an_end(hours: Hours) -> None:
    hours.rows.clock.set(FRIDAY_NOON)
    with pytest.raises(Invalid) as refused:
        await hours.administration.reopen({"reason": WHY}, author_id=hours.author)
    assert list(refused.value.details) == ["until"]
    ends = FRIDAY_NOON + timedelta(hours=2)
    view = await hours.administration.reopen({"until": ends.isoformat()}, author_id=hours.author)
    assert view.now[Channel.CHAT].closes_at == ends


async def test_what_was_opened_by_hand_is_handed_back_to_the_rules_before_its_end(hours: Hours) -> None:
    hours.rows.clock.set(FRIDAY_NOON)
    ends = FRIDAY_NOON + timedelta(hours=2)
    await hours.administration.reopen({"until": ends.isoformat()}, author_id=hours.author)
    view = await hours.administration.reopen({}, author_id=hours.author)
    assert not view.now[Channel.CHAT].open


@pytest.mark.parametrize(
    ("body", "field"),
    [
        ({}, "reason"),
        ({"reason": "brann"}, "reason"),
        ({"reason": {**WHY, "nn": " "}}, "reason.nn"),
        ({"reason": WHY, "until": "2026-11-23T10:00:00Z"}, "until"),
        ({"reason": WHY, "until": "snart"}, "until"),
        ({"reason": WHY, "channel": "post"}, "channel"),
    ],
)
async def test_a_wrong_order_names_its_field(hours: Hours, body: Any, field: str) -> None:
    with pytest.raises(Invalid) as refused:
        await hours.administration.close(body, author_id=UUID(int=1))
    assert field in refused.value.details
    assert (await hours.chat()).open
