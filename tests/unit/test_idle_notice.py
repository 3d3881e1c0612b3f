"""The notice between the warning of a silence and its end, whatever the desk has decided."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from uuid import uuid4

import pytest

from app.domain.policy import Policy
from app.repositories.idle import Idle, notice

NOON = datetime(2026, 11, 23, 12, tzinfo=UTC)


@pytest.mark.parametrize(
    ("warning", "end", "seconds"), [(300, 600, 300), (1, 600, 599), (600, 600, 600), (900, 300, 300)]
)
def test_the_notice_is_never_nothing(warning: int, end: int, seconds: int) -> None:
    policy = replace(Policy(), idle_warning_seconds=warning, idle_end_seconds=end)
    assert notice(policy) == timedelta(seconds=seconds)


@pytest.mark.parametrize(
    ("silent", "warned", "over"),
    [(600, 300, True), (599, 300, False), (3600, 299, False), (3600, None, False)],
)
def test_the_end_needs_the_whole_silence_and_the_whole_notice(
    silent: int, warned: int | None, over: bool
) -> None:
    warned_at = None if warned is None else NOON - timedelta(seconds=warned)
    idle = Idle(uuid4(), NOON - timedelta(seconds=silent), warned_at)
    assert idle.is_over(NOON, Policy()) is over
