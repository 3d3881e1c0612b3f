"""A colleague joins a conversation on request: who sees what, on sockets of different workers."""

from __future__ import annotations

from uuid import uuid4

from tests.fixtures.scene import Asker, Scene, Worker


async def with_company(scene: Scene) -> tuple[Asker, Worker, Worker]:
    """A citizen, her counsellor, and a colleague who has joined."""
    asker, owner = await scene.talk(1)
    colleague = await scene.worker(2)
    await owner.socket.ok("ask_colleague", contact_id=asker.contact_id, counsellor=colleague.id)
    request = await colleague.socket.until("join_request")
    assert request["contact"]["contact_id"] == asker.contact_id
    assert request["asked_by"]["counsellor_id"] == owner.id
    await colleague.socket.ok("join", contact_id=asker.contact_id)
    contact = await colleague.socket.until("contact", contact_id=asker.contact_id)
    assert (contact["owner"], contact["joined"][0]["present"]) == (owner.id, True)
    return asker, owner, colleague


async def test_who_joins_reads_and_writes_and_the_citizen_sees_who_is_there(scene: Scene) -> None:
    asker, owner, colleague = await with_company(scene)
    joined = await asker.socket.until("joined")
    assert joined["counsellor"]["name"] == colleague.member.me["name"]
    line = await asker.socket.until("message", author="desk")
    assert line["text"] == f"{colleague.member.me['name']} er også med i samtalen."
    written = await colleague.say(asker.contact_id, "Jeg kan dette")
    assert (written["seq"], written["author_id"]) == (2, colleague.id)
    await owner.socket.until("message", seq=2)
    shown = await asker.socket.until("message", seq=2)
    assert (shown["author"], shown["name"]) == ("counsellor", colleague.member.me["name"])
    answer = await asker.say("Takk")
    await colleague.socket.until("message", seq=answer["seq"])
    assert (await colleague.come())["joined"][0]["contact_id"] == asker.contact_id
    assert colleague.snapshot["load"]["chat"] == 0
    assert [one["name"] for one in (await asker.come())["contact"]["present"]] == [
        colleague.member.me["name"]
    ]
    said = (await colleague.member.read(f"/api/contacts/{asker.contact_id}/messages")).json()
    assert [one["seq"] for one in said["messages"]] == [1, 2, 3]


async def test_who_joins_ends_and_hands_over_nothing_and_leaves(scene: Scene) -> None:
    asker, owner, colleague = await with_company(scene)
    for command in ("end", "wrap_up", "cancel_transfer"):
        error = await colleague.socket.refused(command, contact_id=asker.contact_id)
        assert error["code"] in ("not_yours", "invalid")
    error = await colleague.socket.refused("transfer", contact_id=asker.contact_id, to={"queue": True})
    assert error["code"] == "not_yours"
    await colleague.socket.ok("leave_conversation", contact_id=asker.contact_id)
    await asker.socket.until("left")
    gone = await owner.socket.until("colleague", outcome="left")
    assert gone["counsellor_id"] == colleague.id
    error = await colleague.socket.refused(
        "message", contact_id=asker.contact_id, cid=str(uuid4()), text="Er jeg her?"
    )
    assert error["code"] == "not_yours"
    unread = await colleague.member.read(f"/api/contacts/{asker.contact_id}")
    assert unread.status_code == 403
    error = await colleague.socket.refused("join", contact_id=asker.contact_id)
    assert error["code"] == "not_yours"


async def test_a_transfer_on_its_way_is_shown_and_taken_back(scene: Scene) -> None:
    asker, owner = await scene.talk(1)
    colleague = await scene.worker(2)
    await owner.socket.ok("transfer", contact_id=asker.contact_id, to={"counsellor": colleague.id})
    offer = await colleague.socket.until("offer")
    assert offer["contact"]["transferring"]["counsellor_id"] == colleague.id
    await owner.socket.ok("cancel_transfer", contact_id=asker.contact_id)
    ended = await colleague.socket.until("offer_ended", offer_id=offer["offer_id"])
    assert ended["outcome"] == "withdrawn"
    told = await owner.socket.until("transfer_ended")
    assert (told["outcome"], told["name"]) == ("withdrawn", colleague.member.me["name"])
    await owner.say(asker.contact_id, "Fremdeles meg")
