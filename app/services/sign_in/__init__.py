"""Who may come in: passwords, sign-ins, tickets for sockets, and the accounts behind them."""

from app.repositories.sign_ins import SignedIn
from app.services.sign_in.accounts import Accounts
from app.services.sign_in.passwords import Passwords
from app.services.sign_in.sign_in import SignIn

__all__ = ["Accounts", "Passwords", "SignIn", "SignedIn"]
