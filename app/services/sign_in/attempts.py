"""How often somebody may try to sign in to one account, over all workers."""

import hashlib
import hmac
from datetime import timedelta

from app.clock import Clock
from app.domain.errors import SwitchboardAway, TooManyRequests
from app.logs import log
from app.queue.limits import Limits

BURST = 20
EVERY = timedelta(seconds=5)


class Attempts:
    """Tries that failed, counted per account and address; a sign-in that succeeds forgets them."""

    def __init__(self, limits: Limits, clock: Clock) -> None:
        self._limits = limits
        self._clock = clock
        self._log = log("desk.sign_in")

    async def take(self, name: str) -> None:
        """One more try; raises `TooManyRequests` with the time to wait.

        While Valkey is away nobody is kept out: hashing, two at a time, is limit enough.
        """
        try:
            wait = await self._limits.take(name, burst=BURST, every=EVERY, now=self._clock.now())
        except SwitchboardAway:
            self._log.warning("attempts not counted")
            return
        if wait is not None:
            raise TooManyRequests(retry_after_ms=round(wait.total_seconds() * 1000))

    async def forget(self, name: str) -> None:
        """It was the right one: the failures before it do not count."""
        try:
            await self._limits.forget(name)
        except SwitchboardAway:
            self._log.info("attempts not forgotten")


def bucket(email: str, secret: str | None, address: str) -> str:
    """The name of a bucket; without the account's secret nobody can tell the address from it (I17, P8).

    `secret` is the stored hash of the password; where there is no account, the address plays no part.
    """
    if secret is None:
        return "sign-in:" + hashlib.sha256(email.encode()).hexdigest()[:32]
    return "sign-in:" + hmac.new(secret.encode(), f"{email} {address}".encode(), "sha256").hexdigest()[:32]
