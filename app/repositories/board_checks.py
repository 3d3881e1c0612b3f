"""What the slower rules of the board look at: texts overdue, days not counted, follow-ups that expire."""

from datetime import datetime, timedelta

from sqlalchemy import func, select

from app.domain.oslo import DAY_MINUTES, day_of, instant
from app.domain.policy import Policy
from app.models.follow_up import FollowUp
from app.repositories import erasing, follow_ups, kept
from app.repositories.transaction import Transaction

LOOKED_BACK = 14
"""Days of which the board asks whether they are kept; `desk statistics check` asks of all."""
DAY = timedelta(days=1)

LAST_SHIFT = """
SELECT max(ends_at) FROM shift WHERE ends_at <= CAST(:now AS timestamptz)
  AND ends_at > CAST(:now AS timestamptz) - interval '1 day' AND :channel = ANY(channels)
"""


async def last_shift_ended(tx: Transaction, channel: str) -> datetime | None:
    """When the last shift of a channel within a day was over."""
    values = {"now": tx.now, "channel": channel}
    found: datetime | None = (await tx.run(LAST_SHIFT, values)).scalar_one_or_none()
    return found


async def text_due(tx: Transaction, policy: Policy) -> datetime | None:
    """From when on a text should have been gone that is still there, later than the alert allows; or null."""
    late = timedelta(seconds=policy.alert_deletion_seconds)
    return await erasing.overdue_since(tx, policy, late) if late else None


async def first_uncounted(tx: Transaction, policy: Policy) -> datetime | None:
    """When the oldest of the last days ended that is not kept; null when all since the first trace are."""
    trace = await kept.first_trace(tx) if tx.reached(kept.SINCE) else None
    if trace is None:
        return None
    last = day_of(tx.now) - DAY
    first = max(day_of(trace), last - (LOOKED_BACK - 1) * DAY)
    known = await kept.days(tx, first, last, policy)
    days = (first + number * DAY for number in range((last - first).days + 1))
    return next((instant(day, DAY_MINUTES) for day in days if day not in known), None)


async def first_expiry(tx: Transaction) -> datetime | None:
    """When the first unanswered follow-up expires."""
    if not tx.reached(follow_ups.REVISION):
        return None
    statement = select(func.min(FollowUp.expires_at)).where(FollowUp.ended_at.is_(None))
    found: datetime | None = (await tx.run(statement)).scalar_one_or_none()
    return found
