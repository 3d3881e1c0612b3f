"""Fills a new desk with its lists, its public pages and its opening hours; again, it changes nothing."""

from app.domain.opening_rules import OpeningHours
from app.repositories import beginnings
from app.repositories.transaction import Transactions
from app.seed.centres import centres
from app.seed.hours import ordinary_hours
from app.seed.lists import topics, topics_version
from app.seed.public_pages import public_pages
from app.seed.replies import replies


async def begin(transaction: Transactions, hours: OpeningHours | None = None) -> None:
    """Put in what is missing; the ordinary hours where there are none, or the `hours` given.

    Those given also replace hours that no person has set: a demo is open whatever its folder was used for.
    """
    async with transaction() as tx:
        await beginnings.put_centres(tx, centres())
        await beginnings.put_topics(tx, topics(), topics_version())
        await beginnings.put_replies(tx, replies())
        await beginnings.put_public_pages(tx, public_pages())
        if hours is not None or not await beginnings.has_hours(tx):
            await beginnings.put_hours(tx, hours or ordinary_hours())
