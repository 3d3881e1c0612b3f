"""Connections to Valkey: limits of time, no retries of their own, and one error for «out of reach»."""

import asyncio
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, contextmanager

from redis.asyncio import Redis
from redis.asyncio.retry import Retry
from redis.backoff import NoBackoff
from redis.exceptions import RedisError
from redis.exceptions import TimeoutError as RedisTimeout

from app.domain.errors import SwitchboardAway

PAUSE = 0.5
"""After a silence nobody asks again for so long."""


def connect(valkey_url: str) -> Redis:
    """One connection, never a pool: publishing through several would reorder (promises § 4).

    redis-py's own retries are off: one script ran eleven times when replies were lost.
    """
    return Redis.from_url(
        valkey_url,
        single_connection_client=True,
        decode_responses=True,
        socket_timeout=2,
        socket_connect_timeout=1,
        retry=Retry(NoBackoff(), 0),
        health_check_interval=0,
    )


@contextmanager
def away() -> Iterator[None]:
    """Whatever Valkey or the way to it raises becomes `SwitchboardAway`."""
    try:
        yield
    except (RedisError, OSError, TimeoutError) as error:
        raise SwitchboardAway from error


class Reach:
    """Lets one caller at a time use a connection, and after a silence only one find out whether it is over.

    The others are told at once that Valkey is away: a person's command must not wait for each of them.
    """

    def __init__(self) -> None:
        self._turn = asyncio.Lock()
        self._silent = False
        self._again_at = 0.0

    @asynccontextmanager
    async def trying(self) -> AsyncIterator[None]:
        """What the connection is used in; raises `SwitchboardAway`."""
        self._refuse_in_silence(self._turn.locked())
        async with self._turn:
            self._refuse_in_silence(False)
            try:
                with away():
                    yield
            except SwitchboardAway as error:
                self._silent = isinstance(error.__cause__, RedisTimeout | TimeoutError)
                self._again_at = asyncio.get_running_loop().time() + PAUSE
                raise
            self._silent = False

    def _refuse_in_silence(self, somebody_asks: bool) -> None:
        if self._silent and (somebody_asks or asyncio.get_running_loop().time() < self._again_at):
            raise SwitchboardAway
