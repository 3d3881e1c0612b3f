"""Staff come in: sign-in, CSRF, tickets, and the end of a sign-in on every socket (protocol § 2)."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator

import pytest

from tests.acceptance.test_protocol_door import error_of
from tests.fixtures.patience import promised
from tests.fixtures.raw_client import StaffMember
from tests.fixtures.scene import Scene

CHANGES = [
    ("POST", "/api/login"),
    ("DELETE", "/api/login"),
    ("POST", "/api/ws-ticket"),
    ("PUT", "/api/opening-hours"),
    ("POST", "/api/closures"),
    ("DELETE", "/api/closures/01900000-0000-7000-8000-000000000000"),
    ("POST", "/api/desk/close"),
    ("POST", "/api/desk/reopen"),
    ("POST", "/api/shifts"),
    ("PUT", "/api/shifts/01900000-0000-7000-8000-000000000000"),
    ("DELETE", "/api/shifts/01900000-0000-7000-8000-000000000000"),
    ("PUT", "/api/contacts/01900000-0000-7000-8000-000000000000/wrap-up"),
]
READINGS = [
    "/api/me",
    "/api/centres",
    "/api/colleagues",
    "/api/topics",
    "/api/education-levels",
    "/api/categories",
    "/api/replies",
    "/api/opening-hours",
    "/api/closures",
    "/api/shifts",
    "/api/statistics/load?from=2026-01-01&to=2026-01-02",
    "/api/statistics/topics?from=2026-01-01&to=2026-01-02",
    "/api/contacts/01900000-0000-7000-8000-000000000000",
    "/api/contacts/01900000-0000-7000-8000-000000000000/messages",
]
FOR_COORDINATORS = [
    ("GET", "/api/opening-hours"),
    ("PUT", "/api/opening-hours"),
    ("GET", "/api/closures"),
    ("POST", "/api/closures"),
    ("POST", "/api/desk/close"),
    ("POST", "/api/desk/reopen"),
    ("POST", "/api/shifts"),
    ("GET", "/api/statistics/load?from=2026-01-01&to=2026-01-02"),
    ("GET", "/api/statistics/topics?from=2026-01-01&to=2026-01-02"),
]


@pytest.fixture
async def newcomer(scene: Scene) -> AsyncIterator[StaffMember]:
    """Somebody who has not signed in yet."""
    member = StaffMember(scene.desk, "veileder6@desk.example")
    yield member
    await member.close()


async def test_signing_in_is_a_name_a_role_and_a_cookie(newcomer: StaffMember) -> None:
    answer = await newcomer.sign_in()
    assert answer.status_code == 200
    assert set(answer.json()) == {"counsellor_id", "name", "role", "centre"}
    assert answer.json()["role"] == "counsellor"
    cookie = answer.headers["set-cookie"]
    assert cookie.startswith("desk_session=")
    assert "HttpOnly" in cookie
    assert "SameSite=lax" in cookie
    assert "Secure" not in cookie  # plain http on loopback
    assert (await newcomer.read("/api/me")).json() == answer.json()


@pytest.mark.parametrize(
    ("email", "password"),
    [
        ("veileder6@desk.example", "wrong"),
        ("nobody@desk.example", "demo-desk"),
        ("", ""),
        ("veileder6@desk.example", "x" * 1000),
        ("veileder6@desk.example\u0000", "demo-desk"),
        ("veileder6@desk.example", "demo-desk\u0000"),
        ("' OR 1=1 --", "demo-desk"),
    ],
    ids=range(7),
)
async def test_wrong_credentials_all_look_alike(scene: Scene, email: str, password: str) -> None:
    member = StaffMember(scene.desk, email)
    error = error_of(await member.sign_in(password), 401, "wrong_credentials")
    assert error["details"] == {}
    await member.close()


@pytest.mark.parametrize(
    "body", [None, [], {}, {"email": "a@b.example"}, {"email": 1, "password": 2}, {"email": "x" * 400}]
)
async def test_a_wrong_body_is_invalid(newcomer: StaffMember, body: object) -> None:
    error_of(await newcomer.change("POST", "/api/login", body), 422, "invalid")


@pytest.mark.parametrize(("method", "path"), CHANGES)
async def test_a_change_without_header_or_origin_is_not_allowed_whatever_its_body(
    scene: Scene, method: str, path: str
) -> None:
    own = {"Origin": scene.desk.origin}
    lacking = [{}, own, {"X-Desk": "1"}, {"X-Desk": "1", "Origin": "https://elsewhere.example"}]
    lacking += [{**own, "X-Desk": "0"}, {"X-Desk": "1", "Origin": "null"}]
    for headers in lacking:
        answer = await scene.desk.http.request(method, path, content=b"{", headers=headers)
        error_of(answer, 403, "not_allowed")


@pytest.mark.parametrize("path", READINGS)
async def test_nothing_is_read_without_signing_in(scene: Scene, path: str) -> None:
    error_of(await scene.desk.http.get(path), 401, "not_signed_in")


@pytest.mark.parametrize(("method", "path"), [one for one in CHANGES if one[1] != "/api/login"])
async def test_nothing_is_changed_without_signing_in(newcomer: StaffMember, method: str, path: str) -> None:
    error_of(await newcomer.change(method, path, {}), 401, "not_signed_in")


@pytest.mark.parametrize(("method", "path"), FOR_COORDINATORS)
async def test_a_coordinators_calls_are_not_for_counsellors(scene: Scene, method: str, path: str) -> None:
    member = await scene.member("veileder1")
    error_of(await member.change(method, path, {}), 403, "not_allowed")


@pytest.mark.parametrize("cookie", ["", "x", "æ", "x" * 5000, "%00"])
async def test_a_made_up_cookie_is_nobodys(scene: Scene, cookie: str) -> None:
    headers = {b"Cookie": f"desk_session={cookie}".encode("latin-1")}
    answer = await scene.desk.http.get("/api/me", headers=headers)
    error_of(answer, 401, "not_signed_in")


async def test_signing_out_ends_the_cookie_and_closes_every_socket_4401_within_2_s(
    newcomer: StaffMember,
) -> None:
    await newcomer.sign_in()
    sockets = [await newcomer.socket(), await newcomer.socket()]
    await sockets[1].until("live")
    ticket = await newcomer.ticket()
    cookie = newcomer.http.cookies["desk_session"]
    assert (await newcomer.change("DELETE", "/api/login")).status_code == 204
    async with asyncio.timeout(promised(2)):
        assert await sockets[1].closed() == 4401
    answer = await newcomer.desk.http.get("/api/me", headers={"Cookie": f"desk_session={cookie}"})
    error_of(answer, 401, "not_signed_in")
    assert await (await newcomer.desk.socket("/ws/counsellor", ticket)).closed() == 4401
    assert (await newcomer.change("DELETE", "/api/login")).status_code == 204


async def test_signing_out_here_leaves_another_sign_in_alone(scene: Scene, newcomer: StaffMember) -> None:
    await newcomer.sign_in()
    other = await scene.worker(6, state=None)
    await newcomer.change("DELETE", "/api/login")
    await other.socket.settled()


async def test_a_board_closes_with_its_sign_in(scene: Scene) -> None:
    member = StaffMember(scene.desk, "koordinator@desk.example")
    await member.sign_in()
    board = await member.socket("/ws/coordinator")
    await board.until("live")
    await member.change("DELETE", "/api/login")
    assert await board.closed(within=promised(2)) == 4401
    await member.close()


async def test_disabling_closes_sockets_within_2_s_and_keeps_out(scene: Scene) -> None:
    member = StaffMember(scene.desk, "simulert4@desk.example")
    await member.sign_in()
    socket = await member.socket()
    await socket.until("live")
    words = ("staff", "disable", member.email, "--reason", "øvelse")
    disabled = asyncio.create_subprocess_exec(*scene.running.command(*words), env=scene.running.environment)
    process = await disabled
    assert await process.wait() == 0
    assert await socket.closed(within=promised(2)) == 4401
    error_of(await member.sign_in(), 401, "wrong_credentials")
    await member.close()
