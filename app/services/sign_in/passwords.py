"""Passwords as argon2 hashes, computed beside the loop and few at once."""

import asyncio
from functools import partial

from pwdlib import PasswordHash
from pwdlib.exceptions import UnknownHashError
from pwdlib.hashers.argon2 import Argon2Hasher

from app.domain.errors import Invalid, TooManyRequests

AT_ONCE = 2
"""Each costs about 0.2 s and 64 MiB; more at once would starve the conversations."""
MOST_WAITING = 40
"""A whole shift may sign in at once; more than that is no shift."""
SHORTEST = 8
LONGEST = 1_000


class Passwords:
    """Makes and checks hashes in threads."""

    def __init__(self, hasher: Argon2Hasher | None = None) -> None:
        """Tests that are about something else give a cheaper `hasher`."""
        self._hasher = PasswordHash((hasher or Argon2Hasher(),))
        self._turn = asyncio.Semaphore(AT_ONCE)
        self._waiting = 0
        self._nobodys: str | None = None

    async def hash(self, password: str) -> str:
        """The hash to store; raises `Invalid` for a password too short or too long."""
        require_usable(password)
        async with self._turn:
            return await asyncio.to_thread(self._hasher.hash, password)

    async def right(self, password: str, stored: str | None) -> bool:
        """Whether the password fits; without an account it takes as long and never does.

        Raises `TooManyRequests` when too many wait for their turn already.
        """
        if len(password) > LONGEST:
            return False
        if self._waiting >= MOST_WAITING:
            raise TooManyRequests(retry_after_ms=2_000)
        self._waiting += 1
        try:
            return await self._right(password, stored)
        finally:
            self._waiting -= 1

    async def _right(self, password: str, stored: str | None) -> bool:
        if stored is None:
            await self._verify(password, await self._decoy())
            return False
        return await self._verify(password, stored)

    async def _decoy(self) -> str:
        if self._nobodys is None:
            self._nobodys = await self.hash("nobody has this password")
        return self._nobodys

    async def _verify(self, password: str, stored: str) -> bool:
        async with self._turn:
            try:
                return await asyncio.to_thread(partial(self._hasher.verify, password, stored))
            except UnknownHashError:  # an account without a password of its own.
                return False


def require_usable(password: str) -> None:
    """Raises `Invalid` for a password too short or too long, and for what UTF-8 cannot hold."""
    if not SHORTEST <= len(password) <= LONGEST:
        raise Invalid({"password": f"must have {SHORTEST} to {LONGEST} characters"})
    if any("\ud800" <= sign <= "\udfff" for sign in password):
        raise Invalid({"password": "must hold no lone surrogates"})
