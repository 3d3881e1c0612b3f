"""Makes a database the demo's: always open, with its staff on shift; again, it only prolongs shifts."""

from __future__ import annotations

from datetime import timedelta
from random import Random

from app.demo.past import Colleague, Past
from app.demo.staff import EVERYBODY, PASSWORD, SIMULATED, is_demo
from app.domain.contact import Channel
from app.repositories import beginnings, past, staff
from app.repositories.staff import Account
from app.repositories.transaction import Transaction, Transactions
from app.seed.hours import always_open
from app.seed.lists import seeded_codes
from app.services.beginning import begin
from app.services.sign_in import Passwords

SHIFT = timedelta(days=365)
SEED = 2020
SIMULATED_EMAILS = frozenset(account.email for account in SIMULATED)


class NotADemo(RuntimeError):
    """This database has accounts of real people: the demo would let everybody in. Give it one of its own."""


async def seed(transaction: Transactions, *, people: bool = True) -> None:
    """Put in whatever the demo lacks; raises NotADemo, having changed nothing.

    Without `people` the simulated counsellors are not on shift: nobody would come.
    """
    async with transaction() as tx:
        known = {account.email for account in await staff.every(tx)}
    if any(not is_demo(email) for email in known):
        raise NotADemo((NotADemo.__doc__ or "").strip())
    await begin(transaction, always_open())
    password_hash = None
    if any(account.email not in known for account in EVERYBODY):
        password_hash = await Passwords().hash(PASSWORD)
    async with transaction() as tx:
        if password_hash is not None:
            await _add_missing(tx, known, password_hash)
        for account in await staff.every(tx):
            await _plan(tx, account, on_shift=people or account.email not in SIMULATED_EMAILS)
        if not await past.any_contact(tx):
            await _give_it_a_past(tx)


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


async def _give_it_a_past(tx: Transaction) -> None:
    """What the simulated counsellors would have done in the week before."""
    everybody = await staff.every(tx)
    colleagues = [Colleague(one.id, one.centre) for one in everybody if one.email in SIMULATED_EMAILS]
    week = Past(colleagues, seeded_codes(), Random(SEED))
    await past.put(tx, week.until(tx.now))
    await past.put_presence(tx, week.ready(tx.now))
