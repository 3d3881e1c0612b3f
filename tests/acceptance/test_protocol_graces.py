"""What happens by itself after a while, at a desk whose whiles are seconds (protocol § 3.1 and § 3.2)."""

from __future__ import annotations

from tests.acceptance.test_protocol_door import REASON, error_of
from tests.fixtures.scene import Scene


async def test_an_offer_nobody_answers_expires_and_keeps_the_place(brisk_scene: Scene) -> None:
    scene = brisk_scene
    worker = await scene.worker(1)
    asker = await scene.asker()
    later = await scene.asker(live=False)
    offer = await worker.socket.until("offer")
    ended = await worker.socket.until("offer_ended", offer_id=offer["offer_id"])
    assert (ended["outcome"], ended["contact_id"]) == ("expired", asker.contact_id)
    error = await worker.socket.refused("accept", contact_id=asker.contact_id, offer_id=offer["offer_id"])
    assert error["code"] == "gone"
    colleague = await scene.worker(2)
    offer = await colleague.socket.until("offer")
    assert offer["contact"]["contact_id"] == asker.contact_id
    await colleague.socket.ok("accept", contact_id=asker.contact_id)
    await asker.told("answered")
    assert all(frame["position"] == 1 for frame in asker.socket.heard("queue"))
    assert later.contact_id


async def test_a_counsellor_who_is_gone_puts_the_citizen_first_in_line_and_says_so(
    brisk_scene: Scene,
) -> None:
    scene = brisk_scene
    asker, worker = await scene.talk(1)
    await asker.say("Er du der?")
    worker.socket.drop()
    returned = await asker.told("returned")
    assert returned["reason"] == "counsellor_gone"
    snapshot = await asker.come()
    assert (snapshot["contact"]["state"], snapshot["contact"]["position"]) == ("queued", 1)
    assert (snapshot["contact"]["returned"], snapshot["contact"]["counsellor"]) == ("counsellor_gone", None)
    assert (await asker.say("Jeg venter"))["seq"] == 2
    colleague = await scene.worker(2)
    offer = await colleague.accept(asker.contact_id)
    assert offer["contact"]["returned"] == "counsellor_gone"
    await asker.told("answered")
    assert (await worker.come())["contacts"] == []


async def test_a_centre_that_does_not_take_it_leaves_it_to_everybody(brisk_scene: Scene) -> None:
    scene = brisk_scene
    asker, sender = await scene.talk(1)
    await sender.be("break")
    elsewhere = await scene.worker(2)
    await sender.socket.ok("transfer", contact_id=asker.contact_id, to={"centre": "TROMSO"})
    assert (await asker.told("transferred"))["counsellor"] is None
    assert (await asker.told("returned"))["reason"] == "transfer_failed"
    offer = await elsewhere.accept(asker.contact_id)
    assert offer["contact"]["returned"] == "transfer_failed"


async def test_a_citizen_who_is_gone_too_long_has_left_the_line(brisk_scene: Scene) -> None:
    scene = brisk_scene
    asker = await scene.asker(text="Hei")
    await asker.socket.close()
    gone = "SELECT 1 FROM contact WHERE id = %(id)s AND state = 'abandoned'"
    while not scene.running.execute(gone, {"id": asker.contact_id}):
        await scene.desk.http.get("/health/live")
    snapshot = await asker.come()
    assert snapshot["contact"]["state"] == "abandoned"
    assert snapshot["contact"]["ended"] == {"by": "desk", "reason": "absent"}
    assert [frame["text"] for frame in asker.socket.heard("message")] == ["Hei"]


async def test_a_citizen_who_is_back_in_time_keeps_the_place(brisk_scene: Scene) -> None:
    scene = brisk_scene
    asker, later = await scene.asker(), await scene.asker()
    for _ in range(3):
        asker.socket.drop()
        assert (await asker.come())["contact"]["position"] == 1
    assert (await later.come())["contact"]["position"] == 2


async def test_after_ended_the_socket_closes_4410_after_a_while_and_so_does_a_late_hello(
    brisk_scene: Scene,
) -> None:
    scene = brisk_scene
    asker = await scene.asker(text="Hei")
    await asker.socket.ok("leave")
    await asker.told("ended")
    await asker.socket.settled()
    assert await asker.socket.closed() == 4410
    snapshot = await asker.come()
    assert snapshot["contact"]["state"] == "abandoned"
    await asker.socket.settled()
    assert await asker.socket.closed() == 4410


async def test_a_late_hello_after_a_conversation_is_over_too(brisk_scene: Scene) -> None:
    scene = brisk_scene
    asker, worker = await scene.talk(1)
    await worker.socket.ok("end", contact_id=asker.contact_id)
    assert await asker.socket.closed() == 4410
    for state in ("wrap_up", "closed"):
        assert (await asker.come())["contact"]["state"] == state
        assert await asker.socket.closed() == 4410
        if state == "wrap_up":
            await worker.socket.ok("wrap_up", contact_id=asker.contact_id, disposition="IR")


async def test_after_a_minute_away_she_is_on_a_break_and_the_snapshot_says_why(brisk_scene: Scene) -> None:
    scene = brisk_scene
    worker = await scene.worker(1)
    await worker.socket.close()
    absent = "SELECT 1 FROM counsellor WHERE id = %(id)s AND absent_since IS NOT NULL"
    while not scene.running.execute(absent, {"id": worker.id}):
        await scene.desk.http.get("/health/live")
    scene.running.execute(
        "UPDATE counsellor SET absent_since = absent_since - interval '61 seconds' WHERE id = %(id)s",
        {"id": worker.id},
    )
    scene.running.execute("UPDATE desk SET reachable_since = reachable_since - interval '1 hour'")
    presence = (await worker.come())["presence"]
    assert presence["state"] == "break"
    assert presence["reason"]


async def test_what_was_typed_too_fast_outlives_the_socket(brisk_scene: Scene) -> None:
    asker = await brisk_scene.asker()
    for number in range(20):
        await asker.socket.ok("message", cid=f"0b8f7a8e-5d6c-4a39-9b1d-6f1f1d3c7a{number:02}", text="Hei")
    codes = []
    for number in range(20, 26):
        answer = await asker.socket.command(
            "message", cid=f"0b8f7a8e-5d6c-4a39-9b1d-6f1f1d3c7a{number:02}", text="Hei"
        )
        codes.append(answer.get("code"))
    assert "too_fast" in codes
    await asker.come(last_seq=99)
    again = [await asker.socket.command("message", cid=_cid(n), text="Hei") for n in range(30, 36)]
    assert "too_fast" in [answer.get("code") for answer in again]


def _cid(number: int) -> str:
    return f"0b8f7a8e-5d6c-4a39-9b1d-6f1f1d3c7a{number:02}"


async def test_a_full_line_takes_nobody_more_and_says_so(brisk_scene: Scene) -> None:
    scene = brisk_scene
    askers = [await scene.asker() for _ in range(5)]
    error_of(await scene.desk.ask(), 503, "queue_full")
    chat = await scene.until_chat("full")
    assert (chat["state"], chat["reason"], chat["waiting"]) == ("full", "queue_full", 5)
    await askers[0].socket.ok("leave")
    assert (await scene.asker(live=False)).contact_id


async def test_after_closing_everybody_in_line_gets_exactly_one_outcome(brisk_scene: Scene) -> None:
    scene = brisk_scene
    talking, worker = await scene.talk(1)
    await worker.be("break")
    waiting = [await scene.asker() for _ in range(3)]
    coordinator = await scene.member("koordinator")
    try:
        body = {"channel": None, "reason": REASON, "until": None}
        assert (await coordinator.change("POST", "/api/desk/close", body)).is_success
        for asker in waiting:
            told = await asker.told("ended")
            assert (told["by"], told["reason"]) == ("desk", "closing")
            assert await asker.socket.closed() == 4410
            assert len(asker.socket.heard("ended")) <= 1
        assert (await talking.say("Vi snakker videre"))["seq"] == 1
    finally:
        await coordinator.change("POST", "/api/desk/reopen", {"channel": None, "reason": REASON})
    assert (await waiting[0].come())["contact"]["ended"] == {"by": "desk", "reason": "closing"}
    assert (await scene.asker()).snapshot["contact"]["position"] == 1


async def decide(scene: Scene, **figures: int | None) -> None:
    """A coordinator changes figures of the policy; null goes back to the desk's default."""
    coordinator = await scene.member("koordinator")
    answer = await coordinator.change("PUT", "/api/policy", figures)
    assert answer.status_code == 200, answer.text


async def test_two_offers_missed_in_a_row_are_a_break_that_says_why(brisk_scene: Scene) -> None:
    scene = brisk_scene
    await decide(scene, offer_seconds=1)
    worker = await scene.worker(1)
    askers = [await scene.asker(), await scene.asker()]
    rested = await worker.socket.until("presence", state="break")
    assert rested["reason"] == "missed_offers"
    missed = [frame["outcome"] for frame in worker.socket.heard("offer_ended")]
    assert missed[:2] == ["expired", "expired"]
    snapshot = await worker.come()
    assert (snapshot["presence"]["state"], snapshot["presence"]["reason"]) == ("break", "missed_offers")
    assert snapshot["offers"] == []
    assert (await worker.socket.refused("take", contact_id=askers[0].contact_id))["code"] == "wrong_state"
    await decide(scene, offer_seconds=3)
    await worker.be("ready")
    assert (await worker.socket.until("presence", state="ready"))["reason"] is None
    await worker.accept(askers[0].contact_id)


async def test_a_silent_conversation_is_warned_of_and_ended_but_not_while_it_is_flagged(
    brisk_scene: Scene,
) -> None:
    scene = brisk_scene
    asker, worker = await scene.talk(1)
    await worker.socket.ok("flag", contact_id=asker.contact_id, on=True, reason=None)
    assert (await worker.socket.until("contact", flagged=True))["contact_id"] == asker.contact_id
    await decide(scene, idle_warning_seconds=1, idle_end_seconds=2)
    other = await scene.asker()
    await worker.accept(other.contact_id)
    for one in (asker, other):
        await worker.say(one.contact_id, "Er du der?")
    warning = await other.socket.until("message", author="desk")
    assert warning["text"].startswith("Er du der ennå?")
    ended = await other.told("ended")
    assert (ended["by"], ended["reason"]) == ("desk", "idle")
    left = await worker.socket.until("contact", contact_id=other.contact_id, state="wrap_up")
    assert left["flagged"] is False
    assert asker.socket.heard("message", author="desk") == []
    assert (await asker.say("Ja"))["author"] == "citizen"
    await decide(scene, idle_warning_seconds=None, idle_end_seconds=None)
    stranger = await scene.worker(2)
    error = await stranger.socket.refused("flag", contact_id=asker.contact_id, on=False)
    assert error["code"] == "not_yours"
    await worker.socket.ok("flag", contact_id=asker.contact_id, on=False)
    assert (await worker.socket.until("contact", flagged=False))["contact_id"] == asker.contact_id
