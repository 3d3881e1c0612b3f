"""How often something may be tried, counted over all workers."""

from datetime import datetime, timedelta
from importlib.resources import files
from secrets import token_urlsafe

from redis.asyncio import Redis

from app.queue.client import Reach
from app.queue.keys import Keys


class Limits:
    """Buckets in Valkey; lost with it, which only means that they are full again."""

    def __init__(self, client: Redis, keys: Keys, reach: Reach | None = None) -> None:
        """The client has one connection, see `connect`; `reach` is of all who use it."""
        self._client = client
        self._reach = reach or Reach()
        self._keys = keys
        folder = files("app.queue") / "lua"
        self._script = client.register_script((folder / "limit.lua").read_text(encoding="utf-8"))
        self._crowd = client.register_script((folder / "crowd.lua").read_text(encoding="utf-8"))

    async def take(self, name: str, *, burst: int, every: timedelta, now: datetime) -> timedelta | None:
        """Take one of `burst` tries, of which one comes back `every` so often; None if there was one.

        Otherwise how long to wait. `name` must hold nothing personal: it stands in Valkey. Raises
        `SwitchboardAway`.
        """
        arguments = [round(now.timestamp() * 1000), burst, round(every.total_seconds() * 1000)]
        async with self._reach.trying():
            wait = int(await self._script(keys=[self._keys.limit(name)], args=arguments))
        return timedelta(milliseconds=wait) if wait else None

    async def crowded(
        self, name: str, *, burst: int, every: timedelta, most: timedelta, now: datetime
    ) -> bool:
        """Count one attempt, and say whether they come faster than one `every` so often, beyond a `burst`.

        Attempts count also while it is crowded, for `most` at the longest. Raises `SwitchboardAway`.
        """
        spans = [round(span.total_seconds() * 1000) for span in (every, most)]
        arguments = [round(now.timestamp() * 1000), burst, *spans]
        async with self._reach.trying():
            return bool(await self._crowd(keys=[self._keys.limit(name)], args=arguments))

    async def give_challenge(self, lasts: timedelta) -> str:
        """A random word that can be redeemed once, at any worker; raises `SwitchboardAway`."""
        challenge = token_urlsafe(16)
        async with self._reach.trying():
            await self._client.set(self._keys.challenge(challenge), 1, px=lasts)
        return challenge

    async def redeem_challenge(self, challenge: str) -> bool:
        """Whether it was given and has not been redeemed; raises `SwitchboardAway`."""
        async with self._reach.trying():
            return bool(await self._client.delete(self._keys.challenge(challenge)))

    async def forget(self, name: str) -> None:
        """Fill a bucket again; raises `SwitchboardAway`."""
        async with self._reach.trying():
            await self._client.delete(self._keys.limit(name))
