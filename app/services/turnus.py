"""Shifts: a coordinator plans them, counsellors read their own."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from uuid import UUID

from app.domain.counsellor import CounsellorId
from app.domain.errors import Invalid, NotFound
from app.domain.roster import Shift, overlapping, read_extra, read_shift, shift_document
from app.domain.rules import Rules
from app.repositories import desk, duty, planning, shifts
from app.repositories.transaction import Transaction, Transactions, again_when_busy

AHEAD = timedelta(days=60)
BEHIND = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Planned:
    """A shift, whose it is, and the shifts of the same counsellor that it overlaps."""

    shift: Shift
    name: str
    centre: str | None
    overlaps: tuple[Shift, ...] = ()


class Turnus:
    """Overlaps are allowed and told: what counts is whether somebody is on shift at all."""

    def __init__(self, transaction: Transactions, rules: Callable[[], Rules]) -> None:
        """One for each worker."""
        self._transaction = transaction
        self._rules = rules

    async def between(
        self, starts: datetime | None, ends: datetime | None, *, counsellor_id: UUID | None
    ) -> list[Planned]:
        """Shifts that touch the time (by default from yesterday for two months), of one or of all."""
        of = None if counsellor_id is None else [counsellor_id]
        async with self._transaction() as tx:
            first = starts or tx.now - BEHIND
            found = await shifts.between(tx, first, ends or first + AHEAD, of=of)
            people = await shifts.people(tx, found)
        return [Planned(shift, *people[shift.counsellor_id]) for shift in found]

    @again_when_busy
    async def add(self, body: object, *, author_id: UUID) -> Planned:
        """A new shift; raises `Invalid`."""
        read = read_shift(body)
        async with self._transaction() as tx:
            await _open_account(tx, read.counsellor_id)
            made = await self._planned(tx, await shifts.add(tx, read))
            await self._audit(tx, "shift_added", author_id, after=made)
            return made

    @again_when_busy
    async def extra(self, body: object, *, author_id: UUID) -> Planned:
        """Somebody works outside the plan from now on; raises `Invalid`, `Unavailable`."""
        async with self._transaction() as tx:
            planning.require(tx)
            read, reason = read_extra(body, now=tx.now)
            await _open_account(tx, read.counsellor_id)
            await desk.raise_settings_version(tx)
            [shift] = await planning.add_all(tx, [read], reason=reason)
            made = await self._planned(tx, shift)
            await self._audit(tx, "extra_shift_added", author_id, after=made)
            return made

    @again_when_busy
    async def change(self, shift_id: UUID, body: object, *, author_id: UUID) -> Planned:
        """Other times, channels or counsellor for a shift, which leaves its repetition.

        Raises `Invalid`, `NotFound`.
        """
        read = read_shift(body)
        async with self._transaction() as tx:
            was = await self._was(tx, shift_id)
            if was.shift.counsellor_id != read.counsellor_id:
                await _open_account(tx, read.counsellor_id)
            shift = replace(await shifts.change(tx, shift_id, read), reason=was.shift.reason)
            await planning.leave_series(tx, shift_id)
            made = await self._planned(tx, shift, was.shift)
            await self._audit(tx, "shift_changed", author_id, before=was, after=made)
            return made

    @again_when_busy
    async def remove(self, shift_id: UUID, *, author_id: UUID) -> None:
        """Take a shift away; raises `NotFound`."""
        async with self._transaction() as tx:
            was = await self._was(tx, shift_id)
            await shifts.remove(tx, shift_id)
            await planning.tell(tx, [was.shift], self._rules().policy)
            await self._audit(tx, "shift_removed", author_id, before=was)

    async def _was(self, tx: Transaction, shift_id: UUID) -> Planned:
        """The shift as it stands, under the desk's row: nobody else changes it meanwhile."""
        await desk.raise_settings_version(tx)
        shift = (await planning.named(tx, [shift_id])).get(shift_id)
        if shift is None:
            raise NotFound({"shift_id": "unknown"})
        return Planned(shift, *(await shifts.people(tx, [shift]))[shift.counsellor_id])

    async def _planned(self, tx: Transaction, shift: Shift, *others: Shift) -> Planned:
        """A shift with whose it is and what it meets, once those concerned are told."""
        await planning.tell(tx, [shift, *others], self._rules().policy)
        near = await shifts.between(tx, shift.starts_at, shift.ends_at, of=[shift.counsellor_id])
        name, centre = (await shifts.people(tx, [shift]))[shift.counsellor_id]
        return Planned(shift, name, centre, tuple(overlapping(shift, near)))

    async def _audit(
        self,
        tx: Transaction,
        action: str,
        author_id: UUID,
        *,
        before: Planned | None = None,
        after: Planned | None = None,
    ) -> None:
        """What was and what is; the line says it in short, also on the schema of the release before."""
        about = after or before
        assert about is not None
        was, now = (shift_document(one.shift, one.name) if one else None for one in (before, after))
        await desk.audit(
            tx,
            action,
            actor_id=author_id,
            subject=str(about.shift.shift_id),
            reason=about.shift.reason or _told(about.shift),
            before=was,
            after=now,
        )


async def _open_account(tx: Transaction, counsellor_id: CounsellorId) -> None:
    """Raise `Invalid` for somebody nobody knows, or whose account is shut."""
    row = await duty.find(tx, counsellor_id)
    if row is None:
        raise Invalid({"counsellor_id": "is no counsellor"})
    if row.disabled:
        raise Invalid({"counsellor_id": "has an account that is shut"})


def _told(shift: Shift) -> str:
    """A shift in one line of the audit."""
    channels = "+".join(sorted(shift.channels))
    return f"{shift.counsellor_id} {shift.starts_at.isoformat()} {shift.ends_at.isoformat()} {channels}"
