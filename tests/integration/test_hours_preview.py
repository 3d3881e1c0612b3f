"""Previews of the opening hours: what would change, what citizens would read, and nothing of it stored."""

from __future__ import annotations

from collections.abc import AsyncIterator
from datetime import UTC, datetime, timedelta
from itertools import pairwise
from typing import Any
from uuid import uuid4

import pytest

from app.domain.contact import Channel
from app.domain.errors import Invalid
from app.domain.hours_json import intervals_json
from app.services.hours_preview import Outlook
from tests.integration.hours_desk import MONDAY_NOON, WHY, HoursDesk, hours_desk

EASTER = {
    "id": "easter",
    "frm": "2027-03-22",
    "to": "2027-03-24",
    "label_nb": "Påskeuken",
    "label_nn": "Påskeveka",
    "weekly": {"1": [["10:00", "15:00"]], "2": [["10:00", "15:00"]], "3": [["10:00", "12:00"]]},
}
TUESDAY = "2026-11-24"


@pytest.fixture
async def desk(database_url: str) -> AsyncIterator[HoursDesk]:
    async with hours_desk(database_url) as found:
        yield found


async def look(desk: HoursDesk, **body: Any) -> Outlook:
    return await desk.preview.preview(body)


def chat_hours(outlook: Outlook) -> dict[str, tuple[list[list[str]], list[list[str]], bool]]:
    return {
        day[Channel.CHAT].plan.day.isoformat(): (
            intervals_json(day[Channel.CHAT].plan.intervals),
            intervals_json(day[Channel.CHAT].before),
            day[Channel.CHAT].changed,
        )
        for day in outlook.days
    }


async def test_without_a_change_it_is_the_next_fortnight(desk: HoursDesk) -> None:
    outlook = await look(desk)
    assert len(outlook.days) == 14
    assert not any(one.changed for day in outlook.days for one in day.values())
    assert not any(line.changed for line in outlook.lines)
    assert outlook.lines[0].at == MONDAY_NOON
    assert outlook.lines[0].texts.nn == "Chatten er open til kl. 20."


async def test_a_period_changes_its_days_and_the_sentences(desk: HoursDesk) -> None:
    outlook = await look(desk, period_rules=[EASTER], **{"from": "2027-03-22"}, days=10)
    usual, short = [["10:00", "20:00"]], [["10:00", "15:00"]]
    found = chat_hours(outlook)
    assert found["2027-03-22"] == (short, usual, True)
    assert found["2027-03-24"] == ([["10:00", "12:00"]], usual, True)
    assert found["2027-03-25"] == ([], [], False)
    assert found["2027-03-30"] == (usual, usual, False)
    noon = datetime(2027, 3, 24, 11, tzinfo=UTC)
    line = next(one for one in outlook.lines if one.at == noon and one.channel is Channel.CHAT)
    assert (line.open, line.changed) == (False, True)
    assert line.texts.nn == "Chatten er stengd no. Vi opnar tysdag 30. mars kl. 10."
    assert (await desk.administration.hours()).rules.periods == ()


async def test_a_closure_more_and_a_closure_less(desk: HoursDesk) -> None:
    closure: dict[str, Any] = {"date": TUESDAY, "channel": None, "intervals": [], "label": WHY}
    more = await look(desk, closure=closure)
    assert chat_hours(more)[TUESDAY] == ([], [["10:00", "20:00"]], True)
    assert any("Chatten er stengd: straumbrot." in line.texts.nn for line in more.lines if line.changed)
    closure_id = await desk.administration.add_closure(closure, author_id=desk.author)
    less = await look(desk, without_closure=closure_id)
    assert chat_hours(less)[TUESDAY] == ([["10:00", "20:00"]], [], True)
    moved = await look(desk, without_closure=closure_id, closure={**closure, "date": "2026-11-25"})
    assert chat_hours(moved)["2026-11-25"][0] == []


async def test_a_label_alone_changes_what_citizens_read(desk: HoursDesk) -> None:
    closed = {"date": TUESDAY, "intervals": [], "label_nb": "Kurs"}
    await desk.administration.set_hours({"date_rules": [closed]}, author_id=desk.author)
    outlook = await look(desk, date_rules=[{**closed, "label_nb": "Fagdag"}])
    assert not chat_hours(outlook)[TUESDAY][2]
    changed = [line for line in outlook.lines if line.changed]
    assert {line.texts.nb.split(". ")[0] for line in changed} == {
        "Chatten er stengt: Fagdag",
        "Telefonen er stengt: Fagdag",
    }


async def test_an_order_by_hand_is_in_what_citizens_read(desk: HoursDesk) -> None:
    ends = MONDAY_NOON + timedelta(hours=2)
    await desk.administration.close({"reason": WHY, "until": ends.isoformat()}, author_id=desk.author)
    chat = [line for line in (await look(desk)).lines if line.channel is Channel.CHAT]
    assert chat[0].texts.nb == "Chatten er stengt: strømbrudd. Vi åpner mandag 23. november kl. 14."
    assert (chat[1].at, chat[1].open) == (ends, True)


async def test_each_line_says_something_else_and_they_are_at_most_twenty(desk: HoursDesk) -> None:
    outlook = await look(desk, days=62)
    assert len(outlook.lines) == 20
    for channel in Channel:
        said = [line.texts for line in outlook.lines if line.channel is channel]
        assert all(first != second for first, second in pairwise(said))
    assert [line.at for line in outlook.lines] == sorted(line.at for line in outlook.lines)


async def test_what_changes_comes_before_what_stays_when_lines_are_many(desk: HoursDesk) -> None:
    late = {"date": "2027-01-20", "intervals": [["10:00", "12:00"]], "label_nb": "Kort dag"}
    outlook = await look(desk, date_rules=[late], days=62)
    changed = [line for line in outlook.lines if line.changed]
    assert len(outlook.lines) == 20
    assert {line.at.date().isoformat() for line in changed} == {"2027-01-20"}


async def test_what_would_be_wrong_is_told(desk: HoursDesk) -> None:
    outlook = await look(desk, weekly_rules=[])
    assert [one.code for one in outlook.findings] == ["hours_missing"]


async def test_days_that_are_over_have_hours_and_no_sentences(desk: HoursDesk) -> None:
    outlook = await look(desk, **{"from": "2026-11-02"}, days=3)
    assert len(outlook.days) == 3
    assert outlook.lines == []


async def test_a_wrong_field_is_named_as_on_saving(desk: HoursDesk) -> None:
    for body, field in (
        ({"weekly_rules": [{"weekly": {"1": [["20:00", "10:00"]]}}]}, "weekly_rules.0.weekly.1.0"),
        ({"without_closure": str(uuid4())}, "without_closure"),
    ):
        with pytest.raises(Invalid) as refused:
            await desk.preview.preview(body)
        assert list(refused.value.details) == [field]


async def test_what_citizens_would_see_at_an_instant(desk: HoursDesk) -> None:
    shown = await desk.preview.at(datetime(2027, 3, 29, 10, tzinfo=UTC), Channel.CHAT)
    assert shown.answer.rule == "holiday: Andre påskedag"
    assert shown.texts.nb == "Chatten er stengt: Andre påskedag. Vi åpner tirsdag 30. mars kl. 10."
