"""The plans of a report's statements, as the database says them while it runs them."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from sqlalchemy import event, text

from app.clock import DatabaseClock
from app.domain.rules import Rules
from app.repositories.engine import make_report_engine
from app.repositories.transaction import Transactions
from app.services.reporting import Reporting

READS = ("FROM kept_period_arrivals", "FROM kept_arrivals")


async def plans(database_url: str, question: dict[str, str]) -> list[str]:
    """`EXPLAIN ANALYZE` of each statement that adds up waits for this question of figures."""
    engine = make_report_engine(database_url)
    seen: list[tuple[str, Any]] = []

    def look(_: Any, __: Any, statement: str, values: Any, *___: Any) -> None:
        if any(read in statement for read in READS):
            seen.append((statement, values))

    event.listen(engine.sync_engine, "before_cursor_execute", look)
    await Reporting(Transactions(engine, DatabaseClock(timedelta(0))), Rules).figures(question)
    event.remove(engine.sync_engine, "before_cursor_execute", look)
    found = []
    async with engine.connect() as connection:
        for statement, values in seen:
            explained = f"EXPLAIN (ANALYZE, BUFFERS OFF, COSTS OFF, SUMMARY) {statement}"
            rows = await connection.exec_driver_sql(explained, values)
            found.append("\n".join(str(row[0]) for row in rows))
        await connection.execute(text("SELECT 1"))
    await engine.dispose()
    return found
