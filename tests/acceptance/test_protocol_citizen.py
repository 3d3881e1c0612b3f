"""The citizen's socket: snapshot, replay and live, receipts, and every command (protocol § 3.1)."""

from __future__ import annotations

import asyncio
from uuid import uuid4

import pytest

from tests.fixtures.patience import promised
from tests.fixtures.scene import Scene

CONTACT = {
    "contact_id",
    "state",
    "language",
    "position",
    "expected_wait",
    "counsellor",
    "alias",
    "version",
    "code",
    "ended",
    "returned",
    "seen",
    "present",
}


async def test_the_snapshot_shows_the_contact_in_line(scene: Scene) -> None:
    asker = await scene.asker(alias="Kari", language="en")
    snapshot = asker.snapshot
    assert set(snapshot["contact"]) == CONTACT
    contact = snapshot["contact"]
    assert contact["contact_id"] == asker.contact_id
    assert (contact["state"], contact["position"], contact["language"]) == ("queued", 1, "en")
    assert (contact["counsellor"], contact["ended"], contact["returned"]) == (None, None, None)
    assert contact["seen"] == {"citizen": 0, "counsellor": 0}
    assert len(contact["code"].replace("-", "")) >= 16  # 80 bits in base 32
    assert snapshot["last_seq"] == 0
    assert snapshot["server_time"].endswith("Z")
    assert set(snapshot["limits"]) == {"text", "burst", "per_second", "unacknowledged"}


async def test_replay_brings_what_is_lacking_in_order(scene: Scene) -> None:
    asker = await scene.asker()
    for number in range(1, 6):
        assert (await asker.say(f"Melding {number}"))["seq"] == number
    snapshot = await asker.come(last_seq=2)
    assert snapshot["last_seq"] == 5
    kinds = [(frame["type"], frame.get("seq")) for frame in asker.socket.frames[:5]]
    assert kinds == [("snapshot", None), ("message", 3), ("message", 4), ("message", 5), ("live", None)]


@pytest.mark.parametrize("last_seq", [-5, 99, 2**53, 2**63 - 1])
async def test_a_last_seq_beyond_all_measure_harms_nobody(scene: Scene, last_seq: int) -> None:
    asker = await scene.asker(text="En")
    await asker.come(last_seq=last_seq)
    expected = 1 if last_seq < 0 else 0
    assert len(asker.socket.heard("message")) == expected
    assert (await asker.say("To"))["seq"] == 2


async def test_the_receipt_is_the_message_and_has_its_shape(scene: Scene) -> None:
    asker = await scene.asker()
    message = await asker.say("Hva kan jeg bli?")
    assert set(message) == {"type", "seq", "cid", "author", "name", "text", "at", "masked"}
    assert (message["seq"], message["author"], message["masked"]) == (1, "citizen", False)
    assert message["text"] == "Hva kan jeg bli?"


async def test_a_message_with_an_id_gets_its_ok_beside_the_frame(scene: Scene) -> None:
    asker = await scene.asker()
    cid = str(uuid4())
    await asker.socket.ok("message", cid=cid, text="Hei")
    assert (await asker.socket.until("message", cid=cid))["seq"] == 1
    await asker.socket.settled()
    assert len(asker.socket.heard("ok", id="command 1")) == 1


async def test_seq_counts_without_gaps_whatever_was_refused_between(scene: Scene) -> None:
    asker = await scene.asker()
    sent = [asker.socket.send({"type": "message", "cid": str(uuid4()), "text": text}) for text in "abc"]
    sent.insert(1, asker.socket.send({"type": "message", "cid": str(uuid4()), "text": ""}))
    sent.insert(3, asker.socket.send({"type": "message", "cid": "none", "text": "x"}))
    await asyncio.gather(*sent)
    for seq, text in enumerate("abc", start=1):
        assert (await asker.socket.until("message"))["seq"] == seq, text
    assert [one["text"] for one in asker.socket.heard("message")] == ["a", "b", "c"]
    assert len(asker.socket.heard("error")) == 2


async def test_a_repeated_cid_is_answered_with_the_first_text(scene: Scene) -> None:
    asker = await scene.asker()
    first = await asker.say("Først")
    await asker.say("Så")
    await asker.socket.send({"type": "message", "cid": first["cid"], "text": "Noe annet"})
    assert await asker.socket.until("message") == first
    assert (await asker.say("Sist"))["seq"] == 3


async def test_a_cid_sent_many_times_at_once_is_stored_once(scene: Scene) -> None:
    asker = await scene.asker()
    cid = str(uuid4())
    for number in range(8):
        await asker.socket.send({"type": "message", "cid": cid, "text": "En gang", "id": str(number)})
    for number in range(8):
        assert (await asker.socket.answer(str(number)))["type"] == "ok"
    await asker.socket.settled()
    assert {frame["seq"] for frame in asker.socket.heard("message", cid=cid)} == {1}
    assert (await asker.say("Neste"))["seq"] == 2


async def test_a_cid_sent_again_on_a_newer_socket_is_the_same_message(scene: Scene) -> None:
    asker = await scene.asker()
    first = await asker.say("Kom den fram?")
    await asker.come(last_seq=0)
    await asker.socket.until("message", cid=first["cid"])
    await asker.socket.send({"type": "message", "cid": first["cid"], "text": "Kom den fram?"})
    assert await asker.socket.until("message") == first


async def test_a_stored_cid_is_answered_after_the_end_too_and_a_new_one_is_not_taken(scene: Scene) -> None:
    asker = await scene.asker()
    first = await asker.say("Hei")
    await asker.socket.ok("leave")
    await asker.socket.send({"type": "message", "cid": first["cid"], "text": "Hei"})
    assert await asker.socket.until("message") == first
    error = await asker.socket.refused("message", cid=str(uuid4()), text="Enda noe")
    assert error["code"] == "wrong_state"


@pytest.mark.parametrize(
    ("text", "stored"),
    [
        ("Født 17859820158 i fjor", "Født [fødselsnummer fjernet] i fjor"),
        ("178598 20158", "[fødselsnummer fjernet]"),
        ("D-nummer 41890161233.", "D-nummer [fødselsnummer fjernet]."),
        ("Ring 68050123", "Ring [telefonnummer fjernet]"),
        ("Ring +47 68 05 01 23!", "Ring [telefonnummer fjernet]!"),
        ("Konto 1234 56 78903", "Konto [kontonummer fjernet]"),
        ("Skriv til kari@example.org", "Skriv til [e-postadresse fjernet]"),
    ],
)
async def test_what_is_personal_is_masked_and_marked(scene: Scene, text: str, stored: str) -> None:
    asker = await scene.asker()
    message = await asker.say(text)
    assert (message["text"], message["masked"]) == (stored, True)
    kept = scene.running.execute(
        "SELECT text FROM message WHERE contact_id = %(id)s", {"id": asker.contact_id}
    )
    assert kept == [(stored,)]


@pytest.mark.parametrize(
    "text",
    [
        "<script>alert(1)</script> & <b>fet</b> \" ' ` ${x} {{y}}",
        "\u202esnudd\u202c \u2066isolert\u2069 \u200fרשימה مرحبا",
        "linje\nlinje\tinnrykk",
        "🙂👩‍🎓 𝔘𝔫𝔦𝔠𝔬𝔡𝔢 Čáhcesuolu",
        "'; DROP TABLE message; --",
        "\\u0000 skrevet ut",
        "x" * 2000,
        "🙂" * 2000,
    ],
    ids=range(8),
)
async def test_a_text_comes_back_as_it_was_written(scene: Scene, text: str) -> None:
    asker = await scene.asker()
    message = await asker.say(text)
    assert (message["text"], message["masked"]) == (text, False)


@pytest.mark.parametrize("text", ["x" * 2001, "🙂" * 2001, "x" * 30_000])
async def test_a_text_over_the_limit_is_too_long(scene: Scene, text: str) -> None:
    asker = await scene.asker()
    cid = str(uuid4())
    error = await asker.socket.refused("message", cid=cid, text=text)
    assert (error["code"], error["cid"]) == ("too_long", cid)
    assert "text" in error["details"]
    assert (await asker.say("Kortere"))["seq"] == 1


@pytest.mark.parametrize("text", ["", "   ", "\n", "a\u0000b", "\u0007", "\u001b[31m", "\u0085", "\r\n"])
async def test_an_empty_text_or_a_control_character_is_invalid(scene: Scene, text: str) -> None:
    asker = await scene.asker()
    cid = str(uuid4())
    error = await asker.socket.refused("message", cid=cid, text=text)
    assert (error["code"], error["cid"], list(error["details"])) == ("invalid", cid, ["text"])
    assert (await asker.say("Hei"))["seq"] == 1


async def test_a_lone_surrogate_is_invalid_by_name(scene: Scene) -> None:
    asker = await scene.asker()
    cid = str(uuid4())
    error = await asker.socket.refused("message", cid=cid, text="a\ud800b")
    assert (error["code"], error["cid"], list(error["details"])) == ("invalid", cid, ["text"])
    await asker.socket.send({"type": "typing", "id": "\udfff"})
    assert list((await asker.socket.until("error"))["details"]) == ["id"]
    assert (await asker.say("Hei"))["seq"] == 1


async def test_leaving_the_line_is_answered_by_ended(scene: Scene) -> None:
    asker = await scene.asker()
    await asker.socket.ok("leave")
    ended = await asker.told("ended")
    assert (ended["by"], ended["reason"]) == ("citizen", "left")
    await asker.socket.ok("leave")
    assert len(asker.socket.heard("ended")) <= 1


async def test_a_late_hello_shows_how_it_ended(scene: Scene) -> None:
    asker = await scene.asker(text="Hei")
    await asker.socket.ok("leave")
    snapshot = await asker.come()
    assert snapshot["contact"]["state"] == "abandoned"
    assert snapshot["contact"]["ended"] == {"by": "citizen", "reason": "left"}
    assert [frame["type"] for frame in asker.socket.frames[:3]] == ["snapshot", "message", "live"]


async def test_seen_never_goes_back_and_typing_is_taken(scene: Scene) -> None:
    asker = await scene.asker(text="Hei")
    await asker.socket.ok("seen", seq=1)
    await asker.socket.ok("seen", seq=0)
    await asker.socket.ok("typing")
    await asker.socket.ok("typing")
    assert (await asker.come())["contact"]["seen"]["citizen"] == 1


@pytest.mark.parametrize("seq", [-1, 10**6, 2**31, 2**63 - 1])
async def test_nobody_has_seen_what_was_not_said(scene: Scene, seq: int) -> None:
    asker = await scene.asker(text="Hei")
    answer = await asker.socket.command("seen", seq=seq)
    assert answer["type"] == "ok" or answer["code"] == "invalid", answer
    assert (await asker.come())["contact"]["seen"]["citizen"] in (0, 1)


async def test_the_place_in_line_only_shrinks(scene: Scene) -> None:
    askers = [await scene.asker() for _ in range(4)]
    assert [asker.snapshot["contact"]["position"] for asker in askers] == [1, 2, 3, 4]
    await askers[1].socket.ok("leave")
    await askers[3].socket.until("queue", position=3)
    await askers[0].socket.ok("leave")
    await askers[3].socket.until("queue", position=2)
    await askers[2].socket.until("queue", position=1)
    await scene.asker()
    for asker in askers[2:]:
        await asker.socket.settled()
        places = [frame["position"] for frame in asker.socket.heard("queue")]
        assert places == sorted(places, reverse=True)
    assert (await askers[3].come())["contact"]["position"] == 2


async def test_a_heartbeat_comes_every_ten_seconds(scene: Scene) -> None:
    asker = await scene.asker()
    await asker.socket.hear_heartbeat(within=promised(10))


async def test_what_is_written_just_before_leaving_is_kept(scene: Scene) -> None:
    for _ in range(5):
        asker = await scene.asker()
        cids = [str(uuid4()) for _ in range(4)]
        for cid in cids:
            await asker.socket.send({"type": "message", "id": cid, "cid": cid, "text": "Takk, ha det"})
        await asker.socket.send({"type": "leave"})
        assert [(await asker.socket.answer(cid))["type"] for cid in cids] == ["ok"] * 4
        await asker.told("ended")
