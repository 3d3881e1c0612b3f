"""Figures as a coordinator reads them, in every format, against a second count of the log."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime

from app.clock import DatabaseClock
from app.demo.staff import COORDINATOR, PASSWORD
from app.settings import Settings
from app.wiring import build
from tests.factories import Hand
from tests.integration import counted_anew
from tests.integration.golden_desk import coordinator_at
from tests.integration.golden_reading import read, read_csv, read_xlsx, shape

EVERY_PART = ("", "hour", "day", "week", "month", "weekday", "clock_hour", "centre", "language")
TWO_PARTS = ("weekday,clock_hour", "centre,language", "month,centre")


async def every_format_says_the_same_as_a_second_count(
    settings: Settings, now: datetime, period: Mapping[str, str], breakdowns: Sequence[str]
) -> None:
    """JSON, CSV and xlsx of a demo's desk, whole and broken down: what came of everybody who came."""
    assert settings.database_url is not None
    came = counted_anew.everybody(settings.database_url, period["from"], period["to"])
    clock = DatabaseClock(monotonic=Hand())
    clock.calibrate(now, 0.0)
    sign_in = {"email": COORDINATOR.email, "password": PASSWORD}
    async with coordinator_at(build(settings, clock), sign_in) as desk:
        for asked in breakdowns:
            parts = [part for part in asked.split(",") if part]
            rows = shape((await read(desk, "figures", **period, by=asked))["rows"])
            expected = counted_anew.by(came, parts)
            for row in rows:
                place = tuple(row[name] or "" for name in ("channel", *parts))
                wanted = expected.pop(place, counted_anew.NOBODY)
                assert {name: row[name] for name in wanted} == wanted, (asked, place)
            assert expected == {}, asked
            assert await read_csv(desk, "figures", **period, by=asked) == rows, asked
            assert await read_xlsx(desk, "figures", **period, by=asked) == rows, asked
