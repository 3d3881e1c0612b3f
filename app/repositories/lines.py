"""What of a channel's line and of the rota decides whether somebody new is let in."""

from dataclasses import replace
from datetime import timedelta

from app.domain.contact import Channel
from app.domain.door import Line
from app.domain.opening_hours import evaluate
from app.domain.rules import Rules
from app.repositories import on_duty
from app.repositories.arrivals import Delays
from app.repositories.transaction import Transaction


async def line(tx: Transaction, channel: Channel, rules: Rules, delays: Delays) -> Line:
    """The line as the door sees it; the rota is asked only when closing time is near."""
    found, policy = delays.line(rules.policy), rules.policy
    closes_at = evaluate(rules.hours, channel, tx.now).closes_at
    if closes_at is None or closes_at - tx.now > timedelta(seconds=policy.last_offers_seconds):
        return found
    return replace(found, offers_until=await on_duty.offers_until(tx, channel, closes_at, policy))
