"""Handing a conversation over: to a colleague who must accept, to a centre, to the line (protocol § 3.2)."""

from __future__ import annotations

from uuid import uuid4

import pytest

from tests.fixtures.scene import Asker, Scene, Worker

pytestmark = pytest.mark.both_schemas


async def offered(asker: Asker, sender: Worker, receiver: Worker, note: str | None = None) -> str:
    """A transfer on its way; the id of its offer."""
    to = {"counsellor": receiver.id}
    await sender.socket.ok("transfer", contact_id=asker.contact_id, to=to, note=note)
    offer = await receiver.socket.until("offer")
    assert offer["contact"]["contact_id"] == asker.contact_id
    assert offer["contact"]["transferred_from"] == sender.id
    return str(offer["offer_id"])


async def test_a_colleague_accepts_and_everybody_is_told(scene: Scene) -> None:
    asker, sender = await scene.talk(1)
    await asker.say("Hei")
    receiver = await scene.worker(2)
    offer_id = await offered(asker, sender, receiver, note="Gjelder høyere utdanning")
    assert (await sender.say(asker.contact_id, "Et øyeblikk"))["seq"] == 2  # still hers
    assert (await receiver.come())["load"]["chat"] == 1  # her seat is held
    await receiver.socket.ok("accept", contact_id=asker.contact_id, offer_id=offer_id)
    transferred = await asker.told("transferred")
    assert transferred["counsellor"]["name"] == receiver.member.me["name"]
    contact = await receiver.socket.until("contact", contact_id=asker.contact_id)
    assert (contact["owner"], contact["state"], contact["last_seq"]) == (receiver.id, "active", 2)
    lost = await sender.socket.until("contact", owner=receiver.id)
    assert lost["contact_id"] == asker.contact_id
    error = await sender.socket.refused(
        "message", contact_id=asker.contact_id, cid=str(uuid4()), text="Er jeg her?"
    )
    assert error["code"] == "not_yours"
    record = (await receiver.member.read(f"/api/contacts/{asker.contact_id}")).json()
    assert [note["text"] for note in record["notes"]] == ["Gjelder høyere utdanning"]
    assert (await receiver.say(asker.contact_id, "Hei fra meg"))["seq"] == 3
    await asker.socket.until("message", seq=3)
    await sender.socket.settled()
    assert not sender.socket.heard("message", seq=3)
    assert (await sender.come())["load"]["chat"] == 0


async def test_what_the_sender_had_stored_comes_back_also_after_handing_over(scene: Scene) -> None:
    asker, sender = await scene.talk(1)
    stored = await sender.say(asker.contact_id, "Jeg setter deg over")
    receiver = await scene.worker(2)
    offer_id = await offered(asker, sender, receiver)
    await receiver.socket.ok("accept", contact_id=asker.contact_id, offer_id=offer_id)
    await sender.socket.until("contact", owner=receiver.id)
    again = {"contact_id": asker.contact_id, "cid": stored["cid"], "text": "another text"}
    await sender.socket.ok("message", **again)
    answer = await sender.socket.until("message", cid=stored["cid"])
    assert (answer["seq"], answer["text"]) == (stored["seq"], stored["text"])


async def test_a_declined_transfer_moves_nothing(scene: Scene) -> None:
    asker, sender = await scene.talk(1)
    receiver = await scene.worker(2)
    offer_id = await offered(asker, sender, receiver)
    await receiver.socket.ok("decline", contact_id=asker.contact_id, offer_id=offer_id, reason="opptatt")
    ended = await receiver.socket.until("offer_ended", offer_id=offer_id)
    assert ended["outcome"] == "declined"
    assert (await sender.say(asker.contact_id, "Fremdeles meg"))["seq"] == 1
    assert (await receiver.come())["load"]["chat"] == 0
    await asker.socket.settled()
    assert asker.socket.heard("transferred") == []


async def test_a_transfer_on_its_way_ends_when_the_conversation_does(scene: Scene) -> None:
    asker, sender = await scene.talk(1)
    receiver = await scene.worker(2)
    offer_id = await offered(asker, sender, receiver)
    second = await sender.socket.refused(
        "transfer", contact_id=asker.contact_id, to={"counsellor": receiver.id}
    )
    assert second["code"] in ("gone", "wrong_state")
    await asker.socket.ok("leave")
    ended = await receiver.socket.until("offer_ended", offer_id=offer_id)
    assert ended["outcome"] == "withdrawn"
    error = await receiver.socket.refused("accept", contact_id=asker.contact_id, offer_id=offer_id)
    assert error["code"] == "gone"


async def test_a_colleague_without_a_seat_or_off_duty_gets_no_transfer(scene: Scene) -> None:
    asker, sender = await scene.talk(1)
    resting = await scene.worker(2, state="break")
    error = await sender.socket.refused(
        "transfer", contact_id=asker.contact_id, to={"counsellor": resting.id}
    )
    assert error["code"] == "no_capacity"
    await resting.be("ready")
    for _ in range(3):
        await scene.asker()
    await resting.accept(await _first_in_line(resting))
    await resting.accept(await _first_in_line(resting))
    error = await sender.socket.refused(
        "transfer", contact_id=asker.contact_id, to={"counsellor": resting.id}
    )
    assert error["code"] == "no_capacity"


async def _first_in_line(worker: Worker) -> str:
    """The contact that she is offered next."""
    snapshot = await worker.come()
    offer = snapshot["offers"][0] if snapshot["offers"] else await worker.socket.until("offer")
    contact_id: str = offer["contact"]["contact_id"]
    worker.socket.put_back({"type": "offer", **offer})
    return contact_id


async def test_to_the_line_goes_first_and_says_so(scene: Scene) -> None:
    asker, sender = await scene.talk(1)
    await sender.be("break")
    waiting = await scene.asker()
    await sender.socket.ok("transfer", contact_id=asker.contact_id, to={"queue": True}, note="Til dere")
    assert (await asker.told("transferred"))["counsellor"] is None
    contact = await sender.socket.until("contact", owner=None)
    assert contact["contact_id"] == asker.contact_id
    snapshot = await asker.come()
    assert (snapshot["contact"]["state"], snapshot["contact"]["position"]) == ("queued", 1)
    assert waiting.snapshot["contact"]["position"] == 1  # he was alone in line, and never moves back
    assert (await asker.say("Er noen der?"))["seq"] == 1
    receiver = await scene.worker(2)
    offer = await receiver.accept(asker.contact_id)
    assert (offer["contact"]["transferred_from"], offer["contact"]["position"]) == (sender.id, 1)
    await asker.told("answered")


async def test_to_a_centre_is_for_its_own_people_first(scene: Scene) -> None:
    asker, sender = await scene.talk(1)
    elsewhere = await scene.worker(2)
    own = await scene.worker(4, state="break")
    centre = own.member.me["centre"]
    assert elsewhere.member.me["centre"] != centre
    await sender.socket.ok("transfer", contact_id=asker.contact_id, to={"centre": centre})
    assert (await asker.told("transferred"))["counsellor"] is None
    await elsewhere.socket.settled()
    await own.be("ready")
    await own.accept(asker.contact_id)
    assert elsewhere.socket.heard("offer") == []


@pytest.mark.parametrize(
    "to",
    [
        {},
        {"queue": False},
        {"queue": True, "centre": "TROMSO"},
        {"centre": "MARS"},
        {"centre": ""},
        {"centre": None},
        {"counsellor": "none"},
        {"somebody": True},
        [],
        None,
        "queue",
    ],
    ids=str,
)
async def test_a_transfer_to_nowhere_is_invalid(scene: Scene, to: object) -> None:
    asker, sender = await scene.talk(1)
    error = await sender.socket.refused("transfer", contact_id=asker.contact_id, to=to)
    assert error["code"] == "invalid"
    assert any(name.startswith("to") for name in error["details"]), error
    assert error["contact_id"] == asker.contact_id
    await sender.say(asker.contact_id, "Hei")


async def test_a_transfer_to_oneself_or_to_nobody_is_refused(scene: Scene) -> None:
    asker, sender = await scene.talk(1)
    for colleague, codes in ((sender.id, ["invalid"]), (str(uuid4()), ["not_found", "invalid"])):
        error = await sender.socket.refused(
            "transfer", contact_id=asker.contact_id, to={"counsellor": colleague}
        )
        assert error["code"] in codes


@pytest.mark.parametrize("note", ["nul\u0000", "\u0007", "x" * 4001])
async def test_a_transfers_note_is_checked_like_any_other(scene: Scene, note: str) -> None:
    asker, sender = await scene.talk(1)
    error = await sender.socket.refused(
        "transfer", contact_id=asker.contact_id, to={"queue": True}, note=note
    )
    assert error["code"] in ("invalid", "too_long")
    assert list(error["details"]) in (["note"], ["text"])
    await sender.say(asker.contact_id, "Hei")


async def test_a_transfers_note_is_masked_like_any_other(scene: Scene) -> None:
    asker, sender = await scene.talk(1)
    await sender.be("break")
    await sender.socket.ok(
        "transfer", contact_id=asker.contact_id, to={"queue": True}, note="Født 17859820158"
    )
    receiver = await scene.worker(2)
    await receiver.accept(asker.contact_id)
    record = (await receiver.member.read(f"/api/contacts/{asker.contact_id}")).json()
    assert [note["text"] for note in record["notes"]] == ["Født [fødselsnummer fjernet]"]


async def test_only_a_living_conversation_can_be_handed_over(scene: Scene) -> None:
    asker, sender = await scene.talk(1)
    await sender.socket.ok("end", contact_id=asker.contact_id)
    error = await sender.socket.refused("transfer", contact_id=asker.contact_id, to={"queue": True})
    assert error["code"] == "wrong_state"
