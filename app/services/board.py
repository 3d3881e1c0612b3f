"""The coordinator's board: numbers, and names of staff, nothing of a citizen or a conversation."""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta

from app.domain.board_rules import (
    FIGURES,
    Judged,
    Seen,
    anybody_ready,
    judge,
    missing_since,
    pressure,
    unserved_since,
)
from app.domain.contact import Channel
from app.domain.door import DoorState, door
from app.domain.forecast import Outlook
from app.domain.hours_findings import alerts, findings
from app.domain.opening_hours import spans
from app.domain.oslo import HOUR, day_of, hour_of
from app.domain.oslo import instant as instant_of
from app.domain.rules import Rules
from app.frames.coordinator import Alert, Board, BoardRule, ChannelBoard, FollowUpBoard, HourBoard
from app.frames.shared import instant, maybe_instant
from app.repositories import arrivals, board, board_checks, follow_ups, forecasts, lines, promises
from app.repositories.board import Person
from app.repositories.promises import PromiseRow
from app.repositories.transaction import Transaction, Transactions

PROMISES_OF = timedelta(days=7)
REREAD = timedelta(minutes=1)
ENOUGH_PROMISES = 20
"""A share of fewer says nothing."""


@dataclass(slots=True)
class Slow:
    """What hardly changes in a second, and when it was read: once a minute."""

    at: datetime | None = None
    kept_promises: Mapping[str, float] = field(default_factory=dict)
    text_due: datetime | None = None
    uncounted: datetime | None = None
    expires: datetime | None = None


class Boardkeeper:
    """Makes the board anew at each call; the hub asks at most once a second."""

    def __init__(self, transaction: Transactions, rules: Callable[[], Rules]) -> None:
        """One for each worker."""
        self._transaction = transaction
        self._rules = rules
        self._alerts: dict[str, datetime] = {}
        self._slow = Slow()
        self._made: Sequence[Outlook] = ()
        self._made_for: datetime | None = None
        self._of_hours: tuple[tuple[int, date] | None, frozenset[str]] = (None, frozenset())

    async def look(self) -> Board:
        """The board at this instant."""
        async with self._transaction() as tx:
            await self._read_slowly(tx)
            await self._read_forecast(tx, hour_of(tx.now))
            people = await board.people(tx)
            channels = {channel: await self._channel(tx, channel, people) for channel in Channel}
            hour = self._hour(tx.now, await board.arrivals_since(tx, hour_of(tx.now)))
            left, oldest = await follow_ups.waiting(tx)
            judged = judge(await self._seen(tx, channels, people, hour=hour), self._rules().policy)
            return Board(
                at=instant(tx.now),
                channels={str(channel): one for channel, one in channels.items()},
                centres=await board.centres(tx, people),
                hour=hour,
                alerts=self._alert(tx.now, judged),
                follow_ups=FollowUpBoard(waiting=left, oldest_asked_at=maybe_instant(oldest)),
                rules=[_rule(one) for one in judged],
            )

    async def _read_slowly(self, tx: Transaction) -> None:
        if self._slow.at is not None and tx.now - self._slow.at < REREAD:
            return
        policy = self._rules().policy
        self._slow = Slow(
            tx.now,
            hit_shares(await promises.kept(tx, tx.now - PROMISES_OF, tx.now + REREAD)),
            await board_checks.text_due(tx, policy),
            await board_checks.first_uncounted(tx, policy),
            await board_checks.first_expiry(tx),
        )

    async def _read_forecast(self, tx: Transaction, hour: datetime) -> None:
        """Once for each hour, and again while there is none: what is expected over all channels."""
        if hour == self._made_for and self._made:
            return
        self._made = [one.outlook for one in await forecasts.between(tx, hour, hour + HOUR)]
        self._made_for = hour

    def _hour(self, now: datetime, arrived: int) -> HourBoard:
        return HourBoard(
            starts_at=instant(hour_of(now)),
            arrivals=arrived,
            forecast=round(sum(one.expected for one in self._made), 1) if self._made else None,
            forecast_high=sum(one.high for one in self._made) if self._made else None,
        )

    async def _channel(self, tx: Transaction, channel: Channel, people: Sequence[Person]) -> ChannelBoard:
        rules = self._rules()
        policy = rules.policy
        delays = await arrivals.delays(tx, channel, policy)
        chat = channel is Channel.CHAT
        target = policy.target_chat_seconds if chat else policy.target_phone_seconds
        limit = policy.alert_wait_chat_seconds if chat else policy.alert_wait_phone_seconds
        answered, within, abandoned = await board.today(
            tx,
            channel,
            since=instant_of(day_of(tx.now), 0),
            target=timedelta(seconds=target),
            short=timedelta(seconds=policy.short_abandon_seconds),
        )
        expected, ready = delays.for_newcomer(policy), sum(channel in one.ready_for for one in people)
        soonest = timedelta(seconds=expected.from_seconds if expected else 0)
        return ChannelBoard(
            state=door(rules, channel, tx.now, await lines.line(tx, channel, rules, delays)).state,
            waiting=delays.waiting,
            longest_wait_seconds=int(delays.longest.total_seconds()),
            expected_wait=expected,
            answered=answered,
            answered_within_target=round(within / answered, 4) if answered else None,
            abandoned=abandoned,
            wait_hit_share=self._slow.kept_promises.get(channel),
            pressure=pressure(
                delays.longest, soonest, target=target, limit=limit, stuck=delays.waiting > 0 and not ready
            ),
            ready=ready,
        )

    async def _seen(
        self,
        tx: Transaction,
        channels: Mapping[Channel, ChannelBoard],
        people: Sequence[Person],
        *,
        hour: HourBoard,
    ) -> Seen:
        """What the rules look at."""
        open_now = [name for name, one in channels.items() if one.state != DoorState.CLOSED]
        alone = [name for name in open_now if not anybody_ready(people, name)]
        unserved = {name: await self._unserved_since(tx, name, people) for name in alone}
        return Seen(
            now=tx.now,
            waits={name: timedelta(seconds=one.longest_wait_seconds) for name, one in channels.items()},
            unserved=unserved,
            missing_since=missing_since(people),
            arrivals=hour.arrivals,
            expected=hour.forecast,
            high=hour.forecast_high,
            expires=self._slow.expires,
            text_due=self._slow.text_due,
            uncounted=self._slow.uncounted,
        )

    async def _unserved_since(self, tx: Transaction, channel: Channel, people: Sequence[Person]) -> datetime:
        """The opening, the end of the last shift, or when the last one stopped, whichever was last."""
        today = day_of(tx.now)
        around = spans(self._rules().hours, channel, today - timedelta(days=1), today)
        opened = next((span[0] for span in around if span[0] <= tx.now < span[1]), None)
        ended = await board_checks.last_shift_ended(tx, channel)
        return unserved_since(people, opened, ended) or tx.now

    def _alert(self, now: datetime, judged: Sequence[Judged]) -> list[Alert]:
        """Rules that hold now, each since when: where nobody can tell, since this worker has seen it."""
        holding = {str(one.rule): one.since for one in judged if one.holds}
        holding |= dict.fromkeys(sorted(self._wrong_with_hours(now)))
        self._alerts = {code: since or self._alerts.get(code, now) for code, since in holding.items()}
        return [Alert(code=code, since=instant(since)) for code, since in self._alerts.items()]

    def _wrong_with_hours(self, now: datetime) -> frozenset[str]:
        """Alerts about the opening hours, found once for each version of the rules and each day."""
        rules, today = self._rules(), day_of(now)
        if self._of_hours[0] != (rules.version, today):
            self._of_hours = ((rules.version, today), alerts(findings(rules.hours, today)))
        return self._of_hours[1]


def _rule(judged: Judged) -> BoardRule:
    figure = FIGURES[judged.rule]
    return BoardRule(code=str(judged.rule), figure=figure, limit=judged.limit, value=judged.value)


def hit_shares(rows: Iterable[PromiseRow]) -> dict[str, float]:
    """By channel the share of answers that came inside the promised range; a channel with few is absent."""
    inside, answered = Counter[str](), Counter[str]()
    for row in rows:
        inside[row.channel] += row.inside
        answered[row.channel] += row.answered
    return {
        channel: round(inside[channel] / count, 4)
        for channel, count in answered.items()
        if count >= ENOUGH_PROMISES
    }
