"""The rules of routing as stored: each version is kept, the newest holds."""

from typing import Any
from uuid import UUID

from sqlalchemy import insert, select

from app.models.routing import RoutingVersion
from app.repositories import desk
from app.repositories.transaction import Transaction

SINCE = "0004"
"""The revision that these tables came with: a schema that is still behind it has the defaults."""


async def stored(tx: Transaction) -> dict[str, Any]:
    """The newest rules as stored; empty where the defaults hold."""
    if not tx.reached(SINCE):
        return {}
    statement = select(RoutingVersion.body).order_by(RoutingVersion.id.desc()).limit(1)
    return (await tx.run(statement)).scalar_one_or_none() or {}


async def store(tx: Transaction, body: dict[str, Any], *, author_id: UUID | None) -> None:
    """A new version of the rules; every worker reads them anew."""
    await tx.run(insert(RoutingVersion).values(at=tx.now, author_id=author_id, body=body))
    await desk.raise_settings_version(tx)
