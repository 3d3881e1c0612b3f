"""Lists, hours, shifts and statistics over HTTP, as the protocol says them (§ 2), against a running desk."""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from io import BytesIO
from typing import Any
from zipfile import ZipFile

import httpx2
import pytest

from app.demo.staff import PASSWORD
from tests.fixtures.patience import PATIENCE, page
from tests.fixtures.stores import folder_for_servers
from tests.integration.demo_desk import demo_desk

WHY = {"nb": "strømbrudd", "nn": "straumbrot", "en": "a power cut"}
EVERY_DAY = {str(day): [["00:00", "24:00"]] for day in range(1, 8)}
NOBODY = "00000000-0000-4000-8000-000000000001"
ALWAYS = {"id": "always", "on_holidays": True, "weekly": EVERY_DAY}


@pytest.fixture(scope="module")
def url() -> Iterator[str]:
    with folder_for_servers() as data, demo_desk(data, "--no-people", "--workers", "2") as desk:
        yield desk.url


@contextmanager
def signed_in(url: str, email: str) -> Iterator[httpx2.Client]:
    with page(url) as client:
        answer = client.post("/api/login", json={"email": email, "password": PASSWORD})
        assert answer.status_code == 200, answer.text
        yield client


@pytest.fixture(scope="module")
def coordinator(url: str) -> Iterator[httpx2.Client]:
    with signed_in(url, "koordinator@desk.example") as client:
        yield client


@pytest.fixture(scope="module")
def counsellor(url: str) -> Iterator[httpx2.Client]:
    with signed_in(url, "veileder1@desk.example") as client:
        yield client


@pytest.fixture
def always_open(coordinator: httpx2.Client) -> Iterator[None]:
    yield
    rules = {"weekly_rules": [ALWAYS], "period_rules": [], "date_rules": []}
    assert coordinator.put("/api/opening-hours", json=rules).status_code == 200
    coordinator.post("/api/desk/reopen", json={"channel": None, "reason": WHY, "until": None})


def refused(answer: httpx2.Response) -> tuple[int, str]:
    error = answer.json()["error"]
    assert set(error) == {"code", "message", "details"}
    return answer.status_code, str(error["code"])


def chat(client: httpx2.Client, state: str) -> dict[str, Any]:
    """How the desk stands, once every worker says so: ten new connections in a row, at last."""
    deadline, agreeing = time.monotonic() + PATIENCE, 0
    while True:
        answer = httpx2.get(client.base_url.join("/api/desk"), timeout=PATIENCE)
        found: dict[str, Any] = answer.json()["channels"]["chat"]
        agreeing = agreeing + 1 if found["state"] == state else 0
        if agreeing == 10:
            return found
        assert time.monotonic() < deadline, found


EVERYBODY = ["topics", "education-levels", "categories", "replies", "centres", "colleagues", "shifts"]
SOME_DAY = "from=2026-11-01&to=2026-11-02"
COORDINATORS = ["opening-hours", "closures", "holidays?year=2027", "audit"]
COORDINATORS += [f"statistics/{name}?{SOME_DAY}" for name in ("load", "waits")]


@pytest.mark.parametrize("path", EVERYBODY + COORDINATORS)
def test_nothing_is_shown_to_whoever_is_not_signed_in(url: str, path: str) -> None:
    assert refused(httpx2.get(f"{url}/api/{path}", timeout=PATIENCE)) == (401, "not_signed_in")


@pytest.mark.parametrize("path", EVERYBODY)
def test_lists_are_for_all_staff(counsellor: httpx2.Client, coordinator: httpx2.Client, path: str) -> None:
    assert counsellor.get(f"/api/{path}").status_code == 200
    assert coordinator.get(f"/api/{path}").status_code == 200


@pytest.mark.parametrize("path", COORDINATORS)
def test_planning_is_for_coordinators(counsellor: httpx2.Client, path: str) -> None:
    assert refused(counsellor.get(f"/api/{path}")) == (403, "not_allowed")


@pytest.mark.parametrize(
    ("method", "path"),
    [
        ("PUT", "opening-hours"),
        ("POST", "closures"),
        ("DELETE", f"closures/{NOBODY}"),
        ("POST", "desk/close"),
        ("POST", "desk/reopen"),
        ("POST", "shifts"),
        ("PUT", f"shifts/{NOBODY}"),
    ],
)
def test_a_counsellor_changes_none_of_it(counsellor: httpx2.Client, method: str, path: str) -> None:
    assert refused(counsellor.request(method, f"/api/{path}", json={})) == (403, "not_allowed")


def test_a_change_without_the_desks_header_is_refused_before_its_body(coordinator: httpx2.Client) -> None:
    answer = coordinator.put("/api/opening-hours", content=b"{", headers={"X-Desk": ""})
    assert refused(answer) == (403, "not_allowed")


def test_lists_have_their_shapes(counsellor: httpx2.Client) -> None:
    topics = counsellor.get("/api/topics").json()
    assert {child["code"] for top in topics["topics"] for child in top["children"]} >= {"UTD.BAC", "JOB.YRK"}
    assert "FULL" in {one["code"] for one in counsellor.get("/api/categories").json()["outcome"]["fields"]}
    levels = counsellor.get("/api/education-levels").json()
    assert {"education_background", "education_level_asked"} <= set(levels)
    assert all(one["nb"] and one["nn"] for one in counsellor.get("/api/replies").json()["counsellor_replies"])
    assert all({"code", "name"} <= set(centre) for centre in counsellor.get("/api/centres").json())
    colleague = counsellor.get("/api/colleagues").json()[0]
    assert set(colleague) == {
        *("counsellor_id", "name", "centre", "presence", "channels", "free", "on_shift_until")
    }


@pytest.mark.usefixtures("always_open")
class TestHours:
    """Changes that citizens see at once."""

    def test_new_rules_hold_for_the_next_question(self, coordinator: httpx2.Client) -> None:
        chat(coordinator, "open")
        answer = coordinator.put("/api/opening-hours", json={"weekly_rules": []})
        assert answer.status_code == 200
        assert answer.json()["weekly_rules"] == []
        door = chat(coordinator, "closed")
        assert (door["opens_at"], door["reason"]) == (None, "outside_hours")
        asked = coordinator.post("/api/contacts", json={"channel": "chat", "language": "nn"})
        assert refused(asked) == (409, "desk_closed")

    def test_what_was_put_is_what_is_read(self, coordinator: httpx2.Client) -> None:
        rule = {
            "date": "2027-02-27",
            "channel": "chat",
            "intervals": [["11:00", "15:00"]],
            "label_nb": "Ekstra",
        }
        put = coordinator.put(
            "/api/opening-hours", json={"weekly_rules": [ALWAYS], "date_rules": [rule]}
        ).json()
        read = coordinator.get("/api/opening-hours").json()
        assert put == read
        assert rule.items() <= read["date_rules"][0].items()

    @pytest.mark.parametrize(
        ("body", "field"),
        [
            ({"weekly_rules": [{"weekly": {"1": [["10:00", "10:00"]]}}]}, "weekly_rules.0.weekly.1.0"),
            ({"weekly_rules": [ALWAYS, ALWAYS]}, "weekly_rules.1"),
            ({"date_rules": [{"date": "1890-01-01", "intervals": []}]}, "date_rules.0.date"),
            ([], "body"),
        ],
    )
    def test_a_wrong_field_is_named(self, coordinator: httpx2.Client, body: Any, field: str) -> None:
        answer = coordinator.put("/api/opening-hours", json=body)
        assert refused(answer) == (422, "invalid")
        assert field in answer.json()["error"]["details"]
        chat(coordinator, "open")

    @pytest.mark.parametrize("content", [b"{", b"", b"\xff", b"[" * 20_000])
    def test_what_is_no_json_is_invalid(self, coordinator: httpx2.Client, content: bytes) -> None:
        headers = {"Content-Type": "application/json"}
        answer = coordinator.put("/api/opening-hours", content=content, headers=headers)
        assert refused(answer) == (422, "invalid")

    def test_closing_by_hand_and_reopening(self, coordinator: httpx2.Client) -> None:
        ends = datetime.now(UTC) + timedelta(hours=1)  # noqa: TID251 — the desk under test has its own clock.
        body = {"channel": None, "reason": WHY, "until": ends.isoformat()}
        assert coordinator.post("/api/desk/close", json=body).status_code == 200
        door = chat(coordinator, "closed")
        assert door["reason"] == "manual"
        assert datetime.fromisoformat(door["opens_at"]) - ends < timedelta(milliseconds=1)
        assert coordinator.get("/api/opening-hours").json()["manual"][0]["order"] == "close"
        reopened = {"channel": None, "reason": WHY, "until": None}
        assert coordinator.post("/api/desk/reopen", json=reopened).status_code == 200
        chat(coordinator, "open")

    def test_a_closure_is_added_listed_and_removed(self, coordinator: httpx2.Client) -> None:
        body: dict[str, Any] = {"date": "2027-05-20", "channel": None, "intervals": [], "label": WHY}
        made = coordinator.post("/api/closures", json=body)
        assert made.status_code == 201
        closure_id = made.json()["closure_id"]
        assert {**body, "closure_id": closure_id} in coordinator.get("/api/closures").json()
        assert coordinator.delete(f"/api/closures/{closure_id}").status_code == 204
        assert refused(coordinator.delete(f"/api/closures/{closure_id}")) == (404, "not_found")


class TestShifts:
    """Planned by the coordinator, read by whose they are."""

    def test_a_shift_is_planned_read_changed_and_removed(
        self, coordinator: httpx2.Client, counsellor: httpx2.Client
    ) -> None:
        me = counsellor.get("/api/me").json()["counsellor_id"]
        times = {"starts_at": "2027-03-01T09:00:00.000Z", "ends_at": "2027-03-01T14:00:00.000Z"}
        made = coordinator.post("/api/shifts", json={"counsellor_id": me, "channels": ["chat"], **times})
        assert made.status_code == 201
        shift_id = made.json()["shift_id"]
        march = {"from": "2027-03-01", "to": "2027-03-02"}
        own = [
            one for one in counsellor.get("/api/shifts", params=march).json() if one["shift_id"] == shift_id
        ]
        assert own[0]["starts_at"] == times["starts_at"]
        assert {one["counsellor_id"] for one in counsellor.get("/api/shifts").json()} == {me}
        calendar = counsellor.get("/api/shifts", params=march, headers={"Accept": "text/calendar"})
        assert calendar.headers["content-type"].startswith("text/calendar")
        assert "DTSTART:20270301T090000Z\r\n" in calendar.text
        both = {"counsellor_id": me, "channels": ["chat", "phone"], **times}
        changed = coordinator.put(f"/api/shifts/{shift_id}", json=both)
        assert changed.json()["channels"] == ["chat", "phone"]
        assert coordinator.delete(f"/api/shifts/{shift_id}").status_code == 204
        assert refused(coordinator.delete(f"/api/shifts/{shift_id}")) == (404, "not_found")
        assert refused(coordinator.put(f"/api/shifts/{shift_id}", json=both)) == (404, "not_found")

    @pytest.mark.parametrize("body", [{}, [], {"counsellor_id": "x"}, None])
    def test_a_wrong_shift_is_invalid(self, coordinator: httpx2.Client, body: Any) -> None:
        assert refused(coordinator.post("/api/shifts", json=body)) == (422, "invalid")


class TestStatistics:
    """Rows that add up, as JSON and as CSV."""

    def test_rows_add_up_and_are_defined(self, coordinator: httpx2.Client) -> None:
        week = {"from": "2026-11-16", "to": "2026-11-21", "channel": "chat"}
        found = coordinator.get("/api/statistics/load", params=week).json()
        assert len(found["rows"]) == 5 * 24
        for row in found["rows"]:
            ends = ("abandoned", "short_abandoned", "turned_away", "callback", "lost", "still_waiting")
            assert row["arrivals"] == row["answered"] + sum(row[end] for end in ends)
            assert row["centre"] is None
        assert set(found["definitions"]) | {"starts_at", "channel", "centre"} == set(found["rows"][0])

    def test_csv_has_the_same_figures(self, coordinator: httpx2.Client) -> None:
        week = {"from": "2026-11-16", "to": "2026-11-21", "centre": "each"}
        rows = coordinator.get("/api/statistics/load", params=week).json()["rows"]
        answer = coordinator.get("/api/statistics/load", params=week, headers={"Accept": "text/csv"})
        assert answer.headers["content-type"] == "text/csv; charset=utf-8"
        assert answer.content.startswith(b"\xef\xbb\xbfstarts_at;channel;centre;arrivals;answered;")
        lines = answer.content.decode("utf-8-sig").split("\r\n")
        names = lines[0].split(";")
        read = [dict(zip(names, line.split(";"), strict=True)) for line in lines[1:] if line]
        assert read == [{name: "" if row[name] is None else str(row[name]) for name in names} for row in rows]

    def test_promised_waits_are_defined_and_as_csv_too(self, coordinator: httpx2.Client) -> None:
        asked = f"/api/statistics/waits?{SOME_DAY}"
        assert set(coordinator.get(asked).json()["definitions"]) == {"promised", "inside"}
        answer = coordinator.get(asked, headers={"Accept": "text/csv"})
        assert answer.content.startswith(b"\xef\xbb\xbfstarts_at;channel;promised;answered;inside;")

    def test_workbook_has_a_sheet_of_definitions(self, coordinator: httpx2.Client) -> None:
        day = {"from": "2026-11-16", "to": "2026-11-17"}
        kind = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
        answer = coordinator.get("/api/statistics/load", params=day, headers={"Accept": kind})
        assert answer.headers["content-type"] == kind
        with ZipFile(BytesIO(answer.content)) as archive:
            assert archive.read("xl/worksheets/sheet1.xml").count(b"<row>") == 1 + 2 * 24
            assert b"arrivals" in archive.read("xl/worksheets/sheet2.xml")

    @pytest.mark.parametrize(
        ("params", "field"),
        [
            ({}, "from"),
            ({"from": "2026-11-16", "to": "2026-11-15"}, "to"),
            ({"from": "1026-11-16", "to": "2026-11-15"}, "from"),
            ({"from": "2026-11-16", "to": "2026-11-17", "centre": "=1+1"}, "centre"),
        ],
    )
    def test_a_question_without_sense_is_invalid(
        self, coordinator: httpx2.Client, params: dict[str, str], field: str
    ) -> None:
        answer = coordinator.get("/api/statistics/load", params=params)
        assert refused(answer) == (422, "invalid")
        assert field in answer.json()["error"]["details"]

    def test_topics_are_counted(self, coordinator: httpx2.Client) -> None:
        found = coordinator.get("/api/statistics/topics?from=2026-09-01&to=2026-12-01").json()
        assert found["contacts"] >= found["without_topic"]
        assert {row["topic"] for row in found["rows"]} >= {"UTD", "UTD.BAC"}
