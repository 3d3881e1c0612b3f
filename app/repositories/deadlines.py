"""What is due now: graces that ran out, offers past their time, wrap-ups that lapse: every hold ends."""

from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from app.domain.policy import Policy
from app.repositories import desk
from app.repositories.transaction import Transaction

NEVER = timedelta(days=36_500)

SINCE = "GREATEST({table}.absent_since, COALESCE((SELECT reachable_since FROM desk), {table}.absent_since))"
"""Every grace counts from the later of the absence and the desk's own return."""

EXPIRED_OFFERS = """
SELECT o.contact_id FROM offer o WHERE o.outcome IS NULL AND o.expires_at <= CAST(:now AS timestamptz)
"""

OFFERS_TO_NOBODY = """
SELECT o.contact_id FROM offer o JOIN counsellor w ON w.id = o.counsellor_id JOIN staff s ON s.id = w.id
WHERE o.outcome IS NULL AND (w.absent_since < CAST(:a_moment_ago AS timestamptz) OR s.disabled_at IS NOT NULL
  OR o.kind = 'line' AND (w.wish <> 'ready' OR NOT EXISTS (SELECT 1 FROM shift h WHERE h.counsellor_id = w.id
    AND h.starts_at <= CAST(:now AS timestamptz) AND h.ends_at > CAST(:now AS timestamptz))))
"""

ABSENT_CITIZENS = f"""
SELECT c.id FROM contact c WHERE c.state IN ('queued', 'offered') AND c.channel = 'chat'
  AND c.absent_since IS NOT NULL AND {SINCE.format(table="c")} <= CAST(:citizen_gone AS timestamptz)
"""

BY_HAND = "c.channel = 'phone' AND c.ticket IS NULL"
"""A call that its counsellor registered: nobody else can go on with it, and no line has its place."""

LEFT_BEHIND = f"""
SELECT c.id, s.disabled_at IS NOT NULL AS disabled FROM contact c
JOIN counsellor w ON w.id = c.owner JOIN staff s ON s.id = w.id
WHERE c.state = 'active' AND NOT ({BY_HAND}) AND (s.disabled_at IS NOT NULL OR w.absent_since IS NOT NULL
  AND {SINCE.format(table="w")} <= CAST(:counsellor_gone AS timestamptz))
"""

CALLS_LEFT = f"""
SELECT c.id FROM contact c JOIN staff s ON s.id = c.owner
WHERE c.state = 'active' AND {BY_HAND}
  AND (s.disabled_at IS NOT NULL OR c.since <= CAST(:forgotten AS timestamptz))
"""
"""Those of somebody whose account is closed, and those that nobody has ended for too long."""

CENTRE_WAITED = """
SELECT id FROM contact WHERE state IN ('queued', 'offered') AND only_centre IS NOT NULL
  AND only_centre_until <= CAST(:now AS timestamptz)
"""

LAPSED = """
SELECT id FROM contact WHERE state = 'wrap_up' AND since <= CAST(:lapsed AS timestamptz)
"""

FREED = """
SELECT id, owner FROM contact WHERE state = 'wrap_up' AND
  CASE channel WHEN 'phone' THEN CAST(:phone_since AS timestamptz) ELSE CAST(:chat_since AS timestamptz) END
  - since BETWEEN interval '0' AND CAST(:window AS interval)
"""


async def absent_from(tx: Transaction, absent_since: datetime | None) -> datetime | None:
    """The instant from which an absence counts; null for somebody who is there.

    Just after an outage, before any worker has beaten again, no absence has lasted at all.
    """
    if absent_since is None:
        return None
    if not await desk.is_reachable(tx):
        return tx.now
    reachable = (await desk.read(tx)).reachable_since
    return absent_since if reachable is None else max(absent_since, reachable)


async def due(tx: Transaction, statement: str, policy: Policy) -> list[Any]:
    """The rows of one of the statements above."""
    instants = {
        "now": tx.now,
        "a_moment_ago": tx.now - timedelta(seconds=1),
        "citizen_gone": tx.now - timedelta(seconds=policy.citizen_grace_seconds),
        "counsellor_gone": tx.now - timedelta(seconds=policy.counsellor_grace_seconds),
        "lapsed": tx.now - timedelta(seconds=policy.wrap_up_lapse_seconds),
        "forgotten": tx.now - (timedelta(seconds=policy.phone_ends_seconds) or NEVER),
    }
    used = {name: value for name, value in instants.items() if f":{name} " in statement}
    return list((await tx.run(statement, used)).all())


async def freed(tx: Transaction, policy: Policy, window: timedelta) -> list[tuple[UUID, UUID]]:
    """Wrap-ups that stopped holding their seat within this window: contact and owner."""
    values = {
        "phone_since": tx.now - policy.wrap_up_seat_phone,
        "chat_since": tx.now - policy.wrap_up_seat_chat,
        "window": window,
    }
    return [(row.id, row.owner) for row in await tx.run(FREED, values)]
