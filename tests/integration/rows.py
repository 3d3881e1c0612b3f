"""A database with a clock that stands still, and rows put straight into it, for tests of what reads them."""

from __future__ import annotations

from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import insert, select

from app.clock import MovedClock
from app.domain.contact import ENDINGS, OWNED, Cause, Channel, State
from app.domain.counsellor import CounsellorId, Role
from app.domain.rules import Rules
from app.frames.bus import SettingsChanged
from app.models.contact import Contact, ContactEvent, TurnedAway
from app.models.desk import Audit, Desk
from app.models.staff import PresenceLog
from app.repositories import staff
from app.repositories.engine import make_engine
from app.repositories.ids import new_id
from app.repositories.transaction import Consequences, Transactions
from app.services.beginning import begin

Step = tuple[int, State, Cause]


@dataclass
class Rows:
    """The stores of one test, and what their changes told the others."""

    transaction: Transactions
    clock: MovedClock
    told: list[Consequences]

    def rules(self) -> Rules:
        """The defaults."""
        return Rules()

    async def person(self, name: str, centre: str | None, role: Role = Role.COUNSELLOR) -> CounsellorId:
        """A member of staff who cannot sign in."""
        async with self.transaction() as tx:
            email = f"{name.lower()}@desk.example"
            return await staff.add(tx, email=email, name=name, role=role, centre=centre, password_hash="-")

    async def contact(
        self,
        arrived_at: datetime,
        *steps: Step,
        by: UUID | None = None,
        centre: str | None = None,
        channel: Channel = Channel.CHAT,
        came: Cause = Cause.ARRIVED,
    ) -> UUID:
        """A contact and its events, each step so many seconds after the arrival."""
        story: list[Step] = [(0, State.QUEUED, came), *steps]
        state = story[-1][1]
        async with self.transaction() as tx:
            contact_id = new_id(tx.now)
            owned = {"owner": by} if state in OWNED else {}
            values = {
                "id": contact_id,
                "channel": channel,
                "language": "nb",
                "state": state,
                "version": len(story),
                "ticket": await _count(tx, Contact) + 1,
                "arrived_at": arrived_at,
                "since": arrived_at + timedelta(seconds=story[-1][0]),
            }
            await tx.run(insert(Contact).values(**values, **owned, **_marks(arrived_at, story)))
            for seconds, to_state, cause in story:
                event = {
                    "contact_id": contact_id,
                    "at": arrived_at + timedelta(seconds=seconds),
                    "to_state": to_state,
                    "cause": cause,
                    "counsellor_id": by if to_state is State.ACTIVE else None,
                    "centre": centre if to_state is State.ACTIVE else None,
                }
                await tx.run(insert(ContactEvent).values(event))
        return contact_id

    async def turned_away(self, at: datetime, channel: Channel = Channel.CHAT) -> None:
        """Somebody who was not let in."""
        async with self.transaction() as tx:
            await tx.run(insert(TurnedAway).values(at=at, channel=channel, reason="desk_closed"))

    async def presence(
        self,
        counsellor_id: UUID,
        centre: str,
        at: datetime,
        *,
        state: str,
        channels: Sequence[str] = ("chat",),
    ) -> None:
        """A line of the presence log."""
        values = {"counsellor_id": counsellor_id, "centre": centre, "at": at, "state": state}
        async with self.transaction() as tx:
            await tx.run(insert(PresenceLog).values(**values, channels=list(channels)))

    async def settings_version(self) -> int:
        """The version that every worker compares."""
        async with self.transaction() as tx:
            return int((await tx.run(select(Desk.settings_version))).scalar_one())

    async def audit(self) -> list[tuple[str, UUID | None, str | None, str | None]]:
        """The audit so far."""
        columns = (Audit.action, Audit.actor_id, Audit.subject, Audit.reason)
        async with self.transaction() as tx:
            return [tuple(row) for row in await tx.run(select(*columns).order_by(Audit.id))]

    def announced(self) -> int:
        """How often the others were told that settings changed."""
        return sum(isinstance(event, SettingsChanged) for one in self.told for event in one.events)


def _marks(arrived_at: datetime, story: Sequence[Step]) -> dict[str, Any]:
    """What a contact's row keeps of its story."""
    moments = [(arrived_at + timedelta(seconds=step[0]), step[1], step[2]) for step in story]
    answered = [moment for moment, state, _ in moments if state is State.ACTIVE]
    marks: dict[str, Any] = {"answered_at": answered[0] if answered else None}
    for moment, _, cause in moments:
        if cause in ENDINGS:
            by, reason = ENDINGS[cause]
            marks |= {"ended_at": moment, "ended_by": by, "ended_reason": reason}
    return marks


async def _count(tx: Any, table: Any) -> int:
    return len((await tx.run(select(table.id))).all())


@asynccontextmanager
async def rows_at(now: datetime, database_url: str) -> AsyncIterator[Rows]:
    """Rows with the seed planted and a clock that stands at `now`."""
    engine, clock = make_engine(database_url, pool_size=3), MovedClock(now)
    made = Rows(Transactions(engine, clock), clock, [])

    async def tell(consequences: Consequences) -> None:
        made.told.append(consequences)

    await begin(made.transaction)
    made.transaction.after_commit = tell
    yield made
    await engine.dispose()
