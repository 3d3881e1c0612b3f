"""Showing and changing what the desk decides about itself: whole, audited, and the former kept."""

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from app.domain.errors import WrongState
from app.domain.policy import Policy, changed, from_stored, to_json
from app.frames.bus import SettingsChanged
from app.repositories import desk
from app.repositories.transaction import Transaction, Transactions


@dataclass(frozen=True, slots=True)
class PolicyView:
    """The figures that hold, those of a desk that has decided nothing, and which this one has decided."""

    values: dict[str, int]
    defaults: dict[str, int]
    decided: list[str]


class PolicyChanges:
    """For coordinators and for the command line."""

    def __init__(self, transaction: Transactions, refresh: Callable[[], Awaitable[object]]) -> None:
        """`refresh` rereads this worker's rules; the others hear of it."""
        self._transaction = transaction
        self._refresh = refresh

    async def show(self) -> PolicyView:
        """What holds now, as stored."""
        async with self._transaction() as tx:
            return _view(await desk.policy(tx))

    async def change(
        self,
        changes: Mapping[str, Any],
        *,
        author_id: UUID | None,
        reason: str | None = None,
        was: Mapping[str, Any] | None = None,
    ) -> PolicyView:
        """Change the figures named, null back to the default; raises `Invalid` with figure -> why.

        `was` is what its author saw of them: `WrongState` where somebody else has changed one meanwhile.
        """
        async with self._transaction() as tx:
            await desk.lock_settings(tx)
            before = await desk.policy(tx)
            after = changed(before, changes)
            _require_unchanged(_view(before).values, was or {})
            if after != before:
                await self._store(tx, _view(before), after, author_id=author_id, reason=reason)
        await self._refresh()
        return _view(after)

    async def _store(
        self,
        tx: Transaction,
        was: PolicyView,
        after: dict[str, Any],
        *,
        author_id: UUID | None,
        reason: str | None,
    ) -> None:
        await desk.store_policy(tx, after, author_id=author_id)
        now = _view(after)
        named = sorted({*was.decided, *now.decided})
        touched = [name for name in named if was.values.get(name) != now.values.get(name)]
        await desk.audit(
            tx,
            "policy_changed",
            actor_id=author_id,
            subject=", ".join(touched) or "nothing but defaults",
            reason=reason,
            before={name: was.values[name] for name in touched},
            after={name: now.values[name] for name in touched},
        )
        tx.publish(SettingsChanged())


def _require_unchanged(values: Mapping[str, int], was: Mapping[str, Any]) -> None:
    moved = {name: f"is {values[name]} now" for name in was if name in values and values[name] != was[name]}
    if moved:
        raise WrongState(moved)


def _view(stored: dict[str, Any]) -> PolicyView:
    policy, unusable = from_stored(stored)
    decided = sorted(name for name in stored if name not in unusable)
    return PolicyView(to_json(policy), to_json(Policy()), decided)
