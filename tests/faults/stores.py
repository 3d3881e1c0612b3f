"""PostgreSQL and Valkey for fault trials: as durable as in production, a seeded database for each desk."""

from __future__ import annotations

import asyncio
import atexit
import contextlib
import threading
import uuid
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import timedelta
from functools import cache
from typing import Any

import psycopg
from psycopg.sql import SQL, Identifier

from app.cli.backstage import backstage
from app.demo.staff import COORDINATOR, PASSWORD
from app.domain.contact import Channel
from app.domain.counsellor import Role
from app.embedded.servers import EmbeddedServers
from app.repositories import beginnings, schema, staff
from app.repositories.desk import store_policy
from app.repositories.transaction import Transactions
from app.seed.hours import always_open
from app.services.beginning import begin
from app.services.sign_in import Passwords
from app.settings import Settings
from tests.fixtures.stores import folder_for_servers

SEEDED = "desk_seeded"
COUNSELLORS = 80
SHIFT = timedelta(days=365)
_starting = threading.RLock()
"""Of all stores: the tool that migrates a database knows one of them at a time."""


class Stores:
    """Both servers, and how to get a database on them that is a desk's with staff on shift."""

    def __init__(self, servers: EmbeddedServers) -> None:
        self.servers = servers
        self.valkey_url = servers.valkey_url
        with _starting:
            schema.upgrade(self._make(SEEDED, "template0"))
        asyncio.run(_seed(self._settings(SEEDED, "seed")))

    @contextmanager
    def database(self) -> Iterator[str]:
        """A seeded database for as long as it is needed."""
        name = f"fault_{uuid.uuid4().hex}"
        url = self._make(name, SEEDED)
        try:
            yield url
        finally:
            with contextlib.suppress(psycopg.OperationalError), self._admin() as admin:
                admin.execute(SQL("DROP DATABASE {} WITH (FORCE)").format(Identifier(name)))

    def _settings(self, database: str, prefix: str) -> Settings:
        return Settings(
            database_url=self.servers.postgres.url(database),
            valkey_url=self.valkey_url,
            valkey_prefix=prefix,
        )

    def _make(self, name: str, template: str) -> str:
        with self._admin() as admin:
            statement = SQL("CREATE DATABASE {} TEMPLATE {}")
            admin.execute(statement.format(Identifier(name), Identifier(template)))
        return self.servers.postgres.url(name)

    def _admin(self) -> psycopg.Connection[tuple[object, ...]]:
        address = self.servers.database_url.replace("+psycopg", "")
        return psycopg.connect(address, autocommit=True)


async def common_stores() -> Stores:
    """The stores that all trials of this process share, for faults that spare them."""

    def once() -> Stores:
        with _starting:
            return _common()

    return await asyncio.to_thread(once)


@cache
def _common() -> Stores:
    stack = contextlib.ExitStack()
    atexit.register(stack.close)
    return _start(stack)


def _start(stack: contextlib.ExitStack) -> Stores:
    folder = stack.enter_context(folder_for_servers())
    return Stores(stack.enter_context(EmbeddedServers(folder)))


async def set_policy(settings: Settings, policy: Mapping[str, Any]) -> None:
    """Store other figures than the desk's own defaults, such as shortened graces."""
    async with backstage(settings) as transaction, transaction() as tx:
        await store_policy(tx, dict(policy), author_id=None)


async def _seed(settings: Settings) -> None:
    async with backstage(settings) as transaction:
        await begin(transaction, always_open())
        await _hire(transaction)


async def _hire(transaction: Transactions) -> None:
    """A coordinator and many counsellors on shift, all with the demo's password."""
    password_hash = await Passwords().hash(PASSWORD)
    emails = {COORDINATOR.email: Role.COORDINATOR}
    emails |= {counsellor_email(number): Role.COUNSELLOR for number in range(1, COUNSELLORS + 1)}
    async with transaction() as tx:
        for email, role in emails.items():
            name = email.partition("@")[0].capitalize()
            who = await staff.add(
                tx, email=email, name=name, role=role, centre="TROMSO", password_hash=password_hash
            )
            await beginnings.put_shift(tx, who, lasts=SHIFT, channels=[channel.value for channel in Channel])


def counsellor_email(number: int) -> str:
    """The address of the n-th counsellor, counted from 1 to `COUNSELLORS`."""
    return f"veileder{number}@desk.example"
