"""Days whose hours are counted for good: nothing that arrived on them, or before, is still going on.

Final states are final (I6), so what is kept stays true; whoever adds to an older day forgets it in the same
transaction, and the next sweep counts it again.
"""

from collections.abc import Collection, Sequence
from datetime import date, datetime
from typing import Any

from sqlalchemy import delete, func, insert, select

from app.domain.contact import OWNED, WAITING
from app.domain.contact_history import Outcome
from app.domain.oslo import DAY_MINUTES, instant
from app.domain.policy import Policy
from app.domain.tally import ArrivalKey, Arrivals, Tally, Work, WorkKey
from app.models.contact import Contact, TurnedAway
from app.models.figures import KeptArrivals, KeptDay, KeptWork
from app.repositories import kept_periods
from app.repositories.transaction import Transaction

SINCE = "0006"
LOCK = 7_001_007
"""The advisory lock of whoever keeps a day."""
ROWS = 1_000
OUTCOMES = tuple(outcome for outcome in Outcome if outcome is not Outcome.STILL_WAITING)
LENGTHS = ("handled", "handle", "wrapped", "wrap_up", "waited_in_vain")
WORK = ("staffed", "busy", "talking", "doubled", "most_at_once")


def counted_by(policy: Policy) -> str:
    """The limits that what is kept depends on: another limit, and it is counted anew."""
    seats = (policy.wrap_up_seat_chat_seconds, policy.wrap_up_seat_phone_seconds)
    return "/".join(map(str, (policy.short_abandon_seconds, *seats)))


async def alone(tx: Transaction) -> bool:
    """Whether nobody else is keeping a day; true holds until the end of the transaction."""
    return bool((await tx.run("SELECT pg_try_advisory_xact_lock(:key)", {"key": LOCK})).scalar_one())


async def days(tx: Transaction, first: date, last: date, policy: Policy) -> set[date]:
    """The kept dates from `first` to `last`, both included."""
    if not tx.reached(SINCE):
        return set()
    within = (KeptDay.day >= first, KeptDay.day <= last, KeptDay.counted_by == counted_by(policy))
    return set((await tx.run(select(KeptDay.day).where(*within))).scalars())


async def first_trace(tx: Transaction) -> datetime | None:
    """When the first contact arrived, or the first was turned away."""
    found = [
        (await tx.run(select(func.min(column)))).scalar_one_or_none()
        for column in (Contact.arrived_at, TurnedAway.at)
    ]
    return min((at for at in found if at is not None), default=None)


async def first_going_on(tx: Transaction) -> datetime | None:
    """The arrival of the oldest contact that is not final yet; null where there is none."""
    statement = select(func.min(Contact.arrived_at)).where(Contact.state.in_(sorted(WAITING | OWNED)))
    return (await tx.run(statement)).scalar_one_or_none()


async def read(tx: Transaction, kept: Collection[date], starts: datetime, ends: datetime) -> Tally:
    """What these days hold, cut to the hours from `starts` up to `ends`."""
    if not kept:
        return Tally({}, {})
    arrivals = select(*KeptArrivals.__table__.columns).where(
        KeptArrivals.day.in_(kept), KeptArrivals.starts_at >= starts, KeptArrivals.starts_at < ends
    )
    work = select(*KeptWork.__table__.columns).where(
        KeptWork.day.in_(kept), KeptWork.starts_at >= starts, KeptWork.starts_at < ends
    )
    return Tally(
        {_arrival_key(row): _arrivals(row) for row in await tx.run(arrivals)},
        {WorkKey(row.starts_at, row.channel, row.centre): _work(row) for row in await tx.run(work)},
    )


async def keep(tx: Transaction, day: date, found: Tally, policy: Policy) -> None:
    """Keep a day, in the place of what was kept of it."""
    await _delete(tx, day)
    await tx.run(insert(KeptDay).values(day=day, at=tx.now, counted_by=counted_by(policy)))
    await _insert(tx, KeptArrivals, [_arrivals_row(day, *item) for item in found.arrivals.items()])
    await _insert(tx, KeptWork, [_work_row(day, *item) for item in found.work.items()])


async def forget(tx: Transaction, day: date) -> None:
    """Something late comes to it in this transaction: the day is counted from the log again.

    Nobody keeps a day meanwhile, for she would not see what is not committed yet.
    """
    if not tx.reached(SINCE):
        return
    await tx.run("SELECT pg_advisory_xact_lock_shared(:key)", {"key": LOCK})
    await _delete(tx, day)


async def _delete(tx: Transaction, day: date) -> None:
    await kept_periods.forget(tx, day)
    await tx.run(delete(KeptDay).where(KeptDay.day == day))


async def _insert(tx: Transaction, table: Any, rows: Sequence[dict[str, Any]]) -> None:
    for number in range(0, len(rows), ROWS):
        await tx.run(insert(table).values(rows[number : number + ROWS]))


def whole_day(day: date) -> tuple[datetime, datetime]:
    """Its first instant, and that of the next one."""
    return instant(day, 0), instant(day, DAY_MINUTES)


def _arrival_key(row: Any) -> ArrivalKey:
    return ArrivalKey(row.starts_at, row.channel, row.centre, row.language)


def _arrivals(row: Any) -> Arrivals:
    found = Arrivals(waits=list(row.waits), **{name: getattr(row, name) for name in LENGTHS})
    found.outcomes.update({outcome: getattr(row, outcome) for outcome in OUTCOMES})
    return found


def _work(row: Any) -> Work:
    return Work(**{name: getattr(row, name) for name in WORK})


def _arrivals_row(day: date, key: ArrivalKey, found: Arrivals) -> dict[str, Any]:
    counts = {str(outcome): found.outcomes[outcome] for outcome in OUTCOMES}
    lengths = {name: getattr(found, name) for name in LENGTHS}
    return {"day": day, **key._asdict(), **counts, "waits": found.waits, **lengths}


def _work_row(day: date, key: WorkKey, found: Work) -> dict[str, Any]:
    return {"day": day, **key._asdict(), **{name: getattr(found, name) for name in WORK}}
