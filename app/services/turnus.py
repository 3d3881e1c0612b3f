"""Shifts: a coordinator plans them, counsellors read their own."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from app.domain.counsellor import CounsellorId
from app.domain.roster import Shift, ShiftBody, overlapping, read_shift
from app.repositories import desk, shifts
from app.repositories.transaction import Transaction, Transactions

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

    def __init__(self, transaction: Transactions) -> None:
        """One for each worker."""
        self._transaction = transaction

    async def between(
        self, starts: datetime | None, ends: datetime | None, *, counsellor_id: UUID | None
    ) -> list[Planned]:
        """Shifts that touch the time (by default from yesterday for two months), of one or of all."""
        async with self._transaction() as tx:
            first = starts or tx.now - BEHIND
            found = await shifts.between(tx, first, ends or first + AHEAD, counsellor_id=counsellor_id)
            people = await shifts.people(tx, found)
        return [Planned(shift, *people[shift.counsellor_id]) for shift in found]

    async def add(self, body: object, *, author_id: UUID) -> Planned:
        """A new shift; raises `Invalid`."""
        read = read_shift(body)
        async with self._transaction() as tx:
            shift = await shifts.add(tx, read)
            await desk.audit(
                tx, "shift_added", actor_id=author_id, subject=str(shift.shift_id), reason=_told(read)
            )
            return await self._planned(tx, shift)

    async def change(self, shift_id: UUID, body: object, *, author_id: UUID) -> Planned:
        """Other times, channels or counsellor for a shift; raises `Invalid`, `NotFound`."""
        read = read_shift(body)
        async with self._transaction() as tx:
            shift = await shifts.change(tx, shift_id, read)
            await desk.audit(
                tx, "shift_changed", actor_id=author_id, subject=str(shift_id), reason=_told(read)
            )
            return await self._planned(tx, shift)

    async def remove(self, shift_id: UUID, *, author_id: UUID) -> None:
        """Take a shift away; raises `NotFound`."""
        async with self._transaction() as tx:
            was = await shifts.remove(tx, shift_id)
            body = ShiftBody(was.counsellor_id, was.starts_at, was.ends_at, tuple(sorted(was.channels)))
            await desk.audit(
                tx, "shift_removed", actor_id=author_id, subject=str(shift_id), reason=_told(body)
            )
            tx.then.wake = True

    async def _planned(self, tx: Transaction, shift: Shift) -> Planned:
        tx.then.wake = True
        others = await shifts.between(tx, shift.starts_at, shift.ends_at, counsellor_id=shift.counsellor_id)
        name, centre = (await shifts.people(tx, [shift]))[CounsellorId(shift.counsellor_id)]
        return Planned(shift, name, centre, tuple(overlapping(shift, others)))


def _told(body: ShiftBody) -> str:
    """A shift in one line of the audit."""
    channels = "+".join(body.channels)
    return f"{body.counsellor_id} {body.starts_at.isoformat()} {body.ends_at.isoformat()} {channels}"
