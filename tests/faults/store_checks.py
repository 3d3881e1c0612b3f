"""What must hold in PostgreSQL alone, whatever anybody has seen (I2, I4, I5, I6, I7, I8, I12)."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import Any

from tests.faults.desks import FaultDesk

Spans = Sequence[tuple[float, float]]
LATE = 5.0
A_BUSY_MACHINE = 1.0

MESSAGES = """
SELECT c.id, c.last_seq, count(m.seq), max(m.seq),
  count(DISTINCT (m.author, m.cid)) FILTER (WHERE m.seq IS NOT NULL)
FROM contact c LEFT JOIN message m ON m.contact_id = c.id WHERE c.text_gone_at IS NULL
GROUP BY c.id HAVING c.last_seq <> count(m.seq) OR coalesce(max(m.seq), 0) <> count(m.seq)
  OR count(DISTINCT (m.author, m.cid)) FILTER (WHERE m.seq IS NOT NULL) <> count(m.seq)
"""
ORPHANS = """
SELECT c.id, c.state, p.absent_since FROM contact c JOIN counsellor p ON p.id = c.owner
WHERE c.state = 'active' AND p.absent_since < to_timestamp(%(now)s) - make_interval(secs => %(grace)s)
"""
OFFERS = """
SELECT id, extract(epoch FROM expires_at)::float, extract(epoch FROM ended_at)::float FROM offer
WHERE coalesce(ended_at, to_timestamp(%(now)s)) > expires_at + make_interval(secs => %(late)s)
"""
TWO_OFFERS = "SELECT contact_id FROM offer WHERE outcome IS NULL GROUP BY contact_id HAVING count(*) > 1"
STRANDED = """
SELECT c.id, c.state FROM contact c WHERE (c.state = 'offered') <>
  (c.state IN ('queued', 'offered')
    AND EXISTS (SELECT FROM offer o WHERE o.contact_id = c.id AND o.outcome IS NULL))
"""
SEATS = """
SELECT p.id, count(*), coalesce(p.chat_capacity, %(capacity)s) FROM counsellor p
JOIN contact c ON c.owner = p.id AND c.state = 'active'
  OR EXISTS (SELECT FROM offer o WHERE o.contact_id = c.id AND o.counsellor_id = p.id AND o.outcome IS NULL)
GROUP BY p.id HAVING count(*) > coalesce(p.chat_capacity, %(capacity)s)
"""
EVENTS = "SELECT contact_id, from_state, to_state FROM contact_event ORDER BY contact_id, id"
STATES = "SELECT id, state FROM contact"
OVER = ("closed", "abandoned")


def messages_have_no_gap(desk: FaultDesk, _: Spans) -> Iterator[str]:
    """I2: as many messages as the counter says, 1..n, each cid once per side."""
    for contact_id, counter, count, top, cids in desk.execute(MESSAGES):
        yield f"I2: contact {contact_id} counts {counter}, holds {count} up to {top} with {cids} cids"


def every_owner_is_there(desk: FaultDesk, _: Spans) -> Iterator[str]:
    """I4: nobody owns a conversation who has been absent for the grace and five seconds more."""
    grace = _policy(desk, "counsellor_grace_seconds", 60)
    values = {"now": _now(desk), "grace": max(grace, _policy(desk, "reconnect_grace_seconds", 60)) + LATE}
    for contact_id, state, since in desk.execute(ORPHANS, values):
        yield f"I4: contact {contact_id} is {state} with somebody who is absent since {since}"


def offers_ended_in_time(desk: FaultDesk, away: Spans) -> Iterator[str]:
    """I8: no offer stood, or stands, five seconds after its end; I4: one for a contact, of those offered."""
    values = {"now": _now(desk), "late": LATE + A_BUSY_MACHINE}
    for offer_id, expired, ended in desk.execute(OFFERS, values):
        if not any(start <= expired + LATE + A_BUSY_MACHINE and expired <= end + LATE for start, end in away):
            lasted = "stands" if ended is None else f"ended {ended - expired:.1f} s"
            yield f"I8: offer {offer_id} {lasted} after its time"
    for (contact_id,) in desk.execute(TWO_OFFERS):
        yield f"I4: contact {contact_id} has two open offers"
    for contact_id, state in desk.execute(STRANDED):
        yield f"I4: contact {contact_id} is {state}, its open offers say something else"


def capacity_is_kept(desk: FaultDesk, _: Spans) -> Iterator[str]:
    """I5: nobody has more conversations and open offers than seats."""
    for who, count, capacity in desk.execute(SEATS, {"capacity": _policy(desk, "chat_capacity", 2)}):
        yield f"I5: counsellor {who} has {count} of {capacity} seats"


def every_log_leads_to_its_state(desk: FaultDesk, _: Spans) -> Iterator[str]:
    """I6 and I12: each contact's log is one chain, ends where the contact is, and ends only once."""
    last: dict[Any, str] = {}
    for contact_id, came_from, became in desk.execute(EVENTS):
        if last.get(contact_id) != came_from:
            yield f"I6: contact {contact_id} went on from {came_from} where it was {last.get(contact_id)}"
        if last.get(contact_id) in OVER:
            yield f"I12: contact {contact_id} was {last[contact_id]} and became {became}"
        last[contact_id] = became
    for contact_id, state in desk.execute(STATES):
        if last.get(contact_id) != state:
            yield f"I6: contact {contact_id} is {state}, its log ends with {last.get(contact_id)}"


def _policy(desk: FaultDesk, name: str, default: int) -> int:
    rows = desk.execute("SELECT body FROM policy ORDER BY id DESC LIMIT 1")
    return int(rows[0][0].get(name, default)) if rows else default


def _now(desk: FaultDesk) -> float:
    [(now,)] = desk.execute("SELECT extract(epoch FROM clock_timestamp())::float")
    return float(now) + desk.settings.clock_offset_seconds


STORE_CHECKS: tuple[Callable[[FaultDesk, Spans], Iterator[str]], ...] = (
    messages_have_no_gap,
    every_owner_is_there,
    offers_ended_in_time,
    capacity_is_kept,
    every_log_leads_to_its_state,
)
