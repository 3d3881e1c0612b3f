"""The turnus over HTTP: weeks, files out and in, secret calendars, work outside the plan."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from typing import Any

import httpx2
import pytest

from app.demo.staff import PASSWORD
from tests.fixtures.patience import PATIENCE, page
from tests.fixtures.stores import folder_for_servers
from tests.integration.demo_desk import demo_desk

NOBODY = "00000000-0000-4000-8000-000000000001"
CSV, ICS = {"Content-Type": "text/csv"}, {"Content-Type": "text/calendar"}
HEADER = "shift_id;email;name;centre;date;start;end;end_date;channels;reason"


@pytest.fixture(scope="module")
def url() -> Iterator[str]:
    with folder_for_servers() as data, demo_desk(data, "--no-people") as desk:
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


@pytest.fixture(scope="module")
def me(counsellor: httpx2.Client) -> str:
    return str(counsellor.get("/api/me").json()["counsellor_id"])


@pytest.fixture(scope="module")
def monday(url: str) -> datetime:
    """Ten weeks on, so that the demo's own rota is not met."""
    now = datetime.fromisoformat(httpx2.get(f"{url}/api/desk", timeout=PATIENCE).json()["server_time"])
    day = now.astimezone(UTC).replace(hour=0, minute=0, second=0, microsecond=0)
    return day - timedelta(days=day.weekday()) + timedelta(weeks=10)


def week(at: datetime) -> str:
    year, number, _ = at.isocalendar()
    return f"{year}-W{number:02}"


def refused(answer: httpx2.Response) -> tuple[int, str]:
    return answer.status_code, answer.json()["error"]["code"]


def hers(rota: dict[str, Any], who: str) -> list[dict[str, Any]]:
    people = [one for centre in rota["centres"] for one in centre["counsellors"]]
    return next(one["shifts"] for one in people if one["counsellor_id"] == who)


@pytest.fixture
def empty(coordinator: httpx2.Client, monday: datetime) -> Iterator[None]:
    """What a test plans in those weeks is gone afterwards."""
    yield
    span = {"from": monday.date().isoformat(), "to": (monday + timedelta(weeks=4)).date().isoformat()}
    for shift in coordinator.get("/api/shifts", params=span).json():
        if datetime.fromisoformat(shift["starts_at"]) >= monday - timedelta(days=1):
            coordinator.delete(f"/api/shifts/{shift['shift_id']}")


@pytest.mark.usefixtures("empty")
def test_a_series_is_seen_in_its_week_copied_and_ended(
    coordinator: httpx2.Client, monday: datetime, me: str
) -> None:
    body = {
        "counsellor_id": me,
        "weekdays": [1, 2],
        "every_weeks": 1,
        "starts": "10:00",
        "ends": "20:00",
        "first": monday.date().isoformat(),
        "last": (monday + timedelta(days=6)).date().isoformat(),
        "channels": ["chat", "phone"],
        "skip_closed": False,
    }
    shown = coordinator.post("/api/shifts/series", json={**body, "preview": True})
    assert (shown.status_code, shown.json()["series_id"], len(shown.json()["shifts"])) == (200, None, 2)
    made = coordinator.post("/api/shifts/series", json={**body, "preview": False})
    assert made.status_code == 201
    rota = coordinator.get("/api/rota", params={"week": week(monday)}).json()
    assert set(rota) >= {"week", "starts_on", "ends_on", "centres", "gaps", "staffed"}
    assert rota["starts_on"] == body["first"]
    shifts = hers(rota, me)
    assert [one["series_id"] for one in shifts] == [made.json()["series_id"]] * 2
    assert {gap["channel"] for gap in rota["gaps"]} == {"chat", "phone"}
    assert max(hour["chat"] for hour in rota["staffed"]) == 1
    weeks: dict[str, Any] = {
        "from_week": week(monday),
        "to_week": week(monday + timedelta(weeks=1)),
        "centre": None,
    }
    copied = coordinator.post("/api/rota/copy", json={**weeks, "preview": False}).json()
    assert (len(copied["added"]), copied["skipped"]) == (2, [])
    again = coordinator.post("/api/rota/copy", json={**weeks, "preview": False}).json()
    assert (again["added"], [one["why"] for one in again["skipped"]]) == ([], ["exists"] * 2)
    path = f"/api/shifts/series/{made.json()['series_id']}"
    assert coordinator.delete(path, params={"from": monday.date().isoformat()}).json() == {"removed": 2}
    assert coordinator.get("/api/rota", params={"week": week(monday), "weeks": "2"}).status_code == 200


@pytest.mark.usefixtures("empty")
@pytest.mark.parametrize("kind", ["text/csv", "text/calendar"])
def test_what_is_exported_edited_and_imported_changes_and_never_doubles(
    coordinator: httpx2.Client, monday: datetime, me: str, kind: str
) -> None:
    at = monday.replace(hour=9)
    body = {
        "counsellor_id": me,
        "starts_at": at.isoformat(),
        "ends_at": (at + timedelta(hours=4)).isoformat(),
    }
    made = coordinator.post("/api/shifts", json={**body, "channels": ["chat"]}).json()
    span = {"from": monday.date().isoformat(), "to": (monday + timedelta(weeks=1)).date().isoformat()}
    out = coordinator.get("/api/shifts", params=span, headers={"Accept": kind})
    assert out.headers["content-type"].startswith(kind)
    same = coordinator.post(
        "/api/shifts/import?preview=false", content=out.content, headers={"Content-Type": kind}
    )
    assert same.status_code == 200, same.text
    assert (same.json()["unchanged"], same.json()["added"], same.json()["changed"]) == (1, [], [])
    edited = out.text.replace("chat", "phone")
    shown = coordinator.post(
        "/api/shifts/import", content=edited.encode(), headers={"Content-Type": kind}
    ).json()
    assert (shown["applied"], len(shown["changed"]), shown["errors"]) == (False, 1, [])
    answer = coordinator.post(
        "/api/shifts/import?preview=false", content=edited.encode(), headers={"Content-Type": kind}
    )
    done = answer.json()
    assert (done["applied"], done["changed"][0]["before"]["channels"]) == (True, ["chat"])
    [now] = [
        one
        for one in coordinator.get("/api/shifts", params=span).json()
        if one["starts_at"] == made["starts_at"]
    ]
    assert (now["shift_id"], now["channels"]) == (made["shift_id"], ["phone"])


@pytest.mark.usefixtures("empty")
def test_a_file_with_one_wrong_line_changes_nothing(coordinator: httpx2.Client, monday: datetime) -> None:
    day = monday.date().isoformat()
    good = f";veileder1@desk.example;;;{day};10:00;14:00;;chat;"
    bad = f";veileder1@desk.example;;;{day};10:00;25:00;;chat;"
    span = {"from": day, "to": (monday + timedelta(days=1)).date().isoformat()}
    before = coordinator.get("/api/shifts", params=span).json()
    text = "\r\n".join([HEADER, good, bad, ";hvem;;;x;10:00;12:00;;fax;"])
    done = coordinator.post("/api/shifts/import?preview=false", content=text, headers=CSV).json()
    assert done["applied"] is False
    assert [(one["line"], one["code"]) for one in done["errors"]] == [
        (3, "bad_time"),
        (4, "bad_date"),
        (4, "unknown_channel"),
    ]
    assert coordinator.get("/api/shifts", params=span).json() == before
    text = "\r\n".join([HEADER, good])
    shown = coordinator.post("/api/shifts/import?preview=true", content=text, headers=CSV).json()
    assert (shown["applied"], shown["added"][0]["name"], shown["added"][0]["shift_id"]) == (
        False,
        "Eldbjørg Eksempel",
        None,
    )
    assert coordinator.get("/api/shifts", params=span).json() == before


def test_a_file_is_bounded_and_whoever_imports_is_a_coordinator(
    coordinator: httpx2.Client, counsellor: httpx2.Client
) -> None:
    large = coordinator.post("/api/shifts/import", content=b"x" * 1_100_000, headers=CSV)
    assert refused(large) == (422, "invalid")
    assert refused(counsellor.post("/api/shifts/import", content=HEADER, headers=CSV)) == (403, "not_allowed")
    for path in ("/api/rota?week=2027-W01", "/api/rota"):
        assert refused(counsellor.get(path)) == (403, "not_allowed")
    wrong = coordinator.post("/api/shifts/import?preview=perhaps", content=HEADER, headers=CSV)
    assert refused(wrong) == (422, "invalid")
    million = b"BEGIN:VCALENDAR\r\n" + b"BEGIN:VEVENT\r\nEND:VEVENT\r\n" * 38_000
    answer = coordinator.post("/api/shifts/import", content=million, headers=ICS).json()
    assert (len(answer["errors"]), answer["applied"], answer["more_errors"] > 1000) == (50, False, True)


@pytest.mark.parametrize(
    ("query", "field"),
    [
        ({}, "week"),
        ({"week": "2027"}, "week"),
        ({"week": "2027-W53"}, "week"),
        ({"week": "2027-W01", "weeks": "99"}, "weeks"),
    ],
)
def test_a_wrong_week_is_named(coordinator: httpx2.Client, query: dict[str, str], field: str) -> None:
    answer = coordinator.get("/api/rota", params=query)
    assert refused(answer) == (422, "invalid")
    assert list(answer.json()["error"]["details"]) == [field]


def test_wrong_plans_are_refused_with_their_fields(coordinator: httpx2.Client) -> None:
    for path, body, field in (
        ("shifts/series", {}, "counsellor_id"),
        ("rota/copy", {"from_week": "2027-W01", "to_week": "2027-W01"}, "to_week"),
        ("rota/copy", {"from_week": "2027-W01", "to_week": "2027-W02", "centre": "X"}, "centre"),
        ("shifts/extra", {"counsellor_id": NOBODY}, "until"),
    ):
        answer = coordinator.post(f"/api/{path}", json=body)
        assert refused(answer) == (422, "invalid"), path
        assert field in answer.json()["error"]["details"], path
    assert refused(coordinator.delete(f"/api/shifts/series/{NOBODY}")) == (404, "not_found")


def test_a_calendar_of_ones_own_is_read_by_its_secret_address_until_it_is_revoked(
    url: str, counsellor: httpx2.Client, coordinator: httpx2.Client, me: str, monday: datetime
) -> None:
    at = monday.replace(hour=9)
    times = {"starts_at": at.isoformat(), "ends_at": (at + timedelta(hours=4)).isoformat()}
    shift = coordinator.post("/api/shifts", json={"counsellor_id": me, "channels": ["chat"], **times}).json()
    made = counsellor.post("/api/calendar-feeds")
    assert made.status_code == 201
    address = made.json()["url"]
    assert address.startswith(f"{url}/api/calendars/")
    assert [set(one) for one in counsellor.get("/api/calendar-feeds").json()] == [{"feed_id", "created_at"}]
    assert coordinator.get("/api/calendar-feeds").json() == []
    read = httpx2.get(address, timeout=PATIENCE)
    assert (read.status_code, read.headers["cache-control"]) == (200, "private, max-age=300")
    assert f"UID:{shift['shift_id']}@guidance-desk" in read.text.replace("\r\n ", "")
    assert "ATTENDEE" not in read.text
    again = httpx2.get(address, headers={"If-None-Match": read.headers["etag"]}, timeout=PATIENCE)
    assert (again.status_code, again.content) == (304, b"")
    coordinator.delete(f"/api/shifts/{shift['shift_id']}")
    former = {"If-None-Match": read.headers["etag"]}
    assert httpx2.get(address, headers=former, timeout=PATIENCE).status_code == 200
    path = f"/api/calendar-feeds/{made.json()['feed_id']}"
    assert refused(coordinator.delete(path)) == (404, "not_found")
    assert counsellor.delete(path).status_code == 204
    assert refused(counsellor.delete(path)) == (404, "not_found")
    unknown = f"{url}/api/calendars/{'a' * 43}.ics"
    for gone in (
        address,
        unknown,
        unknown.replace("a.ics", "ø.ics"),
        unknown.replace("a.ics", "a" * 90 + ".ics"),
    ):
        assert httpx2.get(gone, timeout=PATIENCE).status_code == 404


def test_somebody_has_ten_calendars_at_most(counsellor: httpx2.Client) -> None:
    made = [counsellor.post("/api/calendar-feeds") for _ in range(10)]
    assert refused(counsellor.post("/api/calendar-feeds")) == (409, "wrong_state")
    for one in made:
        assert counsellor.delete(f"/api/calendar-feeds/{one.json()['feed_id']}").status_code == 204


def test_work_outside_the_plan_is_there_at_once(coordinator: httpx2.Client, me: str) -> None:
    now = datetime.fromisoformat(coordinator.get("/api/desk").json()["server_time"])
    body = {"until": (now + timedelta(hours=2)).isoformat(), "channels": ["chat"], "reason": "Bo er syk"}
    made = coordinator.post("/api/shifts/extra", json={"counsellor_id": me, **body})
    assert made.status_code == 201
    [shift] = [
        one
        for one in hers(coordinator.get("/api/rota", params={"week": week(now)}).json(), me)
        if one["shift_id"] == made.json()["shift_id"]
    ]
    assert shift["reason"] == "Bo er syk"
    entries = coordinator.get("/api/audit", params={"about": "shifts"}).json()["entries"]
    assert (entries[0]["action"], entries[0]["after"]["name"]) == ("extra_shift_added", "Eldbjørg Eksempel")
    assert coordinator.delete(f"/api/shifts/{shift['shift_id']}").status_code == 204
