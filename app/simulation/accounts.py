"""The staff accounts that simulated counsellors sign in with."""

from dataclasses import dataclass
from pathlib import Path

DEMO_ACCOUNTS = 6
DEMO_PASSWORD = "demo-desk"  # noqa: S105 — it is printed when the demo starts.


class TooFewAccounts(ValueError):
    """There are fewer accounts than counsellors were asked for, or one has no password."""


@dataclass(frozen=True, slots=True)
class Account:
    """A staff account to sign in with."""

    email: str
    password: str


def staff_accounts(count: int, file: Path | None) -> list[Account]:
    """So many accounts, of the demo or of a file; raises `TooFewAccounts` when there are not that many."""
    if file is None:
        known = [Account(f"veileder{n}@desk.example", DEMO_PASSWORD) for n in range(1, DEMO_ACCOUNTS + 1)]
    else:
        known = [_account(line) for line in file.read_text("utf-8").splitlines() if _names_one(line)]
    if count > len(known):
        where = "the demo" if file is None else str(file)
        raise TooFewAccounts(f"{count} counsellors asked for, {where} has {len(known)} accounts")
    return known[:count]


def _names_one(line: str) -> bool:
    return bool(line.strip()) and not line.lstrip().startswith("#")


def _account(line: str) -> Account:
    email, _, password = line.strip().partition(" ")
    if not password.strip():
        raise TooFewAccounts(f"no password beside {email}: write «e-mail password» on each line")
    return Account(email, password.strip())
