"""How many could be given something of a channel now, and how many seats of theirs are free: for waits."""

from datetime import datetime
from typing import Any

from app.domain.contact import Channel
from app.domain.policy import Policy
from app.repositories.duty import wrap_up_since

# Counsellor by counsellor, so that the indexes of owners and open offers serve. The last quarter of a duty
# counts: whether somebody is still offered anything in it is decided elsewhere, and an estimate may err.
SEATS_NOW = """
SELECT ARRAY[count(*), COALESCE(sum(CASE
    WHEN held.calls > 0 THEN 0
    WHEN :channel = 'phone' THEN (held.seats = 0)::int
    ELSE GREATEST(0, COALESCE(w.chat_capacity, :capacity) - held.seats) END), 0)]
FROM counsellor w JOIN staff s ON s.id = w.id CROSS JOIN LATERAL (
  SELECT count(*) AS seats, count(*) FILTER (WHERE channel = 'phone') AS calls FROM (
    SELECT c.id, c.channel FROM offer o JOIN contact c ON c.id = o.contact_id
      WHERE o.outcome IS NULL AND o.counsellor_id = w.id
    UNION
    SELECT c.id, c.channel FROM contact c
      WHERE c.owner = w.id AND (c.state = 'active' OR c.state = 'wrap_up' AND c.since >
        CAST(CASE c.channel WHEN 'phone' THEN :phone_since ELSE :chat_since END AS timestamptz))
  ) one
) held
WHERE w.wish = 'ready' AND w.absent_since IS NULL AND s.disabled_at IS NULL
  AND :channel = ANY(w.wish_channels) AND :channel = ANY(w.permitted)
  AND EXISTS (SELECT FROM shift h WHERE h.counsellor_id = w.id AND h.starts_at <= CAST(:now AS timestamptz)
    AND h.ends_at > CAST(:now AS timestamptz) AND :channel = ANY(h.channels))
"""
"""An array of the two, counted from rows like every seat (design § 4)."""


def values(channel: Channel, now: datetime, policy: Policy) -> dict[str, Any]:
    """What the statement asks for."""
    return {"channel": channel, "capacity": policy.chat_capacity, "now": now, **wrap_up_since(now, policy)}
