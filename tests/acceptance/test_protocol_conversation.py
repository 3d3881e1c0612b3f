"""A conversation from both sides: messages, notes, typing, seen, presence, and resuming (protocol § 3.2)."""

from __future__ import annotations

from uuid import uuid4

import pytest

from tests.acceptance.test_protocol_door import error_of
from tests.fixtures.scene import Scene

pytestmark = pytest.mark.both_schemas

STAFF_MESSAGE = {
    "type",
    "contact_id",
    "seq",
    "cid",
    "author",
    "author_id",
    "name",
    "text",
    "at",
    "masked",
}


async def test_both_sides_see_the_same_once_and_in_the_same_order(scene: Scene) -> None:
    asker, worker = await scene.talk()
    for number in range(3):
        await asker.say(f"Spørsmål {number}")
        await worker.say(asker.contact_id, f"Svar {number}")
    await asker.socket.until("message", seq=6)
    await worker.socket.settled()
    await asker.socket.settled()
    hers = worker.socket.heard("message", contact_id=asker.contact_id)
    his = asker.socket.heard("message")
    assert [one["seq"] for one in hers] == [one["seq"] for one in his] == [1, 2, 3, 4, 5, 6]
    assert [one["text"] for one in hers] == [one["text"] for one in his]
    assert [one["author"] for one in his] == ["citizen", "counsellor"] * 3
    assert all(set(one) == STAFF_MESSAGE for one in hers)
    assert hers[1]["author_id"] == worker.id
    assert his[1]["name"] == worker.member.me["name"]
    assert "author_id" not in his[1]


async def test_identity_numbers_are_masked_from_both_sides_the_rest_from_citizens_only(
    scene: Scene,
) -> None:
    asker, worker = await scene.talk(language="en")
    said = await worker.say(asker.contact_id, "17859820158, ring 68050123, post@example.org")
    assert said["text"] == "[identity number removed], ring 68050123, post@example.org"
    assert said["masked"] is True
    assert (await asker.socket.until("message", seq=1))["text"] == said["text"]
    told = await asker.say("68050123")
    assert (told["text"], told["masked"]) == ("[phone number removed]", True)


async def test_a_counsellors_repeated_cid_is_the_stored_message(scene: Scene) -> None:
    asker, worker = await scene.talk()
    first = await worker.say(asker.contact_id, "Hei")
    await worker.socket.send(
        {"type": "message", "contact_id": asker.contact_id, "cid": first["cid"], "text": "Noe annet"}
    )
    assert await worker.socket.until("message") == first
    assert (await worker.say(asker.contact_id, "Så"))["seq"] == 2


async def test_a_cid_is_unique_per_side_only(scene: Scene) -> None:
    asker, worker = await scene.talk()
    mine = await asker.say("Hei")
    await worker.socket.send(
        {"type": "message", "contact_id": asker.contact_id, "cid": mine["cid"], "text": "Hallo"}
    )
    assert (await worker.socket.until("message", seq=2))["text"] == "Hallo"


async def test_a_note_is_for_staff_alone_and_stored_once(scene: Scene) -> None:
    asker, worker = await scene.talk()
    cid = str(uuid4())
    for text in ("Usikker på nivå, født 17859820158", "Noe annet"):
        await worker.socket.ok("note", contact_id=asker.contact_id, cid=cid, text=text)
    note = await worker.socket.until("note")
    assert set(note) == {"type", "contact_id", "note_id", "cid", "author_id", "name", "text", "at"}
    assert note["text"] == "Usikker på nivå, født [fødselsnummer fjernet]"
    await asker.say("Hei")  # the note took no seq
    assert asker.socket.heard("message")[0]["seq"] == 1
    await asker.socket.settled()
    assert not any("Usikker" in str(frame) for frame in asker.socket.frames)
    held = (await scene.desk.own("GET", asker.token)).json()
    assert "Usikker" not in str(held)
    record = (await worker.member.read(f"/api/contacts/{asker.contact_id}")).json()
    assert [one["note_id"] for one in record["notes"]] == [note["note_id"]]


@pytest.mark.parametrize("kind", ["message", "note"])
async def test_a_wrong_text_of_staff_is_refused_by_name(scene: Scene, kind: str) -> None:
    asker, worker = await scene.talk()
    for text in ("", "nul\u0000", "\ud800", "x" * 4001):
        cid = str(uuid4())
        error = await worker.socket.refused(kind, contact_id=asker.contact_id, cid=cid, text=text)
        assert error["code"] == ("too_long" if len(text) > 4000 else "invalid")
        assert (error["cid"], error["contact_id"]) == (cid, asker.contact_id)
        assert list(error["details"]) == ["text"]


async def test_typing_reaches_the_other_side_only(scene: Scene) -> None:
    asker, worker = await scene.talk()
    await asker.socket.ok("typing")
    typing = await worker.socket.until("typing")
    assert (typing["contact_id"], typing["author"]) == (asker.contact_id, "citizen")
    await worker.socket.ok("typing", contact_id=asker.contact_id)
    assert (await asker.socket.until("typing"))["author"] == "counsellor"
    await asker.socket.settled()
    assert len(asker.socket.heard("typing")) == 1
    assert len(worker.socket.heard("typing")) == 1


async def test_a_citizen_who_types_all_the_time_is_told_on_once_per_2_s(scene: Scene) -> None:
    asker, worker = await scene.talk()
    for _ in range(10):
        await asker.socket.ok("typing")
    await asker.say("Ferdig")
    await worker.socket.until("message", seq=1)
    assert len(worker.socket.heard("typing")) <= 2


async def test_seen_is_told_to_both_and_stands_in_both_snapshots(scene: Scene) -> None:
    asker, worker = await scene.talk()
    await asker.say("Hei")
    await worker.say(asker.contact_id, "Hallo")
    await worker.socket.ok("seen", contact_id=asker.contact_id, seq=1)
    assert (await asker.socket.until("seen", author="counsellor"))["seq"] == 1
    await asker.socket.ok("seen", seq=2)
    seen = await worker.socket.until("seen", author="citizen")
    assert (seen["contact_id"], seen["seq"]) == (asker.contact_id, 2)
    assert (await asker.come())["contact"]["seen"] == {"citizen": 2, "counsellor": 1}
    assert (await worker.come())["contacts"][0]["seen_seq"] == 1


async def test_a_citizen_who_goes_and_comes_is_told(scene: Scene) -> None:
    asker, worker = await scene.talk()
    await asker.socket.close()
    gone = await worker.socket.until("citizen", contact_id=asker.contact_id, present=False)
    assert set(gone) == {"type", "contact_id", "present"}
    await asker.come()
    await worker.socket.until("citizen", contact_id=asker.contact_id, present=True)
    assert asker.snapshot["contact"]["state"] == "active"
    assert asker.snapshot["contact"]["counsellor"]["name"] == worker.member.me["name"]


async def test_resuming_replays_what_named_contacts_lack_and_shows_the_others(scene: Scene) -> None:
    asker, worker = await scene.talk()
    other = await scene.asker()
    await worker.accept(other.contact_id)
    for number in range(4):
        await asker.say(f"Melding {number}")
        await other.say(f"Melding {number}")
    await worker.come(last_seqs={asker.contact_id: 1, str(uuid4()): 3})
    frames = [frame for frame in worker.socket.frames if frame["type"] in ("contact", "message", "live")]
    assert [one["seq"] for one in frames if one["type"] == "message"] == [2, 3, 4]
    assert all(one["contact_id"] == asker.contact_id for one in frames if one["type"] == "message")
    [shown] = [one for one in frames if one["type"] == "contact"]
    assert (shown["contact_id"], shown["last_seq"]) == (other.contact_id, 4)
    assert frames[-1]["type"] == "live"
    await other.say("Melding 4")
    assert (await worker.socket.until("message", contact_id=other.contact_id))["seq"] == 5


async def test_a_claim_to_have_more_than_there_is_loses_nothing(scene: Scene) -> None:
    asker, worker = await scene.talk()
    await asker.say("En")
    await worker.come(last_seqs={asker.contact_id: 2**31 - 1})
    await asker.say("To")
    assert (await worker.socket.until("message"))["seq"] == 2


async def test_beyond_500_lacking_messages_she_is_told_to_reload(scene: Scene) -> None:
    asker, worker = await scene.talk()
    scene.running.execute(
        """INSERT INTO message (contact_id, seq, cid, author, text, masked, at)
           SELECT %(id)s, n, gen_random_uuid(), 'citizen', 'Melding ' || n, false, now()
           FROM generate_series(1, 620) n""",
        {"id": asker.contact_id},
    )
    scene.running.execute("UPDATE contact SET last_seq = 620 WHERE id = %(id)s", {"id": asker.contact_id})
    await worker.come(last_seqs={asker.contact_id: 10})
    assert (await worker.socket.until("contact", reload=True))["contact_id"] == asker.contact_id
    assert worker.socket.heard("message") == []
    await worker.come(last_seqs={asker.contact_id: 120})
    assert [one["seq"] for one in worker.socket.heard("message")] == list(range(121, 621))
    pages, after = [], 0
    while True:
        page = (await worker.member.read(f"/api/contacts/{asker.contact_id}/messages?after={after}")).json()
        assert page["last_seq"] == 620
        if not page["messages"]:
            break
        assert len(page["messages"]) <= 200
        pages += [one["seq"] for one in page["messages"]]
        after = pages[-1]
    assert pages == list(range(1, 621))
    await asker.come()
    assert [one["seq"] for one in asker.socket.heard("message")] == list(range(1, 621))


async def test_a_contact_is_shown_before_its_first_live_message(scene: Scene) -> None:
    asker, worker = await scene.talk(text="Hei")
    await asker.say("Er du der?")
    await worker.socket.until("message", seq=2)
    about = [one for one in worker.socket.frames if one.get("contact_id") == asker.contact_id]
    about = [one for one in about if one["type"] in ("contact", "message")]
    assert (about[0]["type"], about[0]["last_seq"]) == ("contact", 1)


async def test_other_staff_hear_nothing_of_a_conversation(scene: Scene) -> None:
    other = await scene.worker(2, state=None)
    board = await (await scene.member("koordinator")).socket("/ws/coordinator")
    await board.until("live")
    asker, worker = await scene.talk()
    for text in ("Hemmelig nok", "Enda mer hemmelig"):
        await asker.say(text)
        await worker.say(asker.contact_id, text)
    await worker.socket.ok("note", contact_id=asker.contact_id, cid=str(uuid4()), text="Hemmelig notat")
    await asker.socket.ok("typing")
    for socket in (other.socket, board):
        await socket.settled()
        assert not any("emmelig" in str(frame) for frame in socket.frames)
        assert not [f for f in socket.frames if f["type"] in ("message", "note", "typing", "seen")]


async def test_who_may_read_a_contact_over_http(scene: Scene) -> None:
    asker, worker = await scene.talk()
    await asker.say("Hei")
    other, coordinator = await scene.member("veileder3"), await scene.member("koordinator")
    for path in (f"/api/contacts/{asker.contact_id}", f"/api/contacts/{asker.contact_id}/messages"):
        assert (await worker.member.read(path)).status_code == 200
        error_of(await other.read(path), 403, "not_allowed")
        error_of(await other.read(path, **{"X-Desk-Reason": "nysgjerrig"}), 403, "not_allowed")
        error_of(await coordinator.read(path), 403, "not_allowed")
        error_of(await coordinator.read(path, **{"X-Desk-Reason": ""}), 403, "not_allowed")
        assert (await coordinator.read(path, **{"X-Desk-Reason": "klage"})).status_code == 200
    audited = scene.running.execute(
        "SELECT reason FROM audit WHERE action = 'contact_read' AND subject = %(id)s",
        {"id": asker.contact_id},
    )
    assert audited == [("klage",), ("klage",)]
    for reader in (worker.member, coordinator):
        error_of(await reader.read(f"/api/contacts/{uuid4()}", **{"X-Desk-Reason": "x"}), 404, "not_found")
    for after in ("-1", "x", str(2**40), str(10**30)):
        answer = await worker.member.read(f"/api/contacts/{asker.contact_id}/messages?after={after}")
        error_of(answer, 422, "invalid")
    error_of(await worker.member.read("/api/contacts/none"), 422, "invalid")
