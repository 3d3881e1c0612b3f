"""Changing the opening hours: rules, closures of single dates, and closing or reopening by hand."""

import json
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from app.domain.contact import Channel
from app.domain.errors import Invalid, WrongState
from app.domain.half_days import half_days_of
from app.domain.hours_document import read_hours
from app.domain.hours_findings import Finding, findings, undecided
from app.domain.hours_json import date_json, hours_json, orders_json
from app.domain.opening_hours import HoursAnswer, OpeningHours, evaluate
from app.domain.opening_rules import DateRule, Order, Override
from app.domain.orders import read_close, read_closure, read_reopen
from app.domain.oslo import day_of
from app.domain.reading import Problems, read_mapping
from app.frames.bus import SettingsChanged
from app.repositories import desk, half_days, opening_hours
from app.repositories.opening_hours import StoredClosure as StoredClosure
from app.repositories.transaction import Transaction, Transactions

Refresh = Callable[[], Awaitable[object]]


@dataclass(frozen=True, slots=True)
class HoursView:
    """The rules and closures as stored, the orders in force, and what they say of each channel now."""

    version: int
    rules: OpeningHours
    closures: list[StoredClosure]
    overrides: tuple[Override, ...]
    now: dict[Channel, HoursAnswer]
    findings: list[Finding]


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
        """Replace the lists that the body names, and keep the others; raises `Invalid`.

        `WrongState` where the body's `if_version` is not the newest: somebody else has changed them. What
        changes nothing makes no new version.
        """
        given = _named_lists(body)
        async with self._transaction() as tx:
            await opening_hours.lock(tx)
            await _require_version(tx, given.get("if_version"))
            stored = await opening_hours.stored_rules(tx)
            rules = read_hours({**stored, **{name: given[name] for name in stored if name in given}})
            if hours_json(rules) != stored:
                await opening_hours.save_rules(tx, rules, author_id=author_id)
                before, after = _differences(stored, hours_json(rules))
                await self._changed(tx, "opening_hours", author_id, before=before, after=after)
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
            subject, why = str(closure_id), rule.label.nb
            after = date_json(rule)
            await self._changed(tx, "closure_added", author_id, subject=subject, reason=why, after=after)
        await self._refresh()
        return closure_id

    async def remove_closure(self, closure_id: UUID, *, author_id: UUID) -> None:
        """The date has its ordinary hours again; raises `NotFound`."""
        async with self._transaction() as tx:
            was = await opening_hours.remove_closure(tx, closure_id)
            reason = json.dumps({"date": was.day.isoformat(), "label": was.label.nb}, ensure_ascii=False)
            before = date_json(DateRule(was.day, was.intervals, was.label, was.channel))
            subject = str(closure_id)
            await self._changed(
                tx, "closure_removed", author_id, subject=subject, reason=reason, before=before
            )
        await self._refresh()

    async def close(self, body: object, *, author_id: UUID) -> HoursView:
        """Close by hand, from now on; raises `Invalid`."""
        async with self._transaction() as tx:
            override = read_close(body, tx.now)
            former = await self._standing(tx)
            view = await self._order(tx, override, former, author_id)
        await self._refresh()
        return view

    async def reopen(self, body: object, *, author_id: UUID) -> HoursView:
        """Reopen by hand; raises `Invalid`, also where there is nothing to reopen and no end is given."""
        async with self._transaction() as tx:
            override = read_reopen(body, tx.now)
            former = await self._standing(tx)
            lifted = [one for one in former if _lifts(override, one)]
            view = await self._order(tx, override, former, author_id)
            if not lifted and not any(view.now[channel].open for channel in _channels(override)):
                raise Invalid({"until": "is required: by its rules the desk is closed now"})
        await self._refresh()
        return view

    async def _standing(self, tx: Transaction) -> tuple[Override, ...]:
        """The orders in force; none is given meanwhile."""
        await opening_hours.lock(tx)
        return (await opening_hours.load(tx)).overrides

    async def _order(
        self, tx: Transaction, override: Override, former: tuple[Override, ...], author_id: UUID
    ) -> HoursView:
        await opening_hours.give_order(tx, override, author_id=author_id)
        view = await self._view(tx)
        await self._changed(
            tx,
            "desk_closed" if override.order is Order.CLOSE else "desk_reopened",
            author_id,
            subject=override.channel or "all",
            reason=override.reason.nb,
            before=orders_json(former),
            after=orders_json(view.overrides),
        )
        return view

    async def _view(self, tx: Transaction) -> HoursView:
        whole = await opening_hours.load(tx)
        return HoursView(
            version=await opening_hours.rules_version(tx),
            rules=await opening_hours.load_rules(tx),
            closures=await opening_hours.closures_from(tx),
            overrides=whole.overrides,
            now={channel: evaluate(whole, channel, tx.now) for channel in Channel},
            findings=await _found(tx, whole),
        )

    async def _changed(
        self, tx: Transaction, action: str, author_id: UUID, *, subject: str | None = None, **told: Any
    ) -> None:
        await desk.audit(tx, action, actor_id=author_id, subject=subject, **told)
        tx.publish(SettingsChanged())


def _named_lists(body: object) -> dict[str, Any]:
    """The body, once it names a list at least; raises `Invalid`."""
    problems = Problems()
    given = dict(read_mapping(problems, "body", body))
    if not {"weekly_rules", "period_rules", "date_rules"} & set(given):
        problems.add("weekly_rules", "is required")
    problems.raise_any()
    return given


async def _require_version(tx: Transaction, wanted: object) -> None:
    newest = await opening_hours.rules_version(tx)
    if wanted is not None and wanted != newest:
        raise WrongState(
            {"if_version": f"the opening hours have been changed: they are version {newest} now"}
        )


async def _found(tx: Transaction, whole: OpeningHours) -> list[Finding]:
    """What is wrong with the hours as they are stored, and which half days nobody has decided."""
    today = day_of(tx.now)
    if not await opening_hours.make_sense(tx):
        return [Finding("hours_senseless", "weekly_rules")]
    eves = [*half_days_of(today.year), *half_days_of(today.year + 1)]
    decided = await half_days.decisions(tx, eves)
    return [*findings(whole, today), *undecided(whole, decided, today)]


def _differences(before: dict[str, Any], after: dict[str, Any]) -> tuple[dict[str, Any], dict[str, Any]]:
    """The lists that differ, as they were and as they are."""
    names = [name for name in after if before.get(name) != after[name]]
    return {name: before.get(name) for name in names}, {name: after[name] for name in names}


def _lifts(override: Override, other: Override) -> bool:
    """Whether a reopening ends another order to close or to open, for a channel at least."""
    return other.order is not Order.FOLLOW_RULES and (
        override.channel is None or other.channel in (None, override.channel)
    )


def _channels(override: Override) -> list[Channel]:
    return [Channel(override.channel)] if override.channel else list(Channel)
