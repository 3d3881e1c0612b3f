"""Codes that coordinators hand over, with which somebody chooses a password of her own."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from app.domain.errors import NotFound, WrongState
from app.repositories import accounts, desk, sign_in_codes, sign_ins, staff
from app.repositories.ids import new_code, new_token, token_hash
from app.repositories.transaction import Transaction, Transactions
from app.services.sign_in.passwords import Passwords

LASTS = timedelta(hours=72)
"""Over a weekend."""


@dataclass(frozen=True, slots=True)
class Code:
    """A code as it is shown, once."""

    code: str
    expires_at: datetime


class SignInCodes:
    """A code of 80 bits, good once; a newer one ends the former."""

    def __init__(self, transaction: Transactions, passwords: Passwords | None = None) -> None:
        """One for each worker."""
        self._transaction = transaction
        self._passwords = passwords or Passwords()

    async def make(self, account_id: UUID, *, close_former: bool, author_id: UUID) -> Code:
        """A fresh code for somebody who has lost her password; raises `NotFound`, `WrongState`.

        `close_former`: the former password ends now, and whoever is signed in with it is signed out.
        """
        unusable = await self._passwords.hash(new_token()) if close_former else None
        async with self._transaction() as tx:
            await desk.lock_settings(tx)
            account = (await accounts.every(tx)).get(account_id)
            if account is None:
                raise NotFound({"account_id": "unknown"})
            if not account.active:
                raise WrongState({"active": "is shut: open it first"})
            if unusable is not None and account_id == author_id:
                raise WrongState({"close_former": "is your own: you would be signed out"})
            code = await new_sign_in_code(tx, account_id, needed=unusable is not None)
            if unusable is not None:
                await staff.set_password(tx, account_id, unusable)
                await sign_ins.end_sessions(tx, account_id)
            told = {"code_until": code.expires_at.isoformat(), "former_password_closed": close_former}
            subject, after = str(account_id), {"name": account.name, **told}
            await desk.audit(tx, "staff_code_made", actor_id=author_id, subject=subject, after=after)
        return code


async def new_sign_in_code(tx: Transaction, staff_id: UUID, *, needed: bool) -> Code:
    """A code in the place of any former one; only its hash is stored. Raises `Unavailable` (ADR 14)."""
    code = new_code()
    expires_at = await sign_in_codes.put(tx, staff_id, token_hash(code), lasts=LASTS, needed=needed)
    return Code(code, expires_at)
