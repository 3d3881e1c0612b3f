"""The simulated counsellors on shift for as long as a test needs them, at a desk started without people."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import datetime, timedelta

from app.demo.staff import COORDINATOR, PASSWORD, SIMULATED
from app.simulation.desk import Desk

NAMES = {account.name for account in SIMULATED}


@asynccontextmanager
async def simulated_on_shift(url: str) -> AsyncIterator[None]:
    """The coordinator plans an hour for each of them, and takes it back afterwards."""
    async with Desk(url) as desk:
        await desk.sign_in(COORDINATOR.email, PASSWORD)
        now = datetime.fromisoformat((await desk.read("/api/desk"))["server_time"])
        colleagues = [one for one in await desk.read("/api/colleagues") if one["name"] in NAMES]
        hour = {
            "starts_at": written(now - timedelta(minutes=1)),
            "ends_at": written(now + timedelta(hours=1)),
        }
        planned = [
            await desk.change(
                "/api/shifts", {"counsellor_id": one["counsellor_id"], "channels": ["chat"], **hour}
            )
            for one in colleagues
        ]
        try:
            yield
        finally:
            for shift in planned:
                await desk.remove(f"/api/shifts/{shift['shift_id']}")


def written(at: datetime) -> str:
    """An instant as the protocol writes it."""
    return at.strftime("%Y-%m-%dT%H:%M:%S.000Z")
