"""Signing in and out, knowing who calls, and tickets for sockets."""

from datetime import timedelta

from app.clock import Clock
from app.domain.errors import NotSignedIn, WrongCredentials
from app.queue.limits import Limits
from app.repositories import sign_ins, staff
from app.repositories.ids import new_token, token_hash
from app.repositories.sign_ins import SignedIn
from app.repositories.staff import Account
from app.repositories.transaction import Transactions
from app.services.sign_in.attempts import Attempts, bucket
from app.services.sign_in.passwords import Passwords

TICKET = timedelta(seconds=30)
KEPT = timedelta(days=7)
"""How long after its end a sign-in can still be looked up, by those who ask what happened."""


class SignIn:
    """Local accounts: an address and a password become a token, a token becomes a person."""

    def __init__(
        self,
        transaction: Transactions,
        limits: Limits,
        clock: Clock,
        *,
        idle: timedelta,
        lasts: timedelta,
        passwords: Passwords | None = None,
    ) -> None:
        """A sign-in is over after `idle` without a call, and after `lasts` in any case."""
        self.transaction = transaction
        self.idle = idle
        self._lasts = lasts
        self._attempts = Attempts(limits, clock)
        self._passwords = passwords or Passwords()

    async def sign_in(self, email: str, password: str, *, address: str = "") -> tuple[str, SignedIn]:
        """A fresh token and whose it is; raises `WrongCredentials` or `TooManyRequests`.

        An unknown address, a wrong password and a disabled account look alike and take equally long.
        """
        email = staff.normal(email)
        account = await self._account(email)
        secret = account.password_hash if account else None
        tries = bucket(email, secret, address)
        await self._attempts.take(tries)
        right = await self._passwords.right(password, secret)
        if account is None or account.disabled or not right:
            raise WrongCredentials
        await self._attempts.forget(tries)
        token = new_token()
        async with self.transaction() as tx:
            session_id = await sign_ins.open_session(tx, account.id, token_hash(token), lasts=self._lasts)
        return token, SignedIn(session_id, account.id, account.name, account.role, account.centre)

    async def sweep(self) -> None:
        """Forget tickets and sign-ins that are long over."""
        async with self.transaction() as tx:
            await sign_ins.sweep(tx, kept=KEPT, idle=self.idle)

    async def _account(self, email: str) -> Account | None:
        if not email.isprintable():  # PostgreSQL knows no NUL, and nobody has such an address.
            return None
        async with self.transaction() as tx:
            return await staff.find(tx, email)

    async def sign_out(self, token: str) -> None:
        """End the sign-in; its sockets close within 2 s. Signing out twice is harmless."""
        async with self.transaction() as tx:
            await sign_ins.end_session(tx, token_hash(token))

    async def who(self, token: str | None) -> SignedIn:
        """Who holds this token; raises `NotSignedIn`."""
        if not token:
            raise NotSignedIn
        async with self.transaction() as tx:
            found = await sign_ins.signed_in(tx, token_hash(token), idle=self.idle)
        if found is None:
            raise NotSignedIn
        return found

    async def ticket(self, member: SignedIn) -> str:
        """A ticket that opens one socket within 30 s."""
        ticket = new_token()
        async with self.transaction() as tx:
            await sign_ins.put_ticket(tx, member.session_id, token_hash(ticket), lasts=TICKET)
        return ticket

    async def redeem(self, ticket: str) -> SignedIn:
        """Whose ticket this is, once and never again; raises `NotSignedIn`."""
        async with self.transaction() as tx:
            found = await sign_ins.redeem_ticket(tx, token_hash(ticket), idle=self.idle)
        if found is None:
            raise NotSignedIn
        return found
