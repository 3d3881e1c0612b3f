"""Who is there: the newest socket of each contact and counsellor, and since when it has been away.

An older socket's close changes nothing, for it names an older generation (I10).
"""

from collections.abc import Iterable
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import select, update

from app.domain.contact import OWNED, TALKING
from app.frames.bus import Passing, raw
from app.frames.counsellor import CitizenPresence
from app.frames.views import Standing
from app.models.contact import Contact
from app.models.staff import Counsellor
from app.repositories import contacts
from app.repositories.contacts import ContactRow
from app.repositories.transaction import Transaction

LIVING = TALKING | OWNED


async def citizen_came(tx: Transaction, contact: ContactRow, worker_id: UUID) -> ContactRow:
    """The newest socket of a locked contact: its generation rises and absence ends."""
    changes: dict[str, Any] = {"generation": contact.generation + 1, "worker_id": worker_id}
    if contact.absent_since is None or contact.state not in LIVING:
        statement = update(Contact).where(Contact.id == contact.id).values(changes)
        return contacts.as_row((await tx.run(statement.returning(*contacts.COLUMNS))).one())
    back = await contacts.change(tx, contact.id, absent_since=None, **changes)
    _tell_presence(tx, contact, present=True)
    return back


async def citizen_went(tx: Transaction, contact_id: UUID, generation: int, since: datetime) -> None:
    """The socket of this generation is gone since then; an older one changes nothing."""
    contact = await contacts.lock(tx, contact_id)
    if contact is None or contact.generation != generation or contact.absent_since is not None:
        return
    if contact.state not in LIVING:
        return
    await contacts.change(tx, contact_id, absent_since=since, worker_id=None)
    _tell_presence(tx, contact, present=False)


async def citizen_is_here(tx: Transaction, contact_id: UUID, generation: int, worker_id: UUID) -> None:
    """A worker that was taken for gone says its socket anew; the version rises where that was believed."""
    contact = await contacts.lock(tx, contact_id)
    if contact is None or contact.generation != generation or contact.absent_since is None:
        return
    await contacts.change(tx, contact_id, absent_since=None, worker_id=worker_id)
    _tell_presence(tx, contact, present=True)


def _tell_presence(tx: Transaction, contact: ContactRow, *, present: bool) -> None:
    tx.publish(
        Passing(
            contact_id=contact.id,
            owner=contact.owner,
            staff=(raw(CitizenPresence(contact_id=contact.id, present=present)),),
        )
    )
    if contact.owner is None:
        tx.line_changed()


async def of_contacts(tx: Transaction, contact_ids: Iterable[UUID]) -> dict[UUID, Standing]:
    """How these contacts stand, for the comparison."""
    ids = list(contact_ids)
    if not ids:
        return {}
    columns = (Contact.id, Contact.version, Contact.generation, Contact.absent_since, Contact.last_seq)
    rows = await tx.run(select(*columns).where(Contact.id.in_(ids)))
    return {
        row.id: Standing(row.version, row.generation, row.absent_since is not None, row.last_seq)
        for row in rows
    }


async def of_counsellors(tx: Transaction, counsellor_ids: Iterable[UUID]) -> dict[UUID, Standing]:
    """How these counsellors stand, for the comparison."""
    ids = list(counsellor_ids)
    if not ids:
        return {}
    columns = (Counsellor.id, Counsellor.version, Counsellor.generation, Counsellor.absent_since)
    rows = await tx.run(select(*columns).where(Counsellor.id.in_(ids)))
    return {row.id: Standing(row.version, row.generation, row.absent_since is not None) for row in rows}


async def of_silent_worker(tx: Transaction, worker_id: UUID) -> tuple[list[UUID], list[UUID]]:
    """The contacts and the counsellors that still name this worker: `(contact ids, counsellor ids)`."""
    contact_ids = select(Contact.id).where(Contact.worker_id == worker_id, Contact.absent_since.is_(None))
    counsellor_ids = select(Counsellor.id).where(
        Counsellor.worker_id == worker_id, Counsellor.absent_since.is_(None)
    )
    return list((await tx.run(contact_ids)).scalars()), list((await tx.run(counsellor_ids)).scalars())
