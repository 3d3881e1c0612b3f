"""The clock: PostgreSQL's time plus monotonic time, whatever the machine's own clock says."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from app.clock import DatabaseClock, MovedClock

NOON = datetime(2026, 11, 23, 12, 0, 0, 123_987, tzinfo=UTC)


class Seconds:
    def __init__(self) -> None:
        self.value = 100.0

    def __call__(self) -> float:
        return self.value


def test_now_is_the_databases_time_plus_what_has_passed_since() -> None:
    seconds = Seconds()
    clock = DatabaseClock(monotonic=seconds)
    clock.calibrate(NOON, 98.0)
    assert clock.now() == NOON.replace(microsecond=123_000) + timedelta(seconds=2)
    seconds.value += 0.0005
    assert clock.now().microsecond == 124_000


def test_calibration_is_known_to_have_happened() -> None:
    clock = DatabaseClock()
    assert not clock.calibrated
    clock.calibrate(NOON, clock.monotonic())
    assert clock.calibrated


def test_time_without_a_zone_is_refused() -> None:
    with pytest.raises(ValueError, match="aware"):
        DatabaseClock().calibrate(NOON.replace(tzinfo=None), 0.0)


def test_offset_moves_every_instant_also_after_calibration() -> None:
    clock = DatabaseClock(timedelta(days=1), monotonic=Seconds())
    clock.calibrate(NOON, 100.0)
    assert clock.now() == NOON.replace(microsecond=123_000) + timedelta(days=1)


def test_moved_clock_stands_still_until_it_is_moved() -> None:
    clock = MovedClock(NOON)
    assert clock.now() == clock.now() == NOON.replace(microsecond=123_000)
    clock.move(timedelta(hours=1))
    assert (clock.now().hour, clock.monotonic()) == (13, 3600.0)
    clock.set(NOON)
    assert (clock.now().hour, clock.monotonic()) == (12, 3600.0)
