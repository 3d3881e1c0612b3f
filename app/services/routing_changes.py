"""Showing and changing the rules of routing: whole, audited, the former kept, and at work at once."""

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from app.domain.errors import WrongState
from app.domain.routing_document import changed, from_stored, routing_json
from app.domain.routing_rules import Routing
from app.frames.bus import SettingsChanged
from app.repositories import desk, routing, staff
from app.repositories.transaction import Transaction, Transactions


@dataclass(frozen=True, slots=True)
class RoutingView:
    """The rules that hold, those of a new desk, which ones this desk has decided, and its centres."""

    rules: Mapping[str, Any]
    defaults: Mapping[str, Any]
    decided: list[str]
    centres: Mapping[str, Mapping[str, str]]


class RoutingChanges:
    """For coordinators."""

    def __init__(
        self,
        transaction: Transactions,
        refresh: Callable[[], Awaitable[object]],
        *,
        wake: Callable[[], None],
    ) -> None:
        """`refresh` rereads this worker's rules, `wake` has it dispatch by them; the others hear of it."""
        self._transaction = transaction
        self._refresh = refresh
        self._wake = wake

    async def show(self) -> RoutingView:
        """What holds now, as stored."""
        async with self._transaction() as tx:
            return await _view(tx, await routing.stored(tx))

    async def change(self, body: object, *, author_id: UUID | None) -> RoutingView:
        """Change what the body names, null back to the default; raises `Invalid` with field -> why.

        `WrongState` while the schema is behind: there is no place for rules yet.
        """
        async with self._transaction() as tx:
            if not tx.reached(routing.SINCE):
                raise WrongState({"schema": "run desk migrate first"})
            await desk.lock_settings(tx)
            before = await routing.stored(tx)
            after = changed(before, body, [code for code, _ in await staff.centres(tx)])
            if after != before:
                await self._store(tx, before, after, author_id=author_id)
            view = await _view(tx, after)
        await self._refresh()
        self._wake()
        return view

    async def _store(
        self, tx: Transaction, before: dict[str, Any], after: dict[str, Any], *, author_id: UUID | None
    ) -> None:
        await routing.store(tx, after, author_id=author_id)
        was, now = _holds(before), _holds(after)
        touched = [name for name in now if was[name] != now[name]]
        await desk.audit(
            tx,
            "routing_changed",
            actor_id=author_id,
            subject=", ".join(touched) or "nothing but defaults",
            before={name: was[name] for name in touched},
            after={name: now[name] for name in touched},
        )
        tx.publish(SettingsChanged())


def _holds(stored: Mapping[str, Any]) -> dict[str, Any]:
    return routing_json(from_stored(stored)[0])


async def _view(tx: Transaction, stored: Mapping[str, Any]) -> RoutingView:
    rules, unusable = from_stored(stored)
    broken = {path.partition(".")[0] for path in unusable}
    return RoutingView(
        rules=routing_json(rules),
        defaults=routing_json(Routing()),
        decided=sorted(name for name in stored if name not in broken),
        centres=dict(await staff.centres(tx)),
    )
