"""What each centre was offered, took and missed in the last hour, from the offers and the takes by hand."""

from app.domain.fairness import WINDOW, Count, Ledger
from app.repositories.transaction import Transaction

# Counsellor by counsellor, so that the indexes of an offer's end and of open offers serve, however many
# offers there have been before.
OFFERS = """
SELECT s.centre, count(*) AS offered, count(*) FILTER (WHERE o.outcome = 'accepted') AS taken,
  count(*) FILTER (WHERE o.outcome IN ('declined', 'expired')) AS missed,
  count(*) FILTER (WHERE o.outcome IS NULL) AS open
FROM staff s CROSS JOIN LATERAL (
  SELECT outcome FROM offer WHERE counsellor_id = s.id AND kind = 'line'
    AND ended_at > CAST(:since AS timestamptz)
  UNION ALL
  SELECT outcome FROM offer WHERE counsellor_id = s.id AND kind = 'line' AND outcome IS NULL
) o WHERE s.centre IS NOT NULL GROUP BY 1
"""

BY_HAND = """
SELECT centre, count(*) AS taken FROM contact_event
WHERE at > CAST(:since AS timestamptz) AND cause = 'taken' AND centre IS NOT NULL GROUP BY 1
"""


async def last_hour(tx: Transaction) -> Ledger:
    """The counts of every centre that had any; an offer counts in the hour it ended, or is still open."""
    since = {"since": tx.now - WINDOW}
    by_hand = {row.centre: int(row.taken) for row in await tx.run(BY_HAND, since)}
    counts = {row.centre: _count(row, by_hand.pop(row.centre, 0)) for row in await tx.run(OFFERS, since)}
    return Ledger(counts | {centre: Count(taken=taken) for centre, taken in by_hand.items()})


def _count(row: object, by_hand: int) -> Count:
    found = {name: int(getattr(row, name)) for name in ("offered", "taken", "missed", "open")}
    return Count(**(found | {"taken": found["taken"] + by_hand}))
