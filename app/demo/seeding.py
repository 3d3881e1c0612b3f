"""Makes a database the demo's: always open, with its staff on shift and weeks behind it.

Again on the same database, it prolongs the shifts and plays the days on which nobody was there.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from uuid import UUID

from app.demo import deadlines, notices
from app.demo.announcing import announce
from app.demo.past import WEEKS, History
from app.demo.staff import COORDINATOR, EVERYBODY, ON_DUTY, PASSWORD, SIMULATED, is_demo
from app.demo.turnus import Colleague, channels, planned
from app.demo.voices import voices
from app.domain.contact import Channel
from app.domain.counsellor import CounsellorId, Role
from app.domain.oslo import day_of
from app.domain.roster import ShiftBody
from app.domain.weeks import week_of
from app.repositories import beginnings, feedback, past, planning, staff
from app.repositories.staff import Account
from app.repositories.transaction import Transaction, Transactions
from app.seed.lists import seeded_codes
from app.services.beginning import begin
from app.services.sign_in import Passwords

SHIFT = timedelta(days=365)
SEED = 2020
SIMULATED_EMAILS = frozenset(account.email for account in SIMULATED)
ON_DUTY_EMAILS = frozenset(account.email for account in ON_DUTY)

Tell = Callable[[str], None]


class NotADemo(RuntimeError):
    """This database has accounts of real people: the demo would let everybody in. Give it one of its own."""


async def seed(transaction: Transactions, *, people: bool = True, tell: Tell = lambda _: None) -> None:
    """Put in whatever the demo lacks; raises NotADemo, having changed nothing.

    Without `people` the simulated counsellors are not on shift: nobody would come. `tell` hears what is made.
    """
    async with transaction() as tx:
        known = {account.email for account in await staff.every(tx)}
    if any(not is_demo(email) for email in known):
        raise NotADemo((NotADemo.__doc__ or "").strip())
    async with transaction() as tx:
        await announce(tx)
    await begin(transaction)
    password_hash = None
    if any(account.email not in known for account in EVERYBODY):
        password_hash = await Passwords().hash(PASSWORD)
    async with transaction() as tx:
        if password_hash is not None:
            await _add_missing(tx, known, password_hash)
        for account in await staff.every(tx):
            if account.email in ON_DUTY_EMAILS:
                await _plan(tx, account, on_shift=people or account.email not in SIMULATED_EMAILS)
        await notices.tell(tx, await _coordinator(tx))
        await deadlines.enter(tx)
        await _give_it_a_past(tx, tell)
        await _plan_ahead(tx, people=people)


async def _add_missing(tx: Transaction, known: set[str], password_hash: str) -> None:
    """One hash for all: a shared password that is printed on the screen needs no salt of its own."""
    for account in EVERYBODY:
        if account.email not in known:
            await staff.add(
                tx,
                email=account.email,
                name=account.name,
                role=account.role,
                centre=account.centre,
                password_hash=password_hash,
            )


async def _plan(tx: Transaction, account: Account, *, on_shift: bool) -> None:
    channels = [channel.value for channel in Channel]
    if on_shift:
        await beginnings.put_shift(tx, account.id, lasts=SHIFT, channels=channels)
    else:
        await beginnings.cut_shifts(tx, account.id)


async def _give_it_a_past(tx: Transaction, tell: Tell) -> None:
    """Eight weeks where there is nothing, else the days since the last on which anything happened."""
    last = await past.last_trace(tx)
    if last is not None and day_of(last) >= day_of(tx.now):
        return
    history = History(await _colleagues(tx), seeded_codes(), SEED)
    made = history.until(tx.now, after=None if last is None else day_of(last))
    if last is not None:
        await past.nobody_was_there_since(tx, last)
    if made.contacts or made.visits:
        what = f"{len(made.contacts)} contacts, {len(made.visits)} visits while it was closed"
        span = f"{WEEKS} weeks" if last is None else f"the days after {day_of(last):%d.%m.%Y}"
        tell(f"Writing a history of {span}: {what} …")
        await past.put(tx, made)
        await feedback.put_all(tx, voices(made.contacts, tx.now))


async def _plan_ahead(tx: Transaction, *, people: bool) -> None:
    """The rest of this week and the next as a rota, for those who are on duty at any hour anyway.

    Whoever else had a shift would be missing from it. A day that has shifts already is left as it is.
    """
    emails = ON_DUTY_EMAILS if people else ON_DUTY_EMAILS - SIMULATED_EMAILS
    there = [
        Colleague(CounsellorId(one.id), one.centre)
        for one in await staff.every(tx)
        if one.email in emails and one.role is Role.COUNSELLOR
    ]
    end = week_of(day_of(tx.now)).later(1).ends_at
    known = {
        day_of(one.starts_at) for one in await planning.between(tx, tx.now, end) if one.starts_at > tx.now
    }
    days = (day_of(tx.now) + timedelta(days=number) for number in range((day_of(end) - day_of(tx.now)).days))
    bodies = [
        ShiftBody(duty.colleague.counsellor_id, duty.starts, duty.ends, channels())
        for day in days
        if day not in known
        for duty in planned(day, there)
        if duty.starts > tx.now
    ]
    if bodies:
        await planning.add_all(tx, bodies)


async def _coordinator(tx: Transaction) -> UUID:
    return next(account.id for account in await staff.every(tx) if account.email == COORDINATOR.email)


async def _colleagues(tx: Transaction) -> list[Colleague]:
    """All counsellors, in the order of the list of staff, which is the same on every machine."""
    ids = {account.email: CounsellorId(account.id) for account in await staff.every(tx)}
    return [
        Colleague(ids[one.email], one.centre)
        for one in EVERYBODY
        if one.role is Role.COUNSELLOR and one.email in ids
    ]
