"""The desk's own row: tickets, epoch, workers' beats, reachable since when, the settings' version."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import delete, func, insert, select, update
from sqlalchemy.dialects.postgresql import insert as upsert

from app.models.desk import Audit, AuditChange, Desk, PolicyVersion, Worker
from app.repositories.transaction import Transaction

SILENT = timedelta(seconds=6)
"""A worker silent for so long beside one that beats is treated as gone (promises § 3.9)."""


@dataclass(frozen=True, slots=True)
class DeskRow:
    """What the desk's row says."""

    epoch: int
    valkey_run_id: str | None
    reachable_since: datetime | None
    settings_version: int


async def read(tx: Transaction) -> DeskRow:
    """The row as it is now."""
    row = (
        await tx.run(select(Desk.epoch, Desk.valkey_run_id, Desk.reachable_since, Desk.settings_version))
    ).one()
    return DeskRow(**row._mapping)


async def next_ticket(tx: Transaction) -> int:
    """The next ticket, from the counter under its row lock: ticket order is commit order (promises § 3.6)."""
    ticket, _ = await next_ticket_by(tx)
    return ticket


async def next_ticket_by(tx: Transaction) -> tuple[int, int]:
    """The next ticket, and the version of the settings it is given by: none changes before the commit."""
    statement = update(Desk).values(last_ticket=Desk.last_ticket + 1)
    row = (await tx.run(statement.returning(Desk.last_ticket, Desk.settings_version))).one()
    return int(row.last_ticket), int(row.settings_version)


async def lock_rebuilding(tx: Transaction) -> None:
    """One rebuild at a time, whichever worker; held until the transaction ends."""
    await tx.run(select(func.pg_advisory_xact_lock(0x6465736B)))


async def set_epoch(tx: Transaction, *, epoch: int, run_id: str) -> None:
    """The epoch that Valkey now has; every grace counts from here at the earliest."""
    await tx.run(update(Desk).values(epoch=epoch, valkey_run_id=run_id, reachable_since=tx.now))


async def lock_settings(tx: Transaction) -> None:
    """Who changes settings by what they are does so one after the other; held until the transaction ends."""
    await tx.run(select(Desk.id).with_for_update(key_share=True))


async def raise_settings_version(tx: Transaction) -> int:
    """Policy, hours, topics or replies have changed: every worker reads them anew."""
    statement = update(Desk).values(settings_version=Desk.settings_version + 1)
    return int((await tx.run(statement.returning(Desk.settings_version))).scalar_one())


async def beat(tx: Transaction, worker_id: UUID) -> None:
    """This worker is alive; the first beat after a silence of all is when the desk became reachable again."""
    newest = (await tx.run(select(func.max(Worker.last_alive)))).scalar_one_or_none()
    if newest is None or tx.now - newest > SILENT:
        await tx.run(update(Desk).values(reachable_since=tx.now))
    statement = upsert(Worker).values(id=worker_id, started_at=tx.now, last_alive=tx.now)
    await tx.run(statement.on_conflict_do_update(index_elements=[Worker.id], set_={"last_alive": tx.now}))


async def is_reachable(tx: Transaction) -> bool:
    """Whether any worker has beaten lately; the first beat after an outage says since when (`beat`)."""
    newest = (await tx.run(select(func.max(Worker.last_alive)))).scalar_one_or_none()
    return newest is not None and tx.now - newest <= SILENT


async def silent_workers(tx: Transaction) -> list[tuple[UUID, datetime]]:
    """Workers silent for over six seconds, with their last beat."""
    statement = select(Worker.id, Worker.last_alive).where(Worker.last_alive < tx.now - SILENT)
    return [(row.id, row.last_alive) for row in await tx.run(statement)]


async def forget_worker(tx: Transaction, worker_id: UUID) -> None:
    """The worker has left, and nobody names it any more."""
    await tx.run(delete(Worker).where(Worker.id == worker_id))


async def policy(tx: Transaction) -> dict[str, Any]:
    """The newest policy as stored; empty where the defaults hold."""
    statement = select(PolicyVersion.body).order_by(PolicyVersion.id.desc()).limit(1)
    return (await tx.run(statement)).scalar_one_or_none() or {}


async def store_policy(tx: Transaction, body: dict[str, Any], *, author_id: UUID | None) -> None:
    """A new version of the policy; the former ones are kept."""
    await tx.run(insert(PolicyVersion).values(at=tx.now, author_id=author_id, body=body))
    await raise_settings_version(tx)


async def audit(
    tx: Transaction,
    action: str,
    *,
    actor_id: UUID | None,
    subject: str | None,
    reason: str | None = None,
    before: Mapping[str, Any] | None = None,
    after: Mapping[str, Any] | None = None,
) -> None:
    """Write down who did what and with which reason, and what of the edited document was and is."""
    values = {"at": tx.now, "actor_id": actor_id, "action": action, "subject": subject, "reason": reason}
    audit_id = (await tx.run(insert(Audit).values(values).returning(Audit.id))).scalar_one()
    if (before is not None or after is not None) and tx.reached("0003"):
        await tx.run(insert(AuditChange).values(audit_id=audit_id, before=before, after=after))
