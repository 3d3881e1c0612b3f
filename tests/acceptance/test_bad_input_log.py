"""Nothing personal and no secret stands in the desk's log, whatever was said and sent (I17)."""

from __future__ import annotations

import json
import re
from uuid import uuid4

from tests.fixtures.raw_client import StaffMember
from tests.fixtures.scene import Scene

ADDRESS = re.compile(r"(?<![\d.])(?:\d{1,3}\.){3}\d{1,3}(?![\d.])")
ELEVEN = re.compile(r"(?<!\d)\d{6}[ .-]?\d{5}(?!\d)")
IDENTIFIERS = re.compile(
    r"[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}|\d{4}-\d\d-\d\dT[\d:.]+Z"
)
NUMBER = "17859820158"
SECRET = "Kringlete hemmelighet"


async def test_nothing_that_was_said_or_shown_once_stands_in_the_log(scene: Scene) -> None:
    asker, worker = await scene.talk(text=f"{SECRET} {NUMBER}", alias=f"{SECRET} alias", entry_page="/x?y=z")
    await worker.say(asker.contact_id, f"{SECRET} svar {NUMBER}")
    await worker.socket.ok("note", contact_id=asker.contact_id, cid=str(uuid4()), text=f"{SECRET} notat")
    for socket in (asker.socket, worker.socket):
        await socket.send_raw(f'{{"type": "message", "text": "{SECRET} {NUMBER}"')
        await socket.send({"type": f"{SECRET} {NUMBER}"})
        await socket.send({"type": "message", "cid": f"{SECRET}", "text": NUMBER})
        await socket.settled()
    for token in (NUMBER, SECRET, asker.token + "x"):
        await (await scene.desk.socket("/ws/citizen", token)).closed()
        await scene.desk.own("GET", token.encode().hex())
    await scene.desk.http.get(f"/api/contacts/{SECRET}?token={asker.token}&number={NUMBER}")
    await scene.desk.ask(text="nul\u0000" + SECRET + NUMBER)
    somebody = StaffMember(scene.desk, f"{NUMBER}@desk.example")
    await somebody.sign_in(SECRET)
    await somebody.close()
    ticket = await worker.member.ticket()
    cookie = worker.member.http.cookies["desk_session"]
    told = scene.running.told()
    for secret in (SECRET, "hemmelighet", NUMBER, asker.token, ticket, cookie, "demo-desk", "@desk.example"):
        assert secret not in told, secret
    for line in told.splitlines():
        plain = IDENTIFIERS.sub("", line)
        assert not ADDRESS.search(plain), line
        assert not ELEVEN.search(plain), line


async def test_every_line_of_the_log_is_an_object_and_none_tells_of_a_fault(scene: Scene) -> None:
    lines = [json.loads(line) for line in scene.running.told().splitlines() if line.strip()]
    assert lines
    assert scene.running.faults() == []
