"""Our own desk, as it is served: two `desk serve` on the same stores, spoken to over the public protocol."""

from __future__ import annotations

import asyncio
import re
import sys
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

from app.cli.backstage import backstage
from app.cli.schema import migrate_to
from app.domain.policy import Policy
from app.repositories.desk import store_policy
from app.seed.hours import always_open
from app.services.beginning import begin
from app.settings import Settings
from bench.contender import Pair, Seat, Stores
from bench.contenders.ours_people import Citizen, Staff, make_pairs, make_waiting
from bench.processes import DidNotStart, ServerProcess, free_port, wait_until

POLICY: dict[str, Any] = {
    "burst": 1_000_000,
    "per_second": 1_000_000,
    "chat_capacity": 1,
    "citizen_grace_seconds": 3_600,
    "counsellor_grace_seconds": 3_600,
    "queue_room": 1_000_000,
}
"""The pace of a side (20 at once, then 2 a second) would be measured otherwise, and people join slowly."""

READY = re.compile(r"The desk answers at (\S+)")


class Ours:
    """Everything as in production but the pace; `unacknowledged` is the desk's own 16."""

    name = "ours"
    title = "this desk: `desk serve` twice, its public protocol"
    wire = "desk"
    needs_stores = True

    def __init__(self) -> None:
        self._processes: list[ServerProcess] = []
        self._urls: list[str] = []
        self._settings = Settings()

    def prepare(self) -> None:
        """Nothing: it is this project."""

    def start(self, stores: Stores | None, folder: Path) -> None:
        """See `Contender`."""
        assert stores is not None
        self._settings = Settings(
            database_url=stores.database_url.replace("postgresql://", "postgresql+psycopg://"),
            valkey_url=stores.valkey_url,
        )
        migrate_to(self._settings)
        asyncio.run(self._begin())
        logs = [folder / f"ours{number}.log" for number in range(2)]
        self._processes = [self._serve(log) for log in logs]
        self._urls = [_address(log) for log in logs]

    def pairs(self, count: int) -> list[Pair]:
        """Contacts that their counsellors have taken, by the desk's own transitions."""
        made = asyncio.run(self._make(count))
        pairs: list[Pair] = []
        for number, (citizen, staff) in enumerate(made):
            first, second = self._urls if number % 2 == 0 else reversed(self._urls)
            pairs.append((self._citizen(first, citizen), self._counsellor(second, citizen, staff)))
        return pairs

    def waiting(self, count: int) -> list[Seat]:
        """People in line, for sockets that only wait; half of them at each process."""
        citizens = asyncio.run(self._make_waiting(count))
        return [self._citizen(self._urls[number % 2], one) for number, one in enumerate(citizens)]

    @property
    def urls(self) -> Sequence[str]:
        """The addresses of both."""
        return self._urls

    def servers(self) -> Sequence[int]:
        """See `Contender`."""
        return [process.pid for process in self._processes]

    def stop(self) -> None:
        """End them at once: a drain waits for its people, who are not there any more."""
        for process in self._processes:
            process.kill()

    async def _begin(self) -> None:
        async with backstage(self._settings) as transaction:
            await begin(transaction, always_open())
            async with transaction() as tx:
                await store_policy(tx, POLICY, author_id=None)

    async def _make(self, count: int) -> list[tuple[Citizen, Staff]]:
        async with backstage(self._settings) as transaction:
            return await make_pairs(transaction, count, replace(Policy(), **POLICY))

    async def _make_waiting(self, count: int) -> list[Citizen]:
        async with backstage(self._settings) as transaction:
            return await make_waiting(transaction, count)

    def _serve(self, log: Path) -> ServerProcess:
        return serve(self._settings, log)

    def _citizen(self, url: str, citizen: Citizen) -> Seat:
        return Seat(
            f"{_socket(url)}/ws/citizen", citizen.contact_id, "citizen", {"token": citizen.token}, origin=url
        )

    def _counsellor(self, url: str, citizen: Citizen, staff: Staff) -> Seat:
        return Seat(
            f"{_socket(url)}/ws/counsellor",
            citizen.contact_id,
            "counsellor",
            {"token": staff.ticket},
            origin=url,
        )


def serve(settings: Settings, log: Path, port: int | None = None) -> ServerProcess:
    """One `desk serve` with one worker on these stores, on a free port unless one is given."""
    assert settings.database_url is not None
    assert settings.valkey_url is not None
    return ServerProcess(
        [sys.executable, "-m", "app.cli", "serve", "--port", str(port or free_port()), "--workers", "1"],
        log=log,
        environment={"DESK_DATABASE_URL": settings.database_url, "DESK_VALKEY_URL": settings.valkey_url},
    )


def _address(log: Path) -> str:
    def found() -> str | None:
        match = READY.search(log.read_text(errors="replace"))
        return match[1] if match else None

    address = wait_until(found)
    if address is None:
        raise DidNotStart(log.read_text(errors="replace"))
    return address


def _socket(url: str) -> str:
    return url.replace("http://", "ws://")
