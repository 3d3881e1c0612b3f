"""Writes a past that nobody lived, for the demo: contacts that are over, presence, shifts, those turned away.

Thousands of rows go in with one statement a table: they travel as one JSON text, which PostgreSQL takes
apart itself in a fraction of the time that as many parameters need.
"""

import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from app.domain.contact import ENDINGS, Cause, Channel, Language, State
from app.domain.counsellor import Presence
from app.domain.door import PASSES_CLOSING
from app.domain.offer import OfferKind, Outcome
from app.domain.policy import Policy
from app.domain.topics import WrapUp
from app.repositories import visits
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
class PastOffer:
    """An offer that has ended."""

    counsellor_id: UUID
    kind: OfferKind
    why: str
    offered_at: datetime
    expires_at: datetime
    ended_at: datetime
    outcome: Outcome


@dataclass(frozen=True, slots=True)
class PastContact:
    """A contact from its arrival to its end, and what was recorded about it; how much was said, not what."""

    id: UUID
    channel: Channel
    language: Language
    steps: tuple[Step, ...]
    offers: tuple[PastOffer, ...] = ()
    messages: int = 0
    wrap_up: WrapUp | None = None


@dataclass(frozen=True, slots=True)
class PresenceLine:
    """From then on a counsellor was ready, on a break or off."""

    counsellor_id: UUID
    centre: str | None
    at: datetime
    state: Presence


@dataclass(frozen=True, slots=True)
class PastShift:
    """A shift that is over."""

    counsellor_id: UUID
    starts: datetime
    ends: datetime
    channels: tuple[Channel, ...]


@dataclass(frozen=True, slots=True)
class Past:
    """Everything that happened, in order."""

    contacts: Sequence[PastContact] = ()
    turned_away: Sequence[datetime] = ()
    """Who asked for a chat in the last stretch of a day, when nobody new was let in."""
    visits: Sequence[tuple[datetime, str]] = ()
    """Who looked at a closed door, and why it was closed."""
    presence: Sequence[PresenceLine] = ()
    shifts: Sequence[PastShift] = ()


async def last_trace(tx: Transaction) -> datetime | None:
    """When anything last happened here; null where nothing ever did."""
    found = await tx.run(
        "SELECT greatest((SELECT max(at) FROM contact_event), (SELECT max(at) FROM turned_away),"
        " (SELECT max(at) FROM presence_log))"
    )
    traces: list[datetime | None] = [found.scalar_one(), await visits.latest(tx)]
    return max((at for at in traces if at), default=None)


async def nobody_was_there_since(tx: Transaction, at: datetime) -> None:
    """Whoever was ready or on a break when the desk stopped was off from then on, not until it came back."""
    await tx.run(
        "INSERT INTO presence_log (counsellor_id, centre, at, state, channels)"
        " SELECT counsellor_id, centre, CAST(:at AS timestamptz), 'off', channels FROM"
        " (SELECT DISTINCT ON (counsellor_id) * FROM presence_log ORDER BY counsellor_id, id DESC) last"
        " WHERE state <> 'off'",
        {"at": at},
    )


async def put(tx: Transaction, past: Past) -> None:
    """All of it, as if the desk had served them; rows of a log are read by their ids: the order is kept."""
    policy, contacts = Policy(), past.contacts
    await _put(tx, "contact", [_contact(one, tx.now, policy) for one in contacts])
    events = [(event["at"], event) for one in contacts for event in _events(one)]
    await _put(tx, "contact_event", [event for _, event in sorted(events, key=lambda pair: pair[0])])
    await _put(tx, "offer", [row for one in contacts for row in _offers(one)])
    await _put(tx, "wrap_up", [_wrap_up(one, one.wrap_up) for one in contacts if one.wrap_up])
    away = [{"at": at, "channel": Channel.CHAT, "reason": PASSES_CLOSING} for at in past.turned_away]
    await _put(tx, "turned_away", away)
    await visits.count(tx, visits.by_hour((at, Channel.CHAT, why) for at, why in past.visits))
    both = list(Channel)
    await _put(tx, "presence_log", [{**asdict(line), "channels": both} for line in past.presence])
    await _put(tx, "shift", [_shift(one) for one in past.shifts])


async def _put(tx: Transaction, table: str, rows: Sequence[dict[str, Any]]) -> None:
    """The table is one of ours, and so are its columns; only values come from outside."""
    if not rows:
        return
    columns = ", ".join(rows[0])
    await tx.run(
        f"INSERT INTO {table} ({columns}) SELECT {columns}"
        f" FROM json_populate_recordset(CAST(NULL AS {table}), CAST(:rows AS json))",
        {"rows": json.dumps(rows, default=str)},
    )


def _contact(contact: PastContact, now: datetime, policy: Policy) -> dict[str, Any]:
    steps = contact.steps
    answers = [step for step in steps if step.state is State.ACTIVE]
    ended = next(step for step in steps if step.state in (State.WRAP_UP, State.CLOSED, State.ABANDONED))
    by, reason = ENDINGS[ended.cause]
    kept_until = ended.at + timedelta(seconds=policy.text_kept_seconds)
    return {
        "id": contact.id,
        "channel": contact.channel,
        "language": contact.language,
        "state": steps[-1].state,
        "version": len(steps),
        "last_seq": contact.messages,
        "seen_citizen": contact.messages,
        "seen_counsellor": contact.messages,
        "generation": 1,
        "arrived_at": steps[0].at,
        "since": steps[-1].at,
        "answered_at": answers[0].at if answers else None,
        "answered_by": answers[-1].counsellor_id if answers else None,
        "answered_centre": answers[0].centre if answers else None,
        "ended_at": ended.at,
        "ended_by": by,
        "ended_reason": reason,
        # Nobody wrote anything: what would still be kept today is gone from the end on.
        "text_gone_at": kept_until if kept_until <= now else ended.at,
    }


def _events(contact: PastContact) -> list[dict[str, Any]]:
    before: list[State | None] = [None, *(step.state for step in contact.steps)]
    return [
        {
            "contact_id": contact.id,
            "at": step.at,
            "from_state": state,
            "to_state": step.state,
            "cause": step.cause,
            "counsellor_id": step.counsellor_id,
            "centre": step.centre,
        }
        for state, step in zip(before, contact.steps, strict=False)
    ]


def _offers(contact: PastContact) -> list[dict[str, Any]]:
    return [
        {"id": new_id(offer.offered_at), "contact_id": contact.id, **asdict(offer)}
        for offer in contact.offers
    ]


def _wrap_up(contact: PastContact, recorded: WrapUp) -> dict[str, Any]:
    closed = contact.steps[-1]
    return {"contact_id": contact.id, "by": closed.counsellor_id, "at": closed.at, **asdict(recorded)}


def _shift(shift: PastShift) -> dict[str, Any]:
    return {
        "id": new_id(shift.starts),
        "counsellor_id": shift.counsellor_id,
        "starts_at": shift.starts,
        "ends_at": shift.ends,
        "channels": shift.channels,
    }
