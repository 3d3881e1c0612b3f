"""The public pages that counsellors may link to."""

from uuid import UUID

from sqlalchemy import delete, func, insert, select, update

from app.domain.errors import Unavailable
from app.domain.links import Page
from app.models.writing import PublicPage
from app.repositories.ids import new_id
from app.repositories.transaction import Transaction

REVISION = "0005"


def require(tx: Transaction) -> None:
    """Raises `Unavailable` on a schema that knows no pages yet (ADR 14)."""
    if not tx.reached(REVISION):
        raise Unavailable


async def every(tx: Transaction) -> dict[UUID, Page]:
    """Every page by its id, in the order they are shown."""
    columns = (PublicPage.id, PublicPage.address, PublicPage.title, PublicPage.words)
    rows = await tx.run(select(*columns).order_by(PublicPage.position, PublicPage.id))
    return {row.id: Page(row.address, row.title, row.words) for row in rows}


async def add(tx: Transaction, page: Page) -> UUID:
    """One more, after all the others; its id."""
    page_id = new_id(tx.now)
    last = (await tx.run(select(func.max(PublicPage.position)))).scalar_one_or_none()
    position = 0 if last is None else last + 1
    await tx.run(insert(PublicPage).values(id=page_id, position=position, **page.as_json()))
    return page_id


async def change(tx: Transaction, page_id: UUID, page: Page) -> None:
    """Another address, other titles or words."""
    await tx.run(update(PublicPage).where(PublicPage.id == page_id).values(page.as_json()))


async def remove(tx: Transaction, page_id: UUID) -> None:
    """It is no longer one of them."""
    await tx.run(delete(PublicPage).where(PublicPage.id == page_id))
