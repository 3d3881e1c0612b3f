"""Reports for coordinators: load per hour and topics, each figure from the log itself."""

import asyncio
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from app.domain.asked import Asked, read_asked
from app.domain.contact import Channel
from app.domain.load import LoadRow
from app.domain.oslo import day_of, hour_of
from app.domain.policy import Policy
from app.domain.rules import Rules
from app.domain.spans import Span, merged, outside
from app.domain.statistics import View, rows
from app.domain.tally import Tally, tally, together
from app.domain.topic_counts import TopicCounts, count_topics
from app.repositories import kept, lists, statistics
from app.repositories.kept import whole_day
from app.repositories.statistics import Fetched, read_log
from app.repositories.transaction import Transaction, Transactions


@dataclass(frozen=True, slots=True)
class Kept:
    """What is kept of a time, and the spans of it that are not."""

    tally: Tally
    others: Sequence[Span]


class Reporting:
    """Reads only, and counts in a thread: a report neither locks nor holds up a conversation."""

    def __init__(self, transaction: Transactions, rules: Callable[[], Rules]) -> None:
        """One for each worker."""
        self._transaction = transaction
        self._rules = rules

    async def load(self, params: Mapping[str, str]) -> list[LoadRow]:
        """Load per hour, up to the current hour; raises `Invalid` for a question that makes no sense."""
        policy = self._rules().policy
        async with self._transaction() as tx:
            codes = await self._centres(tx)
            asked = read_asked(params, centres=codes)
            until = min(asked.ends_at, tx.now)
            found = await self._kept(tx, asked.starts_at, until, policy)
            fetched = [await statistics.fetch(tx, *span) for span in found.others]
        view = View(asked.starts_at, until, asked.channels, asked.centre, codes)
        return await asyncio.to_thread(_counted, found, fetched, view, policy)

    async def _kept(self, tx: Transaction, starts: datetime, ends: datetime, policy: Policy) -> Kept:
        """What is kept of the time, and the rest of it, which is counted from the log."""
        days = await kept.days(tx, day_of(starts), day_of(ends), policy)
        others = [(hour_of(starts), ends)]
        for day in days:
            others = outside(others, whole_day(day))
        return Kept(await kept.read(tx, days, hour_of(starts), ends), merged(others))

    async def topics(self, params: Mapping[str, str]) -> TopicCounts:
        """Topics of the contacts that arrived in the time; raises `Invalid`."""
        async with self._transaction() as tx:
            asked: Asked = read_asked(params, centres=await self._centres(tx))
            wrap_ups = await statistics.topics(tx, asked.starts_at, asked.ends_at)
            parents = await lists.topic_parents(tx)
        return count_topics([named for named, _ in wrap_ups], parents)

    async def _centres(self, tx: Transaction) -> tuple[str, ...]:
        return tuple(centre["code"] for centre in await lists.centres(tx))


def _counted(found: Kept, fetched: Sequence[Fetched], view: View, policy: Policy) -> list[LoadRow]:
    live = [tally(read_log(one, policy), span) for one, span in zip(fetched, found.others, strict=True)]
    return rows(together([found.tally, *live]), view, targets=targets(policy))


def targets(policy: Policy) -> dict[Channel, timedelta]:
    """The longest wait of a channel that counts as answered within the target."""
    return {
        Channel.CHAT: timedelta(seconds=policy.target_chat_seconds),
        Channel.PHONE: timedelta(seconds=policy.target_phone_seconds),
    }
