"""Notices: what coordinators tell citizens or staff for a while, planned, changed and taken back."""

from collections.abc import Awaitable, Callable
from datetime import datetime
from uuid import UUID

from app.domain.errors import Invalid, NotFound, Unavailable
from app.domain.fingerprint import require_unchanged
from app.domain.notices import MOST_AHEAD, Audience, Notice, read_notice, standing
from app.frames.bus import SettingsChanged
from app.frames.shared import instant
from app.repositories import desk, notices
from app.repositories.transaction import Transaction, Transactions

SHOWN = 200
"""Notices in the list of coordinators, past ones among them."""


class Notices:
    """Every change is validated whole and audited; those that stand now are among the rules that hold."""

    def __init__(self, transaction: Transactions, refresh: Callable[[], Awaitable[object]]) -> None:
        """`refresh` rereads this worker's rules; the others hear of it."""
        self._transaction = transaction
        self._refresh = refresh

    async def now(self, audience: Audience) -> list[Notice]:
        """Those that stand now, the newest begun first.

        From the rows: who was told of a change by one worker may ask another that has not heard of it.
        """
        async with self._transaction() as tx:
            return standing(await notices.ahead(tx), audience, tx.now)

    async def every(self) -> tuple[datetime, list[tuple[Notice, str | None]]]:
        """Past, standing and planned ones with their author's name, the last to begin first; and the time."""
        async with self._transaction() as tx:
            _require(tx)
            return tx.now, await notices.latest(tx, SHOWN)

    async def add(self, body: object, *, author_id: UUID) -> Notice:
        """A new one; raises `Invalid`."""
        async with self._transaction() as tx:
            _require(tx)
            given = read_notice(body, tx.now)
            await desk.lock_settings(tx)
            if await notices.count_ahead(tx) >= MOST_AHEAD:
                raise Invalid({"ends_at": f"there are {MOST_AHEAD} notices already that have not ended"})
            made = await notices.add(tx, given, by=author_id)
            await _changed(tx, "notice_added", author_id, after=made)
        await self._refresh()
        return made

    async def change(self, notice_id: UUID, body: object, *, if_version: object, author_id: UUID) -> Notice:
        """Other words or times; raises `NotFound`, `Invalid`, `WrongState` for an older `if_version`."""
        async with self._transaction() as tx:
            _require(tx)
            given = read_notice(body, tx.now)
            await desk.lock_settings(tx)
            former = await notices.find(tx, notice_id)
            if former is None:
                raise NotFound
            require_unchanged(notice_json(former), if_version)
            changed = await notices.change(tx, notice_id, given)
            if changed != former:
                await _changed(tx, "notice_changed", author_id, before=former, after=changed)
        await self._refresh()
        return changed

    async def remove(self, notice_id: UUID, *, author_id: UUID) -> None:
        """Nobody reads it any more; raises `NotFound`."""
        async with self._transaction() as tx:
            _require(tx)
            await desk.lock_settings(tx)
            former = await notices.find(tx, notice_id)
            if former is None:
                raise NotFound
            await notices.remove(tx, notice_id)
            await _changed(tx, "notice_removed", author_id, before=former)
        await self._refresh()


def notice_json(notice: Notice) -> dict[str, str]:
    """A notice as it is shown and audited, its id aside."""
    return {
        "audience": notice.audience,
        **notice.words.as_json(),
        "starts_at": instant(notice.starts_at),
        "ends_at": instant(notice.ends_at),
    }


def _require(tx: Transaction) -> None:
    """Raises `Unavailable` on a schema that has no notices yet (ADR 14)."""
    if not tx.reached(notices.REVISION):
        raise Unavailable


async def _changed(
    tx: Transaction,
    action: str,
    author_id: UUID,
    *,
    before: Notice | None = None,
    after: Notice | None = None,
) -> None:
    named = after or before
    await desk.raise_settings_version(tx)
    await desk.audit(
        tx,
        action,
        actor_id=author_id,
        subject=None if named is None else str(named.notice_id),
        before=None if before is None else notice_json(before),
        after=None if after is None else notice_json(after),
    )
    tx.publish(SettingsChanged())
