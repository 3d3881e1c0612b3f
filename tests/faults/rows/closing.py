"""Closing time comes with people in line, whatever the machines' clocks say, also when clocks change."""

from __future__ import annotations

import asyncio
from collections import Counter
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

from app.demo.staff import COORDINATOR, PASSWORD
from app.simulation.desk import Desk
from tests.faults.cast import cast
from tests.faults.desks import FaultDesk, desk
from tests.faults.matrix import Trial, row
from tests.faults.stores import common_stores
from tests.faults.verdict import verdict
from tests.faults.waiting import time_passes
from tests.faults.wrong_clock import at_offset, knows, machine_ahead, offset_to, open_ten_to_eight

OSLO = ZoneInfo("Europe/Oslo")
NIGHTS = ((2026, 10, 25), (2027, 3, 28))
HOUR = 3600
WAITING = 20
STARTED_WITHIN = 20.0
Turn = tuple[datetime, datetime]

TOLD = "SELECT contact_id::text FROM contact_event WHERE cause = 'closing_told'"


@row(
    name="closing-time",
    fault="closing time with 20 waiting",
    reach="20 of 20 get one outcome",
)
async def closing_time(trial: Trial) -> None:
    """Nobody is ready, so all of them are told, each once, after the short limit."""
    alone, stores = trial.pick(2, 60), await common_stores()
    closes = datetime(2027, 1, 6, 20, tzinfo=OSLO)
    offset = offset_to(closes - timedelta(seconds=STARTED_WITHIN))
    policy = {"closing_alone_seconds": alone}
    async with (
        desk(trial, stores=stores, policy=policy, options=at_offset(offset)) as running,
        cast() as actors,
    ):
        await open_ten_to_eight(knows(running, offset))
        await _until_it_closes_at(running, closes)
        line = await actors.waiting(running.url, WAITING)
        before, after = await _turn(running, "closed")
        told_at = f"closed between {before:%H:%M:%S.%f} and {after:%H:%M:%S.%f}"
        trial.report.holds("the door", told_at, before < closes <= after)
        for citizen in line:
            await citizen.until_heard("ended", within=alone + 15)
        told = Counter(contact_id for (contact_id,) in running.execute(TOLD))
        once = told == Counter(citizen.contact_id for citizen in line)
        trial.report.holds("told", f"{len(told)} of {WAITING}, each once", once)
        states = Counter(state for (state,) in running.execute("SELECT state FROM contact"))
        trial.report.holds("outcomes", f"{dict(states)}", states == {"closed": WAITING})
        await verdict(trial, running, actors)


@row(
    name="clocks-wrong",
    fault="worker clocks an hour ahead and behind, on the days after the nights of 2026-10-25 and 2027-03-28",
    reach="no early or late opening or closing; 600 open minutes",
)
async def clocks_wrong(trial: Trial) -> None:
    """One desk's machine is an hour ahead, the other's an hour behind; both open and close on the second."""
    for night in trial.pick(NIGHTS[:1], NIGHTS):
        opens, closes = datetime(*night, 10, tzinfo=OSLO), datetime(*night, 20, tzinfo=OSLO)
        turned = {}
        for moment, state in trial.pick([(closes, "closed")], [(opens, "open"), (closes, "closed")]):
            turned[state] = await _both_turn(trial, moment, state)
            sharp = all(before < moment <= after for before, after in turned[state])
            told = ", ".join(f"{before:%H:%M:%S.%f}–{after:%H:%M:%S.%f}" for before, after in turned[state])
            trial.report.holds(f"{state} on {moment:%Y-%m-%d}", told, sharp)
        if "open" in turned:
            lengths = zip(turned["open"], turned["closed"], strict=True)
            minutes = [round((closed[1] - opened[1]).total_seconds() / 60) for opened, closed in lengths]
            trial.report.holds("open minutes", f"{minutes}", minutes == [600, 600])


async def _both_turn(trial: Trial, moment: datetime, state: str) -> list[Turn]:
    """Between which instants each desk's door, by its own telling, turned."""
    stores, offset = await common_stores(), offset_to(moment - timedelta(seconds=STARTED_WITHIN))
    options = at_offset(offset)
    async with (
        desk(
            trial, workers=1, stores=stores, options=options, environment=machine_ahead(trial.folder, HOUR)
        ) as ahead,
        desk(
            trial, workers=1, beside=ahead, options=options, environment=machine_ahead(trial.folder, -HOUR)
        ) as behind,
    ):
        await open_ten_to_eight(knows(ahead, offset))
        for one in (ahead, behind):
            await _until_it_closes_at(one, moment)
        return await asyncio.gather(*(_turn(one, state) for one in (ahead, behind)))


@row(
    name="clock-change-buckets",
    fault="arrivals in the nights of 2026-10-25 and 2027-03-28",
    reach="every contact counts once, in its own Oslo hour; 25 and 23 buckets; they add up",
)
async def clock_change_buckets(trial: Trial) -> None:
    """Some come in each of the hours around the change; the day after, the statistics are asked."""
    for night in trial.pick(NIGHTS[:1], NIGHTS):
        midnight = datetime(*night, tzinfo=OSLO)
        after = midnight + timedelta(days=1)
        hours = [0.5, 1.5] if not trial.full else [0.5, 1.5, 2.5, 3.5]
        moments = [midnight.astimezone(UTC) + timedelta(hours=1 + hour) for hour in hours]
        wanted = Counter({moment.replace(minute=0): 1 + place for place, moment in enumerate(moments)})
        async with desk(trial, workers=1, options=at_offset(offset_to(moments[0]))) as first:
            await _arrive(first, 1)
            for place, moment in enumerate(moments[1:], start=2):
                options = at_offset(offset_to(moment))
                async with desk(trial, workers=1, beside=first, options=options) as later:
                    await _arrive(later, place)
            options = at_offset(offset_to(after + timedelta(minutes=10)))
            async with desk(trial, workers=1, beside=first, options=options) as last:
                found, buckets = await _arrivals(last, midnight, after)
        length = (after.astimezone(UTC) - midnight.astimezone(UTC)) / timedelta(hours=1)
        told = f"{sum(found.values())} in {len(found)} of {buckets} hours on {midnight:%Y-%m-%d}"
        trial.report.holds("arrivals", told, found == wanted and buckets == length)


async def _arrive(running: FaultDesk, count: int) -> None:
    async with cast() as actors:
        for _ in range(count):
            await actors.citizen(running.url, live=False)


async def _arrivals(running: FaultDesk, since: datetime, until: datetime) -> tuple[Counter[datetime], int]:
    async with Desk(running.url) as door:
        await door.sign_in(COORDINATOR.email, PASSWORD)
        days = {"from": since.date().isoformat(), "to": until.date().isoformat()}
        answer = await door.read("/api/statistics/load", channel="chat", **days)
    rows = answer["rows"]
    counted = {datetime.fromisoformat(row["starts_at"]).astimezone(UTC): row["arrivals"] for row in rows}
    return Counter({at: count for at, count in counted.items() if count}), len(rows)


async def _until_it_closes_at(running: FaultDesk, moment: datetime) -> None:
    """Wait until the desk knows its new hours, by which its door turns at this moment."""
    async with asyncio.timeout(15), Desk(running.url) as door:
        while True:
            chat = (await door.read("/api/desk"))["channels"]["chat"]
            turns = [chat[name] for name in ("opens_at", "closes_at") if chat[name]]
            if any(datetime.fromisoformat(one) == moment for one in turns):
                return
            await time_passes(0.1)


async def _turn(running: FaultDesk, state: str) -> Turn:
    """The desk's own time at the last answer that did not say so, and at the first that did."""
    before = datetime.min.replace(tzinfo=UTC)
    async with asyncio.timeout(30), Desk(running.url) as door:
        while True:
            answer = await door.read("/api/desk")
            at = datetime.fromisoformat(answer["server_time"]).astimezone(OSLO)
            if answer["channels"]["chat"]["state"] == state:
                return before, at
            before = at
            await time_passes(0.1)
