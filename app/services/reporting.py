"""Reports for coordinators: load per hour and topics, each figure from the log itself."""

import asyncio
from collections.abc import Callable, Mapping
from datetime import timedelta

from app.domain.asked import Asked, read_asked
from app.domain.contact import Channel
from app.domain.load import LoadRow
from app.domain.policy import Policy
from app.domain.rules import Rules
from app.domain.statistics import View, load
from app.domain.topic_counts import TopicCounts, count_topics
from app.repositories import lists, statistics
from app.repositories.statistics import Fetched, read_log
from app.repositories.transaction import Transaction, Transactions


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
            fetched = await statistics.fetch(tx, asked.starts_at, asked.ends_at)
        view = View(asked.starts_at, fetched.until, asked.channels, asked.centre, codes)
        return await asyncio.to_thread(_counted, fetched, view, policy)

    async def topics(self, params: Mapping[str, str]) -> TopicCounts:
        """Topics of the contacts that arrived in the time; raises `Invalid`."""
        async with self._transaction() as tx:
            asked: Asked = read_asked(params, centres=await self._centres(tx))
            wrap_ups = await statistics.topics(tx, asked.starts_at, asked.ends_at)
            parents = await lists.topic_parents(tx)
        return count_topics([named for named, _ in wrap_ups], parents)

    async def _centres(self, tx: Transaction) -> tuple[str, ...]:
        return tuple(centre["code"] for centre in await lists.centres(tx))


def _counted(fetched: Fetched, view: View, policy: Policy) -> list[LoadRow]:
    return load(read_log(fetched, policy), view, targets=targets(policy))


def targets(policy: Policy) -> dict[Channel, timedelta]:
    """The longest wait of a channel that counts as answered within the target."""
    return {
        Channel.CHAT: timedelta(seconds=policy.target_chat_seconds),
        Channel.PHONE: timedelta(seconds=policy.target_phone_seconds),
    }
