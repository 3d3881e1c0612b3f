"""Planting what a new desk begins with; what is there already stays as the desk made it."""

from typing import Any

from sqlalchemy import select
from sqlalchemy.dialects.postgresql import insert

from app.domain.opening_rules import OpeningHours
from app.models.opening_hours import OpeningHoursVersion
from app.models.staff import Centre
from app.models.wrap_up import QuickReply, Topic
from app.repositories.desk import raise_settings_version
from app.repositories.opening_hours import save_rules
from app.repositories.transaction import Transaction
from app.seed.centres import centres
from app.seed.hours import ordinary_hours
from app.seed.lists import topics, topics_version
from app.seed.replies import replies


async def plant(tx: Transaction, hours: OpeningHours | None = None) -> None:
    """Centres, topics, replies and opening hours (by default the ordinary ones) where there are none."""
    await _add_missing(tx, Centre, [{"code": one.code, "name": one.name.as_json()} for one in centres()])
    await _add_missing(tx, Topic, [_topic(number) for number in range(len(topics()))])
    await _add_missing(tx, QuickReply, [_reply(number) for number in range(len(replies()))])
    await raise_settings_version(tx)
    if (await tx.run(select(OpeningHoursVersion.id).limit(1))).one_or_none() is None:
        await save_rules(tx, hours or ordinary_hours(), author_id=None)


async def _add_missing(tx: Transaction, table: Any, rows: list[dict[str, Any]]) -> None:
    await tx.run(insert(table).values(rows).on_conflict_do_nothing())


def _topic(number: int) -> dict[str, Any]:
    topic = topics()[number]
    return {
        "code": topic.code,
        "parent": topic.parent,
        "position": number,
        "label": topic.label.as_json(),
        "requires_education_level": topic.requires_education_level,
        "version": topics_version(),
    }


def _reply(number: int) -> dict[str, Any]:
    reply = replies()[number]
    return {
        "key": reply.key,
        "stage": reply.stage,
        "shortcut": reply.shortcut,
        "position": number,
        "text": reply.text.as_json(),
    }
