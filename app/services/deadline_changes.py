"""Coordinators enter the deadlines that move people; the forecast is made anew with each change."""

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import replace
from uuid import UUID

from app.domain.deadlines import NamedDeadline, read_deadline
from app.domain.fingerprint import require_unchanged
from app.repositories import desk, forecasts
from app.repositories.transaction import Transactions


class DeadlineChanges:
    """Every change is audited with what was before and after."""

    def __init__(self, transaction: Transactions, renew: Callable[[], Awaitable[None]]) -> None:
        """`renew` makes today's forecast again."""
        self._transaction = transaction
        self._renew = renew

    async def list(self) -> list[NamedDeadline]:
        """Every deadline, the earliest first."""
        async with self._transaction() as tx:
            return await forecasts.deadlines(tx)

    async def add(self, body: object, *, author_id: UUID) -> NamedDeadline:
        """Another one; raises `Invalid`, `Unavailable`."""
        wanted = read_deadline(body)
        async with self._transaction() as tx:
            forecasts.require(tx)
            made = replace(wanted, deadline_id=await forecasts.add_deadline(tx, wanted))
            await desk.audit(
                tx,
                "deadline_added",
                actor_id=author_id,
                subject=str(made.deadline_id),
                after=made.as_logged(),
            )
        await self._renew()
        return made

    async def change(self, deadline_id: UUID, body: object, *, author_id: UUID) -> NamedDeadline:
        """What it is from now on; raises `Invalid`, `NotFound`, `Unavailable`, `WrongState`."""
        wanted = replace(read_deadline(body), deadline_id=deadline_id)
        async with self._transaction() as tx:
            forecasts.require(tx)
            await desk.lock_settings(tx)
            before = await forecasts.find_deadline(tx, deadline_id)
            require_unchanged(before.as_json(), body.get("if_version") if isinstance(body, Mapping) else None)
            if before == wanted:
                return wanted
            await forecasts.change_deadline(tx, deadline_id, wanted)
            await desk.audit(
                tx,
                "deadline_changed",
                actor_id=author_id,
                subject=str(deadline_id),
                before=before.as_logged(),
                after=wanted.as_logged(),
            )
        await self._renew()
        return wanted

    async def remove(self, deadline_id: UUID, *, author_id: UUID) -> None:
        """Take it away; raises `NotFound`, `Unavailable`."""
        async with self._transaction() as tx:
            forecasts.require(tx)
            before = await forecasts.find_deadline(tx, deadline_id)
            await forecasts.remove_deadline(tx, deadline_id)
            await desk.audit(
                tx,
                "deadline_removed",
                actor_id=author_id,
                subject=str(deadline_id),
                before=before.as_logged(),
            )
        await self._renew()
