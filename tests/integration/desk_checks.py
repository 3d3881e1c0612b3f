"""The real desk beside its model: how a machine talks to both, and what must hold after every step."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable
from typing import Any, TypeVar
from uuid import UUID

import psycopg
from hypothesis.stateful import RuleBasedStateMachine, invariant

from app.domain.contact import State
from app.domain.errors import DeskError
from app.queue.switchboard import Known
from app.repositories import line
from app.repositories.line import LineRecord
from app.wiring import Desk
from tests.factories import World
from tests.integration.desk_model import Model, Modelled

T = TypeVar("T")

ROWS = """
SELECT c.id, c.state, c.owner, c.ticket, c.version, c.last_seq, c.absent_since, o.counsellor_id AS offered_to
FROM contact c LEFT JOIN offer o ON o.contact_id = c.id AND o.outcome IS NULL ORDER BY c.ticket
"""


class Broken(AssertionError):
    """A rule of the desk does not hold."""


def holds(condition: object, rule_name: str) -> None:
    """Raise where the named rule is broken."""
    if not condition:
        raise Broken(rule_name)


class DeskUnderTest(RuleBasedStateMachine):
    """A machine on a real desk; `world`, its loop and its people are set by the test."""

    world: World
    runner: asyncio.Runner
    other: psycopg.Connection[Any]
    staff: tuple[UUID, ...]
    model: Model
    steps = 0

    def run(self, work: Awaitable[T]) -> T:
        """Do it on the world's loop."""

        async def wait() -> T:
            return await work

        return self.runner.run(wait())

    def desk(self, worker: int) -> Desk:
        """One of the workers."""
        return self.world.workers[worker]

    async def must(self, work: Awaitable[T], rule_name: str) -> T:
        """What may not be refused."""
        try:
            return await work
        except DeskError as error:
            raise Broken(f"{rule_name}: {error!r}") from error

    async def rows(self) -> list[tuple[Any, ...]]:
        """All contacts as stored."""
        async with self.world.desk.transaction() as tx:
            return [tuple(row) for row in await tx.run(ROWS)]

    def pick(self, number: int, *states: State) -> Modelled:
        """One of the contacts in these states; the rule's precondition says that there is one."""
        found = self.model.in_state(*states)
        return found[number % len(found)]

    async def refused(self, work: Awaitable[object], *errors: type[DeskError]) -> None:
        """What must be refused, with one of these."""
        try:
            await work
        except errors:
            return
        except DeskError as error:
            raise Broken(f"refused with {error!r}") from error
        raise Broken("granted what must be refused")

    @invariant()
    def the_desk_is_as_the_model(self) -> None:
        """Rows equal the model (I4, I6), seats fit (I5), Valkey equals the rows (I9)."""
        type(self).steps += 1
        self.run(self._compare())

    async def _compare(self) -> None:
        desk = self.world.desk
        async with desk.transaction() as tx:
            rows = [tuple(row) for row in await tx.run(ROWS)]
            living = await line.living(tx, desk.rules().policy)
        self._compare_rows(rows)
        for who in self.model.capacity:
            holds(self.model.fits(who), "I5: nobody has more than her seats")
        held, order = await desk.switchboard.contents(), await desk.switchboard.line()
        holds(held == {one.contact_id: known(one) for one in living}, "I9: Valkey's view equals the rows'")
        holds(order == [one.contact_id for one in self.model.line], "I9: the order of the line")

    def _compare_rows(self, rows: list[tuple[Any, ...]]) -> None:
        holds(len(rows) == len(self.model.contacts), "one row for each contact, one open offer at most")
        for one, (contact_id, state, owner, ticket, _, last_seq, away, offered_to) in zip(
            self.model.contacts, rows, strict=True
        ):
            holds((one.contact_id, one.ticket) == (contact_id, ticket), "I7: a ticket never changes")
            holds(one.state == state, f"I6: {state} is {one.state}")
            holds((owner or offered_to) == one.who, "I4: whose it is")
            holds((offered_to if owner else None) == one.to, "I4: to whom it is handed over")
            holds(one.said == last_seq, "I2: the counter")
            holds(state != State.QUEUED or away == one.away_since, "absence is an instant")


def known(record: LineRecord) -> Known:
    """What Valkey must know of this contact."""
    return Known(record.version, frozenset(record.holders), record.waiting is not None)
