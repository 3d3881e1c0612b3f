"""Plans in rows: weeks with their gaps, repetitions across the clock change, weeks copied and never doubled."""

from __future__ import annotations

from collections.abc import AsyncIterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from typing import Any
from uuid import uuid4

import pytest
from sqlalchemy import select

from app.domain.contact import Channel
from app.domain.counsellor import CounsellorId
from app.domain.errors import Invalid, NotFound, Unavailable
from app.domain.oslo import OSLO
from app.domain.rules import Rules
from app.domain.series import Why
from app.domain.weeks import Week, week_of
from app.models.desk import Audit, AuditChange
from app.repositories import staff
from app.seed.hours import ordinary_hours
from app.services.rota import Rota
from app.services.turnus import Turnus
from tests.integration.rows import Rows, rows_at

NOON = datetime(2027, 3, 15, 12, tzinfo=UTC)
WEEK = week_of(date(2027, 3, 22))
"""Its Sunday has 23 hours; Thursday to Monday are Easter."""


@dataclass
class Plan:
    """Two people at a desk with the ordinary hours."""

    rows: Rows
    rota: Rota
    turnus: Turnus
    ane: CounsellorId
    bo: CounsellorId

    def series(self, **changes: Any) -> dict[str, Any]:
        """Mondays and Tuesdays from ten to twenty, for three weeks from the 22nd of March."""
        return {
            "counsellor_id": str(self.ane),
            "weekdays": [1, 2],
            "every_weeks": 1,
            "starts": "10:00",
            "ends": "20:00",
            "first": "2027-03-22",
            "last": "2027-04-11",
            "channels": ["chat"],
            **changes,
        }

    async def add(self, starts: datetime, hours: float, who: CounsellorId | None = None) -> None:
        """A shift by hand."""
        body = {
            "counsellor_id": str(who or self.ane),
            "starts_at": starts.isoformat(),
            "ends_at": (starts + timedelta(hours=hours)).isoformat(),
            "channels": ["chat"],
        }
        await self.turnus.add(body, author_id=self.bo)

    async def changes(self) -> list[tuple[str, dict[str, Any] | None, dict[str, Any] | None]]:
        """What was audited, with before and after."""
        statement = select(Audit.action, AuditChange.before, AuditChange.after).outerjoin(
            AuditChange, AuditChange.audit_id == Audit.id
        )
        async with self.rows.transaction() as tx:
            return [(row[0], row[1], row[2]) for row in await tx.run(statement.order_by(Audit.id))]


@pytest.fixture
async def plan(database_url: str) -> AsyncIterator[Plan]:
    async with rows_at(NOON, database_url) as rows:
        ane, bo = await rows.person("Ane", "VESTLAND"), await rows.person("Bo", "TROMSO")
        rules = Rules(hours=ordinary_hours())
        rota, turnus = Rota(rows.transaction, lambda: rules), Turnus(rows.transaction)
        yield Plan(rows, rota, turnus, ane, bo)


def oslo(day: int, hour: int, month: int = 3) -> datetime:
    return datetime(2027, month, day, hour, tzinfo=OSLO)


async def test_ten_to_twenty_stays_so_across_the_clock_change_and_leaves_easter_out(plan: Plan) -> None:
    made = await plan.rota.repeat(plan.series(), preview=False, author_id=plan.bo)
    hours = [one.shift.starts_at.hour for one in made.shifts]
    days = [one.shift.starts_at.date().isoformat() for one in made.shifts]
    assert days == ["2027-03-22", "2027-03-23", "2027-03-30", "2027-04-05", "2027-04-06"]
    assert hours == [9, 9, 8, 8, 8]
    [skipped] = made.skipped
    assert (skipped.day, skipped.why) == (date(2027, 3, 29), Why.HOLIDAY)
    assert skipped.label is not None
    assert "påskedag" in skipped.label["nb"]
