"""The log that statistics are counted from: contact events, those turned away, and presence."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import groupby, pairwise
from typing import Any
from uuid import UUID

from sqlalchemy import Row, func, or_, select

from app.domain.contact import OWNED, WAITING, Cause, Channel, State
from app.domain.contact_history import (
    Event,
    Outcome,
    Spell,
    first_answer,
    handle_time,
    is_arrival,
    outcome_of,
    spells,
    wrap_up_time,
)
from app.domain.counsellor import Presence
from app.domain.follow_up import Kind, channel_of
from app.domain.log_rows import BusyRow, ContactRow, Log, ReadyRow, UncontactedRow
from app.domain.policy import Policy
from app.domain.spans import Span
from app.models.contact import Contact, ContactEvent, TurnedAway
from app.models.follow_up import FollowUpAttempt
from app.models.staff import PresenceLog
from app.models.wrap_up import WrapUp
from app.repositories import follow_ups
from app.repositories.transaction import Transaction

HISTORY = (
    Contact.id,
    Contact.channel,
    Contact.language,
    Contact.arrived_at,
    Contact.answered_by,
    Contact.answered_centre,
    ContactEvent.at,
    ContactEvent.to_state,
    ContactEvent.cause,
    ContactEvent.counsellor_id,
    ContactEvent.centre,
)


LONGEST_LIFE = timedelta(days=31)
"""No contact that has ended lasted longer: a wrap-up lapses within a day, and silence ends a conversation."""


@dataclass(frozen=True, slots=True)
class Fetched:
    """The rows of a time, not yet counted: counting a long time is work for a thread, not for the loop."""

    histories: Sequence[Row[Any]]
    turned_away: Sequence[Row[Any]]
    asked: Sequence[tuple[datetime, Kind]]
    """Follow-ups that nobody came to the line for: each one arrival, and one callback."""
    presence: Sequence[Row[Any]]
    until: datetime
    """What still goes on is cut here: at the end of the time, or at now."""


async def fetch(tx: Transaction, starts: datetime, ends: datetime) -> Fetched:
    """Every row that counts from `starts` to `ends`."""
    until = min(ends, tx.now)
    return Fetched(
        histories=await _histories(tx, starts, ends),
        turned_away=await _turned_away(tx, starts, ends),
        asked=await follow_ups.asked_between(tx, starts, ends),
        presence=await _presence(tx, starts, until),
        until=until,
    )


def read_log(fetched: Fetched, policy: Policy) -> Log:
    """The rows as what statistics count; asks nothing of anybody."""
    contacts: list[ContactRow] = []
    busy: list[BusyRow] = []
    for _, rows in groupby(fetched.histories, key=lambda row: row.id):
        own = list(rows)
        events = [_event(row) for row in own]
        busy += _busy(own[0], spells(events), until=fetched.until, policy=policy)
        if is_arrival(events):
            contacts.append(_contact(own[0], events, policy))
    uncontacted = [
        UncontactedRow(row.at, Channel(row.channel), Outcome.TURNED_AWAY) for row in fetched.turned_away
    ]
    uncontacted += [UncontactedRow(at, channel_of(kind), Outcome.CALLBACK) for at, kind in fetched.asked]
    ready = [
        ready
        for _, lines in groupby(fetched.presence, key=lambda row: row.counsellor_id)
        for ready in _ready(list(lines), fetched.until)
    ]
    return Log(contacts, uncontacted, ready, busy)


async def topics(tx: Transaction, starts: datetime, ends: datetime) -> list[tuple[list[str], str]]:
    """Topics and disposition of every wrap-up whose contact arrived in the time.

    Of a follow-up's attempts the one that answered it: what was tried in vain was asked about once.
    """
    statement = select(WrapUp.topics, WrapUp.disposition).join(Contact, Contact.id == WrapUp.contact_id)
    once = func.coalesce(Contact.ticket, 0) >= 0
    if tx.reached(follow_ups.REVISION):
        answered = select(FollowUpAttempt.contact_id).where(FollowUpAttempt.outcome == "answered")
        once = or_(once, Contact.id.in_(answered))
    rows = await tx.run(statement.where(Contact.arrived_at >= starts, Contact.arrived_at < ends, once))
    return [(list(row.topics), row.disposition) for row in rows]


async def _histories(tx: Transaction, starts: datetime, ends: datetime) -> Sequence[Row[Any]]:
    """The events of every contact that touches the time, contact by contact."""
    ended = (Contact.since >= starts) & (Contact.arrived_at >= starts - LONGEST_LIFE)
    touching = or_(ended, Contact.state.in_(sorted(WAITING | OWNED)))
    statement = select(*HISTORY).join(ContactEvent, ContactEvent.contact_id == Contact.id)
    ordered = statement.where(Contact.arrived_at < ends, touching).order_by(Contact.id, ContactEvent.id)
    return (await tx.run(ordered)).all()


async def _turned_away(tx: Transaction, starts: datetime, ends: datetime) -> Sequence[Row[Any]]:
    statement = select(TurnedAway.at, TurnedAway.channel)
    return (await tx.run(statement.where(TurnedAway.at >= starts, TurnedAway.at < ends))).all()


async def _presence(tx: Transaction, starts: datetime, until: datetime) -> Sequence[Row[Any]]:
    """The lines of the presence log within the time, and each counsellor's last one before it."""
    before = (
        select(func.max(PresenceLog.id)).where(PresenceLog.at <= starts).group_by(PresenceLog.counsellor_id)
    )
    columns = (PresenceLog.counsellor_id, PresenceLog.centre, PresenceLog.at, PresenceLog.state)
    within = (PresenceLog.at > starts) & (PresenceLog.at < until)
    statement = select(*columns, PresenceLog.channels).where(or_(PresenceLog.id.in_(before), within))
    ordered = statement.order_by(PresenceLog.counsellor_id, PresenceLog.at, PresenceLog.id)
    return (await tx.run(ordered)).all()


def _ready(lines: Sequence[Row[Any]], until: datetime) -> Iterator[ReadyRow]:
    """One counsellor's stretches of readiness: from a line of her log to the next, the last one until now."""
    ends = [later.at for _, later in pairwise(lines)] + [until]
    for row, end in zip(lines, ends, strict=True):
        if row.state == Presence.READY and row.at < end:
            for channel in row.channels:
                yield ReadyRow(row.counsellor_id, row.centre, Channel(channel), (row.at, end))


def _contact(row: Row[Any], events: list[Event], policy: Policy) -> ContactRow:
    channel = Channel(row.channel)
    answer, gave_up = first_answer(events), events[-1].to_state is State.ABANDONED
    return ContactRow(
        arrived_at=row.arrived_at,
        channel=channel,
        outcome=outcome_of(events, short=timedelta(seconds=policy.short_abandon_seconds)),
        centre=None if answer is None else answer.centre or row.answered_centre,
        wait=None if answer is None else max(answer.at - row.arrived_at, timedelta(0)),
        handle=handle_time(events, wrap_up_seat=_seat(channel, policy)),
        wrap_up=wrap_up_time(events),
        language=row.language,
        waited_in_vain=events[-1].at - row.arrived_at if answer is None and gave_up else None,
    )


def _busy(row: Row[Any], stretches: Iterable[Spell], *, until: datetime, policy: Policy) -> Iterator[BusyRow]:
    channel = Channel(row.channel)
    for spell in stretches:
        ends = min(spell.ends_at or until, until)
        if spell.state is State.WRAP_UP:
            ends = min(ends, spell.starts_at + _seat(channel, policy))
        span: Span = (spell.starts_at, ends)
        who, centre = spell.counsellor_id or row.answered_by, spell.centre or row.answered_centre
        if who is not None and spell.starts_at < ends:
            yield BusyRow(who, centre, channel, span, talking=spell.state is State.ACTIVE)


def _seat(channel: Channel, policy: Policy) -> timedelta:
    return policy.wrap_up_seat_phone if channel is Channel.PHONE else policy.wrap_up_seat_chat


def _event(row: Row[Any]) -> Event:
    counsellor_id: UUID | None = row.counsellor_id
    return Event(row.at, State(row.to_state), Cause(row.cause), counsellor_id, row.centre)
