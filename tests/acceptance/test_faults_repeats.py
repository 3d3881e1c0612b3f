"""Every message sent one to five times over two sockets is one message (P2, I2, I11)."""

from __future__ import annotations

from uuid import uuid4

from app.simulation.history import History, Way
from app.simulation.socket import Socket
from tests.acceptance.fault_people import AskingCitizen, cast, conversation
from tests.fixtures.running_desk import RunningDesk

MESSAGES = 8


async def test_a_message_sent_one_to_five_times_over_two_sockets_is_stored_once_with_one_seq(
    running_desk: RunningDesk,
) -> None:
    url = running_desk.url
    async with cast() as actors:
        citizen, counsellor = await conversation(actors, url, url, email="veileder1@desk.example")
        await citizen.client.close()
        cids = [str(uuid4()) for _ in range(MESSAGES)]
        sockets = [await opened(citizen, url)]
        await until_live(sockets[0])
        for number, cid in enumerate(cids):
            sockets.append(await opened(citizen, url))
            for copy in range(1 + number % 5):
                await sockets[-1 - copy % 2].send({"type": "message", "cid": cid, "text": "en gang"})
            await until_back(sockets[-1], cid)
        for cid in cids:
            await sockets[-1].send({"type": "message", "cid": cid, "text": "en gang til"})
        for cid in reversed(cids):
            await counsellor.until_heard("message", cid=cid)
            await until_back(sockets[-1], cid)
        assert receipts(sockets) == {(cid, number) for number, cid in enumerate(cids, start=1)}
        stored = [(message["cid"], message["seq"]) for message in await citizen.read_back()]
        assert stored == [(cid, number) for number, cid in enumerate(cids, start=1)]
        assert [frame["cid"] for frame in counsellor.heard("message")] == cids
        await counsellor.finish(citizen.contact_id)
        for socket in sockets:
            await socket.close()


async def opened(citizen: AskingCitizen, url: str) -> Socket:
    """Another socket of the same citizen; it will displace the one before."""
    socket = Socket(1, History())
    await socket.open(url.replace("http", "ws") + "/ws/citizen", url)
    await socket.send({"type": "hello", "v": 1, "token": citizen.token, "last_seq": 0})
    return socket


async def until_live(socket: Socket) -> None:
    """Read a socket until it is live: of two hellos at once either may be the newer one."""
    while not any(entry.kind == "live" for entry in socket.history):
        frame = await socket.receive()
        assert frame is not None, "displaced by nobody"


async def until_back(socket: Socket, cid: str) -> None:
    """Read a socket until this message has come back on it."""
    while cid not in {known for known, _ in receipts([socket])}:
        frame = await socket.receive()
        assert frame is not None, "displaced by nobody"


def receipts(sockets: list[Socket]) -> set[tuple[str, int]]:
    """Every cid that came back, with the seqs it came back with."""
    return {
        (entry.facts["cid"], entry.facts["seq"])
        for socket in sockets
        for entry in socket.history
        if entry.way is Way.HEARD and entry.kind == "message"
    }
