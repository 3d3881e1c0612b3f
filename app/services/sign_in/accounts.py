"""Accounts of staff as those who run the desk see them: added, listed, given a new password."""

from typing import Any
from uuid import UUID

from app.domain.counsellor import CounsellorId, Role
from app.domain.errors import Invalid, NotFound
from app.repositories import desk, sign_in_codes, sign_ins, staff
from app.repositories.staff import Account
from app.repositories.transaction import Transaction, Transactions
from app.services.sign_in.passwords import Passwords


class Accounts:
    """Every change is audited; `actor_id` is None for somebody at the command line."""

    def __init__(self, transaction: Transactions, passwords: Passwords | None = None) -> None:
        self.transaction = transaction
        self._passwords = passwords or Passwords()

    async def add(
        self,
        email: str,
        name: str,
        *,
        role: Role,
        centre: str | None,
        password: str,
        actor_id: UUID | None = None,
    ) -> CounsellorId:
        """A new account; raises `Invalid` with the field that is wrong."""
        _check(email, name)
        password_hash = await self._passwords.hash(password)
        async with self.transaction() as tx:
            staff_id = await staff.add(
                tx, email=email, name=name.strip(), role=role, centre=centre, password_hash=password_hash
            )
            await desk.audit(tx, "staff_added", actor_id=actor_id, subject=str(staff_id))
        return staff_id

    async def every(self) -> list[Account]:
        """All accounts by address, the disabled ones too."""
        async with self.transaction() as tx:
            return await staff.every(tx)

    async def centres(self) -> list[tuple[str, dict[str, Any]]]:
        """Every centre: its code, and its name by language."""
        async with self.transaction() as tx:
            return await staff.centres(tx)

    async def reset_password(self, email: str, password: str, *, actor_id: UUID | None = None) -> None:
        """A new password; whoever was signed in with the old one is signed out."""
        password_hash = await self._passwords.hash(password)
        async with self.transaction() as tx:
            account = await _known(tx, email)
            await staff.set_password(tx, account.id, password_hash)
            await sign_in_codes.forget(tx, account.id)
            await sign_ins.end_sessions(tx, account.id)
            await desk.audit(tx, "staff_password_reset", actor_id=actor_id, subject=str(account.id))


async def _known(tx: Transaction, email: str) -> Account:
    account = await staff.find(tx, email)
    if account is None:
        raise NotFound({"email": "unknown"})
    return account


def _check(email: str, name: str) -> None:
    local, at, domain = email.strip().partition("@")
    wrong: dict[str, str] = {}
    if not (local and at and domain) or any(letter.isspace() for letter in email.strip()):
        wrong["email"] = "must be an e-mail address"
    if not name.strip():
        wrong["name"] = "must not be empty"
    if wrong:
        raise Invalid(wrong)
