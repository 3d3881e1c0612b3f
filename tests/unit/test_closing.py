"""Closing time: since when the door is closed, and who is told that the desk cannot answer."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from app.domain.closing import LOOK_BACK, closed_since, is_told
from app.domain.opening_rules import OpeningHours, Order, Override
from app.domain.policy import Policy
from app.domain.wording import Wording
from app.seed.hours import ordinary_hours

CLOSES = datetime(2026, 11, 26, 19, tzinfo=UTC)  # Thursday 20:00 in Oslo, until Monday.
HOURS = ordinary_hours()
WHY = Wording("brann", "brann", "a fire")
SECOND = timedelta(seconds=1)


@pytest.mark.parametrize(
    ("at", "since"),
    [
        (CLOSES - SECOND, None),
        (CLOSES, CLOSES),
        (CLOSES + timedelta(days=2), CLOSES),
        (CLOSES + timedelta(days=3, hours=14), None),
    ],
)
def test_the_door_is_closed_since_the_last_span_ended(at: datetime, since: datetime | None) -> None:
    assert closed_since(HOURS, "chat", at) == since


def test_closed_by_hand_is_closed_since_the_order() -> None:
    noon = CLOSES - timedelta(hours=8)
    hours = replace(HOURS, overrides=(Override(Order.CLOSE, WHY, since=noon),))
    assert closed_since(hours, "chat", noon + timedelta(hours=1)) == noon


def test_what_a_change_closed_is_closed_since_the_change() -> None:
    changed = CLOSES - timedelta(hours=3)
    hours = OpeningHours(changed_at=changed)
    assert closed_since(hours, "chat", changed + SECOND) == changed


def test_a_desk_that_was_never_open_is_closed_long_since() -> None:
    assert closed_since(OpeningHours(), "chat", CLOSES) == CLOSES - LOOK_BACK


@pytest.mark.parametrize(
    ("after", "ready", "told"),
    [(59, False, False), (60, False, True), (60, True, False), (899, True, False), (900, True, True)],
)
def test_who_is_told_depends_on_whether_anybody_is_ready(after: int, ready: bool, told: bool) -> None:
    now = CLOSES + after * SECOND
    early = CLOSES - timedelta(hours=1)
    assert is_told(CLOSES, early, now, anybody_ready=ready, policy=Policy()) is told


def test_who_came_back_to_the_line_after_closing_has_the_same_time() -> None:
    back = CLOSES + timedelta(minutes=30)
    for seconds, told in ((59, False), (60, True)):
        now = back + seconds * SECOND
        assert is_told(CLOSES, back, now, anybody_ready=False, policy=Policy()) is told
