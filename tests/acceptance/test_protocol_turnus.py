"""The turnus as people meet it: the end of a duty, work outside the plan, weeks, files and secret calendars.

On the schema of the release before, what needs the new one answers 503, and everything else goes on.
"""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import datetime, timedelta

from tests.acceptance.test_protocol_door import error_of
from tests.fixtures.raw_client import StaffMember
from tests.fixtures.scene import Scene

AWAY = """UPDATE shift SET starts_at = starts_at {0} interval '4000 days',
  ends_at = ends_at {0} interval '4000 days' WHERE counsellor_id = %(id)s"""
ENDING = """INSERT INTO shift (id, counsellor_id, starts_at, ends_at, channels)
VALUES (gen_random_uuid(), %(id)s, now() - interval '5 hours', now() + interval '10 minutes', '{{chat}}')"""
GONE = "DELETE FROM shift WHERE counsellor_id = %(id)s AND ends_at > now() - interval '1 day'"


async def knows_repetitions(coordinator: StaffMember) -> bool:
    """Whether the schema is this release's own."""
    answer = await coordinator.change("DELETE", "/api/shifts/series/01900000-0000-7000-8000-000000000000")
    assert answer.status_code in (404, 503), answer.text
    return answer.status_code == 404


@asynccontextmanager
async def ending_soon(scene: Scene, counsellor_id: str) -> AsyncIterator[None]:
    """Her one shift ends in ten minutes; afterwards she has those she had."""
    scene.running.execute(AWAY.format("-"), {"id": counsellor_id})
    scene.running.execute(ENDING.format(), {"id": counsellor_id})
    try:
        yield
    finally:
        scene.running.execute(GONE, {"id": counsellor_id})
        scene.running.execute(AWAY.format("+"), {"id": counsellor_id})


async def test_near_the_end_of_her_duty_she_is_offered_nothing_until_it_is_prolonged(scene: Scene) -> None:
    worker, coordinator = await scene.worker(6), await scene.member("koordinator")
    assert worker.snapshot["presence"]["last_offers"] is False
    async with ending_soon(scene, worker.id):
        snapshot = await worker.come()
        assert snapshot["presence"]["last_offers"] is True
        assert snapshot["presence"]["on_shift_until"] == snapshot["shift_until"]
        asker = await scene.asker()
        until = datetime.fromisoformat(snapshot["server_time"]) + timedelta(hours=1)
        extra = {
            "counsellor_id": worker.id,
            "until": until.isoformat(),
            "channels": ["chat"],
            "reason": "Ingen andre",
        }
        answer = await coordinator.change("POST", "/api/shifts/extra", extra)
        if answer.status_code == 503:
            await worker.socket.ok("take", contact_id=asker.contact_id)
        else:
            assert answer.status_code == 201, answer.text
            told = await worker.socket.until("presence", last_offers=False)
            assert told["on_shift_until"] == until.isoformat(timespec="milliseconds").replace("+00:00", "Z")
            await worker.accept(asker.contact_id)
        await worker.finish(asker.contact_id)


async def test_weeks_are_shown_and_copied_on_either_schema(scene: Scene) -> None:
    coordinator, member = await scene.member("koordinator"), await scene.member("veileder2")
    body = {
        "counsellor_id": member.me["counsellor_id"],
        "starts_at": "2030-05-06T08:00:00.000Z",
        "ends_at": "2030-05-06T12:00:00.000Z",
        "channels": ["chat"],
    }
    made = (await coordinator.change("POST", "/api/shifts", body)).json()
    rota = (await coordinator.read("/api/rota?week=2030-W19")).json()
    shifts = [one for centre in rota["centres"] for who in centre["counsellors"] for one in who["shifts"]]
    assert [one["shift_id"] for one in shifts] == [made["shift_id"]]
    assert (shifts[0]["series_id"], shifts[0]["reason"], shifts[0]["conflicts"]) == (None, None, [])
    weeks = {"from_week": "2030-W19", "to_week": "2030-W20", "centre": None, "preview": False}
    copied = await coordinator.change("POST", "/api/rota/copy", weeks)
    assert [one["starts_at"] for one in copied.json()["added"]] == ["2030-05-13T08:00:00.000Z"]
    found = (await coordinator.read("/api/shifts?from=2030-05-01&to=2030-06-01")).json()
    for shift in found:
        assert (await coordinator.change("DELETE", f"/api/shifts/{shift['shift_id']}")).status_code == 204
    assert len(found) == 2
    error_of(await member.read("/api/rota?week=2030-W19"), 403, "not_allowed")


async def test_a_secret_address_stands_in_no_log(scene: Scene) -> None:
    member, coordinator = await scene.member("veileder3"), await scene.member("koordinator")
    made = await member.change("POST", "/api/calendar-feeds")
    if not await knows_repetitions(coordinator):
        error_of(made, 503, "unavailable")
        return
    assert made.status_code == 201, made.text
    path = "/api/calendars/" + made.json()["url"].rpartition("/")[2]
    assert (await scene.desk.http.get(path)).status_code == 200
    closed = await member.change("DELETE", f"/api/calendar-feeds/{made.json()['feed_id']}")
    assert closed.status_code == 204
    for gone in (path, path + "x", path.replace(".ics", "%00.ics"), path.removesuffix(".ics")):
        assert (await scene.desk.http.get(gone)).status_code == 404
    secret = path.rpartition("/")[2].removesuffix(".ics")
    assert len(secret) >= 43
    assert secret not in scene.running.told()
