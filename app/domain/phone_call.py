"""A call that a counsellor registers by hand: when it began, when it ended, what it was about."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from app.domain.contact import Language
from app.domain.policy import Policy
from app.domain.reading import Problems, read_instant, read_mapping

SKEW = timedelta(seconds=30)
"""So far ahead a counsellor's own clock may go: what it calls now is taken as now."""


@dataclass(frozen=True, slots=True)
class PhoneCall:
    """A call that goes on (no end), has ended, or is recorded with its wrap-up already."""

    request_id: UUID
    language: Language
    started_at: datetime
    ended_at: datetime | None = None
    wrap_up: Mapping[str, Any] | None = None


def read_call(body: object, *, now: datetime, policy: Policy) -> PhoneCall:
    """A call from its JSON body; raises `Invalid` with field -> why.

    It began at most `phone_register_seconds` ago, ended no earlier than it began, and neither lies ahead.
    """
    problems = Problems()
    given = read_mapping(problems, "body", body)
    request_id = _request_id(problems, given.get("request_id"))
    language = _language(problems, given.get("language"))
    started_at = _past(problems, "started_at", given.get("started_at"), now=now)
    ended_at = None
    if given.get("ended_at") is not None:
        ended_at = _past(problems, "ended_at", given["ended_at"], now=now)
    if started_at is not None and started_at < now - timedelta(seconds=policy.phone_register_seconds):
        problems.add("started_at", f"must be at most {policy.phone_register_seconds} seconds ago")
    if started_at is not None and ended_at is not None and ended_at < started_at:
        problems.add("ended_at", "must not be before started_at")
    wrap_up = given.get("wrap_up")
    if wrap_up is not None and given.get("ended_at") is None:
        problems.add("ended_at", "is required with a wrap_up")
    if wrap_up is not None and not isinstance(wrap_up, Mapping):
        problems.add("wrap_up", "must be an object or null")
    problems.raise_any()
    assert request_id is not None
    assert language is not None
    assert started_at is not None
    return PhoneCall(request_id, language, started_at, ended_at, wrap_up)


def read_language(value: object) -> Language:
    """The language of a call; raises `Invalid`."""
    problems = Problems()
    language = _language(problems, value)
    problems.raise_any()
    assert language is not None
    return language


def _request_id(problems: Problems, value: object) -> UUID | None:
    try:
        return UUID(value if isinstance(value, str) else "")
    except ValueError:
        problems.add("request_id", "must be a UUID")
        return None


def _language(problems: Problems, value: object) -> Language | None:
    if isinstance(value, str) and value in set(Language):
        return Language(value)
    problems.add("language", f"must be one of {', '.join(Language)}")
    return None


def _past(problems: Problems, path: str, value: object, *, now: datetime) -> datetime | None:
    at = read_instant(problems, path, value)
    if at is None:
        return None
    if at > now + SKEW:
        problems.add(path, "must not lie in the future")
    return min(at, now)
