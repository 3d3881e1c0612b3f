"""Figures that leave the house are kept as they were, so that each can be shown and made again."""

import hashlib
import json
import re
from collections.abc import Callable, Mapping
from contextlib import suppress
from uuid import UUID

from app.domain.errors import NotFound, Unavailable
from app.domain.published import share_time
from app.domain.rules import Rules
from app.repositories import desk, kept_topics, snapshots
from app.repositories.snapshots import SnapshotRow as SnapshotRow
from app.repositories.transaction import Transaction, Transactions
from app.seed.texts import definitions

ID = re.compile(r"[0-9a-f]{32}")
COUNTED_BY = (
    "short_abandon_seconds",
    "wrap_up_seat_chat_seconds",
    "wrap_up_seat_phone_seconds",
    "target_chat_seconds",
    "target_phone_seconds",
)
"""The figures of the policy that a report depends on."""


class Snapshots:
    """The id is the hash of what is said: the same figures have the same one, whenever they are made."""

    def __init__(self, transaction: Transactions, rules: Callable[[], Rules]) -> None:
        """One for each worker."""
        self._transaction = transaction
        self._rules = rules
        self._remembered = set[str]()

    async def remember(self, report: str, question: Mapping[str, str], tables: str) -> str:
        """The id of what everybody may ask for; kept when this worker sees it first, if the schema can."""
        snapshot_id, _ = self.of(report, question, tables)
        if snapshot_id not in self._remembered:
            with suppress(Unavailable):
                await self.keep(report, question, tables)
            self._remembered.add(snapshot_id)
        return snapshot_id

    def of(self, report: str, question: Mapping[str, str], tables: str) -> tuple[str, str]:
        """The id and the content of these tables, given as JSON."""
        head = json.dumps({"report": report, "question": dict(sorted(question.items()))}, ensure_ascii=False)
        content = f'{head[:-1]}, "tables": {tables}}}'
        return hashlib.sha256(content.encode()).hexdigest()[:32], content

    async def keep(
        self, report: str, question: Mapping[str, str], tables: str, *, author_id: UUID | None = None
    ) -> SnapshotRow:
        """Keep what is published; published again, it is what it was. Raises `Unavailable`.

        What the desk alone had kept is published by whoever does so first, and logged like any other.
        """
        snapshot_id, content = self.of(report, question, tables)
        async with self._transaction() as tx:
            made = SnapshotRow(
                snapshot_id,
                tx.now,
                report,
                dict(question),
                await self._versions(tx),
                content,
                published_at=None if author_id is None else tx.now,
                author_id=author_id,
            )
            if await snapshots.keep(tx, made) and author_id is not None:
                after = {"report": report, "question": dict(question)}
                await desk.audit(
                    tx, "snapshot_published", actor_id=author_id, subject=snapshot_id, after=after
                )
            return await snapshots.find(tx, snapshot_id)

    async def find(self, snapshot_id: str) -> SnapshotRow:
        """Raises `NotFound`."""
        if not ID.fullmatch(snapshot_id):
            raise NotFound
        async with self._transaction() as tx:
            return await snapshots.find(tx, snapshot_id)

    async def newest(self, *, published: bool | None = None) -> list[SnapshotRow]:
        """The newest first: published by people, or kept by the desk alone, or all; 500 at most."""
        async with self._transaction() as tx:
            return await snapshots.newest(tx, published=published)

    async def overlapping(self, question: Mapping[str, str], snapshot_id: str) -> list[SnapshotRow]:
        """All others that tell of a time that this one shares: they count some of the same contacts."""
        async with self._transaction() as tx:
            every = await snapshots.newest(tx, published=None, most=None)
        return [one for one in every if one.id != snapshot_id and share_time(question, one.question)]

    async def versions(self) -> dict[str, str]:
        """What figures are counted by now."""
        async with self._transaction() as tx:
            return await self._versions(tx)

    async def _versions(self, tx: Transaction) -> dict[str, str]:
        policy = self._rules().policy
        _, topics = await kept_topics.topic_list(tx)
        words = json.dumps(definitions(), ensure_ascii=False, sort_keys=True)
        return {
            "definitions": hashlib.sha256(words.encode()).hexdigest()[:16],
            "topics": topics,
            **{name: str(getattr(policy, name)) for name in COUNTED_BY},
        }
