"""What a new desk begins with: rows put in where there are none, never over what a desk has made of them."""

from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import delete, func, insert, select, update
from sqlalchemy.dialects.postgresql import insert as upsert

from app.domain.hours_json import hours_json
from app.domain.links import Page
from app.domain.opening_rules import OpeningHours
from app.models.base import Table
from app.models.opening_hours import OpeningHoursVersion
from app.models.staff import Centre, Shift
from app.models.wrap_up import QuickReply, Topic
from app.models.writing import PublicPage
from app.repositories import desk, public_pages
from app.repositories.ids import new_id
from app.repositories.transaction import Transaction
from app.seed.centres import SeededCentre
from app.seed.lists import SeededTopic
from app.seed.replies import SeededReply


async def put_centres(tx: Transaction, centres: tuple[SeededCentre, ...]) -> None:
    """Centres that are not there yet."""
    await _put(tx, Centre, [{"code": one.code, "name": one.name.as_json()} for one in centres])


async def put_topics(tx: Transaction, topics: tuple[SeededTopic, ...], version: str) -> None:
    """The whole list of topics, if there is none."""
    if await _count(tx, Topic):
        return
    rows = [
        {
            "code": topic.code,
            "parent": topic.parent,
            "position": position,
            "label": topic.label.as_json(),
            "requires_education_level": topic.requires_education_level,
            "version": version,
        }
        for position, topic in enumerate(topics)
    ]
    await _put(tx, Topic, rows)


async def put_replies(tx: Transaction, replies: tuple[SeededReply, ...]) -> None:
    """The quick replies, if there are none."""
    if await _count(tx, QuickReply):
        return
    rows = [
        {
            "key": reply.key,
            "stage": reply.stage,
            "shortcut": reply.shortcut,
            "position": position,
            "text": reply.text.as_json(),
        }
        for position, reply in enumerate(replies)
    ]
    await _put(tx, QuickReply, rows)


async def put_public_pages(tx: Transaction, pages: tuple[Page, ...]) -> None:
    """The public pages, if there are none, once the schema has them."""
    if not tx.reached(public_pages.REVISION) or await _count(tx, PublicPage):
        return
    rows = [
        {"id": new_id(tx.now), "position": position, **page.as_json()} for position, page in enumerate(pages)
    ]
    await _put(tx, PublicPage, rows)
    await desk.raise_settings_version(tx)


async def put_hours(tx: Transaction, hours: OpeningHours, *, since: datetime | None = None) -> None:
    """The opening hours from `since` (now by default), unless somebody has set some."""
    statement = select(OpeningHoursVersion).order_by(OpeningHoursVersion.id.desc()).limit(1)
    newest = (await tx.run(statement)).mappings().one_or_none()
    wanted = hours_json(hours)
    if newest and (newest["author_id"] is not None or all(newest[name] == wanted[name] for name in wanted)):
        return
    await tx.run(insert(OpeningHoursVersion).values(at=since or tx.now, author_id=None, **wanted))
    await desk.raise_settings_version(tx)


async def has_hours(tx: Transaction) -> bool:
    """Whether opening hours were ever set; without them the desk is closed."""
    return await _count(tx, OpeningHoursVersion) > 0


async def put_shift(tx: Transaction, counsellor_id: UUID, *, lasts: timedelta, channels: list[str]) -> None:
    """A shift that goes on for so long, unless one does already; begun a day ago, wherever clocks stand."""
    ends_at = tx.now + lasts
    covered = select(func.max(Shift.ends_at)).where(
        Shift.counsellor_id == counsellor_id, Shift.starts_at <= tx.now
    )
    last = (await tx.run(covered)).scalar_one_or_none()
    if last is not None and last >= ends_at - timedelta(days=1):
        return
    starts_at = tx.now - timedelta(days=1)
    values = {"counsellor_id": counsellor_id, "starts_at": starts_at, "ends_at": ends_at}
    await tx.run(insert(Shift).values(id=new_id(tx.now), channels=channels, **values))


async def cut_shifts(tx: Transaction, counsellor_id: UUID) -> None:
    """No shift from now on."""
    theirs = Shift.counsellor_id == counsellor_id
    await tx.run(delete(Shift).where(theirs, Shift.starts_at >= tx.now))
    await tx.run(update(Shift).where(theirs, Shift.ends_at > tx.now).values(ends_at=tx.now))


async def _count(tx: Transaction, table: type[Table]) -> int:
    return int((await tx.run(select(func.count()).select_from(table))).scalar_one())


async def _put(tx: Transaction, table: type[Table], rows: list[dict[str, Any]]) -> None:
    if rows:
        await tx.run(upsert(table).values(rows).on_conflict_do_nothing())
