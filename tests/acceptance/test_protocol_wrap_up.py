"""The end of a conversation and what is recorded of it (protocol § 3.2)."""

from __future__ import annotations

from typing import Any
from uuid import uuid4

import pytest

from tests.acceptance.test_protocol_door import error_of
from tests.fixtures.raw_client import Frame
from tests.fixtures.scene import NOTHING_REGISTERED, Asker, Scene, Worker

WHOLE = {
    "disposition": "FULL",
    "topics": ["VAL.VET", "UTD.VGS"],
    "education_level_asked": "ASK.VGS",
    "education_background": "BG.GS",
    "sex": "K",
    "age_band": "U18",
    "job_status": "ARB",
    "county": "34",
    "earlier_guidance": "NEI",
}


async def ended(scene: Scene, **fields: Any) -> tuple[Asker, Worker]:
    """A conversation that its counsellor has ended."""
    asker, worker = await scene.talk(**fields)
    await worker.socket.ok("end", contact_id=asker.contact_id)
    return asker, worker


async def test_ending_is_told_to_the_citizen_and_leaves_the_wrap_up(scene: Scene) -> None:
    asker, worker = await ended(scene, text="Hei")
    told = await asker.told("ended")
    assert (told["by"], told["reason"]) == ("counsellor", "done")
    contact = await worker.socket.until("contact", state="wrap_up")
    assert (contact["contact_id"], contact["owner"]) == (asker.contact_id, worker.id)
    await worker.socket.ok("end", contact_id=asker.contact_id)
    assert len(asker.socket.heard("ended")) <= 1
    assert (await worker.come())["contacts"][0]["state"] == "wrap_up"
    snapshot = await asker.come()
    assert snapshot["contact"]["state"] == "wrap_up"
    assert snapshot["contact"]["ended"] == {"by": "counsellor", "reason": "done"}
    assert [one["text"] for one in asker.socket.heard("message")] == ["Hei"]


async def test_leaving_a_conversation_is_answered_by_ended_too(scene: Scene) -> None:
    asker, worker = await scene.talk()
    await asker.socket.ok("leave")
    told = await asker.told("ended")
    assert (told["by"], told["reason"]) == ("citizen", "left")
    await worker.socket.until("contact", state="wrap_up", contact_id=asker.contact_id)


async def test_a_late_message_is_wrong_state_and_after_closing_not_yours(scene: Scene) -> None:
    asker, worker = await scene.talk()
    stored = await worker.say(asker.contact_id, "I tide")
    await asker.socket.ok("leave")
    late = {"contact_id": asker.contact_id, "text": "For sent"}
    error = await worker.socket.refused("message", cid=str(uuid4()), **late)
    assert (error["code"], error["contact_id"]) == ("wrong_state", asker.contact_id)
    await worker.socket.ok("message", cid=stored["cid"], **late)
    await worker.socket.ok("note", cid=str(uuid4()), **late)
    await worker.socket.ok("wrap_up", contact_id=asker.contact_id, **NOTHING_REGISTERED)
    error = await worker.socket.refused("message", cid=str(uuid4()), **late)
    assert error["code"] == "not_yours"


async def test_recording_closes_the_contact_and_frees_the_seat(scene: Scene) -> None:
    asker, worker = await ended(scene)
    assert (await worker.come())["load"]["chat"] == 1
    await worker.socket.ok("wrap_up", contact_id=asker.contact_id, **WHOLE)
    contact = await worker.socket.until("contact", contact_id=asker.contact_id, owner=None)
    assert contact["state"] == "closed"
    snapshot = await worker.come()
    assert (snapshot["load"]["chat"], snapshot["contacts"]) == (0, [])
    await worker.socket.ok("wrap_up", contact_id=asker.contact_id, **WHOLE)
    held = (await scene.desk.own("GET", asker.token)).json()
    assert held["wrap_up"]["topics"] == ["VAL.VET", "UTD.VGS"]
    assert held["contact"]["state"] == "closed"
    assert (await asker.come())["contact"]["counsellor"]["name"] == worker.member.me["name"]


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"disposition": None}, "disposition"),
        ({"disposition": "FERDIG"}, "disposition"),
        ({"topics": []}, "topics"),
        ({"topics": None}, "topics"),
        ({"topics": ["UTD"]}, "topics"),
        ({"topics": ["UTD.VGS", "MARS"]}, "topics"),
        ({"topics": ["UTD.VGS", "UTD.VGS"]}, "topics"),
        ({"topics": ["UTD.VGS", "VAL.VET", "UTD.FAG", "UTD.MAS"]}, "topics"),
        ({"topics": ["x"] * 5000}, "topics"),
        ({"topics": [{"code": "UTD.VGS"}]}, "topics"),
        ({"topics": "UTD.VGS"}, "topics"),
        ({"education_level_asked": None}, "education_level_asked"),
        ({"education_level_asked": "ASK.PHD.XYZ"}, "education_level_asked"),
        ({"education_background": "BG.X"}, "education_background"),
        ({"sex": "Q"}, "sex"),
        ({"age_band": "130+"}, "age_band"),
        ({"job_status": 7}, "job_status"),
        ({"county": "77"}, "county"),
        ({"county": 34}, "county"),
        ({"earlier_guidance": {}}, "earlier_guidance"),
    ],
    ids=lambda value: str(value)[:40],
)
async def test_what_is_wrong_comes_back_by_name_and_it_stays_open(
    scene: Scene, changes: Frame, field: str
) -> None:
    asker, worker = await ended(scene)
    error = await worker.socket.refused("wrap_up", contact_id=asker.contact_id, **{**WHOLE, **changes})
    assert error["code"] == "invalid"
    assert any(name.split("[")[0] == field for name in error["details"]), error
    assert error["contact_id"] == asker.contact_id
    assert (await worker.come())["contacts"][0]["state"] == "wrap_up"
    await worker.socket.ok("wrap_up", contact_id=asker.contact_id, **WHOLE)


async def test_every_wrong_field_is_named_at_once(scene: Scene) -> None:
    asker, worker = await ended(scene)
    wrong = {"disposition": "X", "topics": ["X"], "sex": "X", "county": "X"}
    error = await worker.socket.refused("wrap_up", contact_id=asker.contact_id, **wrong)
    assert set(error["details"]) >= {"disposition", "topics", "sex", "county"}


@pytest.mark.parametrize("disposition", ["TULL", "TEKN", "BRUTT", "IR"])
async def test_some_outcomes_need_no_topic(scene: Scene, disposition: str) -> None:
    asker, worker = await ended(scene)
    await worker.socket.ok("wrap_up", contact_id=asker.contact_id, disposition=disposition)


async def test_a_level_that_was_not_said_will_do(scene: Scene) -> None:
    asker, worker = await ended(scene)
    fields = {"disposition": "FULL", "topics": ["UTD.VGS"]}
    error = await worker.socket.refused("wrap_up", contact_id=asker.contact_id, **fields)
    assert list(error["details"]) == ["education_level_asked"]
    await worker.socket.ok(
        "wrap_up", contact_id=asker.contact_id, education_level_asked="IKKE_SPES", **fields
    )


async def test_a_running_conversation_is_not_wrapped_up(scene: Scene) -> None:
    asker, worker = await scene.talk()
    error = await worker.socket.refused("wrap_up", contact_id=asker.contact_id, **NOTHING_REGISTERED)
    assert error["code"] == "wrong_state"
    await asker.say("Jeg er her ennå")


async def test_a_draft_is_kept_never_closes_and_follows_a_transfer(scene: Scene) -> None:
    asker, worker = await scene.talk(1)
    path = f"/api/contacts/{asker.contact_id}/wrap-up"
    draft = {"disposition": "FULL", "topics": ["UTD.VGS"]}
    assert (await worker.member.change("PUT", path, draft)).status_code in (200, 204)
    held = (await worker.member.read(f"/api/contacts/{asker.contact_id}")).json()
    assert held["draft"] == draft
    await worker.be("break")
    await worker.socket.ok("transfer", contact_id=asker.contact_id, to={"queue": True})
    error_of(await worker.member.change("PUT", path, draft), 403, "not_allowed")
    receiver = await scene.worker(2)
    await receiver.accept(asker.contact_id)
    held = (await receiver.member.read(f"/api/contacts/{asker.contact_id}")).json()
    assert held["draft"] == draft
    await receiver.socket.ok("end", contact_id=asker.contact_id)
    assert (await receiver.member.change("PUT", path, {"disposition": None})).is_success
    assert (await receiver.come())["contacts"][0]["state"] == "wrap_up"


@pytest.mark.parametrize(
    "body", [b"", b"[]", b"null", b"{", b"[" * 60_000, b'{"sex": "Q"}', b'{"topics": ["X"]}', b"\xff"]
)
async def test_a_wrong_draft_is_invalid(scene: Scene, body: bytes) -> None:
    asker, worker = await scene.talk()
    headers = {**scene.desk.headers(), "X-Desk": "1", "Content-Type": "application/json"}
    path = f"/api/contacts/{asker.contact_id}/wrap-up"
    answer = await worker.member.http.put(path, content=body, headers=headers)
    error_of(answer, 422, "invalid")


async def test_drafts_are_for_the_contacts_counsellor(scene: Scene) -> None:
    asker, worker = await scene.talk()
    other = await scene.member("veileder3")
    path = f"/api/contacts/{asker.contact_id}/wrap-up"
    error_of(await other.change("PUT", path, {}), 403, "not_allowed")
    unknown = f"/api/contacts/{uuid4()}/wrap-up"
    error_of(await worker.member.change("PUT", unknown, {}), 404, "not_found")


async def test_a_goodbye_sent_just_before_the_end_is_kept(scene: Scene) -> None:
    worker = await scene.worker()
    for _ in range(3):
        asker = await scene.asker()
        await worker.accept(asker.contact_id)
        named = {"contact_id": asker.contact_id}
        cids = [str(uuid4()) for _ in range(4)]
        for cid in cids:
            await worker.socket.send({"type": "message", "id": cid, "cid": cid, "text": "Ha det", **named})
        await worker.socket.send({"type": "end", "id": f"end {asker.contact_id}", **named})
        answers = [await worker.socket.answer(cid) for cid in cids]
        assert [answer["type"] for answer in answers] == ["ok"] * 4, answers
        assert (await worker.socket.answer(f"end {asker.contact_id}"))["type"] == "ok"
        await worker.socket.ok("wrap_up", **named, **NOTHING_REGISTERED)
