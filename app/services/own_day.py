"""A counsellor sees her own day: no comparison with anybody, no target."""

from uuid import UUID

from app.domain.counsellor import CounsellorId
from app.domain.oslo import DAY_MINUTES, day_of, instant
from app.domain.own_day import OwnDay, own_day
from app.repositories import own_day as rows
from app.repositories import shifts
from app.repositories.transaction import Transactions


class MyDay:
    """Reads only; asked for by whom it is about, and by nobody else."""

    def __init__(self, transaction: Transactions) -> None:
        """One for each worker."""
        self._transaction = transaction

    async def today(self, counsellor_id: UUID) -> OwnDay:
        """The Oslo date that is today, until now."""
        async with self._transaction() as tx:
            day = day_of(tx.now)
            starts, ends = instant(day, 0), instant(day, DAY_MINUTES)
            planned = await shifts.between(tx, starts, ends, of=[CounsellorId(counsellor_id)])
            talked = await rows.talks(tx, counsellor_id, starts, tx.now)
            still_open = await rows.open_wrap_ups(tx, counsellor_id)
            window = (starts, tx.now)
        return own_day(window, day, talked, shifts=planned, open_wrap_ups=still_open)
