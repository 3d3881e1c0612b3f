"""The first second of a socket: Origin, hello, and every way in which it ends there (protocol § 3)."""

from __future__ import annotations

import asyncio
import json
from uuid import uuid4

import pytest

from tests.fixtures.patience import PATIENCE, promised
from tests.fixtures.scene import Scene

PATHS = ["/ws/citizen", "/ws/counsellor", "/ws/coordinator"]
TOO_LARGE = 32 * 1024 + 1
HELLO = {"type": "hello", "v": 1, "token": "nobody's"}


@pytest.mark.parametrize("path", PATHS)
@pytest.mark.parametrize("origin", [None, "https://elsewhere.example", "null", "http://127.0.0.1"])
async def test_an_absent_or_foreign_origin_is_403_before_the_handshake(
    scene: Scene, path: str, origin: str | None
) -> None:
    assert await scene.desk.handshake(path, origin=origin) == 403


@pytest.mark.parametrize("path", PATHS)
async def test_the_three_names_of_loopback_are_one_origin(scene: Scene, path: str) -> None:
    port = scene.desk.url.rpartition(":")[2]
    for name in ("127.0.0.1", "localhost", "[::1]"):
        assert await scene.desk.handshake(path, origin=f"http://{name}:{port}") == 101


@pytest.mark.parametrize("path", PATHS)
async def test_an_unknown_token_closes_4401(scene: Scene, path: str) -> None:
    assert await (await scene.desk.socket(path, "nobody's")).closed() == 4401


@pytest.mark.parametrize(
    "first",
    [
        "{",
        "[]",
        "null",
        '"hello"',
        "42",
        "",
        b"\x00\x01",
        json.dumps(HELLO).encode(),
        "[" * 20_000,
        '{"a":' * 6_000,
        json.dumps({**HELLO, "v": 2}),
        json.dumps({**HELLO, "v": "1"}),
        json.dumps({**HELLO, "v": 10**40}),
        json.dumps({**HELLO, "token": None}),
        json.dumps({**HELLO, "token": 7}),
        json.dumps({**HELLO, "last_seq": "0"}),
        json.dumps({**HELLO, "last_seqs": {"no uuid": 1}}),
        json.dumps({**HELLO, "last_seqs": []}),
        json.dumps({"type": "hello", "v": 1}),
        json.dumps({"type": "message", "cid": "00000000-0000-4000-8000-000000000001", "text": "hei"}),
        json.dumps({"v": 1, "token": "x"}),
    ],
    ids=lambda first: str(first)[:30],
)
async def test_whatever_is_no_hello_closes_4400(scene: Scene, first: str | bytes) -> None:
    socket = await scene.desk.connect("/ws/citizen")
    await socket.send_raw(first)
    assert await socket.closed() == 4400
    assert socket.frames == []


@pytest.mark.parametrize("token", ["", "\u0000", "æøå", "\ud800", "x" * 30_000, "' OR 1=1 --"])
async def test_an_odd_token_is_a_bad_token(scene: Scene, token: str) -> None:
    socket = await scene.desk.socket("/ws/citizen", token)
    assert await socket.closed() in (4400, 4401)


@pytest.mark.parametrize("path", PATHS)
async def test_a_frame_over_32_kib_closes_1009_before_hello(scene: Scene, path: str) -> None:
    socket = await scene.desk.connect(path)
    await socket.send_raw("x" * TOO_LARGE)
    assert await socket.closed() == 1009


async def test_a_frame_over_32_kib_closes_1009_after_hello(scene: Scene) -> None:
    asker = await scene.asker()
    await asker.socket.send_raw("x" * TOO_LARGE)
    assert await asker.socket.closed() == 1009


async def test_a_frame_of_exactly_32_kib_is_read(scene: Scene) -> None:
    asker = await scene.asker()
    frame = {"type": "message", "cid": str(uuid4()), "text": "", "id": "large"}
    frame["text"] = "x" * (TOO_LARGE - 1 - len(json.dumps(frame)))
    await asker.socket.send(frame)
    assert (await asker.socket.answer("large"))["code"] == "too_long"


async def test_no_hello_within_5_s_closes_4408(scene: Scene) -> None:
    started = asyncio.get_running_loop().time()
    sockets = [await scene.desk.connect(path) for path in PATHS]
    codes = await asyncio.gather(*(socket.closed(within=promised(5)) for socket in sockets))
    assert codes == [4408, 4408, 4408]
    assert asyncio.get_running_loop().time() - started > 4.5


async def test_a_counsellor_is_not_allowed_at_the_board(scene: Scene) -> None:
    member = await scene.member("veileder2")
    assert await (await member.socket("/ws/coordinator")).closed() == 4403


async def test_a_contacts_token_opens_no_place_of_staff(scene: Scene) -> None:
    asker = await scene.asker(live=False)
    for path in PATHS[1:]:
        assert await (await scene.desk.socket(path, asker.token)).closed() == 4401


async def test_a_ticket_opens_no_conversation(scene: Scene) -> None:
    ticket = await (await scene.member("veileder2")).ticket()
    assert await (await scene.desk.socket("/ws/citizen", ticket)).closed() == 4401


async def test_a_ticket_is_good_for_one_socket(scene: Scene) -> None:
    member = await scene.member("koordinator")
    ticket = await member.ticket()
    first = await scene.desk.socket("/ws/coordinator", ticket)
    await first.until("snapshot")
    assert await (await scene.desk.socket("/ws/coordinator", ticket)).closed() == 4401
    assert first.is_open


async def test_of_many_sockets_with_one_ticket_one_gets_in(scene: Scene) -> None:
    ticket = await (await scene.member("koordinator")).ticket()
    sockets = [await scene.desk.connect("/ws/coordinator") for _ in range(6)]
    hello = {"type": "hello", "v": 1, "token": ticket}
    await asyncio.gather(*(socket.send(hello) for socket in sockets))
    async with asyncio.timeout(PATIENCE):
        while sum(socket.is_open for socket in sockets) > 1:
            await asyncio.wait(
                [socket.over for socket in sockets if socket.is_open], return_when="FIRST_COMPLETED"
            )
    [winner] = [socket for socket in sockets if socket.is_open]
    await winner.until("snapshot")
    assert {await socket.closed() for socket in sockets if socket is not winner} == {4401}


async def test_a_ticket_is_good_for_30_s(scene: Scene) -> None:
    member = await scene.member("koordinator")
    ticket = await member.ticket()
    scene.running.execute("UPDATE ws_ticket SET expires_at = expires_at - interval '31 seconds'")
    assert await (await scene.desk.socket("/ws/coordinator", ticket)).closed() == 4401


async def test_a_newer_socket_of_a_contact_displaces_the_older_within_2_s(scene: Scene) -> None:
    asker = await scene.asker()
    for _ in range(3):  # to the same worker, and to the other one
        older = asker.socket
        await asker.come()
        assert await older.closed(within=promised(2)) == 4409
    assert (await asker.say("Den nyeste snakker"))["seq"] == 1


async def test_a_newer_socket_of_a_counsellor_displaces_the_older_within_2_s(scene: Scene) -> None:
    worker = await scene.worker(2)
    for _ in range(3):
        older = worker.socket
        await worker.come()
        assert await older.closed(within=promised(2)) == 4409
    assert worker.snapshot["presence"]["state"] == "ready"


async def test_nothing_precedes_the_snapshot(scene: Scene) -> None:
    asker = await scene.asker(text="Først")
    assert [frame["type"] for frame in asker.socket.frames[:3]] == ["snapshot", "message", "live"]
