"""Quick replies: those of everybody, which coordinators edit, and each counsellor's own."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from uuid import UUID

from app.domain.errors import Invalid, NotFound, Unavailable
from app.domain.fingerprint import require_unchanged
from app.domain.replies import (
    MOST_OWN,
    MOST_SHARED,
    ReplyText,
    SharedReply,
    filled,
    read_own,
    read_shared,
    unknown_placeholders,
)
from app.frames.bus import SettingsChanged
from app.repositories import desk, duty, replies
from app.repositories.transaction import Transaction, Transactions
from app.seed.replies import examples, placeholders

TAKEN = "is another reply's already"


@dataclass(frozen=True, slots=True)
class EveryReply:
    """All that one counsellor may reply with; `version` is the settings', with which shared ones change."""

    version: int
    shared: dict[str, SharedReply]
    own: dict[UUID, ReplyText]


@dataclass(frozen=True, slots=True)
class Preview:
    """A text as a citizen with and without an alias would read it, and what in braces nobody knows."""

    text: str
    anonymous: str
    unknown: list[str]


class Replies:
    """Every change is validated whole; one to the shared ones is audited, and every console learns of it."""

    def __init__(self, transaction: Transactions, refresh: Callable[[], Awaitable[object]]) -> None:
        """`refresh` rereads this worker's rules; the others hear of it."""
        self._transaction = transaction
        self._refresh = refresh

    async def every(self, counsellor_id: UUID) -> EveryReply:
        """The shared ones in their order, and this counsellor's own by shortcut."""
        async with self._transaction() as tx:
            version = (await desk.read(tx)).settings_version
            return EveryReply(version, await replies.shared(tx), await replies.own(tx, counsellor_id))

    def preview(self, text: str, language: str) -> Preview:
        """The text with example values in its placeholders."""
        values = examples(language)
        return Preview(
            text=filled(text, values),
            anonymous=filled(text, {**values, "alias": ""}),
            unknown=unknown_placeholders(text, placeholders()),
        )

    async def add(self, body: object, *, author_id: UUID) -> tuple[str, SharedReply]:
        """One more for everybody, and its key; raises `Invalid`."""
        reply = read_shared(body, placeholders())
        async with self._transaction() as tx:
            known = await self._locked(tx)
            if len(known) >= MOST_SHARED:
                raise Invalid({"shortcut": f"there are {MOST_SHARED} replies already"})
            _require_free(reply.shortcut, [one.shortcut for one in known.values()])
            key = await replies.add_shared(tx, reply)
            await _changed(tx, "reply_added", author_id, key=key, after=reply)
        await self._refresh()
        return key, reply

    async def change(self, key: str, body: object, *, if_version: object, author_id: UUID) -> SharedReply:
        """Another text for everybody; raises `NotFound`, `Invalid`, `WrongState` where it is older."""
        reply = read_shared(body, placeholders())
        async with self._transaction() as tx:
            known = await self._locked(tx)
            former = known.pop(key, None)
            if former is None:
                raise NotFound
            require_unchanged(former.as_json(), if_version)
            _require_free(reply.shortcut, [one.shortcut for one in known.values()])
            if reply != former:
                await replies.change_shared(tx, key, reply)
                await _changed(tx, "reply_changed", author_id, key=key, before=former, after=reply)
        await self._refresh()
        return reply

    async def remove(self, key: str, *, author_id: UUID) -> None:
        """Nobody has it any more; raises `NotFound`."""
        async with self._transaction() as tx:
            former = (await self._locked(tx)).get(key)
            if former is None:
                raise NotFound
            await replies.remove_shared(tx, key)
            await _changed(tx, "reply_removed", author_id, key=key, before=former)
        await self._refresh()

    async def add_own(self, counsellor_id: UUID, body: object) -> tuple[UUID, ReplyText]:
        """One more of her own, and its id; raises `Invalid`."""
        reply = read_own(body, placeholders())
        async with self._transaction() as tx:
            known = await _locked_own(tx, counsellor_id)
            if len(known) >= MOST_OWN:
                raise Invalid({"shortcut": f"you have {MOST_OWN} replies already"})
            _require_free(reply.shortcut, [one.shortcut for one in known.values()])
            return await replies.add_own(tx, counsellor_id, reply), reply

    async def change_own(self, counsellor_id: UUID, reply_id: UUID, body: object) -> ReplyText:
        """Another text or shortcut of her own; raises `NotFound`, also for a colleague's, and `Invalid`."""
        reply = read_own(body, placeholders())
        async with self._transaction() as tx:
            known = await _locked_own(tx, counsellor_id)
            if known.pop(reply_id, None) is None:
                raise NotFound
            _require_free(reply.shortcut, [one.shortcut for one in known.values()])
            await replies.change_own(tx, reply_id, reply)
        return reply

    async def remove_own(self, counsellor_id: UUID, reply_id: UUID) -> None:
        """One of hers is gone; raises `NotFound`, also for a colleague's."""
        async with self._transaction() as tx:
            if reply_id not in await _locked_own(tx, counsellor_id):
                raise NotFound
            await replies.remove_own(tx, reply_id)

    async def _locked(self, tx: Transaction) -> dict[str, SharedReply]:
        await desk.lock_settings(tx)
        return await replies.shared(tx)


async def _locked_own(tx: Transaction, counsellor_id: UUID) -> dict[UUID, ReplyText]:
    """Hers, under her row's lock; raises `Unavailable` before the schema has them (ADR 14)."""
    if not tx.reached(replies.REVISION):
        raise Unavailable
    await duty.lock(tx, [counsellor_id])
    return await replies.own(tx, counsellor_id)


def _require_free(shortcut: str, taken: list[str]) -> None:
    if shortcut in taken:
        raise Invalid({"shortcut": TAKEN})


async def _changed(
    tx: Transaction,
    action: str,
    author_id: UUID,
    *,
    key: str,
    before: SharedReply | None = None,
    after: SharedReply | None = None,
) -> None:
    await desk.raise_settings_version(tx)
    await desk.audit(
        tx,
        action,
        actor_id=author_id,
        subject=key,
        before=None if before is None else before.as_json(),
        after=None if after is None else after.as_json(),
    )
    tx.publish(SettingsChanged())
