"""The desks of these tests, on a database and a prefix of their own."""

from __future__ import annotations

from collections.abc import AsyncIterator

import pytest

from tests.factories import Hand, World, settings_of, world_on


@pytest.fixture
async def world(database_url: str, valkey_url: str, valkey_prefix: str) -> AsyncIterator[World]:
    """A desk at noon whose clock stands still until the test moves it."""
    async with world_on(settings_of(database_url, valkey_url, valkey_prefix), hand=Hand()) as made:
        yield made


@pytest.fixture
async def running_world(database_url: str, valkey_url: str, valkey_prefix: str) -> AsyncIterator[World]:
    """A desk whose time goes by itself."""
    async with world_on(settings_of(database_url, valkey_url, valkey_prefix)) as made:
        yield made
