"""Fills a new desk with its centres, topics, quick replies and opening hours; again, it changes nothing."""

from app.domain.opening_rules import OpeningHours
from app.repositories import beginnings
from app.repositories.transaction import Transactions
from app.seed.centres import centres
from app.seed.hours import ordinary_hours
from app.seed.lists import topics, topics_version
from app.seed.replies import replies


async def begin(transaction: Transactions, hours: OpeningHours | None = None) -> None:
    """Put in what is missing; `hours` are the ordinary ones unless given (the demo is always open)."""
    async with transaction() as tx:
        await beginnings.put_centres(tx, centres())
        await beginnings.put_topics(tx, topics(), topics_version())
        await beginnings.put_replies(tx, replies())
        await beginnings.put_hours(tx, hours or ordinary_hours())
