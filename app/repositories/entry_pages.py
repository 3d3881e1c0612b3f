"""The pages that contacts came from, as far as they ask for a special skill."""

from collections.abc import Sequence
from dataclasses import replace

from sqlalchemy import select

from app.domain.contact import Waiting
from app.domain.routing_rules import Layer, Routing
from app.models.contact import Contact
from app.repositories.transaction import Transaction


async def with_skills(tx: Transaction, line: Sequence[Waiting], routing: Routing) -> list[Waiting]:
    """The line, each with the skill that its page asks for; nothing is read where no page asks for any."""
    if not line or not routing.pages or not routing.has(Layer.SKILL):
        return list(line)
    statement = select(Contact.id, Contact.entry_page).where(
        Contact.id.in_([one.contact_id for one in line]), Contact.entry_page.is_not(None)
    )
    skills = {row.id: routing.skill_of(row.entry_page) for row in await tx.run(statement)}
    return [replace(one, skill=skills.get(one.contact_id)) for one in line]
