"""What Valkey holds of the desk: the line, the seats and the claims, changed by one script a verb."""

from collections.abc import AsyncIterator, Iterable, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta
from importlib.resources import files
from typing import Any
from uuid import UUID

import msgspec
from redis.asyncio import Redis

from app.domain.contact import Waiting
from app.domain.errors import Gone, NoCapacity, StaleEpoch, SwitchboardAway
from app.queue.client import Reach
from app.queue.keys import Keys

CLAIM = timedelta(seconds=5)
"""A claim lapses by itself after so long; losers cost nothing."""

REMEMBERED = timedelta(minutes=1)
"""How long an ended contact's version is kept, so that nothing late brings it back."""

CLASS = 10**12
"""The class of a rank weighs more than any ticket, and no ticket of a follow-up is as far below zero."""

UNKNOWN = 0
"""No epoch: after a lost connection nobody knows which server answers next, nor how old its data is."""

_waiting = msgspec.json.Decoder(Waiting)


@dataclass(frozen=True, slots=True)
class Known:
    """What the switchboard knows of a contact."""

    version: int
    holders: frozenset[UUID]
    in_line: bool


class Switchboard:
    """The scripts, and the epoch under which this worker may change anything."""

    def __init__(self, client: Redis, keys: Keys, reach: Reach | None = None) -> None:
        """The client has one connection, see `connect`; `reach` is of all who use it."""
        self._client = client
        self._reach = reach or Reach()
        self._keys = keys
        self.epoch = UNKNOWN
        names = ("claim", "settle", "look", "load", "forget")
        self._scripts = {name: client.register_script(_source(name)) for name in names}

    async def _run(self, name: str, *arguments: str | int) -> Any:
        async with self._trying():
            reply = await self._scripts[name](keys=self._keys.switchboard, args=[self.epoch, *arguments])
        if reply == "STALE":
            raise StaleEpoch
        return reply

    @asynccontextmanager
    async def _trying(self) -> AsyncIterator[None]:
        """A lost connection costs the epoch too: the next script answers STALE, then it is agreed anew."""
        try:
            async with self._reach.trying():
                yield
        except SwitchboardAway:
            self.epoch = UNKNOWN
            raise

    async def look(self, now: datetime, most: int, *, after: int = 0) -> tuple[list[Waiting], bool]:
        """Who waits in `most` places of the line after the first `after`, and whether the line goes on.

        Raises `StaleEpoch`, `SwitchboardAway`.
        """
        places, *found = await self._run("look", _ms(now), after, most)
        return [_waiting.decode(one) for one in found], int(places) == most

    async def claim(self, contact_id: UUID, counsellor_id: UUID, *, seats: int, now: datetime) -> None:
        """Hold contact and seat for 5 s; raises `Gone`, `NoCapacity`, `StaleEpoch`, `SwitchboardAway`."""
        reply = await self._run(
            "claim", str(contact_id), str(counsellor_id), seats, _ms(now), _ms(now + CLAIM)
        )
        if reply == "GONE":
            raise Gone
        if reply == "FULL":
            raise NoCapacity

    async def settle(
        self,
        contact_id: UUID,
        *,
        version: int,
        holders: Sequence[UUID],
        waiting: Waiting | None,
        over_at: datetime | None,
        release: bool,
    ) -> bool:
        """Write what the row says; False where a newer version is known already."""
        reply = await self._run(
            "settle",
            str(contact_id),
            version,
            *_place(waiting),
            _list(holders),
            0 if over_at is None else _ms(over_at),
            int(release),
        )
        return bool(reply == "OK")

    async def seated(self, counsellor_id: UUID) -> list[UUID]:
        """The contacts that hold this counsellor's seats, as it is known here."""
        first, beyond = f"[{counsellor_id}/", f"({counsellor_id}0"
        async with self._trying():
            seats = await self._client.zrangebylex(self._keys.seats, first, beyond)
        return [UUID(str(seat).partition("/")[2]) for seat in seats]

    async def fence(self) -> None:
        """Delete the epoch first: until the load is done every script answers STALE (core § 6)."""
        async with self._trying():
            await self._client.delete(self._keys.epoch)

    async def load(
        self, epoch: int, records: Sequence[tuple[UUID, int, Sequence[UUID], Waiting | None]]
    ) -> None:
        """Replace everything by these records (id, version, holders, waiting), and open under `epoch`."""
        arguments: list[str | int] = [epoch]
        for contact_id, version, holders, waiting in records:
            arguments += [str(contact_id), version, *_place(waiting), _list(holders)]
        async with self._trying():
            await self._scripts["load"](keys=self._keys.switchboard, args=arguments)
        self.epoch = epoch

    async def forget(self, now: datetime) -> int:
        """Drop what is over for a minute, and claims that have lapsed; how many records went."""
        return int(await self._run("forget", _ms(now), _ms(now - REMEMBERED)))

    async def stored_epoch(self) -> int | None:
        """The epoch in Valkey, None where it was lost or is being rebuilt."""
        async with self._trying():
            stored = await self._client.get(self._keys.epoch)
        return None if stored is None else int(stored)

    async def run_id(self) -> str:
        """Which server this is and whose data it has: another one may have older data (promises § 4)."""
        async with self._trying():
            server = await self._client.info("server")
            replication = await self._client.info("replication")
        return f"{server['run_id']}:{replication['master_replid']}"

    async def close(self) -> None:
        """Close the connection."""
        await self._client.aclose()

    async def contents(self) -> dict[UUID, Known]:
        """Every contact that is not over or has a place or a seat, as it is known here (I9)."""
        async with self._trying():
            stored = await self._client.hgetall(self._keys.contacts)
            line = set(map(str, await self._client.zrange(self._keys.line, 0, -1)))
            waiting = set(map(str, await self._client.hkeys(self._keys.waiting)))
            seats = await self._client.zrange(self._keys.seats, 0, -1)
        contacts = {str(name): msgspec.json.decode(value) for name, value in stored.items()}
        holders = _by_contact(map(str, seats))
        living = {name for name, one in contacts.items() if not one["o"]}
        return {
            UUID(name): Known(
                contacts[name]["v"] if name in contacts else -1,
                frozenset(holders.get(name, ())),
                name in line and name in waiting,
            )
            for name in living | line | waiting | holders.keys()
        }

    async def line(self) -> list[UUID]:
        """The line in its order."""
        async with self._trying():
            return [UUID(str(name)) for name in await self._client.zrange(self._keys.line, 0, -1)]


def _by_contact(seats: Iterable[str]) -> dict[str, set[UUID]]:
    """Who holds a seat for each contact, from `counsellor/contact`."""
    found: dict[str, set[UUID]] = {}
    for seat in seats:
        holder, _, contact = seat.partition("/")
        found.setdefault(contact, set()).add(UUID(holder))
    return found


def _place(waiting: Waiting | None) -> tuple[str, str]:
    if waiting is None:
        return "", ""
    group = 0 if waiting.returned else 2  # below zero, tickets of follow-ups come before those of this class
    return str(group * CLASS + waiting.ticket), msgspec.json.encode(waiting).decode()


def _list(ids: Sequence[UUID]) -> str:
    return msgspec.json.encode(list(ids)).decode()


def _ms(instant: datetime) -> int:
    return int(instant.timestamp() * 1000)


def _source(name: str) -> str:
    return (files("app.queue") / "lua" / f"{name}.lua").read_text(encoding="utf-8")
