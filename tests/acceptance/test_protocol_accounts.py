"""Accounts of staff as coordinators edit them, codes to choose passwords with, and who read what (§ 2)."""

from __future__ import annotations

from typing import Any
from urllib.parse import quote
from uuid import uuid4

from tests.acceptance.test_protocol_care import ago
from tests.acceptance.test_protocol_door import error_of
from tests.fixtures.raw_client import Frame, StaffMember
from tests.fixtures.scene import Scene, Worker

PASSWORD = "a password of her own"
NUMBER = "01010012356"


def account(**other: Any) -> Frame:
    """An account nobody has yet."""
    email = f"ny-{uuid4().hex[:12]}@desk.example"
    return {"email": email, "name": "Ny Prøve", "role": "counsellor", "centre": "VESTLAND", **other}


async def added(scene: Scene, **other: Any) -> tuple[Frame, str]:
    """A new account, and the code for its owner."""
    coordinator = await scene.member("koordinator")
    answer = await coordinator.change("POST", "/api/accounts", account(**other))
    assert answer.status_code == 201, answer.text
    return answer.json()["account"], answer.json()["code"]["code"]


async def choose(scene: Scene, email: str, code: str, password: str = PASSWORD) -> Any:
    """Choose a password with a code, as a page of the desk does."""
    nobody = StaffMember(scene.desk, email)
    answer = await nobody.change(
        "POST", "/api/login/password", {"email": email, "code": code, "password": password}
    )
    await nobody.close()
    return answer


async def signed_in(scene: Scene, **other: Any) -> tuple[Frame, StaffMember]:
    """Somebody new who has chosen a password and signed in with it."""
    made, code = await added(scene, **other)
    assert (await choose(scene, made["email"], code)).status_code == 204
    member = StaffMember(scene.desk, made["email"])
    assert (await member.sign_in(PASSWORD)).status_code == 200
    return made, member


async def put(scene: Scene, was: Frame, **other: Any) -> Any:
    """Change an account, as a page that has read it does."""
    coordinator = await scene.member("koordinator")
    return await coordinator.change("PUT", f"/api/accounts/{was['account_id']}", {**body_of(was), **other})


def body_of(was: Frame) -> Frame:
    """What is sent of an account that was read."""
    sent = {name: was[name] for name in was if name not in ("account_id", "own", "code", "version")}
    return {**sent, "if_version": was["version"]}


async def test_accounts_are_for_coordinators(scene: Scene) -> None:
    counsellor = await scene.member("veileder1")
    for path in ("/api/accounts", "/api/readings"):
        error_of(await counsellor.read(path), 403, "not_allowed")
    for path in ("/api/accounts", "/api/accounts/preview", f"/api/accounts/{uuid4()}/code"):
        error_of(await counsellor.change("POST", path, account()), 403, "not_allowed")
    error_of(await counsellor.change("PUT", f"/api/accounts/{uuid4()}", account()), 403, "not_allowed")


async def test_a_password_is_chosen_once_by_whoever_has_the_code(scene: Scene) -> None:
    made, code = await added(scene)
    email = made["email"]
    member = StaffMember(scene.desk, email)
    error_of(await member.sign_in(PASSWORD), 401, "wrong_credentials")
    error_of(await choose(scene, email, "AAAA-AAAA-AAAA-AAAA"), 401, "wrong_credentials")
    error_of(await choose(scene, "nobody@desk.example", code), 401, "wrong_credentials")
    assert "password" in error_of(await choose(scene, email, code, "short"), 422, "invalid")["details"]
    read_out = code.replace("-", " ").lower()
    assert (await choose(scene, email.upper(), read_out)).status_code == 204
    error_of(await choose(scene, email, code, "another password"), 401, "wrong_credentials")
    assert (await member.sign_in(PASSWORD)).json()["centre"] == "VESTLAND"
    await member.close()
    stored = scene.running.execute("SELECT count(*) FROM audit WHERE reason LIKE %(c)s", {"c": f"%{code}%"})
    assert stored == [(0,)]


async def test_a_fresh_code_may_shut_the_former_password_out_at_once(scene: Scene) -> None:
    made, member = await signed_in(scene)
    coordinator = await scene.member("koordinator")
    path = f"/api/accounts/{made['account_id']}/code"
    assert (await coordinator.change("POST", path, {"close_former": False})).status_code == 201
    assert (await member.read("/api/me")).status_code == 200
    answer = await coordinator.change("POST", path, {"close_former": True})
    error_of(await member.read("/api/me"), 401, "not_signed_in")
    error_of(await member.sign_in(PASSWORD), 401, "wrong_credentials")
    listed = (await coordinator.read("/api/accounts")).json()["accounts"]
    assert next(one for one in listed if one["account_id"] == made["account_id"])["code"]["needed"]
    assert (await choose(scene, made["email"], answer.json()["code"])).status_code == 204
    assert (await member.sign_in(PASSWORD)).status_code == 200
    await member.close()


async def test_shutting_an_account_signs_out_returns_and_takes_off_the_plan(scene: Scene) -> None:
    made, member = await signed_in(scene)
    coordinator = await scene.member("koordinator")
    for begun in (3_600, -48 * 3_600):
        span = {"starts_at": ago(begun), "ends_at": ago(begun - 4 * 3_600), "channels": ["chat"]}
        shift = {"counsellor_id": made["account_id"], **span}
        assert (await coordinator.change("POST", "/api/shifts", shift)).status_code == 201
    worker = Worker(member)
    await worker.come()
    await worker.be("ready")
    asker = await scene.asker()
    await worker.accept(asker.contact_id)
    await asker.told("answered")
    asked = {**body_of(made), "active": False, "account_id": made["account_id"]}
    del asked["if_version"]
    shown = (await coordinator.change("POST", "/api/accounts/preview", asked)).json()
    assert (shown["before"], shown["after"]) == ({"active": True}, {"active": False})
    counts = {one["code"]: one["count"] for one in shown["effects"]}
    assert counts == {"signed_out": 1, "conversations_return": 1, "shifts_end": 2}
    assert (await put(scene, made, active=False, reason="har sluttet")).status_code == 200
    assert await worker.socket.closed() == 4401
    assert (await asker.told("returned"))["reason"] == "counsellor_gone"
    error_of(await member.sign_in(PASSWORD), 401, "wrong_credentials")
    left = scene.running.execute(
        "SELECT count(*) FROM shift WHERE counsellor_id = %(id)s AND ends_at > now()",
        {"id": made["account_id"]},
    )
    assert left == [(0,)]
    log = (await coordinator.read("/api/audit?about=accounts&limit=1")).json()["entries"][0]
    assert (log["action"], log["reason"]) == ("staff_disabled", "har sluttet")
    assert len(log["before"]["ended_shifts"]) == 2
    await member.close()


async def test_another_role_holds_from_the_next_sign_in(scene: Scene) -> None:
    made, member = await signed_in(scene, role="coordinator")
    board = await member.socket("/ws/coordinator")
    await board.until("live")
    changed = await put(scene, made, role="counsellor")
    assert await board.closed() == 4401
    assert (await member.sign_in(PASSWORD)).json()["role"] == "counsellor"
    error_of(await member.read("/api/accounts"), 403, "not_allowed")
    error_of(await put(scene, made, name="Sent for seint"), 409, "wrong_state")
    assert (await put(scene, changed.json(), active=False)).status_code == 200
    await member.close()


async def test_nobody_shuts_herself_out(scene: Scene) -> None:
    coordinator = await scene.member("koordinator")
    listed = (await coordinator.read("/api/accounts")).json()["accounts"]
    own = next(one for one in listed if one["own"])
    for field, value in (("role", "counsellor"), ("active", False)):
        error = error_of(await put(scene, own, **{field: value}), 409, "wrong_state")
        assert set(error["details"]) == {field}
    path = f"/api/accounts/{own['account_id']}/code"
    error_of(await coordinator.change("POST", path, {"close_former": True}), 409, "wrong_state")
    assert (await coordinator.read("/api/me")).status_code == 200


async def test_what_cannot_be_is_refused_by_field_in_preview_and_in_earnest(scene: Scene) -> None:
    coordinator = await scene.member("koordinator")
    taken = account(email="VEILEDER1@desk.example", centre="ATLANTIS")
    for path in ("/api/accounts/preview", "/api/accounts"):
        error = error_of(await coordinator.change("POST", path, taken), 422, "invalid")
        assert error["details"] == {"email": "taken", "centre": "unknown"}
    error_of(await coordinator.change("PUT", f"/api/accounts/{uuid4()}", account()), 404, "not_found")
    error_of(await coordinator.change("POST", f"/api/accounts/{uuid4()}/code", {}), 404, "not_found")
    error_of(await coordinator.change("POST", "/api/accounts", account(admin=True)), 422, "invalid")


async def test_who_read_which_conversation_and_why(scene: Scene) -> None:
    asker, worker = await scene.talk()
    coordinator = await scene.member("koordinator")
    why = {"X-Desk-Reason": f"=klage {NUMBER}"}
    for tail in ("", "/messages"):
        path = f"/api/contacts/{asker.contact_id}{tail}"
        assert (await coordinator.read(path, **why)).status_code == 200
        assert (await worker.member.read(path)).status_code == 200
    asked = f"/api/readings?contact={asker.contact_id}"
    page = (await coordinator.read(asked)).json()
    [reading] = page["readings"]
    assert (page["more"], reading["calls"], reading["what"]) == (False, 2, "conversation")
    assert reading["reader"]["id"] == coordinator.me["counsellor_id"]
    assert reading["contact"]["counsellor"] == worker.member.me["name"]
    assert reading["reason"].startswith("=klage")
    assert NUMBER not in reading["reason"]
    other = f"{asked}&person={worker.id}"
    assert (await coordinator.read(other)).json()["readings"] == []
    assert (await coordinator.read(f"{asked}&to=2026-01-01")).json()["readings"] == []
    file = await coordinator.read(asked, accept="text/csv")
    [names, row] = file.text.removeprefix("\ufeff").splitlines()
    assert (names.startswith("at;last_at;calls;reader;"), file.headers["desk-rows"]) == (True, "1")
    assert ";'=klage" in row
    for wrong in ("person=x", f"person={uuid4()}", "from=2026-02-02&to=2026-02-01", "from=i+dag", "limit=0"):
        error_of(await coordinator.read(f"/api/readings?{wrong}"), 422, "invalid")


async def test_a_reason_may_hold_what_no_header_can(scene: Scene) -> None:
    asker, _ = await scene.talk()
    coordinator = await scene.member("koordinator")
    path = f"/api/contacts/{asker.contact_id}"
    meant = "Klage – „han svarte ikke“ 🙂"
    sent = {"X-Desk-Reason": f"UTF-8''{quote(meant)}"}
    assert (await coordinator.read(path, **sent)).status_code == 200
    [reading] = (await coordinator.read(f"/api/readings?contact={asker.contact_id}")).json()["readings"]
    assert reading["reason"] == meant
    for wrong in ("UTF-8''%ff", f"UTF-8''{quote('–') * 301}", "x" * 301, f"UTF-8''{quote('a' + chr(0))}"):
        error_of(await coordinator.read(path, **{"X-Desk-Reason": wrong}), 422, "invalid")
    for nothing in ("UTF-8''", "UTF-8''%20"):
        error_of(await coordinator.read(path, **{"X-Desk-Reason": nothing}), 403, "not_allowed")


async def test_a_coordinator_finds_a_contact_by_when_it_came_and_reads_nothing_of_it(scene: Scene) -> None:
    # From just before it: a desk at which many tests have been may have more of this day than are shown.
    [(before,)] = scene.running.execute(
        "SELECT to_char(now() AT TIME ZONE 'UTC', 'YYYY-MM-DD\"T\"HH24:MI:SS.US\"Z\"')"
    )
    [(after,)] = scene.running.execute("SELECT ((now() AT TIME ZONE 'Europe/Oslo')::date + 1)::text")
    asker, worker = await scene.talk()
    await asker.say("Dette leser ingen her")
    coordinator = await scene.member("koordinator")
    span = f"/api/contacts?from={before}&to={after}"
    answer = await coordinator.read(f"{span}&channel=chat")
    [found] = [one for one in answer.json()["contacts"] if one["contact_id"] == asker.contact_id]
    assert (found["channel"], found["state"], found["has_text"]) == ("chat", "active", True)
    assert found["counsellor"] == worker.member.me["name"]
    assert "Dette leser ingen" not in answer.text
    for other in ("&channel=phone", "&centre=none"):
        others = (await coordinator.read(span + other)).json()["contacts"]
        assert asker.contact_id not in {one["contact_id"] for one in others}
    for wrong, field in (("from=x&to=y", "from"), (f"from=2026-01-01&to={after}", "to"), ("", "from")):
        details = error_of(await coordinator.read(f"/api/contacts?{wrong}"), 422, "invalid")["details"]
        assert field in details
    error_of(await worker.member.read(span), 403, "not_allowed")
