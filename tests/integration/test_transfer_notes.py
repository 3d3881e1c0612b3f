"""The note that goes along with a transfer is a text like any other: checked, masked, and only for staff."""

from __future__ import annotations

import pytest

from app.domain.errors import Invalid
from app.services.transfer import Handover
from tests.factories import World


async def notes(world: World) -> list[str]:
    """Every note stored."""
    async with world.desk.transaction() as tx:
        return list((await tx.run("SELECT text FROM note ORDER BY at")).scalars())


async def test_identity_number_in_the_note_of_a_transfer_is_masked_before_it_is_stored(world: World) -> None:
    ane = await world.counsellor()
    citizen = await world.talking(ane)
    handover = Handover(queue=True, note="Ringte fra 12857900499 i går.")
    await world.desk.transfers.transfer(ane, citizen.contact_id, handover)
    [note] = await notes(world)
    assert "12857900499" not in note
    assert note.startswith("Ringte fra [")


async def test_note_of_a_transfer_with_control_characters_is_refused_and_nothing_moves(world: World) -> None:
    ane = await world.counsellor()
    citizen = await world.talking(ane)
    with pytest.raises(Invalid):
        await world.desk.transfers.transfer(ane, citizen.contact_id, Handover(queue=True, note="a\x00b"))
    assert (await world.row(citizen)).owner == ane


async def test_empty_note_of_a_transfer_is_no_note(world: World) -> None:
    ane = await world.counsellor()
    citizen = await world.talking(ane)
    await world.desk.transfers.transfer(ane, citizen.contact_id, Handover(queue=True, note=" "))
    assert await notes(world) == []
