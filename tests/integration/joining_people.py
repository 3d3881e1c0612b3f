"""A conversation that a colleague has joined, and what is said and seen in it."""

from __future__ import annotations

from uuid import UUID, uuid4

from app.domain.contact import Language
from app.wiring import Desk
from tests.factories import Citizen, World

COMES = "Bo er også med i samtalen."


async def joined(world: World) -> tuple[UUID, UUID, Citizen]:
    """Ane owns a conversation that Bo has joined."""
    ane, bo = await world.counsellor("Ane"), await world.counsellor("Bo", centre="TROMSO")
    citizen = await world.talking(ane, text="Hva nå?")
    await world.desk.joinings.ask(ane, citizen.contact_id, bo)
    await world.desk.joinings.join(bo, citizen.contact_id)
    return ane, bo, citizen


async def write(world: World, who: UUID, citizen: Citizen, text: str = "Hei") -> None:
    """A message of hers, stored by the writer."""
    receipt = world.desk.messaging.from_counsellor(
        citizen.contact_id, who, "Bo", language=Language.NB, cid=uuid4(), text=text
    )
    await receipt


async def present(desk: Desk, citizen: Citizen) -> list[str]:
    """Whom the citizen sees beside her counsellor."""
    view = await desk.overview.citizen(citizen.contact_id, 0)
    return [person.name for person in view.snapshot.contact.present]
