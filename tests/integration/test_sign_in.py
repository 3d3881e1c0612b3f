"""Signing in against real stores: what holds, what ends, and what everybody else is told."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from datetime import UTC, datetime, timedelta

import pytest
from pwdlib.hashers.argon2 import Argon2Hasher

from app.clock import MovedClock
from app.domain.counsellor import Role
from app.domain.errors import Invalid, NotFound, NotSignedIn, TooManyRequests, WrongCredentials
from app.domain.rules import Rules
from app.frames.bus import SignedOut
from app.queue.client import connect
from app.queue.keys import Keys
from app.queue.limits import Limits
from app.repositories import sign_ins
from app.repositories.engine import make_engine
from app.repositories.transaction import Consequences, Transactions
from app.services.sign_in import AccountChanges, Accounts, Passwords, SignIn

NOON = datetime(2026, 11, 23, 12, tzinfo=UTC)
EMAIL = "ane@desk.example"
PASSWORD = "a long enough password"
IDLE, LASTS = timedelta(hours=10), timedelta(hours=16)


class Desk:
    """Sign-in with its stores, its clock, and what it told the others."""

    def __init__(self, transaction: Transactions, limits: Limits, clock: MovedClock) -> None:
        passwords = Passwords(Argon2Hasher(time_cost=1, memory_cost=64, parallelism=1))
        self.transaction = transaction
        self.clock = clock
        self.told: list[Consequences] = []
        self.sign_in = SignIn(transaction, limits, clock, idle=IDLE, lasts=LASTS, passwords=passwords)
        self.accounts = Accounts(transaction, passwords)
        self.changes = AccountChanges(transaction, Rules)
        transaction.after_commit = self._tell

    async def _tell(self, consequences: Consequences) -> None:
        self.told.append(consequences)

    @property
    def signed_out(self) -> list[SignedOut]:
        return [event for one in self.told for event in one.events if isinstance(event, SignedOut)]


@pytest.fixture
async def desk(database_url: str, valkey_url: str, valkey_prefix: str) -> AsyncIterator[Desk]:
    engine, valkey, clock = make_engine(database_url, pool_size=5), connect(valkey_url), MovedClock(NOON)
    made = Desk(Transactions(engine, clock), Limits(valkey, Keys(valkey_prefix)), clock)
    await made.accounts.add(EMAIL, "Ane Prøve", role=Role.COUNSELLOR, centre=None, password=PASSWORD)
    yield made
    await valkey.aclose()
    await engine.dispose()


async def test_right_password_gives_a_token_that_says_who_it_is(desk: Desk) -> None:
    token, member = await desk.sign_in.sign_in(" Ane@Desk.Example ", PASSWORD)
    assert (member.name, member.role, member.centre) == ("Ane Prøve", Role.COUNSELLOR, None)
    assert await desk.sign_in.who(token) == member
    assert len(token) == 43


@pytest.mark.parametrize(
    ("email", "password"),
    [
        (EMAIL, "wrong"),
        (EMAIL, ""),
        (EMAIL, "x" * 100_000),
        ("nobody@desk.example", PASSWORD),
        ("", ""),
        ("\0", "\0"),
    ],
)
async def test_wrong_password_and_unknown_address_look_alike(desk: Desk, email: str, password: str) -> None:
    with pytest.raises(WrongCredentials):
        await desk.sign_in.sign_in(email, password)


async def test_token_ends_when_signed_out_and_the_sockets_are_told(desk: Desk) -> None:
    token, member = await desk.sign_in.sign_in(EMAIL, PASSWORD)
    await desk.sign_in.sign_out(token)
    await desk.sign_in.sign_out(token)
    assert [event.session_ids for event in desk.signed_out] == [(member.session_id,)]
    with pytest.raises(NotSignedIn):
        await desk.sign_in.who(token)


@pytest.mark.parametrize("token", [None, "", "x" * 43])
async def test_unknown_token_is_nobody(desk: Desk, token: str | None) -> None:
    with pytest.raises(NotSignedIn):
        await desk.sign_in.who(token)


async def test_token_ends_when_idle_too_long(desk: Desk) -> None:
    token, _ = await desk.sign_in.sign_in(EMAIL, PASSWORD)
    desk.clock.move(timedelta(hours=9))
    await desk.sign_in.who(token)
    desk.clock.move(timedelta(hours=6))
    await desk.sign_in.who(token)
    desk.clock.move(timedelta(hours=1))
    with pytest.raises(NotSignedIn):
        await desk.sign_in.who(token)


async def test_open_socket_keeps_its_sign_in_from_idling(desk: Desk) -> None:
    token, member = await desk.sign_in.sign_in(EMAIL, PASSWORD)
    for _ in range(2):
        desk.clock.move(timedelta(hours=7))
        async with desk.transaction() as tx:
            assert await sign_ins.still_signed_in(tx, [member.session_id], idle=IDLE) == {member.session_id}
            await sign_ins.keep_alive(tx, [member.session_id])
    assert await desk.sign_in.who(token) == member


async def test_disabled_account_is_signed_out_everywhere_and_stays_out(desk: Desk) -> None:
    first, _ = await desk.sign_in.sign_in(EMAIL, PASSWORD)
    second, _ = await desk.sign_in.sign_in(EMAIL, PASSWORD)
    ticket = await desk.sign_in.ticket(await desk.sign_in.who(first))
    await desk.changes.switch(EMAIL, active=False, reason="has left")
    assert len(desk.signed_out[0].session_ids) == 2
    for token in (first, second):
        with pytest.raises(NotSignedIn):
            await desk.sign_in.who(token)
    with pytest.raises(NotSignedIn):
        await desk.sign_in.redeem(ticket)
    with pytest.raises(WrongCredentials):
        await desk.sign_in.sign_in(EMAIL, PASSWORD)
    await desk.changes.switch(EMAIL, active=True)
    await desk.sign_in.sign_in(EMAIL, PASSWORD)


async def test_new_password_ends_what_the_old_one_opened(desk: Desk) -> None:
    token, _ = await desk.sign_in.sign_in(EMAIL, PASSWORD)
    await desk.accounts.reset_password(EMAIL, "another long password")
    with pytest.raises(NotSignedIn):
        await desk.sign_in.who(token)
    with pytest.raises(WrongCredentials):
        await desk.sign_in.sign_in(EMAIL, PASSWORD)
    await desk.sign_in.sign_in(EMAIL, "another long password")


async def test_ticket_opens_one_socket_of_eight_that_try(desk: Desk) -> None:
    _, member = await desk.sign_in.sign_in(EMAIL, PASSWORD)
    ticket = await desk.sign_in.ticket(member)
    tries = await asyncio.gather(*(desk.sign_in.redeem(ticket) for _ in range(8)), return_exceptions=True)
    assert [one for one in tries if not isinstance(one, NotSignedIn)] == [member]


async def test_ticket_is_over_after_half_a_minute(desk: Desk) -> None:
    _, member = await desk.sign_in.sign_in(EMAIL, PASSWORD)
    ticket = await desk.sign_in.ticket(member)
    desk.clock.move(timedelta(seconds=30))
    with pytest.raises(NotSignedIn):
        await desk.sign_in.redeem(ticket)


async def test_guessing_is_slowed_down_and_success_forgets_it(desk: Desk) -> None:
    for _ in range(19):
        with pytest.raises(WrongCredentials):
            await desk.sign_in.sign_in(EMAIL, "x" * 2_000)
    await desk.sign_in.sign_in(EMAIL, PASSWORD)
    for _ in range(20):
        with pytest.raises(WrongCredentials):
            await desk.sign_in.sign_in(EMAIL, "x" * 2_000)
    with pytest.raises(TooManyRequests) as refused:
        await desk.sign_in.sign_in(EMAIL, PASSWORD)
    assert refused.value.retry_after_ms == 5_000
    desk.clock.move(timedelta(seconds=5))
    await desk.sign_in.sign_in(EMAIL, PASSWORD)


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"email": EMAIL.upper()}, "email"),
        ({"email": "no address"}, "email"),
        ({"name": " "}, "name"),
        ({"centre": "NOWHERE"}, "centre"),
        ({"password": "short"}, "password"),
    ],
)
async def test_wrong_account_is_refused_with_its_field(
    desk: Desk, changes: dict[str, str], field: str
) -> None:
    given = {"email": "b@desk.example", "name": "B", "centre": None, "password": PASSWORD} | changes
    with pytest.raises(Invalid) as refused:
        await desk.accounts.add(
            str(given["email"]),
            str(given["name"]),
            role=Role.COORDINATOR,
            centre=given["centre"],
            password=str(given["password"]),
        )
    assert list(refused.value.details) == [field]


async def test_unknown_account_cannot_be_disabled(desk: Desk) -> None:
    with pytest.raises(NotFound):
        await desk.changes.switch("nobody@desk.example", active=False)


async def test_sweep_forgets_what_is_long_over_and_nothing_else(desk: Desk) -> None:
    old, member = await desk.sign_in.sign_in(EMAIL, PASSWORD)
    await desk.sign_in.ticket(member)
    await desk.sign_in.sign_out(old)
    desk.clock.move(timedelta(days=8))
    new, _ = await desk.sign_in.sign_in(EMAIL, PASSWORD)
    async with desk.transaction() as tx:
        await sign_ins.sweep(tx, kept=timedelta(days=7), idle=IDLE)
        left = (await tx.run("SELECT count(*) FROM staff_session")).scalar_one()
    assert left == 1
    await desk.sign_in.who(new)
