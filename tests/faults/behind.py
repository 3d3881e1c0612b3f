"""Stores as a desk sees them whose way to them leads through fault proxies."""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterator
from contextlib import AsyncExitStack, asynccontextmanager, contextmanager

from tests.faults.proxy import Proxy, postgres_proxy, valkey_proxy
from tests.faults.stores import Stores


class StoresBehind(Stores):
    """The same servers; desks on them, and whoever judges them, come through the proxies."""

    def __init__(self, stores: Stores, valkey: Proxy | None, postgres: Proxy | None) -> None:
        self.servers = stores.servers
        self.valkey_url = valkey.url if valkey else stores.valkey_url
        self._postgres = postgres

    @contextmanager
    def database(self) -> Iterator[str]:
        """A seeded database, by its address through the proxy."""
        with super().database() as url:
            yield self._postgres.before(url) if self._postgres else url


@asynccontextmanager
async def behind_valkey_proxy(stores: Stores) -> AsyncIterator[tuple[Stores, Proxy]]:
    """These stores with a proxy before Valkey."""
    async with valkey_proxy(stores.valkey_url) as proxy:
        yield StoresBehind(stores, proxy, None), proxy


@asynccontextmanager
async def behind_both(stores: Stores) -> AsyncIterator[tuple[Stores, Proxy, Proxy]]:
    """These stores with a proxy before Valkey and one before PostgreSQL."""
    async with AsyncExitStack() as stack:
        valkey = await stack.enter_async_context(valkey_proxy(stores.valkey_url))
        postgres = await stack.enter_async_context(postgres_proxy(stores.servers.database_url))
        yield StoresBehind(stores, valkey, postgres), valkey, postgres
