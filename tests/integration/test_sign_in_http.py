"""Signing in over HTTP as the protocol says it (§ 2), against a running desk."""

from __future__ import annotations

from collections.abc import Iterator
from http.cookies import SimpleCookie
from typing import Any

import httpx2
import pytest

from app.demo.staff import PASSWORD
from tests.fixtures import patience
from tests.fixtures.stores import folder_for_servers
from tests.integration.demo_desk import demo_desk

EMAIL = "veileder1@desk.example"


@pytest.fixture(scope="module")
def url() -> Iterator[str]:
    with folder_for_servers() as data, demo_desk(data, "--no-people", "--workers", "2") as desk:
        yield desk.url


@pytest.fixture
def page(url: str) -> Iterator[httpx2.Client]:
    """A page of the desk itself: its Origin, and the header of every change."""
    with patience.page(url) as client:
        yield client


def sign_in(
    client: httpx2.Client, email: str = EMAIL, password: str = PASSWORD, **more: Any
) -> httpx2.Response:
    return client.post("/api/login", json={"email": email, "password": password}, **more)


def code(response: httpx2.Response) -> str:
    error = response.json()["error"]
    assert set(error) == {"code", "message", "details"}
    return str(error["code"])


def test_sign_in_answers_who_one_is_and_sets_a_cookie(page: httpx2.Client) -> None:
    answer = sign_in(page)
    assert answer.status_code == 200
    assert set(answer.json()) == {"counsellor_id", "name", "role", "centre"}
    cookie = SimpleCookie(answer.headers["set-cookie"])["desk_session"]
    assert cookie["httponly"]
    assert cookie["samesite"].lower() == "lax"
    assert not cookie["secure"]
    assert answer.headers["cache-control"] == "no-store"
    assert page.get("/api/me").json() == answer.json()


def test_ticket_is_given_to_whoever_is_signed_in(page: httpx2.Client) -> None:
    refused = page.post("/api/ws-ticket")
    assert (refused.status_code, code(refused)) == (401, "not_signed_in")
    sign_in(page)
    first, second = (page.post("/api/ws-ticket").json()["ticket"] for _ in range(2))
    assert first != second


def test_sign_out_ends_it_and_is_repeatable(page: httpx2.Client) -> None:
    sign_in(page)
    token = page.cookies["desk_session"]
    assert page.delete("/api/login").status_code == 204
    assert page.delete("/api/login").status_code == 204
    refused = page.get("/api/me", headers={"Cookie": f"desk_session={token}"})
    assert (refused.status_code, code(refused)) == (401, "not_signed_in")


@pytest.mark.parametrize(
    ("email", "password"),
    [(EMAIL, "wrong"), ("nobody@desk.example", PASSWORD), ("\u0000", "x"), ("' OR 1=1 --", "x"), ("", "")],
)
def test_wrong_credentials_are_refused(page: httpx2.Client, email: str, password: str) -> None:
    refused = sign_in(page, email, password)
    assert (refused.status_code, code(refused)) == (401, "wrong_credentials")


@pytest.mark.parametrize(
    "headers",
    [
        {"Origin": "https://evil.example", "X-Desk": "1"},
        {"Origin": "null", "X-Desk": "1"},
        {"X-Desk": "1"},
        {"Origin": "URL"},
        {"Origin": "URL", "X-Desk": "0"},
    ],
)
@pytest.mark.parametrize("body", [b'{"email": "a", "password": "b"}', b"{broken"])
@pytest.mark.parametrize(
    ("method", "path"), [("POST", "/api/login"), ("DELETE", "/api/login"), ("POST", "/api/ws-ticket")]
)
def test_change_from_elsewhere_is_refused_before_its_body_is_read(
    url: str, headers: dict[str, str], body: bytes, method: str, path: str
) -> None:
    given = {name: value.replace("URL", url) for name, value in headers.items()}
    refused = httpx2.request(method, f"{url}{path}", content=body, headers=given, timeout=patience.PATIENCE)
    assert (refused.status_code, code(refused)) == (403, "not_allowed")


@pytest.mark.parametrize(
    "body",
    [b"", b"{broken", b"[]", b"1", b'{"email": "a"}', b'{"email": 1, "password": 2}', b'"\xff"', b"[" * 5000],
)
def test_body_that_is_none_is_invalid(page: httpx2.Client, body: bytes) -> None:
    refused = page.post("/api/login", content=body, headers={"Content-Type": "application/json"})
    assert (refused.status_code, code(refused)) == (422, "invalid")


def test_body_without_end_is_not_read_to_its_end(page: httpx2.Client) -> None:
    def endless() -> Iterator[bytes]:
        yield b'{"email": "'
        for _ in range(400):
            yield b"x" * 65_536

    try:
        refused = page.post("/api/login", content=endless(), headers={"Content-Type": "application/json"})
    except httpx2.WriteError:
        return  # the desk has closed the connection while we were still writing.
    assert (refused.status_code, code(refused)) == (422, "invalid")


def test_three_names_of_this_machine_are_one_origin(url: str) -> None:
    port = httpx2.URL(url).port
    for host in ("localhost", "127.0.0.1", "[::1]"):
        headers = {"Origin": f"http://{host}:{port}", "X-Desk": "1"}
        with patience.client(url, headers=headers) as client:
            assert sign_in(client).status_code == 200


def test_guessing_is_slowed_down_over_all_workers(page: httpx2.Client, url: str) -> None:
    for _ in range(60):
        with patience.client(url, headers=page.headers) as another:
            refused = sign_in(another, "veileder6@desk.example", "x" * 999)
        if refused.status_code == 429:
            break
    assert code(refused) == "too_many_requests"
    assert refused.json()["error"]["details"]["retry_after_seconds"] >= 1


def test_health_says_that_it_lives_and_can_serve(url: str) -> None:
    assert httpx2.get(f"{url}/health/live", timeout=patience.PATIENCE).status_code == 200
    assert httpx2.get(f"{url}/health/ready", timeout=patience.PATIENCE).status_code == 200
    assert httpx2.get(f"{url}/metrics", timeout=patience.PATIENCE).status_code == 404
