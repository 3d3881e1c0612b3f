"""A hold on a text: until then the sweep leaves it alone, for a reason; its citizen may still erase it."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from app.domain.contact import Language
from app.domain.policy import Policy
from app.domain.privacy import kept_reason
from app.domain.reading import Problems, read_instant, read_mapping


@dataclass(frozen=True, slots=True)
class HoldWish:
    """Until when a text is to be held, and why, with nothing personal in it."""

    until: datetime
    reason: str


def read_hold(body: object, *, language: Language, now: datetime, policy: Policy) -> HoldWish:
    """A hold from its JSON body; raises `Invalid` with field -> why.

    It has a reason of at most 300 characters and ends within `hold_days`: there is none without an end.
    """
    problems = Problems()
    given = read_mapping(problems, "body", body)
    reason = _reason(problems, given.get("reason"), language)
    until = read_instant(problems, "until", given.get("until"))
    if until is not None and until <= now:
        problems.add("until", "must lie ahead")
    if until is not None and until > now + timedelta(days=policy.hold_days):
        problems.add("until", f"must be at most {policy.hold_days} days ahead")
    problems.raise_any()
    assert until is not None
    return HoldWish(until, reason)


def _reason(problems: Problems, given: Any, language: Language) -> str:
    if given is not None and not isinstance(given, str):
        problems.add("reason", "must be a text")
        return ""
    kept = kept_reason(given, language)
    if kept is None:
        problems.add("reason", "is required")
    return kept or ""
