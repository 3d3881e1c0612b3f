"""What is expected of the coming weeks, how many people that takes, and how well it was foretold."""

import asyncio
from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta

from app.domain.announced import announced, open_parts
from app.domain.asked import Asked, read_asked
from app.domain.contact import Channel
from app.domain.deadline_effect import DayExpected, days_shown, expected_days
from app.domain.deadlines import NamedDeadline
from app.domain.forecast import Outlook, learn, placed
from app.domain.judgements import JUDGED_WEEKS, MADE_AHEAD, Judgement, Past, Replay, judgements, replay
from app.domain.need import Habits, Need, Needed
from app.domain.oslo import clock_hours, day_of, instant
from app.domain.policy import Policy
from app.domain.roster import Shift
from app.domain.rota import people_on_shift
from app.domain.rules import Rules
from app.repositories import demand, forecasts, opening_hours, planning
from app.repositories.demand import Handling
from app.repositories.forecasts import Made
from app.repositories.transaction import Transaction, Transactions
from app.repositories.turns import in_turn

PAST = timedelta(weeks=120)
AHEAD = timedelta(weeks=6)
LATELY = timedelta(weeks=8)
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


class Forecasting:
    """Made once a day by whichever worker comes first, counted in a thread; read by coordinators."""

    def __init__(self, transaction: Transactions, rules: Callable[[], Rules]) -> None:
        """One for each worker."""
        self._transaction = transaction
        self._rules = rules
        self._needed = Needed({}, Policy())
        self._replay: Replay | None = None
        self._looked: object = None

    @in_turn
    async def sweep(self) -> bool:
        """Make today's forecast if nobody has; true when made here."""
        async with self._transaction() as tx:
            if not tx.reached(forecasts.SINCE) or not await forecasts.alone(tx):
                return False
            if await forecasts.made_last(tx) == day_of(tx.now):
                return False
            await self._make(tx)
        return True

    @in_turn
    async def renew(self) -> None:
        """Make today's forecast again: a deadline has changed. Raises `Unavailable`."""
        async with self._transaction() as tx:
            forecasts.require(tx)
            await self._make(tx)

    @in_turn
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

    @in_turn
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
        measured = {channel: found[channel].handle is not None for channel in Channel}
        if not self._needed.holds(habits, policy):
            self._needed = Needed(habits, policy)
        hours, needs = await asyncio.to_thread(_plan, asked, made, shifts, self._needed)
        return Plan(hours, needs, habits, measured)

    @in_turn
    async def judged(self) -> list[Judgement]:
        """How well forecasts of the last weeks did, each channel by how far ahead; raises `Unavailable`."""
        return await self._judge()

    @in_turn
    async def rehearse(self) -> bool:
        """Replay the last weeks if this worker has to and has not since midnight, or the last deadline.

        So nobody who asks for the record has to wait for it. True when it was looked into.
        """
        async with self._transaction() as tx:
            if not tx.reached(forecasts.SINCE):
                return False
            known = day_of(tx.now), await forecasts.deadlines(tx)
        if known == self._looked:
            return False
        await self._judge()
        self._looked = known
        return True

    async def _judge(self) -> list[Judgement]:
        async with self._transaction() as tx:
            forecasts.require(tx)
            past = await _past(tx, timedelta(weeks=JUDGED_WEEKS + 2))
            since = tx.now - timedelta(weeks=JUDGED_WEEKS)
            ahead = [(days, await forecasts.made_ahead(tx, since, tx.now, days=days)) for days in MADE_AHEAD]
        said: dict[tuple[str, int], list[Outlook]] = defaultdict(list)
        for days, made in ahead:
            for one in made:
                said[one.channel, days].append(one.outlook)
        known = self._replay if self._replay and self._replay.told_by == past.told_by else None
        found = await asyncio.to_thread(judgements, past, said, known)
        if found is None:
            async with self._transaction() as tx:
                whole = await _past(tx)
            self._replay = await asyncio.to_thread(replay, whole)
            found = await asyncio.to_thread(judgements, past, said, self._replay)
        assert found is not None
        return found


async def _past(tx: Transaction, length: timedelta = PAST) -> Past:
    return Past(
        now=tx.now,
        versions=await opening_hours.versions(tx),
        arrivals=await demand.arrivals(tx, tx.now - length, tx.now),
        deadlines=[one.days for one in await forecasts.deadlines(tx)],
    )


def _made(past: Past) -> list[Made]:
    """The open hours from this morning on; an hour that is open in part brings its part."""
    today = day_of(past.now)
    found: list[Made] = []
    for channel in Channel:
        model = learn(placed(past.seen(channel)), past.deadlines, instant(today, 0))
        if model is None:
            continue
        opened = announced(past.versions, channel, today, today + AHEAD)
        for hour, part in sorted(open_parts(opened).items()):
            found.append(Made(today, channel, model.expect(hour, part=min(part, 1.0))))
    return found


def _effect(past: Past, after: Past, days: Sequence[date]) -> list[DayExpected]:
    found: list[DayExpected] = []
    for channel in Channel:
        seen, made_at = placed(past.seen(channel)), instant(days[0], 0)
        before = learn(seen, past.deadlines, made_at)
        wanted = learn(seen, after.deadlines, made_at)
        if before is None or wanted is None:
            continue
        opened = open_parts(announced(past.versions, channel, days[0], days[-1]))
        found += expected_days((before, wanted), channel, opened, days)
    return found


def _plan(
    asked: Asked, made: Sequence[Made], shifts: Sequence[Shift], needed: Needed
) -> tuple[list[HourOutlook], list[Need]]:
    """The hours of the channels asked for, and what all channels together need."""
    hours = [HourOutlook(Channel(one.channel), one.made_on, one.outlook) for one in made]
    own = defaultdict[datetime, dict[Channel, Outlook]](dict)
    for one in hours:
        own[one.outlook.starts_at][one.channel] = one.outlook
    starts = list(clock_hours(asked.starts_at, asked.ends_at))
    here = zip(starts, people_on_shift(shifts, starts), strict=True)
    needs = [_need(hour, own[hour], count, needed) for hour, count in here if hour in own]
    return [one for one in hours if one.channel in asked.channels], needs


def _need(hour: datetime, own: Mapping[Channel, Outlook], on_shift: int, needed: Needed) -> Need:
    agents = needed.agents({channel: one.expected for channel, one in own.items()})
    return Need(
        starts_at=hour,
        agents=agents,
        people=needed.people({channel: one.expected for channel, one in own.items()}),
        low=needed.people({channel: one.low for channel, one in own.items()}),
        high=needed.people({channel: one.high for channel, one in own.items()}),
        on_shift=on_shift,
    )


def _habits(channel: Channel, found: Handling, policy: Policy) -> Habits:
    phone = channel is Channel.PHONE
    patience = policy.usual_patience_phone_seconds if phone else policy.usual_patience_chat_seconds
    wrap_up = policy.wrap_up_seat_phone if phone else policy.wrap_up_seat_chat
    usual = timedelta(seconds=policy.usual_conversation_seconds) + wrap_up
    return Habits(found.handle or usual, found.patience or timedelta(seconds=patience))
