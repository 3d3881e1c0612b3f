"""The holidays of a year, and the half days that a coordinator accepts or not."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from app.domain.errors import Invalid, Unavailable
from app.domain.half_days import Decision, half_day_on, half_days_of, read_decision, suggested_hours
from app.domain.holidays import holidays_of
from app.domain.hours_json import intervals_json
from app.domain.opening_hours import joined
from app.domain.opening_rules import DateRule, Interval
from app.domain.wording import Wording
from app.frames.bus import SettingsChanged
from app.repositories import desk, half_days, opening_hours
from app.repositories.half_days import Decided
from app.repositories.opening_hours import StoredClosure
from app.repositories.transaction import Transaction, Transactions


@dataclass(frozen=True, slots=True)
class Holiday:
    """A public holiday, or a half day with what is suggested for it and what was decided."""

    day: date
    label: Wording
    half: bool
    suggestion: tuple[Interval, ...] | None = None
    accepted: bool | None = None
    closure_id: UUID | None = None


class Holidays:
    """An accepted half day is a closure; refused, the closure is gone again."""

    def __init__(self, transaction: Transactions, refresh: Callable[[], Awaitable[object]]) -> None:
        """`refresh` rereads this worker's rules, so that its next answer knows the change."""
        self._transaction = transaction
        self._refresh = refresh

    async def of_year(self, year: int) -> list[Holiday]:
        """Holidays and half days by date."""
        public = [Holiday(day, joined(names), half=False) for day, names in holidays_of(year).items()]
        async with self._transaction() as tx:
            halves = [await _half_day(tx, day) for day in half_days_of(year)]
        return sorted([*public, *halves], key=lambda one: one.day)

    async def decide(self, day: date, body: object, *, author_id: UUID) -> Holiday:
        """Accept or refuse a half day; raises `Invalid`, and `Unavailable` while the schema is older."""
        decision = read_decision(body)
        if half_day_on(day) is None:
            raise Invalid({"date": "is no half day"})
        async with self._transaction() as tx:
            if not tx.reached(half_days.SINCE):
                raise Unavailable
            await opening_hours.lock(tx)
            changed = await _decide(tx, day, decision, author_id)
            found = await _half_day(tx, day)
            if changed:
                tx.publish(SettingsChanged())
        await self._refresh()
        return found


async def _half_day(tx: Transaction, day: date) -> Holiday:
    label = half_day_on(day)
    assert label is not None
    decided = (await half_days.decisions(tx, [day])).get(day)
    suggestion = suggested_hours(await opening_hours.load_rules(tx), day)
    if decided is None:
        return Holiday(day, label, half=True, suggestion=suggestion)
    return Holiday(day, label, True, suggestion, decided.accepted, decided.closure_id)


async def _decide(tx: Transaction, day: date, decision: Decision, author_id: UUID) -> bool:
    """Whether anything is another than before; a closure made earlier is replaced."""
    former = (await half_days.decisions(tx, [day])).get(day)
    closure = await _closure(tx, former)
    wanted = await _hours(tx, day, decision)
    if former and former.accepted == decision.accepted and (closure is None or closure.intervals == wanted):
        return False
    if closure is not None:
        await opening_hours.remove_closure(tx, closure.closure_id)
    made = await _close(tx, day, wanted, author_id) if decision.accepted else None
    await half_days.decide(tx, day, Decided(decision.accepted, made), author_id=author_id)
    await desk.audit(
        tx,
        "half_day_accepted" if decision.accepted else "half_day_refused",
        actor_id=author_id,
        subject=day.isoformat(),
        before=None
        if former is None
        else _told(day, former.accepted, closure.intervals if closure else None),
        after=_told(day, decision.accepted, wanted),
    )
    return True


async def _closure(tx: Transaction, former: Decided | None) -> StoredClosure | None:
    closure_id = former.closure_id if former else None
    return await opening_hours.find_closure(tx, closure_id) if closure_id else None


async def _hours(tx: Transaction, day: date, decision: Decision) -> tuple[Interval, ...] | None:
    """The hours of an accepted half day, the suggested ones by default; raises `Invalid` without any."""
    if not decision.accepted or decision.intervals is not None:
        return decision.intervals
    suggested = suggested_hours(await opening_hours.load_rules(tx), day)
    if suggested is None:
        raise Invalid({"intervals": "is required: there is nothing to shorten that day"})
    return suggested


async def _close(tx: Transaction, day: date, hours: tuple[Interval, ...] | None, author_id: UUID) -> UUID:
    label = half_day_on(day)
    assert label is not None
    return await opening_hours.add_closure(tx, DateRule(day, hours or (), label), author_id=author_id)


def _told(day: date, accepted: bool, hours: tuple[Interval, ...] | None) -> dict[str, Any]:
    intervals = None if hours is None else intervals_json(hours)
    return {"date": day.isoformat(), "accepted": accepted, "intervals": intervals}
