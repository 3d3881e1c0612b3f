"""Follow-ups in a world: somebody asks, counsellors get it, time goes by; and everything the rows hold."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any
from uuid import UUID, uuid4

from sqlalchemy import select

from app.domain.contact import Language, State
from app.domain.follow_up import Kind
from app.frames.follow_up import OwnFollowUp
from app.models.base import metadata
from app.models.contact import Contact
from app.services.follow_ups import Asked, Request
from tests.factories import World

QUESTION = "Er fristen for Samordna opptak 15. april?"
NUMBER = "+4791234567"
RECORDED: dict[str, Any] = {"disposition": "IR", "topics": []}
CLOSE: dict[str, Any] = {
    "channel": None,
    "reason": {"nb": "Kveld", "nn": "Kveld", "en": "Evening"},
    "until": None,
}


def question(**given: Any) -> Request:
    """A question left, with a request id of its own."""
    return replace(Request(Kind.MESSAGE, Language.NN, uuid4(), QUESTION), **given)


def call(**given: Any) -> Request:
    """A wish to be called."""
    return replace(Request(Kind.CALL, Language.NB, uuid4(), number=NUMBER), **given)


@dataclass
class Left:
    """One world, seen from its follow-ups."""

    world: World

    async def ask(self, request: Request | None = None) -> Asked:
        """Somebody asks; a question unless told otherwise."""
        return await self.world.desk.follow_ups.ask(request or question())

    async def sweep(self) -> None:
        """The sweep of every worker, then what follows from it."""
        for desk in self.world.workers:
            await desk.attempts.sweep()

    async def attempts(self, *states: State) -> list[UUID]:
        """The contacts made for follow-ups, in the order of their tickets; in these states, or all."""
        statement = select(Contact.id).where(Contact.ticket < 0).order_by(Contact.ticket)
        if states:
            statement = statement.where(Contact.state.in_(states))
        async with self.world.desk.transaction() as tx:
            return list((await tx.run(statement)).scalars())

    async def attempt(self) -> UUID:
        """Sweep; the one contact that waits or is worked on."""
        await self.sweep()
        [contact_id] = await self.attempts(State.QUEUED, State.OFFERED, State.ACTIVE, State.WRAP_UP)
        return contact_id

    async def taken(self, who: UUID) -> UUID:
        """The next attempt, in this counsellor's hands by way of an offer."""
        contact_id = await self.attempt()
        await self.world.desk.dispatch.run_once()
        await self.world.desk.answering.accept(who, contact_id, None)
        return contact_id

    async def answer(self, who: UUID, contact_id: UUID, text: str) -> None:
        """A counsellor writes; returns once it is stored."""
        desk = self.world.desk
        await desk.messaging.from_counsellor(
            contact_id, who, "Ane", language=Language.NN, cid=uuid4(), text=text
        )

    async def done(self, who: UUID, contact_id: UUID, result: str | None = None) -> None:
        """She ends it, and records what came of it."""
        said = {} if result is None else {"follow_up": result}
        await self.world.desk.endings.end(who, contact_id)
        await self.world.desk.wrapping_up.record(who, contact_id, {**RECORDED, **said})

    async def own(self, asked: Asked) -> OwnFollowUp:
        """What whoever asked sees of it."""
        record = await self.world.desk.records.own(asked.token)
        assert (record.contact, record.wrap_up) == (None, None)
        [one] = record.follow_ups
        assert record.messages == one.answers
        return one

    async def erase(self, token: str) -> None:
        """As `DELETE /api/contacts/self` does it."""
        desk = self.world.desk
        mine = await desk.records.erasable(token)
        contacts = [*mine.contacts]
        for follow_up_id in mine.follow_ups:
            contacts += await desk.follow_ups.erase(follow_up_id)
        for contact_id in contacts:
            await desk.endings.erase(contact_id)

    async def all_rows(self) -> str:
        """Every row of every table, as PostgreSQL writes it, bytes as text where they are any."""
        found: list[str] = []
        async with self.world.desk.transaction() as tx:
            for table in metadata.sorted_tables:
                rows = await tx.run(table.select())
                found += [repr([_readable(value) for value in row]) for row in rows]
        return "\n".join(found)

    async def load(self) -> dict[str, int]:
        """The outcomes of this day, both channels together, a second later."""
        await self.world.move(1)
        rows = await self.world.desk.reporting.load({"from": "2026-11-23", "to": "2026-11-24"})
        names = ("arrivals", "answered", "abandoned", "short_abandoned", "turned_away", "callback", "lost")
        counts = {name: sum(getattr(row, name) for row in rows) for name in (*names, "still_waiting")}
        assert counts["arrivals"] == sum(counts.values()) - counts["arrivals"], counts
        return {name: count for name, count in counts.items() if count}


def _readable(value: object) -> object:
    return bytes(value).decode(errors="replace") if isinstance(value, bytes | memoryview) else value
