"""The lists staff work with: topics, centres, and today's wrap-up codes."""

from datetime import datetime
from typing import Any

from sqlalchemy import or_, select

from app.domain.topics import Codes
from app.models.staff import Centre
from app.models.wrap_up import Topic
from app.repositories import topic_list
from app.repositories.transaction import Transaction
from app.seed.lists import codes, hints

Rows = list[dict[str, Any]]


async def topics(tx: Transaction) -> Rows:
    """Active topics, first-level ones with their children, in the shape of the topic list."""
    tops: dict[str, dict[str, Any]] = {}
    for row in await _topics_used(tx, tx.now):
        words = {**hints().get(row.code, {}), **row.label}
        shown = {
            "code": row.code,
            **{name: text for name, text in words.items() if text},
            "requires_education_level": row.requires_education_level,
        }
        if row.parent is None:
            tops[row.code] = {**shown, "children": []}
        elif row.parent in tops:
            tops[row.parent]["children"].append(shown)
    return list(tops.values())


async def wrap_up_codes(tx: Transaction, since: datetime | None = None) -> Codes:
    """What a wrap-up may hold now; a topic asks for the level when it or the one above it does.

    `since`: when the contact arrived. A topic that was retired after that may still be recorded with it.
    """
    rows = await _topics_used(tx, since or tx.now)
    asking = {row.code: row.requires_education_level for row in rows}
    return codes(
        {
            row.code: asking[row.code] or asking.get(row.parent, False)
            for row in rows
            if row.parent is not None
        }
    )


async def topic_parents(tx: Transaction) -> dict[str, str | None]:
    """Every topic there ever was, first levels first -> the one above it."""
    order = (Topic.parent.is_not(None), Topic.position, Topic.code)
    rows = await tx.run(select(Topic.code, Topic.parent).order_by(*order))
    return {row.code: row.parent for row in rows}


async def centres(tx: Transaction) -> Rows:
    """Every centre with its name in bokmål."""
    rows = await tx.run(select(Centre.code, Centre.name).order_by(Centre.code))
    return [{"code": row.code, "name": row.name.get("nb", row.code), "names": row.name} for row in rows]


async def _topics_used(tx: Transaction, since: datetime) -> list[Any]:
    """Topics that have begun by now, and were not retired at `since`."""
    used = [or_(Topic.active_to.is_(None), Topic.active_to > since)]
    if tx.reached(topic_list.SINCE):
        used.append(or_(Topic.active_from.is_(None), Topic.active_from <= tx.now))
    columns = (Topic.code, Topic.parent, Topic.label, Topic.requires_education_level, Topic.version)
    # First levels come first, so that a child finds its parent.
    order = (Topic.parent.is_not(None), Topic.position, Topic.code)
    return list(await tx.run(select(*columns).where(*used).order_by(*order)))
