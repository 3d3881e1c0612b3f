"""A reason for declining outlives the conversation, so it is short and holds nothing personal (P8)."""

from __future__ import annotations

import pytest

from app.domain.errors import Invalid
from tests.factories import World


async def declined(world: World, reason: str | None) -> list[str | None]:
    """What is kept of a reason, beside the offer and in the contact's history."""
    ane = await world.counsellor()
    citizen = await world.citizen()
    await world.desk.dispatch.run_once()
    await world.desk.answering.decline(ane, citizen.contact_id, None, reason=reason)
    async with world.desk.transaction() as tx:
        offers = (await tx.run("SELECT reason FROM offer")).scalars()
        events = (await tx.run("SELECT why FROM contact_event WHERE cause = 'declined'")).scalars()
        return [*offers, *events]


async def test_reason_for_declining_is_kept_without_what_is_personal(world: World) -> None:
    kept = await declined(world, "Kjenner søkeren, 12857900499, tlf. 400 00 000.")
    assert len(kept) == 2
    for reason in kept:
        assert reason is not None
        assert reason.startswith("Kjenner søkeren, [")
        assert "12857900499" not in reason
        assert "400 00 000" not in reason


async def test_empty_reason_for_declining_is_none(world: World) -> None:
    assert await declined(world, " ") == [None, None]


@pytest.mark.parametrize("reason", ["a\x00b", "x" * 301])
async def test_reason_for_declining_that_cannot_be_kept_is_refused(world: World, reason: str) -> None:
    with pytest.raises(Invalid) as refused:
        await declined(world, reason)
    assert set(refused.value.details) == {"reason"}
    assert len(await world.offered()) == 1
