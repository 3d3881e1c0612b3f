"""Coordinators edit the list of topics; a code is never deleted, and what is recorded keeps its meaning."""

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from app.domain.errors import NotFound
from app.domain.fingerprint import fingerprint, require_unchanged
from app.domain.oslo import day_of
from app.domain.topic_list import ListedTopic, edition_of
from app.domain.topic_preview import Preview, preview
from app.domain.topic_reading import read_changed_topic, read_new_topic, read_order
from app.frames.bus import SettingsChanged
from app.repositories import desk, topic_list
from app.repositories.transaction import Transaction, Transactions


@dataclass(frozen=True, slots=True)
class EveryTopic:
    """The whole list as it stands, with its edition; `today` is the Oslo date it was read on."""

    topics: dict[str, ListedTopic]
    edition: str
    today: date

    @property
    def version(self) -> str:
        """Another one whenever anything of the list is another, its order too."""
        return fingerprint({"topics": [topic.as_json() for topic in self.topics.values()]})


@dataclass(frozen=True, slots=True)
class Previewed:
    """What a change would mean, with what was recorded lately and the wrap-ups on their way."""

    preview: Preview
    recorded: int
    drafts: int


class TopicChanges:
    """Every change is validated whole, audited, and told to every console."""

    def __init__(
        self, transaction: Transactions, refresh: Callable[[], Awaitable[object]], *, reports: Transactions
    ) -> None:
        """`refresh` rereads this worker's rules; the others hear of it. What was recorded is of `reports`."""
        self._transaction = transaction
        self._reports = reports
        self._refresh = refresh

    async def every(self) -> EveryTopic:
        """All topics there ever were."""
        async with self._transaction() as tx:
            return await _every(tx)

    async def add(self, body: object, *, author_id: UUID) -> ListedTopic:
        """A further topic; raises `Invalid`, `Unavailable`."""
        async with self._transaction() as tx:
            found = await _locked(tx)
            topic = read_new_topic(body, found.topics, found.today)
            await topic_list.add(tx, topic, await _told(tx, found))
            await desk.audit(tx, "topic_added", actor_id=author_id, subject=topic.code, after=topic.as_json())
        await self._refresh()
        return topic

    async def change(self, code: str, body: Mapping[str, Any], *, author_id: UUID) -> ListedTopic:
        """What it is from now on; raises `NotFound`, `Invalid`, `Unavailable`, `WrongState`."""
        async with self._transaction() as tx:
            found = await _locked(tx)
            former = _known(found, code)
            require_unchanged(former.as_json(), body.get("if_version"))
            topic = read_changed_topic(former, body, found.topics, found.today)
            if topic != former:
                await topic_list.change(tx, topic, await _told(tx, found))
                await desk.audit(
                    tx,
                    "topic_changed",
                    actor_id=author_id,
                    subject=code,
                    before=former.as_json(),
                    after=topic.as_json(),
                )
        await self._refresh()
        return topic

    async def order(self, body: Mapping[str, Any], *, author_id: UUID) -> EveryTopic:
        """The topics of a level in another order; raises `Invalid`, `Unavailable`, `WrongState`."""
        async with self._transaction() as tx:
            found = await _locked(tx)
            if body.get("if_version") not in (None, found.version):
                require_unchanged({}, body["if_version"])
            codes = read_order(body, found.topics)
            parent = body.get("parent")
            former = [one.code for one in found.topics.values() if one.parent == parent]
            if codes != former:
                await topic_list.put_in_order(tx, codes, await _told(tx, found))
                await desk.audit(
                    tx,
                    "topics_ordered",
                    actor_id=author_id,
                    subject=parent,
                    before={"topics": former},
                    after={"topics": codes},
                )
            ordered = await _every(tx)
        await self._refresh()
        return ordered

    async def preview_new(self, body: object) -> Previewed:
        """What adding this topic would mean; raises `Invalid`."""
        async with self._transaction() as tx:
            found = await _every(tx)
        topic = read_new_topic(body, found.topics, found.today)
        return Previewed(preview(topic, None, found.topics, today=found.today, drafts=0), 0, 0)

    async def preview_change(self, code: str, body: object) -> Previewed:
        """What changing a topic would mean; raises `NotFound`, `Invalid`."""
        async with self._reports() as tx:
            found = await _every(tx)
            former = _known(found, code)
            recorded = await topic_list.recorded(tx, code)
            drafts = await topic_list.drafts(tx, code)
        topic = read_changed_topic(former, body, found.topics, found.today)
        means = preview(topic, former, found.topics, today=found.today, drafts=drafts)
        return Previewed(means, recorded, drafts)


async def _every(tx: Transaction) -> EveryTopic:
    topics, edition = await topic_list.every(tx)
    return EveryTopic(topics, edition, day_of(tx.now))


async def _locked(tx: Transaction) -> EveryTopic:
    topic_list.require(tx)
    await desk.lock_settings(tx)
    return await _every(tx)


def _known(found: EveryTopic, code: str) -> ListedTopic:
    if code not in found.topics:
        raise NotFound({"code": "unknown"})
    return found.topics[code]


async def _told(tx: Transaction, found: EveryTopic) -> str:
    """Every console reads the list anew; the edition that this change makes."""
    version = await desk.raise_settings_version(tx)
    tx.publish(SettingsChanged())
    return edition_of(found.today, version)
