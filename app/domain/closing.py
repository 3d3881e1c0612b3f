"""Closing time: whom the desk still serves, and when the others are told that it cannot (P6).

The door closing ends no conversation. Those in line are served while counsellors remain, up to a limit;
then each gets exactly one outcome.
"""

from datetime import datetime, timedelta

from app.domain.opening_hours import OpeningHours, evaluate, spans
from app.domain.oslo import day_of
from app.domain.policy import Policy

LOOK_BACK = timedelta(days=8)
"""The last closing is looked for within a week and a day; before that it was long ago."""


def closed_since(hours: OpeningHours, channel: str, at: datetime) -> datetime | None:
    """Since when the channel has been closed; null while it is open."""
    if evaluate(hours, channel, at).open:
        return None
    before = spans(hours, channel, day_of(at - LOOK_BACK), day_of(at))
    closed_at = max((ends for _, ends in before if ends <= at), default=at - LOOK_BACK)
    return max(closed_at, min(hours.changed_at or closed_at, at))


def is_told(
    closed_at: datetime, waiting_since: datetime, now: datetime, *, anybody_ready: bool, policy: Policy
) -> bool:
    """Whether somebody in line is told now that the desk cannot answer any more.

    `closed_at`: the door's closing, or the desk's return from an outage, whichever is later;
    `waiting_since`: when a contact that was answered before came back to the line, else its arrival.
    With nobody ready the limit is short: long enough for a break, or for a desk closed by mistake.
    """
    limit = policy.closing_served_seconds if anybody_ready else policy.closing_alone_seconds
    return now - max(closed_at, waiting_since) >= timedelta(seconds=limit)
