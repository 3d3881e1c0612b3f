"""Writes contacts that were over long ago, all at once; for the demo, which has a past that nobody lived."""

from collections.abc import Iterable
from dataclasses import asdict, dataclass
from datetime import datetime
from itertools import pairwise
from typing import Any
from uuid import UUID

from sqlalchemy import func, insert, select

from app.domain.contact import Cause, Channel, Language, State
from app.domain.counsellor import Presence
from app.domain.topics import WrapUp
from app.models.contact import Contact, ContactEvent, Offer
from app.models.staff import PresenceLog
from app.models.wrap_up import WrapUp as WrapUpTable
from app.repositories.ids import new_id
from app.repositories.transaction import Transaction


@dataclass(frozen=True, slots=True)
class Step:
    """One transition of a contact, and whose it was."""

    at: datetime
    state: State
    cause: Cause
    counsellor_id: UUID | None = None
    centre: str | None = None


@dataclass(frozen=True, slots=True)
class PastContact:
    """A contact from its arrival to its end, and what was recorded about it; it never had a text."""

    language: Language
    steps: tuple[Step, ...]
    wrap_up: WrapUp | None = None


async def any_contact(tx: Transaction) -> bool:
    """Whether there ever was one."""
    return int((await tx.run(select(func.count()).select_from(Contact))).scalar_one()) > 0


async def put(tx: Transaction, contacts: Iterable[PastContact]) -> None:
    """Their rows, events, offers and wrap-ups, as if the desk had served them."""
    rows: dict[type[Any], list[dict[str, Any]]] = {Contact: [], ContactEvent: [], Offer: [], WrapUpTable: []}
    for contact in contacts:
        contact_id = new_id(contact.steps[0].at)
        rows[Contact].append(_contact(contact_id, contact))
        rows[ContactEvent] += _events(contact_id, contact.steps)
        rows[Offer] += _offers(contact_id, contact.steps)
        if contact.wrap_up is not None:
            rows[WrapUpTable].append(_wrap_up(contact_id, contact.steps[-1], contact.wrap_up))
    for table, values in rows.items():
        for start in range(0, len(values), 500):
            await tx.run(insert(table).values(values[start : start + 500]))


async def put_presence(
    tx: Transaction, spells: Iterable[tuple[UUID, str | None, datetime, datetime]]
) -> None:
    """From when until when somebody was ready: counsellor, centre, start, end; oldest first."""
    rows = [
        {
            "counsellor_id": who,
            "centre": centre,
            "at": at,
            "state": state,
            "channels": ["chat"],
            "reason": None,
        }
        for who, centre, starts, ends in spells
        for at, state in ((starts, Presence.READY), (ends, Presence.OFF))
    ]
    if rows:
        await tx.run(insert(PresenceLog).values(rows))


def _contact(contact_id: UUID, contact: PastContact) -> dict[str, Any]:
    steps = contact.steps
    answered = next((step for step in steps if step.state is State.ACTIVE), None)
    ended = next(step for step in steps if step.state in (State.WRAP_UP, State.CLOSED, State.ABANDONED))
    return {
        "id": contact_id,
        "channel": Channel.CHAT,
        "language": contact.language,
        "state": steps[-1].state,
        "version": len(steps),
        "arrived_at": steps[0].at,
        "since": steps[-1].at,
        "answered_at": answered and answered.at,
        "answered_by": answered and answered.counsellor_id,
        "answered_centre": answered and answered.centre,
        "ended_at": ended.at,
        "text_gone_at": ended.at,
    }


def _events(contact_id: UUID, steps: tuple[Step, ...]) -> list[dict[str, Any]]:
    before: list[State | None] = [None, *(step.state for step in steps)]
    return [
        {
            "contact_id": contact_id,
            "at": step.at,
            "from_state": state,
            "to_state": step.state,
            "cause": step.cause,
            "counsellor_id": step.counsellor_id,
            "centre": step.centre,
        }
        for state, step in zip(before, steps, strict=False)
    ]


def _offers(contact_id: UUID, steps: tuple[Step, ...]) -> list[dict[str, Any]]:
    return [
        {
            "id": new_id(offered.at),
            "contact_id": contact_id,
            "counsellor_id": offered.counsellor_id,
            "kind": "line",
            "why": "least loaded",
            "offered_at": offered.at,
            "expires_at": accepted.at,
            "ended_at": accepted.at,
            "outcome": "accepted",
        }
        for offered, accepted in pairwise(steps)
        if offered.state is State.OFFERED
    ]


def _wrap_up(contact_id: UUID, closed: Step, recorded: WrapUp) -> dict[str, Any]:
    values = asdict(recorded)
    return {
        **values,
        "topics": list(recorded.topics),
        "contact_id": contact_id,
        "by": closed.counsellor_id,
        "at": closed.at,
    }
