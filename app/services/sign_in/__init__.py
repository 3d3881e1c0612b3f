"""Who may come in: passwords, sign-ins, tickets for sockets, and the accounts behind them."""

from app.repositories.sign_ins import SignedIn
from app.services.sign_in.account_changes import AccountChanges, Listed, Preview
from app.services.sign_in.account_desk import AccountDesk
from app.services.sign_in.accounts import Accounts
from app.services.sign_in.choosing import Choosing
from app.services.sign_in.codes import Code, SignInCodes
from app.services.sign_in.passwords import Passwords
from app.services.sign_in.sign_in import SignIn

__all__ = [
    "AccountChanges",
    "AccountDesk",
    "Accounts",
    "Choosing",
    "Code",
    "Listed",
    "Passwords",
    "Preview",
    "SignIn",
    "SignInCodes",
    "SignedIn",
]
