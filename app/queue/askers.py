"""From where a contact was asked for, as a keyed hash that nobody can turn back, and who is slowed down."""

from datetime import timedelta
from uuid import UUID

from redis.asyncio import Redis

from app.queue.client import Reach
from app.queue.keys import Keys


class Askers:
    """In Valkey alone, each entry with a lifetime; lost with it, which only means that nobody is slowed."""

    def __init__(self, client: Redis, keys: Keys, reach: Reach) -> None:
        """The client has one connection, see `connect`; `reach` is of all who use it."""
        self._client = client
        self._keys = keys
        self._reach = reach

    async def remember(self, contact_id: UUID, name: str, lasts: timedelta) -> None:
        """This contact was asked for from there; `name` holds nothing personal. Raises `SwitchboardAway`."""
        async with self._reach.trying():
            await self._client.set(self._keys.asker(str(contact_id)), name, px=lasts)

    async def slow(self, contact_id: UUID, lasts: timedelta) -> bool:
        """Slow down wherever this contact came from; whether that is known. Raises `SwitchboardAway`."""
        async with self._reach.trying():
            name = await self._client.get(self._keys.asker(str(contact_id)))
            if name is None:
                return False
            found = name.decode() if isinstance(name, bytes) else str(name)
            await self._client.set(self._keys.slowed(found), 1, px=lasts)
        return True

    async def is_slowed(self, name: str) -> bool:
        """Whether whoever asks from there is to be slowed down; raises `SwitchboardAway`."""
        async with self._reach.trying():
            return bool(await self._client.exists(self._keys.slowed(name)))
