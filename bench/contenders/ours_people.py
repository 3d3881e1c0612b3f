"""People of our own desk, made without sockets: counsellors with their contacts, and people in line."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from uuid import UUID

from sqlalchemy import insert

from app.domain.contact import Cause, Channel, Language, State
from app.domain.counsellor import Role
from app.domain.policy import Policy
from app.models.contact import Contact, ContactEvent
from app.repositories import beginnings, contacts, desk, ownership, sign_ins, staff
from app.repositories.ids import new_id, new_token, token_hash
from app.repositories.locking import hold
from app.repositories.transaction import Transaction, Transactions

NO_PASSWORD = "!"  # noqa: S105 — nobody signs in with it.
TICKET_LASTS = timedelta(minutes=30)
"""Longer than a desk's own: the sockets of a benchmark open one after another."""
ROWS = 1_000


@dataclass(frozen=True, slots=True)
class Citizen:
    """A contact and the token that opens it."""

    contact_id: str
    token: str


@dataclass(frozen=True, slots=True)
class Staff:
    """A counsellor who is signed in, and a ticket for one socket."""

    counsellor_id: UUID
    ticket: str


async def make_pairs(transaction: Transactions, count: int, policy: Policy) -> list[tuple[Citizen, Staff]]:
    """So many contacts, each taken by a counsellor of her own."""
    made = []
    for _ in range(count):
        async with transaction() as tx:
            one = await add_staff(tx)
            citizen = await _arrive(tx)
            held = await hold(tx, UUID(citizen.contact_id), one.counsellor_id)
            await ownership.give(tx, held, one.counsellor_id, cause=Cause.TAKEN, policy=policy)
        made.append((citizen, one))
    return made


async def add_staff(tx: Transaction) -> Staff:
    """A counsellor on shift, signed in without a password."""
    name = f"bench-{new_token()[:12].lower()}"
    counsellor_id = await staff.add(
        tx,
        email=f"{name}@desk.example",
        name=name,
        role=Role.COUNSELLOR,
        centre=None,
        password_hash=NO_PASSWORD,
    )
    await beginnings.put_shift(tx, counsellor_id, lasts=timedelta(days=2), channels=[Channel.CHAT.value])
    session_id = await sign_ins.open_session(
        tx, counsellor_id, token_hash(new_token()), lasts=timedelta(days=1)
    )
    ticket = new_token()
    await sign_ins.put_ticket(tx, session_id, token_hash(ticket), lasts=TICKET_LASTS)
    return Staff(counsellor_id, ticket)


async def make_waiting(transaction: Transactions, count: int) -> list[Citizen]:
    """So many people in line, inserted a thousand at a time; nobody is present until a socket says so."""
    made: list[Citizen] = []
    while len(made) < count:
        async with transaction() as tx:
            made += await insert_waiting(tx, min(ROWS, count - len(made)))
            tx.line_changed()
    return made


async def insert_waiting(tx: Transaction, count: int, *, present: bool = False) -> list[Citizen]:
    """The rows and events of people who have just arrived."""
    citizens, rows = [], []
    for _ in range(count):
        token, contact_id = new_token(), new_id(tx.now)
        citizens.append(Citizen(str(contact_id), token))
        rows.append(
            {
                "id": contact_id,
                "channel": Channel.CHAT,
                "language": Language.NB,
                "state": State.QUEUED,
                "version": 1,
                "ticket": await desk.next_ticket(tx),
                "arrived_at": tx.now,
                "since": tx.now,
                "token_hash": token_hash(token),
                "absent_since": None if present else tx.now,
            }
        )
    await tx.run(insert(Contact).values(rows))
    await tx.run(
        insert(ContactEvent).values(
            [
                {"contact_id": row["id"], "at": tx.now, "to_state": State.QUEUED, "cause": Cause.ARRIVED}
                for row in rows
            ]
        )
    )
    return citizens


async def _arrive(tx: Transaction) -> Citizen:
    token = new_token()
    contact = await contacts.add(
        tx,
        cause=Cause.ARRIVED,
        id=new_id(tx.now),
        channel=Channel.CHAT,
        language=Language.NB,
        ticket=await desk.next_ticket(tx),
        token_hash=token_hash(token),
        absent_since=tx.now,
    )
    return Citizen(str(contact.id), token)
