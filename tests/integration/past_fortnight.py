"""A desk with a fortnight of October 2024 behind it, played from a seed: the example of docs/what-if.md."""

from __future__ import annotations

from datetime import date, timedelta

from app.clock import MovedClock
from app.demo.past import History
from app.demo.staff import EVERYBODY
from app.demo.turnus import Colleague
from app.domain.counsellor import CounsellorId, Role
from app.domain.oslo import DAY_MINUTES, instant
from app.repositories import past, staff
from app.repositories.engine import make_engine
from app.repositories.transaction import Transactions
from app.seed.hours import ordinary_hours
from app.seed.lists import seeded_codes
from app.services.beginning import begin

FIRST, DAYS = date(2024, 10, 1), 14
NOW = instant(date(2024, 11, 4), 8 * 60)
SEED = 7


async def put_fortnight(database_url: str) -> None:
    """Ordinary hours, the demo's colleagues, and what they did."""
    engine = make_engine(database_url, pool_size=2)
    transaction = Transactions(engine, MovedClock(NOW))
    await begin(transaction, ordinary_hours())
    async with transaction() as tx:
        colleagues = [
            Colleague(
                CounsellorId(
                    await staff.add(
                        tx,
                        email=one.email,
                        name=one.name,
                        role=one.role,
                        centre=one.centre,
                        password_hash="-",
                    )
                ),
                one.centre,
            )
            for one in EVERYBODY
            if one.role is Role.COUNSELLOR
        ]
        history = History(colleagues, seeded_codes(), SEED)
        for number in range(DAYS):
            day = FIRST + timedelta(days=number)
            await past.put(tx, history.day(day, ordinary_hours(), instant(day, DAY_MINUTES)))
    await engine.dispose()
