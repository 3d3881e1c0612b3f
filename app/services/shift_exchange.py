"""Shifts out of the desk and in again: what a file would change, and all of it or nothing."""

import asyncio
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from app.domain.conflicts import Conflict, conflicts
from app.domain.contact import Channel
from app.domain.counsellor import CounsellorId
from app.domain.opening_hours import spans
from app.domain.oslo import day_of
from app.domain.people import People, Person
from app.domain.roster import Shift, ShiftBody, imagined, shift_document
from app.domain.rules import Rules
from app.domain.shift_file import MOST_ERRORS, Entry, FileError, FileRead
from app.domain.shift_import import Changes, Known, changes
from app.domain.weeks import DAY
from app.repositories import desk, planning
from app.repositories.transaction import Transaction, Transactions, again_when_busy

AHEAD, BEHIND = timedelta(days=60), timedelta(days=1)
AUDITED = 200
"""Shifts of one kind that the audit shows; it counts all of them."""


@dataclass(frozen=True, slots=True)
class Imported:
    """A shift of the file, whose it is, and what does not fit about it."""

    shift: Shift
    person: Person
    conflicts: tuple[Conflict, ...] = ()


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a file changes, or would; with `errors` it changes nothing."""

    applied: bool
    added: tuple[Imported, ...] = ()
    changed: tuple[tuple[Imported, Imported], ...] = ()
    removed: tuple[Imported, ...] = ()
    unchanged: int = 0
    errors: tuple[FileError, ...] = ()
    more_errors: int = 0


@dataclass(slots=True)
class _Made:
    """Shifts as they would stand once the file is in."""

    added: list[Shift] = field(default_factory=list)
    changed: list[tuple[Shift, Shift]] = field(default_factory=list)
    removed: list[Shift] = field(default_factory=list)


class ShiftExchange:
    """A file changes nothing unless every line of it can be used."""

    def __init__(self, transaction: Transactions, rules: Callable[[], Rules]) -> None:
        """One for each worker."""
        self._transaction = transaction
        self._rules = rules

    async def planned(
        self, starts: datetime | None, ends: datetime | None, *, counsellor_id: UUID | None
    ) -> list[tuple[Shift, Person]]:
        """Planned shifts that touch the time (by default from yesterday for two months), and whose."""
        async with self._transaction() as tx:
            first = starts or tx.now - BEHIND
            of = None if counsellor_id is None else [counsellor_id]
            found = await planning.between(tx, first, ends or first + AHEAD, of=of)
            people = await planning.people(tx)
        return [(shift, people[shift.counsellor_id]) for shift in found]

    @again_when_busy
    async def bring(
        self, read: FileRead, *, preview: bool, author_id: UUID, default: UUID | None = None
    ) -> Outcome:
        """What the lines of a file change; stored unless it is a preview or a line is wrong."""
        async with self._transaction() as tx:
            if not preview and not read.errors:
                await desk.raise_settings_version(tx)
            people = await planning.people(tx)
            near = await _near(tx, read.entries)
            named = await planning.named(tx, [one.shift_id for one in read.entries if one.shift_id])
            whose = None if default is None else CounsellorId(default)
            known = Known(People(people.values()), named, near, tx.now, whose)
            found = await asyncio.to_thread(changes, read.entries, known)
            errors = sorted([*read.errors, *found.errors], key=lambda one: one.line)
            if errors:
                most = tuple(errors[:MOST_ERRORS])
                return Outcome(False, errors=most, more_errors=len(errors) - len(most))
            made = _imagined(found)
            if not preview:
                made.added = await planning.add_all(tx, found.added)
                await planning.replace_all(tx, [after for _, after in made.changed])
                await planning.remove_all(tx, made.removed)
                await self._tell(tx, made, author_id, people)
            outcome = Outcome(applied=not preview, unchanged=found.unchanged)
            return await asyncio.to_thread(self._outcome, made, near, people, outcome)

    async def _tell(
        self, tx: Transaction, made: _Made, author_id: UUID, people: dict[CounsellorId, Person]
    ) -> None:
        """Whoever it concerns now, and the audit, with what was and what is."""
        before, after = [one for one, _ in made.changed], [one for _, one in made.changed]
        if not (made.added or made.changed or made.removed):
            return
        await planning.tell(tx, [*made.added, *before, *after, *made.removed], self._rules().policy)

        def documents(shifts: Iterable[Shift]) -> list[dict[str, Any]]:
            return [shift_document(one, people[one.counsellor_id].name) for one in [*shifts][:AUDITED]]

        counts = f"added {len(made.added)}, changed {len(made.changed)}, removed {len(made.removed)}"
        await desk.audit(
            tx,
            "shifts_imported",
            actor_id=author_id,
            subject=None,
            reason=counts,
            before={"changed": documents(before), "removed": documents(made.removed)},
            after={"added": documents(made.added), "changed": documents(after), "counts": counts},
        )

    def _outcome(
        self, made: _Made, near: Sequence[Shift], people: dict[CounsellorId, Person], outcome: Outcome
    ) -> Outcome:
        gone = {one.shift_id for one in [*made.removed, *(before for before, _ in made.changed)]}
        stand = [one for one in near if one.shift_id not in gone]
        stand += [*made.added, *(after for _, after in made.changed)]
        found = conflicts(stand, self._openings(stand))

        def bare(shift: Shift) -> Imported:
            return Imported(shift, people[shift.counsellor_id])

        def shown(shift: Shift) -> Imported:
            return Imported(shift, people[shift.counsellor_id], tuple(found.get(shift.shift_id, ())))

        return replace(
            outcome,
            added=tuple(shown(one) for one in made.added),
            changed=tuple(
                (Imported(was, people[was.counsellor_id]), shown(now)) for was, now in made.changed
            ),
            removed=tuple(bare(one) for one in made.removed),
        )

    def _openings(self, shifts: Sequence[Shift]) -> dict[Channel, list[tuple[datetime, datetime]]]:
        if not shifts:
            return {}
        first = day_of(min(one.starts_at for one in shifts)) - DAY
        last = day_of(max(one.ends_at for one in shifts)) + DAY
        return {channel: spans(self._rules().hours, channel, first, last) for channel in Channel}


async def _near(tx: Transaction, entries: Sequence[Entry]) -> list[Shift]:
    """The shifts around the times of a file; nothing where it has none."""
    if not entries:
        return []
    first, last = min(one.starts_at for one in entries), max(one.ends_at for one in entries)
    return await planning.between(tx, first - 2 * DAY, last + 2 * DAY)


def _imagined(found: Changes) -> _Made:
    """The shifts as they would stand; new ones have numbers instead of ids."""

    def after(was: Shift, body: ShiftBody) -> Shift:
        [stands] = imagined([body])
        return replace(stands, shift_id=was.shift_id, reason=was.reason)

    changed = [(was, after(was, body)) for was, body in found.changed]
    return _Made(imagined(found.added), changed, list(found.removed))
