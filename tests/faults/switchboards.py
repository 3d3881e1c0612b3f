"""A look into Valkey from outside: whether it holds the line and the seats as the rows say."""

from __future__ import annotations

import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from app.domain.errors import SwitchboardAway
from app.queue.client import connect
from app.queue.keys import Keys
from app.queue.switchboard import Switchboard
from tests.faults.desks import FaultDesk
from tests.faults.waiting import time_passes

ORDER = "SELECT id::text FROM contact WHERE state = 'queued' ORDER BY answered_at IS NULL, ticket"
LOOK_AGAIN = 0.02


def line_of_rows(running: FaultDesk) -> list[str]:
    """Who waits, in the order of the rows."""
    return [contact_id for (contact_id,) in running.execute(ORDER)]


@asynccontextmanager
async def switchboard(running: FaultDesk, valkey_url: str | None = None) -> AsyncIterator[Switchboard]:
    """The desk's own keys, on its server or on another one."""
    url = valkey_url or running.settings.valkey_url
    assert url is not None
    found = Switchboard(connect(url), Keys(running.settings.valkey_prefix))
    try:
        yield found
    finally:
        await found.close()


async def until_rebuilt(
    running: FaultDesk, since: float, *, above: int = 0, within: float = 30.0, valkey_url: str | None = None
) -> float:
    """Seconds from an instant until Valkey has an epoch above this one and the line of the rows."""
    wanted = line_of_rows(running)
    while time.monotonic() - since < within:
        try:
            async with switchboard(running, valkey_url) as held:
                if (await held.stored_epoch() or 0) > above and [*map(str, await held.line())] == wanted:
                    return time.monotonic() - since
        except SwitchboardAway:
            pass
        await time_passes(LOOK_AGAIN)
    return float("inf")


def epoch_of(running: FaultDesk) -> int:
    """The desk's epoch as its row says."""
    [(epoch,)] = running.execute("SELECT epoch FROM desk")
    return int(epoch)
