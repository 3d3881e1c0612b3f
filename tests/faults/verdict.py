"""After a fault and some quiet: every history, PostgreSQL and Valkey, and the first rule that broke."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Sequence
from contextlib import suppress
from uuid import UUID

from app.cli.backstage import backstage
from app.domain.policy import from_stored
from app.queue.client import connect
from app.queue.keys import Keys
from app.queue.switchboard import Known, Switchboard
from app.repositories import desk as desk_rows
from app.repositories import line
from app.repositories.line import LineRecord
from app.simulation.checker import RULES, check
from app.simulation.evidence import Evidence
from tests.faults.cast import Cast
from tests.faults.desks import FaultDesk
from tests.faults.matrix import Trial
from tests.faults.store_checks import STORE_CHECKS
from tests.faults.waiting import time_passes

SENT_WITHIN = 40.0
EQUAL_WITHIN = 10.0
ALWAYS = [(0.0, float("inf"))]
Spans = Sequence[tuple[float, float]]


async def verdict(trial: Trial, desk: FaultDesk, actors: Cast, *, excused: Spans = ()) -> Evidence:
    """Report whether every rule held; raises with the first that broke, and the seed.

    What everybody went through is returned, for figures about it.

    `excused`: stretches (monotonic) in which a store or all workers were away, so that a free seat or an
    offer that ended late proves nothing.
    """
    with suppress(TimeoutError):
        async with asyncio.timeout(SENT_WITHIN):
            while any(
                not one.gone and one.client.unsent() for one in (*actors.citizens, *actors.counsellors)
            ):
                await time_passes(0.05)
    quiet_at = time.monotonic()
    broken = await _differs(desk)
    equal_after = time.monotonic() - quiet_at
    for citizen in actors.citizens:
        if citizen.contact_id:
            await citizen.read_back()
    await actors.go_home()
    offset = time.time() - time.monotonic() + desk.settings.clock_offset_seconds
    evidence = actors.evidence(excused=list(excused), server_offset=offset)
    breaches = check(evidence)
    told = [
        f"{one.rule} ({RULES.get(one.rule, '')}) for {one.who}: {one.what}, contact {one.contact_id}"
        for one in breaches
    ]
    told += [f"I9 (Valkey's view equals PostgreSQL's): {broken}"] if broken else []
    away = [(start + offset, end + offset) for start, end in excused]
    told += [what for rule in STORE_CHECKS for what in rule(desk, away)]
    sound = f"{_size(actors)}, Valkey equal after {equal_after:.1f} s"
    first = f"{told[0]} (seed {trial.seed})" if told else sound
    trial.report.holds("every rule of the checker", first, not told)
    return evidence


def _size(actors: Cast) -> str:
    entries = sum(len(one.client.history.entries) for one in (*actors.citizens, *actors.counsellors))
    stored = sum(len(citizen.stored) for citizen in actors.citizens)
    return f"{stored} messages and {entries} entries of {len(actors.citizens)} citizens held"


async def _differs(desk: FaultDesk) -> str:
    """How Valkey's view differs from the rows' after ten seconds; nothing where it does not."""
    settings = desk.settings
    assert settings.valkey_url is not None
    valkey = connect(settings.valkey_url)
    deadline = time.monotonic() + EQUAL_WITHIN
    try:
        async with backstage(settings) as transaction:
            switchboard = Switchboard(valkey, Keys(settings.valkey_prefix))
            while True:
                async with transaction() as tx:
                    policy = from_stored(await desk_rows.policy(tx))[0]
                    rows = await line.living(tx, policy)
                difference = compare(rows, await switchboard.contents())
                order = [one.contact_id for one in sorted(filter(_waits, rows), key=_rank)]
                if not difference and await switchboard.line() != order:
                    difference = "the line's order is another"
                if not difference or time.monotonic() > deadline:
                    return difference
                await time_passes(0.1)
    finally:
        await valkey.aclose()


def compare(rows: Sequence[LineRecord], held: dict[UUID, Known]) -> str:
    """The first contact that Valkey knows otherwise than the rows."""
    wanted = {
        row.contact_id: Known(row.version, frozenset(row.holders), row.waiting is not None) for row in rows
    }
    for contact_id in sorted(wanted.keys() | held.keys()):
        if wanted.get(contact_id) != held.get(contact_id):
            return f"contact {contact_id} is {held.get(contact_id)}, its row says {wanted.get(contact_id)}"
    return ""


def _waits(record: LineRecord) -> bool:
    return record.waiting is not None


def _rank(record: LineRecord) -> tuple[int, int]:
    assert record.waiting is not None
    return record.waiting.rank
