"""The rows of the list of topics, as coordinators edit them; a code is never deleted."""

from collections.abc import Sequence
from datetime import date, datetime, timedelta
from typing import Any

from sqlalchemy import ARRAY, Text, cast, exists, func, insert, literal, select, update

from app.domain.errors import Unavailable
from app.domain.oslo import day_of, instant
from app.domain.topic_list import HINTS, ListedTopic, edition
from app.domain.wording import wording_from
from app.models.contact import Contact
from app.models.wrap_up import Topic, WrapUp, WrapUpDraft
from app.repositories.transaction import Transaction
from app.seed.lists import hints

SINCE = "0006"
"""From here on a topic may begin at an instant, and the list may be changed."""
LOOKED_BACK = timedelta(days=365)
"""How far back it is counted what was recorded with a topic."""

COLUMNS = (
    Topic.code,
    Topic.parent,
    Topic.label,
    Topic.requires_education_level,
    Topic.active_to,
    Topic.successor,
    Topic.version,
)


def require(tx: Transaction) -> None:
    """Raise `Unavailable` while the schema has no place for what is written (ADR 14)."""
    if not tx.reached(SINCE):
        raise Unavailable({"schema": "is being brought up to date"})


async def every(tx: Transaction) -> tuple[dict[str, ListedTopic], str]:
    """Every topic there ever was by its code, first levels first, each in its order; and the edition."""
    begins = (Topic.active_from,) if tx.reached(SINCE) else ()
    order = (Topic.parent.is_not(None), Topic.position, Topic.code)
    rows = list(await tx.run(select(*COLUMNS, *begins).order_by(*order)))
    return {row.code: _topic(row) for row in rows}, edition(row.version for row in rows)


async def add(tx: Transaction, topic: ListedTopic, version: str) -> None:
    """A further one, the last of its level."""
    level = Topic.parent == topic.parent if topic.parent is not None else Topic.parent.is_(None)
    last = (await tx.run(select(func.max(Topic.position)).where(level))).scalar_one_or_none()
    position = 0 if last is None else last + 1
    values = {"code": topic.code, "parent": topic.parent, "position": position, "version": version}
    await tx.run(insert(Topic).values(**values, **_columns(topic)))


async def change(tx: Transaction, topic: ListedTopic, version: str) -> None:
    """What it is from now on."""
    statement = update(Topic).where(Topic.code == topic.code)
    await tx.run(statement.values(version=version, **_columns(topic)))


async def put_in_order(tx: Transaction, codes: Sequence[str], version: str) -> None:
    """The topics of one level in this order."""
    for position, code in enumerate(codes):
        statement = update(Topic).where(Topic.code == code, Topic.position != position)
        await tx.run(statement.values(position=position, version=version))


async def recorded(tx: Transaction, code: str) -> int:
    """Contacts recorded in the last year with this topic, or with one below it."""
    below = select(Topic.code).where(Topic.code == code).union(select(Topic.code).where(Topic.parent == code))
    codes = list((await tx.run(below)).scalars())
    lately = WrapUp.at > tx.now - LOOKED_BACK
    statement = (
        select(func.count())
        .select_from(WrapUp)
        .where(lately, WrapUp.topics.op("&&")(cast(codes, ARRAY(Text))))
    )
    return int((await tx.run(statement)).scalar_one())


async def drafts(tx: Transaction, code: str) -> int:
    """Wrap-ups on their way that name this topic."""
    named = WrapUpDraft.body["topics"].contains(literal([code], WrapUpDraft.body.type))
    theirs = exists().where(Contact.id == WrapUpDraft.contact_id, Contact.owner.is_not(None))
    statement = select(func.count()).select_from(WrapUpDraft).where(named, theirs)
    return int((await tx.run(statement)).scalar_one())


def _topic(row: Any) -> ListedTopic:
    label = {**hints().get(row.code, {}), **row.label}
    return ListedTopic(
        code=row.code,
        parent=row.parent,
        words=wording_from(row.label),
        asks_for_level=row.requires_education_level,
        active_from=_day(getattr(row, "active_from", None)),
        retired_from=_day(row.active_to),
        successor=row.successor,
        hints={name: label.get(name, "") for name in HINTS},
    )


def _columns(topic: ListedTopic) -> dict[str, Any]:
    return {
        "label": topic.label(),
        "requires_education_level": topic.asks_for_level,
        "active_from": _midnight(topic.active_from),
        "active_to": _midnight(topic.retired_from),
        "successor": topic.successor,
    }


def _day(at: datetime | None) -> date | None:
    return None if at is None else day_of(at)


def _midnight(day: date | None) -> datetime | None:
    return None if day is None else instant(day, 0)
