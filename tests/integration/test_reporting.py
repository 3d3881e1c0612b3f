"""Statistics from the log in rows: a small day counted by pencil, by centre, and when clocks change."""

from __future__ import annotations

from collections.abc import AsyncIterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

import pytest

from app.domain.contact import Cause, Channel, State
from app.domain.counsellor import CounsellorId
from app.domain.errors import Invalid
from app.domain.load import LoadRow
from app.services.board import Boardkeeper
from app.services.reporting import Reporting
from tests.integration.rows import Rows, rows_at

NINE = datetime(2026, 11, 23, 9, tzinfo=UTC)
NOW = NINE + timedelta(hours=2, minutes=30)
ENDED = (State.WRAP_UP, Cause.ENDED_COUNSELLOR)
RECORDED = (State.CLOSED, Cause.WRAPPED_UP)


def at(minute: float) -> datetime:
    return NINE + timedelta(minutes=minute)


def talk(answered: int, ended: int, closed: int) -> list[tuple[int, State, Cause]]:
    """A conversation by the seconds after arrival."""
    return [(answered, State.ACTIVE, Cause.ACCEPTED), (ended, *ENDED), (closed, *RECORDED)]


@dataclass
class Day:
    """Reports over rows, with two people at two centres."""

    rows: Rows
    reporting: Reporting
    ane: CounsellorId
    bo: CounsellorId

    async def chat(self, **params: str) -> list[LoadRow]:
        """The chat's rows of the day so far."""
        asked = {"from": "2026-11-23T09:00:00Z", "to": "2026-11-24", "channel": "chat", **params}
        return await self.reporting.load(asked)


@pytest.fixture
async def day(database_url: str) -> AsyncIterator[Day]:
    async with rows_at(NOW, database_url) as rows:
        ane, bo = await rows.person("Ane", "VESTLAND"), await rows.person("Bo", "TROMSO")
        yield Day(rows, Reporting(rows.transaction, rows.rules), ane, bo)


@pytest.fixture
async def busy_day(day: Day) -> Day:
    rows = day.rows
    await rows.presence(day.ane, "VESTLAND", at(-30), state="ready")
    await rows.presence(day.ane, "VESTLAND", at(30), state="break")
    await rows.presence(day.bo, "TROMSO", at(50), state="ready")
    await rows.contact(at(0), *talk(10, 610, 670), by=day.ane, centre="VESTLAND")
    await rows.contact(at(5), *talk(61, 661, 961), by=day.ane, centre="VESTLAND")
    await rows.contact(at(55), (60, State.ACTIVE, Cause.TAKEN), by=day.bo, centre="TROMSO")
    await rows.contact(at(20), (9, State.ABANDONED, Cause.LEFT))
    await rows.contact(at(21), (10, State.ABANDONED, Cause.LEFT))
    await rows.contact(at(22), (121, State.ABANDONED, Cause.ABSENT))
    await rows.contact(at(23), (300, State.CLOSED, Cause.CLOSING_TOLD))
    await rows.contact(at(24), (300, State.CLOSED, Cause.CLOSING_FOLLOW_UP))
    await rows.contact(at(125), (5, State.OFFERED, Cause.OFFERED))
    await rows.turned_away(at(59.9))
    return day


async def test_the_day_counted_by_pencil(busy_day: Day) -> None:
    first, second, third = await busy_day.chat()
    assert first == LoadRow(
        NINE,
        "chat",
        None,
        arrivals=9,
        answered=3,
        abandoned=1,
        short_abandoned=1,
        turned_away=2,
        callback=1,
        lost=1,
        answered_within_target=2,
        wait_p50_seconds=60,
        wait_p90_seconds=61,
        # 600 s and 60 s, 600 s and 150 s of the 300: a wrap-up counts while it holds a seat.
        handle_mean_seconds=(660 + 750) // 2,
        # Ane is ready for half an hour, Bo for ten minutes.
        staffed_seconds=(30 + 10) * 60,
        # Ane from 10 s to 361 + 600 + 150 s, Bo for the last four minutes.
        busy_seconds=(361 + 600 + 150 - 10) + 4 * 60,
        most_at_once=2,
    )
    assert (second.arrivals, second.busy_seconds, second.most_at_once) == (0, 3600, 1)
    assert (third.arrivals, third.still_waiting, third.staffed_seconds) == (1, 1, 1800)


async def test_centres_add_up_to_the_desk(busy_day: Day) -> None:
    whole = await busy_day.chat()
    each = await busy_day.chat(centre="each")
    assert {row.centre for row in each} == {"TRONDELAG", "INNLANDET", "VESTLAND", "TROMSO", "none"}
    for figure in ("arrivals", "answered", "staffed_seconds", "busy_seconds", "lost"):
        assert sum(getattr(row, figure) for row in whole) == sum(getattr(row, figure) for row in each)
    [own, _, _] = await busy_day.chat(centre="VESTLAND")
    assert (own.centre, own.arrivals, own.answered) == ("VESTLAND", 2, 2)


async def test_the_board_says_what_the_statistics_say(busy_day: Day) -> None:
    board = await Boardkeeper(busy_day.rows.transaction, busy_day.rows.rules).look()
    rows = await busy_day.chat(**{"from": "2026-11-23"})
    answered = sum(row.answered for row in rows)
    chat = board.channels["chat"]
    assert (chat.answered, chat.abandoned) == (answered, sum(row.abandoned for row in rows))
    assert chat.answered_within_target == round(sum(row.answered_within_target for row in rows) / answered, 4)
    assert chat.waiting == sum(row.still_waiting for row in rows)
    assert board.hour.arrivals == rows[-1].arrivals


async def test_a_transfer_counts_once_for_who_answered_first(day: Day) -> None:
    await day.rows.contact(
        at(1),
        (10, State.ACTIVE, Cause.ACCEPTED),
        (60, State.QUEUED, Cause.TRANSFERRED),
        (90, State.ACTIVE, Cause.TAKEN),
        by=day.ane,
        centre="VESTLAND",
    )
    [first, *_] = await day.chat(centre="VESTLAND")
    assert (first.arrivals, first.answered, first.wait_p50_seconds) == (1, 1, 10)


async def test_the_contact_of_a_follow_up_is_work_but_no_arrival(day: Day) -> None:
    came = Cause.FOLLOW_UP
    await day.rows.contact(at(1), *talk(10, 70, 80), by=day.ane, centre="VESTLAND", came=came)
    [first, *_] = await day.chat()
    assert (first.arrivals, first.busy_seconds) == (0, 70)


@pytest.mark.parametrize(
    ("date", "until", "hours"), [("2026-10-25", "2026-10-26", 25), ("2026-03-29", "2026-03-30", 23)]
)
async def test_days_of_the_clock_change(day: Day, date: str, until: str, hours: int) -> None:
    rows = await day.reporting.load({"from": date, "to": until})
    assert len(rows) == 2 * hours
    assert {row.channel for row in rows} == {"chat", "phone"}


async def test_the_future_has_no_rows(day: Day) -> None:
    with pytest.raises(Invalid) as refused:
        await day.reporting.load({"from": "2026-11-24", "to": "2026-11-25"})
    assert set(refused.value.details) == {"from"}
    today = await day.reporting.load({"from": "2026-11-23", "to": "2027-01-01", "channel": "phone"})
    assert today[-1].starts_at == NINE + timedelta(hours=2)


@pytest.mark.parametrize(
    ("params", "field"),
    [
        ({}, "from"),
        ({"from": "2026-11-24", "to": "2026-11-23"}, "to"),
        ({"from": "2026-11-23", "to": "2026-11-23"}, "to"),
        ({"from": "2001-01-01", "to": "2099-01-01"}, "to"),
        ({"from": "i dag", "to": "2026-11-23"}, "from"),
        ({"from": "2026-11-22", "to": "2026-11-23", "channel": "fax"}, "channel"),
        ({"from": "2026-11-22", "to": "2026-11-23", "centre": "MARS"}, "centre"),
        ({"from": "2026-11-22", "to": "2026-11-23", "resolution": "day"}, "resolution"),
    ],
)
async def test_a_question_without_sense_names_its_field(day: Day, params: dict[str, str], field: str) -> None:
    with pytest.raises(Invalid) as refused:
        await day.reporting.load(params)
    assert field in refused.value.details


async def test_channels_are_counted_apart(day: Day) -> None:
    await day.rows.contact(at(1), (30, State.ABANDONED, Cause.LEFT), channel=Channel.PHONE)
    [chat, phone, *_] = await day.reporting.load(
        {"from": "2026-11-23T09:30:00Z", "to": "2026-11-23T10:00:00Z"}
    )
    assert (chat.arrivals, phone.arrivals, phone.abandoned) == (0, 1, 1)


async def test_figures_of_a_period_beside_those_of_another(busy_day: Day) -> None:
    asked = {"from": "2026-11-23", "to": "2026-11-24", "channel": "chat"}
    found = await busy_day.reporting.figures({**asked, "by": "clock_hour", "compare_from": "2026-11-22"})
    rows = await busy_day.reporting.load(asked)
    assert sum(row["arrivals"] for row in found.rows) == sum(row.arrivals for row in rows)
    assert [row["arrivals"] for row in found.totals] == [sum(row.arrivals for row in rows)]
    assert found.compared == []
    same = await busy_day.reporting.figures({**asked, "compare_from": "2026-11-23"})
    assert same.compared == same.rows == same.totals


@pytest.mark.parametrize(
    ("more", "field"),
    [({"by": "year"}, "by"), ({"centre": "each"}, "centre"), ({"compare_from": "i går"}, "compare_from")],
    ids=["by", "centre", "compare_from"],
)
async def test_figures_without_sense_name_their_field(day: Day, more: dict[str, str], field: str) -> None:
    with pytest.raises(Invalid) as refused:
        await day.reporting.figures({"from": "2026-11-23", "to": "2026-11-24", **more})
    assert set(refused.value.details) == {field}
