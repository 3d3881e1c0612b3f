"""Changing the opening hours: rules, closures of single dates, and closing or reopening by hand."""

import json
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from uuid import UUID

from app.domain.contact import Channel
from app.domain.errors import Invalid
from app.domain.hours_document import read_hours
from app.domain.opening_hours import HoursAnswer, OpeningHours, evaluate
from app.domain.opening_rules import Order, Override
from app.domain.orders import read_close, read_closure, read_reopen
from app.domain.reading import Problems, read_mapping
from app.frames.bus import SettingsChanged
from app.repositories import desk, opening_hours
from app.repositories.opening_hours import StoredClosure as StoredClosure
from app.repositories.transaction import Transaction, Transactions

Refresh = Callable[[], Awaitable[object]]


@dataclass(frozen=True, slots=True)
class HoursView:
    """The rules and closures as stored, the orders in force, and what they say of each channel now."""

    rules: OpeningHours
    closures: list[StoredClosure]
    overrides: tuple[Override, ...]
    now: dict[Channel, HoursAnswer]


class Administration:
    """Every change is validated whole, raises the settings' version, and is written in the audit."""

    def __init__(self, transaction: Transactions, refresh: Refresh) -> None:
        """`refresh` rereads this worker's rules, so that its next answer knows the change."""
        self._transaction = transaction
        self._refresh = refresh

    async def hours(self) -> HoursView:
        """The opening hours as they are now."""
        async with self._transaction() as tx:
            return await self._view(tx)

    async def set_hours(self, body: object, *, author_id: UUID) -> HoursView:
        """Replace the lists that the body names, and keep the others; raises `Invalid`."""
        problems = Problems()
        given = dict(read_mapping(problems, "body", body))
        if not {"weekly_rules", "period_rules", "date_rules"} & set(given):
            problems.add("weekly_rules", "is required")
        problems.raise_any()
        async with self._transaction() as tx:
            before = await opening_hours.stored_rules(tx)
            rules = read_hours({**before, **{name: given[name] for name in before if name in given}})
            await opening_hours.save_rules(tx, rules, author_id=author_id)
            await self._changed(tx, "opening_hours", author_id, subject=None, reason=None)
            view = await self._view(tx)
        await self._refresh()
        return view

    async def closures(self) -> list[StoredClosure]:
        """Closures and extended days, by date."""
        async with self._transaction() as tx:
            return await opening_hours.closures_from(tx)

    async def add_closure(self, body: object, *, author_id: UUID) -> UUID:
        """Other hours on one date; raises `Invalid`."""
        rule = read_closure(body)
        async with self._transaction() as tx:
            closure_id = await opening_hours.add_closure(tx, rule, author_id=author_id)
            await self._changed(tx, "closure_added", author_id, subject=str(closure_id), reason=rule.label.nb)
        await self._refresh()
        return closure_id

    async def remove_closure(self, closure_id: UUID, *, author_id: UUID) -> None:
        """The date has its ordinary hours again; raises `NotFound`."""
        async with self._transaction() as tx:
            was = await opening_hours.remove_closure(tx, closure_id)
            reason = json.dumps({"date": was.day.isoformat(), "label": was.label.nb}, ensure_ascii=False)
            await self._changed(tx, "closure_removed", author_id, subject=str(closure_id), reason=reason)
        await self._refresh()

    async def close(self, body: object, *, author_id: UUID) -> HoursView:
        """Close by hand, from now on; raises `Invalid`."""
        async with self._transaction() as tx:
            view = await self._order(tx, read_close(body, tx.now), "desk_closed", author_id)
        await self._refresh()
        return view

    async def reopen(self, body: object, *, author_id: UUID) -> HoursView:
        """Reopen by hand; raises `Invalid`, also where there is nothing to reopen and no end is given."""
        async with self._transaction() as tx:
            override = read_reopen(body, tx.now)
            lifted = [one for one in (await self._view(tx)).overrides if _lifts(override, one)]
            view = await self._order(tx, override, "desk_reopened", author_id)
            if not lifted and not any(view.now[channel].open for channel in _channels(override)):
                raise Invalid({"until": "is required: by its rules the desk is closed now"})
        await self._refresh()
        return view

    async def _order(self, tx: Transaction, override: Override, action: str, author_id: UUID) -> HoursView:
        await opening_hours.give_order(tx, override, author_id=author_id)
        subject = override.channel or "all"
        await self._changed(tx, action, author_id, subject=subject, reason=override.reason.nb)
        return await self._view(tx)

    async def _view(self, tx: Transaction) -> HoursView:
        whole = await opening_hours.load(tx)
        return HoursView(
            rules=await opening_hours.load_rules(tx),
            closures=await opening_hours.closures_from(tx),
            overrides=whole.overrides,
            now={channel: evaluate(whole, channel, tx.now) for channel in Channel},
        )

    async def _changed(
        self, tx: Transaction, action: str, author_id: UUID, *, subject: str | None, reason: str | None
    ) -> None:
        await desk.audit(tx, action, actor_id=author_id, subject=subject, reason=reason)
        tx.publish(SettingsChanged())


def _lifts(override: Override, other: Override) -> bool:
    """Whether a reopening ends another order's closing, for a channel at least."""
    return other.order is Order.CLOSE and (
        override.channel is None or other.channel in (None, override.channel)
    )


def _channels(override: Override) -> list[Channel]:
    return [Channel(override.channel)] if override.channel else list(Channel)
