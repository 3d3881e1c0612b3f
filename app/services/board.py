"""The coordinator's board: numbers, and names of staff, nothing of a citizen or a conversation."""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from datetime import date, datetime, timedelta

from app.domain.contact import Channel
from app.domain.door import door
from app.domain.hours_findings import alerts, findings
from app.domain.oslo import HOUR, day_of, hour_of
from app.domain.oslo import instant as instant_of
from app.domain.rules import Rules
from app.frames.coordinator import Alert, Board, CentreBoard, ChannelBoard, FollowUpBoard, HourBoard
from app.frames.shared import instant, maybe_instant
from app.repositories import arrivals, board, follow_ups, forecasts, lines, promises
from app.repositories.promises import PromiseRow
from app.repositories.transaction import Transaction, Transactions

PROMISES_OF = timedelta(days=7)
REREAD = timedelta(minutes=1)
ENOUGH_PROMISES = 20
"""A share of fewer says nothing."""


class Boardkeeper:
    """Makes the board anew at each call; the hub asks at most once a second."""

    def __init__(self, transaction: Transactions, rules: Callable[[], Rules]) -> None:
        """One for each worker."""
        self._transaction = transaction
        self._rules = rules
        self._alerts: dict[str, datetime] = {}
        self._kept: Mapping[str, float] = {}
        self._kept_at: datetime | None = None
        self._expected: float | None = None
        self._expected_in: datetime | None = None
        self._of_hours: tuple[tuple[int, date] | None, frozenset[str]] = (None, frozenset())

    async def look(self) -> Board:
        """The board at this instant."""
        async with self._transaction() as tx:
            await self._read_promises(tx)
            channels = {str(channel): await self._channel(tx, channel) for channel in Channel}
            centres = await board.centres(tx)
            hour = hour_of(tx.now)
            await self._read_forecast(tx, hour)
            arrived = await board.arrivals_since(tx, hour)
            left, oldest = await follow_ups.waiting(tx)
            return Board(
                at=instant(tx.now),
                channels=channels,
                centres=centres,
                hour=HourBoard(starts_at=instant(hour), arrivals=arrived, forecast=self._expected),
                alerts=self._alert(tx.now, channels, centres),
                follow_ups=FollowUpBoard(waiting=left, oldest_asked_at=maybe_instant(oldest)),
            )

    async def _read_promises(self, tx: Transaction) -> None:
        """Once a minute, for seven days hardly change in a second."""
        if self._kept_at is None or tx.now - self._kept_at >= REREAD:
            self._kept = hit_shares(await promises.kept(tx, tx.now - PROMISES_OF, tx.now + REREAD))
            self._kept_at = tx.now

    async def _read_forecast(self, tx: Transaction, hour: datetime) -> None:
        """Once for each hour, and again while there is none: how many are expected over all channels."""
        if hour == self._expected_in and self._expected is not None:
            return
        made = await forecasts.between(tx, hour, hour + HOUR)
        self._expected_in = hour
        self._expected = round(sum(one.outlook.expected for one in made), 1) if made else None

    async def _channel(self, tx: Transaction, channel: Channel) -> ChannelBoard:
        rules = self._rules()
        policy = rules.policy
        delays = await arrivals.delays(tx, channel, policy)
        target = policy.target_chat_seconds if channel is Channel.CHAT else policy.target_phone_seconds
        answered, within, abandoned = await board.today(
            tx,
            channel,
            since=instant_of(day_of(tx.now), 0),
            target=timedelta(seconds=target),
            short=timedelta(seconds=policy.short_abandon_seconds),
        )
        return ChannelBoard(
            state=door(rules, channel, tx.now, await lines.line(tx, channel, rules, delays)).state,
            waiting=delays.waiting,
            longest_wait_seconds=int(delays.longest.total_seconds()),
            expected_wait=delays.for_newcomer(policy),
            answered=answered,
            answered_within_target=round(within / answered, 4) if answered else None,
            abandoned=abandoned,
            wait_hit_share=self._kept.get(channel),
        )

    def _alert(
        self, now: datetime, channels: dict[str, ChannelBoard], centres: list[CentreBoard]
    ) -> list[Alert]:
        """Rules that hold now, each with the instant from which this worker has seen it hold."""
        policy = self._rules().policy
        holding = {
            "waiting_over_target": channels["chat"].longest_wait_seconds > 2 * policy.target_chat_seconds,
            "nobody_ready": channels["chat"].state != "closed" and not any(one.ready for one in centres),
            "missing_from_shift": any(one.missing for one in centres),
            **dict.fromkeys(sorted(self._wrong_with_hours(now)), True),
        }
        self._alerts = {code: self._alerts.get(code, now) for code, holds in holding.items() if holds}
        return [Alert(code=code, since=instant(since)) for code, since in self._alerts.items()]

    def _wrong_with_hours(self, now: datetime) -> frozenset[str]:
        """Alerts about the opening hours, found once for each version of the rules and each day."""
        rules, today = self._rules(), day_of(now)
        if self._of_hours[0] != (rules.version, today):
            self._of_hours = ((rules.version, today), alerts(findings(rules.hours, today)))
        return self._of_hours[1]


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
