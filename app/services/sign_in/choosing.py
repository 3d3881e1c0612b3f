"""Choosing one's own password with a code that a coordinator has handed over."""

from uuid import UUID

from app.clock import Clock
from app.domain.errors import WrongCredentials
from app.domain.receipt_code import read_code
from app.queue.limits import Limits
from app.repositories import desk, sign_in_codes, sign_ins, staff
from app.repositories.ids import token_hash
from app.repositories.transaction import Transactions
from app.services.sign_in.attempts import Attempts, bucket
from app.services.sign_in.passwords import Passwords, require_usable


class Choosing:
    """So that nobody but its owner ever knows a password; a code is good once."""

    def __init__(
        self,
        transaction: Transactions,
        limits: Limits,
        clock: Clock,
        *,
        passwords: Passwords | None = None,
    ) -> None:
        """One for each worker."""
        self._transaction = transaction
        self._attempts = Attempts(limits, clock)
        self._passwords = passwords or Passwords()

    async def choose(self, email: str, code: str, password: str, *, address: str = "") -> None:
        """The password is hers from now on, and every former sign-in is over.

        Raises `Invalid` for a password too short or too long, `TooManyRequests`, and `WrongCredentials`
        alike for an unknown address, a shut account, and a code that is wrong, used or too old.
        """
        require_usable(password)
        email = staff.normal(email)
        staff_id, tries, code_hash = await self._whose(email, code, address)
        if staff_id is None:
            raise WrongCredentials
        password_hash = await self._passwords.hash(password)
        async with self._transaction() as tx:
            if not await sign_in_codes.use_up(tx, staff_id, code_hash):
                raise WrongCredentials
            await staff.set_password(tx, staff_id, password_hash)
            await sign_ins.end_sessions(tx, staff_id)
            await desk.audit(tx, "staff_password_chosen", actor_id=staff_id, subject=str(staff_id))
        await self._attempts.forget(tries)

    async def _whose(self, email: str, code: str, address: str) -> tuple[UUID | None, str, bytes]:
        """Whose code it is, counted as one more try of that account's."""
        if not email.isprintable():  # PostgreSQL knows no NUL, and nobody has such an address.
            raise WrongCredentials
        code_hash = token_hash(read_code(code) or "")
        async with self._transaction() as tx:
            account = await staff.find(tx, email)
            known = account is not None and not account.disabled
            fits = known and account is not None and await sign_in_codes.holds(tx, account.id, code_hash)
        tries = bucket(email, account.password_hash if account else None, address)
        await self._attempts.take(tries)
        return (account.id if account is not None and fits else None), tries, code_hash
