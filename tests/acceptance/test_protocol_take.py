"""Taking a contact by hand: this one, or the next that fits, and never beyond the seats (protocol § 3.2)."""

from __future__ import annotations

from uuid import uuid4

from tests.fixtures.scene import NOTHING_REGISTERED, Scene


async def test_taking_needs_presence_ready(scene: Scene) -> None:
    asker = await scene.asker()
    worker = await scene.worker(state="break")
    for contact_id in (asker.contact_id, None):
        error = await worker.socket.refused("take", contact_id=contact_id)
        assert error["code"] == "wrong_state"


async def test_taking_one_that_is_offered_to_oneself_accepts_it(scene: Scene) -> None:
    worker = await scene.worker()
    asker = await scene.asker()
    offer = await worker.socket.until("offer")
    taken = await worker.socket.ok("take", contact_id=asker.contact_id)
    assert taken["contact_id"] == asker.contact_id
    assert (await worker.socket.until("offer_ended"))["outcome"] == "accepted"
    again = await worker.socket.ok("take", contact_id=asker.contact_id)
    assert again["contact_id"] == asker.contact_id
    await worker.socket.ok("accept", contact_id=asker.contact_id, offer_id=offer["offer_id"])


async def test_a_declined_one_can_still_be_taken_by_hand(scene: Scene) -> None:
    worker = await scene.worker()
    asker = await scene.asker()
    await worker.socket.until("offer")
    await worker.socket.ok("decline", contact_id=asker.contact_id)
    assert (await worker.socket.ok("take", contact_id=asker.contact_id))["contact_id"] == asker.contact_id
    await asker.told("answered")


async def test_taking_the_next_needs_an_id_and_remembers_it(scene: Scene) -> None:
    worker = await scene.worker()
    first = await scene.asker()
    await worker.socket.until("offer")
    await worker.socket.ok("decline", contact_id=first.contact_id)
    await worker.socket.send({"type": "take", "contact_id": None})
    assert (await worker.socket.until("error"))["code"] == "invalid"
    name = str(uuid4())
    await worker.socket.send({"type": "take", "contact_id": None, "id": name})
    taken = await worker.socket.answer(name)
    assert taken["contact_id"] == first.contact_id
    await worker.socket.send({"type": "take", "contact_id": None, "id": name})
    assert (await worker.socket.answer(name))["contact_id"] == first.contact_id


async def test_taking_from_an_empty_line_is_not_found(scene: Scene) -> None:
    worker = await scene.worker()
    assert (await worker.socket.refused("take", contact_id=None))["code"] in ("not_found", "gone")
    assert (await worker.socket.refused("take", contact_id=str(uuid4())))["code"] == "not_found"


async def test_nobody_is_given_more_than_the_seats_hold(scene: Scene) -> None:
    worker = await scene.worker()
    askers = [await scene.asker() for _ in range(3)]
    for asker in askers[:2]:
        await worker.accept(asker.contact_id)
    error = await worker.socket.refused("take", contact_id=askers[2].contact_id)
    assert error["code"] == "no_capacity"
    assert (await worker.socket.refused("take", contact_id=None))["code"] == "no_capacity"
    snapshot = await worker.come()
    assert (snapshot["load"]["chat"], snapshot["free"]["chat"], snapshot["offers"]) == (2, 0, [])
    await worker.socket.ok("end", contact_id=askers[0].contact_id)
    assert (await worker.socket.refused("take", contact_id=askers[2].contact_id))["code"] == "no_capacity"
    await worker.socket.ok("wrap_up", contact_id=askers[0].contact_id, **NOTHING_REGISTERED)
    offer = await worker.socket.until("offer")  # the seat is free: at once
    assert offer["contact"]["contact_id"] == askers[2].contact_id
