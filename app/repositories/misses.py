"""Offers that rang and were not answered: how many in a row, until she does anything with a contact again."""

from app.repositories.duty import CounsellorRow
from app.repositories.transaction import Transaction

MISSED_OFFERS = "missed_offers"
"""Why the desk set her to a break."""

IN_A_ROW = """
SELECT count(*) FROM offer o
WHERE o.counsellor_id = :counsellor_id AND o.kind = 'line' AND o.outcome = 'expired'
  AND o.ended_at > GREATEST(CAST(:since AS timestamptz), (
    SELECT max(a.ended_at) FROM offer a
    WHERE a.counsellor_id = :counsellor_id AND a.outcome IN ('accepted', 'declined')))
  AND NOT EXISTS (SELECT 1 FROM contact_event e WHERE e.at > o.ended_at AND e.cause = 'taken'
    AND e.counsellor_id = :counsellor_id)
"""
"""GREATEST passes over a null: who has never answered an offer is counted from her wish alone."""


async def in_a_row(tx: Transaction, row: CounsellorRow) -> int:
    """Offers from the line that she let expire since she last accepted, declined, took, or set her wish.

    Her row must be locked. A withdrawn offer is nobody's doing and is not counted, nor is a colleague's
    transfer.
    """
    values = {"counsellor_id": row.id, "since": row.wish_since}
    return int((await tx.run(IN_A_ROW, values)).scalar_one())
