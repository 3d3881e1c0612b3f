"""What every command has in common: its id, and what is said of one that cannot be read (protocol § 3)."""

from __future__ import annotations

import json
from typing import Any
from uuid import uuid4

import pytest

from tests.fixtures.raw_client import RawSocket
from tests.fixtures.scene import Scene

SOMEBODY = "01900000-0000-7000-8000-000000000000"
CID = "0b8f7a8e-5d6c-4a39-9b1d-6f1f1d3c7a10"
ODD: list[Any] = [None, True, 7, -1, 1.5, 10**40, "", "x", [], {}, [[]], {"a": {"b": []}}]

CITIZEN: dict[str, dict[str, Any]] = {
    "message": {"cid": CID, "text": "Hei"},
    "seen": {"seq": 0},
}
COUNSELLOR: dict[str, dict[str, Any]] = {
    "presence": {"state": "ready", "channels": ["chat"]},
    "take": {"contact_id": SOMEBODY},
    "accept": {"contact_id": SOMEBODY, "offer_id": SOMEBODY},
    "decline": {"contact_id": SOMEBODY, "offer_id": SOMEBODY, "reason": "pause"},
    "message": {"contact_id": SOMEBODY, "cid": CID, "text": "Hei"},
    "note": {"contact_id": SOMEBODY, "cid": CID, "text": "Hei"},
    "typing": {"contact_id": SOMEBODY},
    "seen": {"contact_id": SOMEBODY, "seq": 0},
    "transfer": {"contact_id": SOMEBODY, "to": {"queue": True}, "note": "Hei"},
    "end": {"contact_id": SOMEBODY},
    "wrap_up": {"contact_id": SOMEBODY, "disposition": "IR", "topics": []},
}


async def three_sockets(scene: Scene) -> dict[str, RawSocket]:
    """One live socket of each kind."""
    board = await (await scene.member("koordinator")).socket("/ws/coordinator")
    await board.until("live")
    return {
        "citizen": (await scene.asker()).socket,
        "counsellor": (await scene.worker(state=None)).socket,
        "coordinator": board,
    }


async def test_an_unknown_type_is_said_to_be_one_on_every_socket(scene: Scene) -> None:
    for side, socket in (await three_sockets(scene)).items():
        for kind in ("launch", "hello", "snapshot", "MESSAGE", "", "x" * 5000, "æ\u0000"):
            error = await socket.refused(kind)
            assert error["code"] == "unknown_type", (side, kind)
        await socket.settled()
        assert socket.is_open


async def test_the_other_sides_commands_are_unknown(scene: Scene) -> None:
    sockets = await three_sockets(scene)
    for kind in ("take", "note", "presence", "end", "transfer", "wrap_up", "accept", "decline"):
        assert (await sockets["citizen"].refused(kind, **COUNSELLOR[kind]))["code"] == "unknown_type"
        assert (await sockets["coordinator"].refused(kind, **COUNSELLOR[kind]))["code"] == "unknown_type"
    assert (await sockets["counsellor"].refused("leave"))["code"] == "unknown_type"
    assert (await sockets["coordinator"].refused("message", **CITIZEN["message"]))["code"] == "unknown_type"


async def test_a_frame_without_a_type_is_invalid(scene: Scene) -> None:
    for socket in (await three_sockets(scene)).values():
        odd: tuple[Any, ...] = (None, 7, [], {})
        for kind in odd:
            await socket.send({"type": kind, "id": "odd"})
            assert (await socket.answer("odd"))["code"] == "invalid"
        await socket.send({"id": "none"})
        assert (await socket.answer("none"))["code"] == "invalid"


async def test_without_an_id_there_is_no_ok_but_an_error_all_the_same(scene: Scene) -> None:
    asker = await scene.asker()
    await asker.socket.send({"type": "typing"})
    await asker.socket.send({"type": "seen", "seq": "none"})
    error = await asker.socket.until("error")
    assert (error["code"], "id" in error, list(error["details"])) == ("invalid", False, ["seq"])
    await asker.socket.settled()
    assert len(asker.socket.heard("ok")) == 1


@pytest.mark.parametrize("name", ["", "x" * 10_000, "«id»\n\u0000", "null", "🙂"])
async def test_an_id_of_any_kind_comes_back_exactly_once(scene: Scene, name: str) -> None:
    asker = await scene.asker()
    await asker.socket.send({"type": "typing", "id": name})
    assert (await asker.socket.answer(name))["type"] == "ok"
    await asker.socket.send({"type": "seen", "seq": None, "id": name})
    assert (await asker.socket.answer(name))["type"] == "error"
    await asker.socket.settled()
    assert len([frame for frame in asker.socket.frames if frame.get("id") == name]) == 2


@pytest.mark.parametrize("name", [7, None, [], {}, True, 1.5])
async def test_an_id_that_is_no_string_is_invalid_or_none(scene: Scene, name: object) -> None:
    asker = await scene.asker()
    await asker.socket.send({"type": "typing", "id": name})
    await asker.socket.settled()
    errors = asker.socket.heard("error")
    assert [list(error["details"]) for error in errors] == ([] if name is None else [["id"]])


@pytest.mark.parametrize("kind", CITIZEN)
async def test_a_citizens_wrong_field_is_invalid_by_name(scene: Scene, kind: str) -> None:
    asker = await scene.asker()
    await _every_field_wrong(asker.socket, kind, CITIZEN[kind])


@pytest.mark.parametrize("kind", COUNSELLOR)
async def test_a_counsellors_wrong_field_is_invalid_by_name(scene: Scene, kind: str) -> None:
    worker = await scene.worker(state=None)
    await _every_field_wrong(worker.socket, kind, COUNSELLOR[kind])


async def _every_field_wrong(socket: RawSocket, kind: str, right: dict[str, Any]) -> None:
    """Each field left out, and of every odd kind: `ok`, or a clear refusal; the socket goes on."""
    for field in right:
        answer = await socket.command(kind, **{name: one for name, one in right.items() if name != field})
        assert answer["type"] == "ok" or answer["code"] != "unknown_type", (field, answer)
        for odd in ODD:
            answer = await socket.command(kind, **{**right, field: odd})
            if answer["type"] == "ok" or answer["code"] != "invalid":
                continue  # a null that means «none», or a right kind of thing for nobody's contact.
            assert any(name.split(".")[0].split("[")[0] == field for name in answer["details"]), answer
            if kind in ("message", "note") and field != "cid":
                assert answer["cid"] == CID
    await socket.settled()


async def test_unknown_fields_are_ignored(scene: Scene) -> None:
    asker = await scene.asker()
    await asker.socket.ok("typing", colour="blue", nested={"a": [1, 2]})


async def test_a_key_given_twice_does_no_harm(scene: Scene) -> None:
    asker = await scene.asker()
    frame = '{"type": "message", "type": "typing", "id": "a", "id": "b"}'
    await asker.socket.send_raw(frame)
    await asker.socket.answer("b")
    await asker.socket.settled()


async def test_commands_about_nobodys_contact_are_not_found(scene: Scene) -> None:
    worker = await scene.worker()
    for kind in set(COUNSELLOR) - {"presence"}:
        error = await worker.socket.refused(kind, **COUNSELLOR[kind])
        assert error["code"] == "not_found", (kind, error)


async def test_commands_about_another_ones_contact_are_not_yours(scene: Scene) -> None:
    asker, _ = await scene.talk(1)
    other = await scene.worker(2)
    for kind in ("message", "note", "typing", "seen", "transfer", "end"):
        error = await other.socket.refused(kind, **{**COUNSELLOR[kind], "contact_id": asker.contact_id})
        assert error["code"] == "not_yours", (kind, error)
        if kind in ("message", "note"):
            assert (error["cid"], error["contact_id"]) == (CID, asker.contact_id)
    for kind in ("take", "accept", "decline"):
        fields = {**COUNSELLOR[kind], "contact_id": asker.contact_id}
        assert (await other.socket.refused(kind, **fields))["code"] == "gone", kind
    wrap_up = {**COUNSELLOR["wrap_up"], "contact_id": asker.contact_id}
    assert (await other.socket.refused("wrap_up", **wrap_up))["code"] == "not_yours"
    await asker.socket.settled()
    assert asker.socket.heard("message") == []


async def test_every_error_has_a_code_a_message_and_details(scene: Scene) -> None:
    for socket in (await three_sockets(scene)).values():
        await socket.send_raw(json.dumps({"type": "launch", "id": str(uuid4())}))
        error = await socket.until("error")
        assert {"type", "code", "message", "details", "id"} == set(error)
