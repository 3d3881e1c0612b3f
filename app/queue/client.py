"""Connections to Valkey: limits of time, no retries of their own, and one error for «out of reach»."""

from collections.abc import Iterator
from contextlib import contextmanager

from redis.asyncio import Redis
from redis.asyncio.retry import Retry
from redis.backoff import NoBackoff
from redis.exceptions import RedisError

from app.domain.errors import SwitchboardAway


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
