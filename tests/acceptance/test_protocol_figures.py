"""The coordinator's figures: the board now, and the load per hour (protocol § 2 and § 3.3)."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable

import pytest

from tests.acceptance.test_protocol_door import INSTANT, error_of
from tests.fixtures.raw_client import Frame, RawSocket
from tests.fixtures.scene import NOTHING_REGISTERED, Scene

OUTCOMES = (
    "answered",
    "abandoned",
    "short_abandoned",
    "turned_away",
    "callback",
    "lost",
    "still_waiting",
)
FIGURES = (
    "starts_at",
    "channel",
    "centre",
    "arrivals",
    *OUTCOMES,
    "answered_within_target",
    "wait_p50_seconds",
    "wait_p90_seconds",
    "handle_mean_seconds",
    "staffed_seconds",
    "busy_seconds",
    "most_at_once",
)
CHANNEL = {
    "waiting",
    "longest_wait_seconds",
    "expected_wait",
    "answered_within_target",
    "abandoned",
}
CENTRE = {"centre", "on_shift", "ready", "active", "wrap_up", "break", "missing"}


async def board_of(scene: Scene) -> RawSocket:
    """A live board."""
    return await (await scene.member("koordinator")).socket("/ws/coordinator")


async def test_the_board_is_numbers_and_names_of_staff(scene: Scene) -> None:
    socket = await board_of(scene)
    board = (await socket.until("snapshot"))["board"]
    await socket.until("live")
    assert [frame["type"] for frame in socket.frames[:2]] == ["snapshot", "live"]
    assert {"at", "channels", "centres", "hour", "alerts"} <= set(board)
    assert set(board["channels"]) >= {"chat"}
    assert all(set(channel) >= CHANNEL for channel in board["channels"].values())
    assert all(set(centre) >= CENTRE for centre in board["centres"])
    assert INSTANT.fullmatch(board["hour"]["starts_at"])
    assert {"starts_at", "arrivals", "forecast"} <= set(board["hour"])
    missing = [one for centre in board["centres"] for one in centre["missing"]]
    assert all(set(one) == {"counsellor_id", "name"} for one in missing)
    assert all(set(alert) == {"code", "since"} for alert in board["alerts"])
    again = await socket.until("board")
    assert again["at"] > board["at"], "a board comes though nothing happens, so that its age can be told"


async def test_the_board_follows_a_conversation(scene: Scene) -> None:
    socket = await board_of(scene)
    before = (await socket.until("snapshot"))["board"]
    worker = await scene.worker()
    asker = await scene.asker(text="Dette er hemmelig")
    await _until(socket, lambda board: board["channels"]["chat"]["waiting"] == 1)
    await worker.accept(asker.contact_id)
    centre = worker.member.me["centre"]
    await _until(socket, lambda board: _of(board, centre)["active"] == 1)
    await worker.socket.ok("end", contact_id=asker.contact_id)
    board = await _until(socket, lambda board: _of(board, centre)["wrap_up"] == 1)
    assert board["hour"]["starts_at"] != before["hour"]["starts_at"] or (
        board["hour"]["arrivals"] == before["hour"]["arrivals"] + 1
    )
    await worker.socket.ok("wrap_up", contact_id=asker.contact_id, **NOTHING_REGISTERED)
    await worker.be("break")
    await _until(socket, lambda board: _of(board, centre)["break"] == 1)
    assert "hemmelig" not in str(socket.frames)
    assert asker.contact_id not in str(socket.frames)


def _of(board: Frame, code: str) -> Frame:
    """One centre on a board, whether it is named by its code or by its name."""
    [centre] = [one for one in board["centres"] if code in (one["centre"], one.get("code"))]
    found: Frame = centre
    return found


async def _until(socket: RawSocket, holds: Callable[[Frame], bool]) -> Frame:
    return await socket.until_any(lambda frame: frame["type"] == "board" and holds(frame), "such a board")


async def load(scene: Scene, **params: str) -> list[Frame]:
    """The rows of today and of tomorrow, by default."""
    days = scene.running.execute("SELECT to_char(now() - interval '1 day', 'YYYY-MM-DD')")
    asked = {"from": str(days[0][0]), "to": "2099-01-01", **params}
    until = scene.running.execute("SELECT to_char(now() + interval '2 days', 'YYYY-MM-DD')")
    asked["to"] = params.get("to", str(until[0][0]))
    query = "&".join(f"{name}={value}" for name, value in asked.items())
    answer = await (await scene.member("koordinator")).read(f"/api/statistics/load?{query}")
    assert answer.status_code == 200, answer.text
    assert set(answer.json()) == {"definitions", "rows"}
    rows: list[Frame] = answer.json()["rows"]
    return rows


async def test_every_row_adds_up_and_new_contacts_count_once(scene: Scene) -> None:
    before = sum(row["arrivals"] for row in await load(scene))
    asker, worker = await scene.talk()
    await worker.finish(asker.contact_id)
    quitter = await scene.asker()
    await quitter.socket.ok("leave")
    waiting = await scene.asker()
    rows = await load(scene)
    assert rows
    for row in rows:
        assert set(row) == set(FIGURES)
        assert row["arrivals"] == sum(row[name] for name in OUTCOMES), row
        assert row["centre"] is None
        assert INSTANT.fullmatch(row["starts_at"])
    assert sum(row["arrivals"] for row in rows) == before + 3
    assert sum(row["still_waiting"] for row in rows) >= 1
    assert sum(row["short_abandoned"] for row in rows) >= 1
    assert {row["channel"] for row in rows} == {"chat", "phone"}
    for channel in ("chat", "phone"):
        hours = [row["starts_at"] for row in rows if row["channel"] == channel]
        assert hours == sorted(set(hours))
    assert waiting.socket.is_open


async def test_centres_share_out_what_the_desk_counts(scene: Scene) -> None:
    asker, worker = await scene.talk()
    await worker.finish(asker.contact_id)
    whole, each = await load(scene, channel="chat"), await load(scene, channel="chat", centre="each")
    for name in ("arrivals", *OUTCOMES):
        assert sum(row[name] for row in whole) == sum(row[name] for row in each), name
    assert all(row["arrivals"] == sum(row[name] for name in OUTCOMES) for row in each)
    centre = worker.member.me["centre"]
    [own] = {row["centre"] for row in await load(scene, centre=centre)}
    assert own == centre
    assert "none" in {row["centre"] for row in each}
    unanswered = [row for row in each if row["centre"] == "none"]
    assert sum(row["answered"] for row in unanswered) == 0


async def test_days_of_25_and_23_hours_have_that_many_rows(scene: Scene) -> None:
    for day, after, hours in (("2025-10-26", "2025-10-27", 25), ("2026-03-29", "2026-03-30", 23)):
        rows = await load(scene, **{"from": day, "to": after, "channel": "chat"})
        assert len(rows) == hours
        assert all(row["arrivals"] == 0 and row["wait_p50_seconds"] is None for row in rows)


async def test_csv_is_what_a_norwegian_spreadsheet_reads(scene: Scene) -> None:
    coordinator = await scene.member("koordinator")
    path = "/api/statistics/load?from=2025-10-26&to=2025-10-27"
    answer = await coordinator.read(path, Accept="text/csv")
    assert answer.headers["content-type"].startswith("text/csv")
    assert answer.content.startswith(b"\xef\xbb\xbf")
    rows = list(csv.DictReader(io.StringIO(answer.content.decode("utf-8-sig")), delimiter=";"))
    as_json = (await coordinator.read(path)).json()["rows"]
    assert list(rows[0]) == list(FIGURES)
    assert [
        {name: "" if value is None else str(value) for name, value in row.items()} for row in as_json
    ] == rows


@pytest.mark.parametrize("call", ["load", "topics"])
@pytest.mark.parametrize(
    "query",
    [
        "",
        "from=2026-01-01",
        "from=2026-01-02&to=2026-01-01",
        "from=2026-01-01&to=2026-01-01",
        "from=1.1.2026&to=2026-02-01",
        "from=2026-13-01&to=2026-14-01",
        "from=0001-01-01&to=9999-12-31",
        "from=2026-01-01T10:00&to=2026-01-02",
        "from=%00&to=%00",
        "from[]=1&to[]=2",
    ],
)
async def test_a_time_that_makes_no_sense_is_invalid(scene: Scene, call: str, query: str) -> None:
    coordinator = await scene.member("koordinator")
    error = error_of(await coordinator.read(f"/api/statistics/{call}?{query}"), 422, "invalid")
    assert set(error["details"]) & {"from", "to"}


@pytest.mark.parametrize("query", ["resolution=minute", "channel=fax", "centre=MARS", "centre=%00"])
async def test_a_question_about_nothing_is_invalid_by_name(scene: Scene, query: str) -> None:
    coordinator = await scene.member("koordinator")
    path = f"/api/statistics/load?from=2026-01-01&to=2026-01-02&{query}"
    error = error_of(await coordinator.read(path), 422, "invalid")
    assert list(error["details"]) == [query.partition("=")[0]]


async def test_topics_count_what_was_recorded(scene: Scene) -> None:
    asker, worker = await scene.talk()
    await worker.socket.ok("end", contact_id=asker.contact_id)
    recorded = {"disposition": "FULL", "topics": ["VAL.VET"]}
    await worker.socket.ok("wrap_up", contact_id=asker.contact_id, **recorded)
    coordinator = await scene.member("koordinator")
    days = scene.running.execute("SELECT to_char(now() - interval '1 day', 'YYYY-MM-DD')")
    answer = await coordinator.read(f"/api/statistics/topics?from={days[0][0]}&to=2027-06-01")
    assert answer.status_code == 200, answer.text
    assert answer.json()["contacts"] >= 1
