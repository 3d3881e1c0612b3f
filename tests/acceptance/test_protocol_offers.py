"""Who gets whom: presence, offers, accept, decline, take, and what a seat is (protocol § 3.2)."""

from __future__ import annotations

from uuid import uuid4

from tests.fixtures.raw_client import Frame
from tests.fixtures.scene import Scene

CONTACT = {
    "contact_id",
    "channel",
    "language",
    "state",
    "owner",
    "arrived_at",
    "since",
    "alias",
    "county",
    "first_line",
    "position",
    "last_seq",
    "seen_seq",
    "citizen_present",
    "version",
    "returned",
    "transferred_from",
    "follow_up",
    "flagged",
    "joined",
    "transferring",
    "hold",
}


async def test_the_snapshot_is_the_whole_place(scene: Scene) -> None:
    worker = await scene.worker(state=None)
    snapshot = worker.snapshot
    assert {"me", "presence", "capacity", "load", "queue", "contacts", "offers", "limits"} <= set(snapshot)
    assert snapshot["me"]["counsellor_id"] == worker.id
    assert set(snapshot["me"]) == {"counsellor_id", "name", "role", "centre"}
    assert {"state", "channels", "since", "reason"} <= set(snapshot["presence"])
    assert snapshot["capacity"] == {"chat": 2, "phone": 1}
    assert snapshot["load"] == {"chat": 0, "phone": 0}
    assert set(snapshot["limits"]) == {"text", "burst", "per_second", "unacknowledged"}


async def test_an_offer_shows_the_contact_its_deadline_and_why(scene: Scene) -> None:
    worker = await scene.worker()
    asker = await scene.asker(text="Kan jeg bli\nlærer?", alias="Ida", county="34", language="nn")
    offer = await worker.socket.until("offer")
    assert {"type", "offer_id", "contact", "expires_at", "why"} <= set(offer)
    assert isinstance(offer["why"], str)
    contact = offer["contact"]
    assert set(contact) == CONTACT
    assert (contact["contact_id"], contact["state"]) == (asker.contact_id, "offered")
    assert (contact["channel"], contact["language"]) == ("chat", "nn")
    assert (contact["alias"], contact["county"]) == ("Ida", "34")
    assert contact["first_line"].startswith("Kan jeg bli")
    assert (contact["owner"], contact["position"], contact["citizen_present"]) == (None, 1, True)
    assert isinstance(offer["why"], str)
    assert offer["why"]
    assert (await asker.come())["contact"]["position"] == 1
    assert [one["offer_id"] for one in (await worker.come())["offers"]] == [offer["offer_id"]]


async def test_accepting_makes_the_contact_hers_and_tells_both(scene: Scene) -> None:
    worker = await scene.worker()
    asker = await scene.asker(text="Hei")
    offer = await worker.accept(asker.contact_id)
    ended = await worker.socket.until("offer_ended", offer_id=offer["offer_id"])
    assert (ended["contact_id"], ended["outcome"]) == (asker.contact_id, "accepted")
    contact = await worker.socket.until("contact", contact_id=asker.contact_id)
    assert set(contact) >= CONTACT
    assert (contact["owner"], contact["state"], contact["last_seq"]) == (worker.id, "active", 1)
    answered = await asker.told("answered")
    assert set(answered["counsellor"]) == {"name", "centre"}
    assert answered["counsellor"]["name"] == worker.member.me["name"]
    assert answered["counsellor"]["centre"] != worker.member.me["centre"]  # its name, not its code
    assert (await worker.come())["load"]["chat"] == 1


async def test_accepting_again_is_ok_and_another_ones_offer_is_gone(scene: Scene) -> None:
    first, second = await scene.worker(1), await scene.worker(2)
    asker = await scene.asker()
    holder = await _holder_of(scene, asker.contact_id)
    mine, other = (first, second) if holder == first.id else (second, first)
    offer = await mine.socket.until("offer")
    named = {"contact_id": asker.contact_id, "offer_id": offer["offer_id"]}
    assert (await other.socket.refused("accept", **named))["code"] == "gone"
    assert (await other.socket.refused("take", contact_id=asker.contact_id))["code"] == "gone"
    assert (await mine.socket.refused("accept", **{**named, "offer_id": str(uuid4())}))["code"] == "gone"
    assert (await mine.socket.refused("decline", **{**named, "offer_id": str(uuid4())}))["code"] == "gone"
    await mine.socket.ok("accept", contact_id=asker.contact_id)
    await mine.socket.ok("accept", **named)
    await mine.socket.ok("accept", contact_id=asker.contact_id)
    assert (await other.socket.refused("accept", **named))["code"] == "gone"
    assert len(asker.socket.heard("answered")) <= 1


async def _holder_of(scene: Scene, contact_id: str) -> str:
    """To whom the contact is offered, once it is."""
    while True:
        rows = scene.running.execute(
            "SELECT counsellor_id FROM offer WHERE contact_id = %(id)s AND ended_at IS NULL",
            {"id": contact_id},
        )
        if rows:
            return str(rows[0][0])
        await scene.desk.http.get("/health/live")


async def test_a_declined_offer_goes_to_the_next_and_keeps_its_place(scene: Scene) -> None:
    first = await scene.worker(1)
    asker = await scene.asker()
    offer = await first.socket.until("offer")
    await first.socket.ok("decline", contact_id=asker.contact_id, offer_id=offer["offer_id"], reason="pause")
    ended = await first.socket.until("offer_ended")
    assert (ended["offer_id"], ended["outcome"]) == (offer["offer_id"], "declined")
    await first.socket.ok("decline", contact_id=asker.contact_id, offer_id=offer["offer_id"])
    assert (await first.socket.refused("accept", contact_id=asker.contact_id))["code"] == "gone"
    second = await scene.worker(2)
    later = await scene.asker()
    assert later.snapshot["contact"]["position"] == 2
    assert (await second.socket.until("offer"))["contact"]["contact_id"] == asker.contact_id
    assert all(frame["position"] == 1 for frame in asker.socket.heard("queue"))


async def test_an_offer_is_withdrawn_when_its_citizen_leaves(scene: Scene) -> None:
    worker = await scene.worker()
    asker = await scene.asker()
    offer = await worker.socket.until("offer")
    await asker.socket.ok("leave")
    ended = await worker.socket.until("offer_ended", offer_id=offer["offer_id"])
    assert ended["outcome"] == "withdrawn"


async def test_an_offer_is_withdrawn_when_she_is_no_longer_ready(scene: Scene) -> None:
    worker = await scene.worker()
    asker = await scene.asker()
    await worker.socket.until("offer")
    await worker.be("break")
    ended = await worker.socket.until("offer_ended", contact_id=asker.contact_id)
    assert ended["outcome"] == "withdrawn"
    await worker.socket.until_any(lambda frame: waits(frame, asker.contact_id), "line with the citizen in it")
    assert asker.socket.is_open


async def test_presence_is_a_wish_and_is_told(scene: Scene) -> None:
    worker = await scene.worker(state=None)
    for state in ("ready", "break", "off"):
        await worker.socket.ok("presence", state=state, channels=["chat", "phone"])
        told = await worker.socket.until("presence", state=state)
        assert (set(told["channels"]), told["reason"]) == ({"chat", "phone"}, None)
    for wrong in ("busy", "READY", ""):
        assert (await worker.socket.refused("presence", state=wrong, channels=["chat"]))["code"] == "invalid"
    assert (await worker.socket.refused("presence", state="ready", channels=[]))["code"] == "invalid"
    assert (await worker.socket.refused("presence", state="ready", channels=["fax"]))["code"] == "invalid"


async def test_ready_outside_a_shift_is_not_on_shift(scene: Scene) -> None:
    worker = await scene.worker(5, state=None)
    moved = "UPDATE shift SET ends_at = ends_at {} interval '400 days' WHERE counsellor_id = %(id)s"
    starts = "UPDATE shift SET starts_at = starts_at {} interval '400 days' WHERE counsellor_id = %(id)s"
    try:
        scene.running.execute(starts.format("-"), {"id": worker.id})
        scene.running.execute(moved.format("-"), {"id": worker.id})
        error = await worker.socket.refused("presence", state="ready", channels=["chat"])
        assert error["code"] == "not_on_shift"
        await worker.socket.ok("presence", state="break")
    finally:
        scene.running.execute(moved.format("+"), {"id": worker.id})
        scene.running.execute(starts.format("+"), {"id": worker.id})
    await worker.be("ready")


async def test_a_reconnect_keeps_the_wish(scene: Scene) -> None:
    worker = await scene.worker()
    worker.socket.drop()
    snapshot = await worker.come()
    assert (snapshot["presence"]["state"], snapshot["presence"]["reason"]) == ("ready", None)


async def test_the_whole_line_is_shown_to_staff(scene: Scene) -> None:
    worker = await scene.worker(state="break")
    askers = [await scene.asker(text=f"Spørsmål {number}") for number in range(3)]
    ids = [asker.contact_id for asker in askers]
    shown = await worker.socket.until("queue")
    while [one["contact_id"] for one in shown["waiting"]] != ids:
        shown = await worker.socket.until("queue")
    assert shown["more"] == 0
    assert all(set(one) == CONTACT for one in shown["waiting"])
    assert [one["position"] for one in shown["waiting"]] == [1, 2, 3]
    await askers[1].socket.ok("leave")
    left = await worker.socket.until("queue")
    assert [one["contact_id"] for one in left["waiting"]] == [ids[0], ids[2]]


async def test_an_absent_citizen_is_passed_over_and_keeps_the_place(scene: Scene) -> None:
    absent = await scene.asker(live=False)
    present = await scene.asker()
    assert present.snapshot["contact"]["position"] == 2
    worker = await scene.worker()
    assert (await worker.accept(present.contact_id))["contact"]["position"] == 2
    assert (await absent.come())["contact"]["position"] == 1
    await worker.accept(absent.contact_id)


async def test_a_reason_for_declining_is_a_short_text_like_any_other(scene: Scene) -> None:
    worker = await scene.worker()
    asker = await scene.asker()
    await worker.socket.until("offer")
    for reason in ("nul\u0000", "\ud800", "x" * 301):
        error = await worker.socket.refused("decline", contact_id=asker.contact_id, reason=reason)
        assert (error["code"], list(error["details"])) == ("invalid", ["reason"])
    await worker.socket.ok("decline", contact_id=asker.contact_id, reason="Kjenner 17859820158")
    stored = "SELECT * FROM offer, contact_event WHERE offer.contact_id = %(id)s"
    assert "17859820158" not in str(scene.running.execute(stored, {"id": asker.contact_id}))


def waits(frame: Frame, contact_id: str) -> bool:
    """Whether this is a line in which the contact waits."""
    line = frame["waiting"] if frame["type"] == "queue" else []
    return (contact_id, "queued") in {(one["contact_id"], one["state"]) for one in line}
