"""What the desk tells its citizens or its staff for a while: a notice in every language, with its time."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Any
from uuid import UUID

from app.domain.one_line import read_line
from app.domain.reading import Problems, read_instant, read_mapping
from app.domain.wording import REQUIRED, Wording, wording_from

LONGEST_NOTICE = 500
LONGEST_SPAN = timedelta(days=366)
MOST_AHEAD = 100
"""Notices that have not ended yet."""


class Audience(StrEnum):
    """Who reads it."""

    CITIZENS = "citizens"
    STAFF = "staff"


@dataclass(frozen=True, slots=True)
class NoticeBody:
    """A notice as a coordinator writes it; it stands from `starts_at` up to but not including `ends_at`."""

    audience: Audience
    words: Wording
    starts_at: datetime
    ends_at: datetime


@dataclass(frozen=True, slots=True)
class Notice:
    """A notice that is kept."""

    notice_id: UUID
    audience: Audience
    words: Wording
    starts_at: datetime
    ends_at: datetime

    def stands(self, now: datetime) -> bool:
        """Whether it is to be read now."""
        return self.starts_at <= now < self.ends_at


def read_notice(body: object, now: datetime) -> NoticeBody:
    """A notice from a posted body; raises `Invalid` with field -> why. It must not have ended."""
    problems = Problems()
    given = read_mapping(problems, "body", body)
    audience = _audience(problems, given.get("audience"))
    words = {
        language: read_line(problems, language, given.get(language), most=LONGEST_NOTICE)
        for language in REQUIRED
    }
    starts_at = read_instant(problems, "starts_at", given.get("starts_at"))
    ends_at = read_instant(problems, "ends_at", given.get("ends_at"))
    if starts_at is not None and ends_at is not None:
        _check_span(problems, starts_at, ends_at, now)
    problems.raise_any()
    assert starts_at is not None
    assert ends_at is not None
    return NoticeBody(audience, wording_from(words), starts_at, ends_at)


def _audience(problems: Problems, value: Any) -> Audience:
    if isinstance(value, str) and value in set(Audience):
        return Audience(value)
    problems.add("audience", "must be citizens or staff")
    return Audience.STAFF


def _check_span(problems: Problems, starts_at: datetime, ends_at: datetime, now: datetime) -> None:
    if ends_at <= starts_at:
        problems.add("ends_at", "must be later than starts_at")
    elif ends_at <= now:
        problems.add("ends_at", "must lie in the future")
    elif ends_at - starts_at > LONGEST_SPAN:
        problems.add("ends_at", f"must be at most {LONGEST_SPAN.days} days after starts_at")


def standing(notices: Iterable[Notice], audience: Audience, now: datetime) -> list[Notice]:
    """Those to be read now, the newest begun first."""
    found = [one for one in notices if one.audience is audience and one.stands(now)]
    return sorted(found, key=lambda one: (one.starts_at, one.notice_id), reverse=True)


def turning(notices: Sequence[Notice], now: datetime) -> datetime | None:
    """The next instant at which one of them begins or ends; null when none does any more."""
    turns = [at for one in notices for at in (one.starts_at, one.ends_at) if at > now]
    return min(turns, default=None)
