"""How fast one may send: `limits`, `too_fast`, and what becomes of whoever does not listen (§ 3.4)."""

from __future__ import annotations

import time
from uuid import uuid4

from tests.fixtures.raw_client import Frame, RawSocket
from tests.fixtures.scene import Scene


async def flood(socket: RawSocket, count: int, **fields: str) -> list[Frame]:
    """So many messages at once; the refusals, in the order of the answers."""
    cids = [str(uuid4()) for _ in range(count)]
    for number, cid in enumerate(cids):
        await socket.send({"type": "message", "cid": cid, "text": f"{number}", "id": cid, **fields})
    return [answer for cid in cids if (answer := await socket.answer(cid))["type"] == "error"]


async def test_too_much_at_once_is_too_fast_and_nothing_of_it_is_stored(scene: Scene) -> None:
    asker = await scene.asker()
    refusals = await flood(asker.socket, 40)
    assert len(refusals) >= 20
    for error in refusals:
        assert error["code"] == "too_fast"
        assert error["retry_after_ms"] > 0
        assert error["cid"] == error["id"]
    stored = [frame["text"] for frame in asker.socket.heard("message")]
    assert stored == [str(number) for number in range(len(stored))]
    assert len(stored) + len(refusals) == 40
    held = (await scene.desk.own("GET", asker.token)).json()["messages"]
    assert [one["text"] for one in held] == stored


async def test_the_bucket_outlives_the_socket_on_every_worker(scene: Scene) -> None:
    asker = await scene.asker()
    limits = asker.snapshot["limits"]
    began = time.monotonic()
    for _ in range(8):
        await flood(asker.socket, 25)
        await asker.come()
    held = (await scene.desk.own("GET", asker.token)).json()["messages"]
    allowed = limits["burst"] + limits["per_second"] * (time.monotonic() - began)
    assert limits["burst"] <= len(held) <= allowed + 1


async def test_later_ones_wait_until_the_refused_one_comes_again(scene: Scene) -> None:
    asker = await scene.asker()
    first = (await flood(asker.socket, 40))[0]
    await asker.socket.pause(first["retry_after_ms"] / 1000 + 1.0)
    later = await asker.socket.refused("message", cid=str(uuid4()), text="Utenfor tur")
    assert later["code"] == "too_fast"
    await asker.socket.ok("message", cid=first["cid"], text="I tur")
    await asker.socket.ok("message", cid=str(uuid4()), text="Etterpå")
    texts = [frame["text"] for frame in asker.socket.heard("message")]
    assert texts[-2:] == ["I tur", "Etterpå"]
    assert "Utenfor tur" not in texts


async def test_a_stored_cid_costs_nothing(scene: Scene) -> None:
    asker = await scene.asker()
    cids = [str(uuid4()) for _ in range(10)]
    for cid in cids:
        await asker.socket.ok("message", cid=cid, text="Hei")
    for cid in cids * 4:
        await asker.socket.ok("message", cid=cid, text="Hei")
    await asker.socket.settled()
    assert {frame["seq"] for frame in asker.socket.heard("message")} == set(range(1, 11))


async def test_a_counsellors_pace_is_per_contact(scene: Scene) -> None:
    first, worker = await scene.talk()
    second = await scene.asker()
    await worker.accept(second.contact_id)
    refusals = await flood(worker.socket, 40, contact_id=first.contact_id)
    assert {error["code"] for error in refusals} == {"too_fast"}
    assert {error["contact_id"] for error in refusals} == {first.contact_id}
    assert (await worker.say(second.contact_id, "Du er ikke glemt"))["seq"] == 1


async def test_200_refused_frames_close_4429(scene: Scene) -> None:
    asker = await scene.asker()
    for _ in range(300):
        await asker.socket.send({"type": "message", "cid": str(uuid4()), "text": "Hei"})
    assert await asker.socket.closed() == 4429
    assert (await asker.come())["contact"]["state"] == "queued"


async def test_ten_runs_of_refusals_close_4429(scene: Scene) -> None:
    asker = await scene.asker()
    refused = (await flood(asker.socket, 40))[0]
    for _ in range(12):
        if not asker.socket.is_open:
            break
        await asker.socket.pause(refused["retry_after_ms"] / 1000 + 0.02)
        await asker.socket.send({"type": "message", "cid": refused["cid"], "text": "Igjen"})
        refused = {**refused, "cid": str(uuid4()), "retry_after_ms": 500}
        for _ in range(3):
            await asker.socket.send({"type": "message", "cid": refused["cid"], "text": "Og en til"})
    assert await asker.socket.closed() == 4429
