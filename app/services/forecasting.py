"""What is expected of the coming weeks, how many people that takes, and how well it was foretold."""

import asyncio
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta

from app.domain.announced import HoursVersion, announced, open_parts
from app.domain.asked import Asked, read_asked
from app.domain.contact import Channel
from app.domain.deadline_effect import DayExpected, days_shown, expected_days
from app.domain.deadlines import NamedDeadline
from app.domain.forecast import Deadline, Outlook, Seen, fit
from app.domain.forecast_record import Judged, Record, judge, record, replayed
from app.domain.need import Habits, Need, agents_by_channel, people_needed
from app.domain.oslo import clock_hours, day_of, instant
from app.domain.policy import Policy
from app.domain.roster import Shift
from app.domain.rota import people_on_shift
from app.domain.rules import Rules
from app.repositories import demand, forecasts, opening_hours, planning
from app.repositories.demand import Handling
from app.repositories.forecasts import Made
from app.repositories.transaction import Transaction, Transactions

PAST = timedelta(weeks=120)
AHEAD = timedelta(weeks=6)
LATELY = timedelta(weeks=8)
JUDGED_WEEKS = 8
MADE_AHEAD = (1, 7)
"""Days before its hour at which a forecast is judged: for the day's plan, and for the rota."""
DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class HourOutlook:
    """An hour of a channel as expected: null where the desk has no past, and nothing where it is closed."""

    channel: Channel
    made_on: date
    outlook: Outlook


@dataclass(frozen=True, slots=True)
class Plan:
    """The hours asked for, what people they need, and what that rests on."""

    hours: Sequence[HourOutlook]
    needs: Sequence[Need]
    habits: Mapping[Channel, Habits]
    measured: Mapping[Channel, bool]
    """Whether the habits of a channel were measured here, or are the policy's."""


@dataclass(frozen=True, slots=True)
class Judgement:
    """How well it went: forecasts as they were made so many days ahead, or replayed from the past."""

    channel: Channel
    days_ahead: int
    replayed: bool
    record: Record


@dataclass(frozen=True, slots=True)
class _Past:
    """What a forecast is made from."""

    now: datetime
    versions: Sequence[HoursVersion]
    arrivals: Mapping[tuple[str, datetime], int]
    deadlines: Sequence[Deadline]

    def seen(self, channel: Channel) -> list[Seen]:
        """The past hours in which the channel was open from beginning to end."""
        first = min((hour for _, hour in self.arrivals), default=None)
        if first is None:
            return []
        opened = announced(self.versions, channel, day_of(first), day_of(self.now))
        return [
            Seen(hour, self.arrivals.get((channel, hour), 0))
            for hour, part in sorted(open_parts(opened).items())
            if part >= 1 and first <= hour and hour + timedelta(hours=1) <= self.now
        ]


class Forecasting:
    """Made once a day by whichever worker comes first, counted in a thread; read by coordinators."""

    def __init__(self, transaction: Transactions, rules: Callable[[], Rules]) -> None:
        """One for each worker."""
        self._transaction = transaction
        self._rules = rules

    async def sweep(self) -> bool:
        """Make today's forecast if nobody has; true when made here."""
        async with self._transaction() as tx:
            if not tx.reached(forecasts.SINCE) or not await forecasts.alone(tx):
                return False
            if await forecasts.made_last(tx) == day_of(tx.now):
                return False
            await self._make(tx)
        return True

    async def renew(self) -> None:
        """Make today's forecast again: a deadline has changed. Raises `Unavailable`."""
        async with self._transaction() as tx:
            forecasts.require(tx)
            await self._make(tx)

    async def effect(self, wanted: NamedDeadline) -> list[DayExpected]:
        """What a deadline would do to the days around it; raises `NotFound`, `Unavailable`."""
        async with self._transaction() as tx:
            forecasts.require(tx)
            past = await _past(tx)
            known = await forecasts.deadlines(tx)
            if wanted.deadline_id is not None:
                await forecasts.find_deadline(tx, wanted.deadline_id)
        others = [one.days for one in known if one.deadline_id != wanted.deadline_id]
        after = replace(past, deadlines=[*others, wanted.days])
        return await asyncio.to_thread(_effect, past, after, days_shown(day_of(past.now), wanted.days))

    async def _make(self, tx: Transaction) -> None:
        past = await _past(tx)
        made = await asyncio.to_thread(_made, past)
        await forecasts.store(tx, made)
        await forecasts.forget(tx, day_of(tx.now) - timedelta(days=forecasts.KEPT_DAYS))

    async def plan(self, params: Mapping[str, str]) -> Plan:
        """What is expected of a time, and the people it needs; raises `Invalid`, `Unavailable`."""
        asked = read_asked(params, centres=())
        policy = self._rules().policy
        async with self._transaction() as tx:
            forecasts.require(tx)
            made = await forecasts.between(tx, asked.starts_at, asked.ends_at)
            shifts = await planning.between(tx, asked.starts_at - DAY, asked.ends_at + DAY)
            found = await demand.handling(tx, tx.now - LATELY, policy)
        habits = {channel: _habits(channel, found[channel], policy) for channel in Channel}
        return await asyncio.to_thread(_plan, asked, made, shifts, (habits, found, policy))

    async def judged(self) -> list[Judgement]:
        """How well forecasts of the last weeks did, each channel by how far ahead; raises `Unavailable`."""
        async with self._transaction() as tx:
            forecasts.require(tx)
            past = await _past(tx, timedelta(weeks=JUDGED_WEEKS + 2))
            since = tx.now - timedelta(weeks=JUDGED_WEEKS)
            kept = {days: await forecasts.made_ahead(tx, since, tx.now, days=days) for days in MADE_AHEAD}
        found = await asyncio.to_thread(_judgements, past, kept)
        if not any(one.replayed for one in found):
            return found
        async with self._transaction() as tx:
            past = await _past(tx)
        return await asyncio.to_thread(_judgements, past, kept)


async def _past(tx: Transaction, length: timedelta = PAST) -> _Past:
    return _Past(
        now=tx.now,
        versions=await opening_hours.versions(tx),
        arrivals=await demand.arrivals(tx, tx.now - length, tx.now),
        deadlines=[one.days for one in await forecasts.deadlines(tx)],
    )


def _made(past: _Past) -> list[Made]:
    """The open hours from this morning on; an hour that is open in part brings its part."""
    today = day_of(past.now)
    found: list[Made] = []
    for channel in Channel:
        model = fit(past.seen(channel), past.deadlines, instant(today, 0))
        if model is None:
            continue
        opened = announced(past.versions, channel, today, today + AHEAD)
        for hour, part in sorted(open_parts(opened).items()):
            found.append(Made(today, channel, model.expect(hour, part=min(part, 1.0))))
    return found


def _effect(past: _Past, after: _Past, days: Sequence[date]) -> list[DayExpected]:
    found: list[DayExpected] = []
    for channel in Channel:
        seen, made_at = past.seen(channel), instant(days[0], 0)
        before = fit(seen, past.deadlines, made_at)
        wanted = fit(seen, after.deadlines, made_at)
        if before is None or wanted is None:
            continue
        opened = open_parts(announced(past.versions, channel, days[0], days[-1]))
        found += expected_days((before, wanted), channel, opened, days)
    return found


def _plan(
    asked: Asked,
    made: Sequence[Made],
    shifts: Sequence[Shift],
    known: tuple[Mapping[Channel, Habits], Mapping[str, Handling], Policy],
) -> Plan:
    habits, found, policy = known
    hours = [HourOutlook(Channel(one.channel), one.made_on, one.outlook) for one in made]
    starts = list(clock_hours(asked.starts_at, asked.ends_at))
    here = dict(zip(starts, people_on_shift(shifts, starts), strict=True))
    return Plan(
        hours=[one for one in hours if one.channel in asked.channels],
        needs=[need for hour in starts if (need := _need(hour, hours, here.get(hour, 0), (habits, policy)))],
        habits=habits,
        measured={channel: found[channel].handle is not None for channel in Channel},
    )


def _need(
    hour: datetime,
    hours: Sequence[HourOutlook],
    on_shift: int,
    known: tuple[Mapping[Channel, Habits], Policy],
) -> Need | None:
    habits, policy = known
    own = {one.channel: one.outlook for one in hours if one.outlook.starts_at == hour}
    if not own:
        return None
    expected = {channel: one.expected for channel, one in own.items()}
    return Need(
        starts_at=hour,
        agents=agents_by_channel(expected, habits, policy),
        people=people_needed(expected, habits, policy),
        low=people_needed({channel: one.low for channel, one in own.items()}, habits, policy),
        high=people_needed({channel: one.high for channel, one in own.items()}, habits, policy),
        on_shift=on_shift,
    )


def _habits(channel: Channel, found: Handling, policy: Policy) -> Habits:
    phone = channel is Channel.PHONE
    patience = policy.usual_patience_phone_seconds if phone else policy.usual_patience_chat_seconds
    wrap_up = policy.wrap_up_seat_phone if phone else policy.wrap_up_seat_chat
    usual = timedelta(seconds=policy.usual_conversation_seconds) + wrap_up
    return Habits(found.handle or usual, found.patience or timedelta(seconds=patience))


def _judgements(past: _Past, kept: Mapping[int, Sequence[Made]]) -> list[Judgement]:
    """By what was said at the time; where that is too little, by what would have been said."""
    found: list[Judgement] = []
    for channel in Channel:
        seen = past.seen(channel)
        came = {one.starts_at: one.arrivals for one in seen}
        for days, made in kept.items():
            said = judge([one.outlook for one in made if one.channel == channel], came)
            enough = len(said) >= _ENOUGH
            judged: Sequence[Judged] = said if enough else _replayed(seen, past, days)
            found.append(Judgement(channel, days, not enough, record(judged)))
    return found


_ENOUGH = 40
"""Hours; fewer say nothing."""


def _replayed(seen: Sequence[Seen], past: _Past, days: int) -> list[Judged]:
    ahead = timedelta(days=days)
    today = instant(day_of(past.now), 0)
    return replayed(seen, past.deadlines, today, weeks=JUDGED_WEEKS, ahead=ahead)
