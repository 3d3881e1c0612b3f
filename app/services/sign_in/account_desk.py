"""What coordinators do with accounts, and what the owner of one does with a code: built together."""

from collections.abc import Callable
from dataclasses import dataclass

from app.clock import Clock
from app.domain.rules import Rules
from app.queue.limits import Limits
from app.repositories.transaction import Transactions
from app.services.sign_in.account_changes import AccountChanges
from app.services.sign_in.choosing import Choosing
from app.services.sign_in.codes import SignInCodes
from app.services.sign_in.passwords import Passwords


@dataclass(frozen=True, slots=True)
class AccountDesk:
    """Of one worker; all of them hash with the same `Passwords`, so that two at a time are two in all."""

    changes: AccountChanges
    codes: SignInCodes
    choosing: Choosing

    @classmethod
    def of(
        cls,
        transaction: Transactions,
        rules: Callable[[], Rules],
        limits: Limits,
        clock: Clock,
        *,
        passwords: Passwords | None = None,
    ) -> "AccountDesk":
        """Build them."""
        hashing = passwords or Passwords()
        return cls(
            AccountChanges(transaction, rules, passwords=hashing),
            SignInCodes(transaction, hashing),
            Choosing(transaction, limits, clock, passwords=hashing),
        )
