"""A desk's opening hours with its coordinator, a standing clock and what every change told the others."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import insert

from app.domain.counsellor import CounsellorId, Role
from app.domain.opening_hours import HoursAnswer, evaluate
from app.models.opening_hours import OpeningHoursVersion
from app.repositories import opening_hours
from app.services.administration import Administration
from app.services.audit_log import AuditLog
from app.services.holidays import Holidays
from app.services.hours_preview import HoursPreview
from tests.integration.rows import Rows, rows_at

MONDAY_NOON = datetime(2026, 11, 23, 11, tzinfo=UTC)
WHY = {"nb": "strømbrudd", "nn": "straumbrot", "en": "a power cut"}


@dataclass
class HoursDesk:
    """Everything that changes or foretells the hours, over one database."""

    rows: Rows
    author: CounsellorId
    administration: Administration
    holidays: Holidays
    preview: HoursPreview
    audit: AuditLog

    async def chat(self) -> HoursAnswer:
        """What the stored rules say of chat now."""
        async with self.rows.transaction() as tx:
            return evaluate(await opening_hours.load(tx), "chat", tx.now)

    async def store(self, **lists: Any) -> None:
        """Rules as an older version or another hand may have left them, unchecked."""
        values = {"weekly_rules": [], "period_rules": [], "date_rules": [], **lists}
        async with self.rows.transaction() as tx:
            await tx.run(insert(OpeningHoursVersion).values(at=tx.now, author_id=None, **values))


@asynccontextmanager
async def hours_desk(database_url: str, now: datetime = MONDAY_NOON) -> AsyncIterator[HoursDesk]:
    """The ordinary week, a coordinator, and the clock at `now`."""
    async with rows_at(now, database_url) as rows:
        author = await rows.person("Kari", None, Role.COORDINATOR)

        async def refresh() -> None:
            return

        yield HoursDesk(
            rows,
            author,
            Administration(rows.transaction, refresh),
            Holidays(rows.transaction, refresh),
            HoursPreview(rows.transaction),
            AuditLog(rows.transaction),
        )
