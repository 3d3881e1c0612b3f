"""What the desk decides about itself: targets, times, capacities. Stored with history, defaults here."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass, fields, replace
from datetime import timedelta
from typing import Any

from app.domain.errors import Invalid


@dataclass(frozen=True, slots=True)
class Policy:
    """Every figure the desk may change about itself; seconds unless the name says otherwise.

    The defaults are the starting points of the domain facts («Numbers to start from»).
    """

    offer_seconds: int = 30
    refused_seconds: int = 60
    misses_to_break: int = 2
    """So many offers missed in a row set a counsellor to a break; 0: never."""
    take_by_hand: int = 1
    """1: every counsellor may take from the line by hand; 0: only who is a coordinator."""
    citizen_grace_seconds: int = 120
    counsellor_grace_seconds: int = 60
    reconnect_grace_seconds: int = 60
    wrap_up_seat_chat_seconds: int = 150
    wrap_up_seat_phone_seconds: int = 240
    wrap_up_nudge_seconds: int = 600
    """Whose wrap-up has been open for so long is reminded once; 0: never."""
    wrap_up_lapse_seconds: int = 86_400
    phone_register_seconds: int = 86_400
    """A call may be registered by hand so long after it began."""
    phone_ends_seconds: int = 10_800
    """A call registered by hand that nobody has ended after so long is ended by the desk; 0: never."""
    idle_warning_seconds: int = 300
    idle_end_seconds: int = 600
    """A conversation whose citizen is away or silent for so long ends; 0: never (docs/flow.md)."""
    centre_first_seconds: int = 60
    chat_capacity: int = 2
    phone_reserve: int = 1
    """While no more counsellors than these are idle, a chat goes to who talks already (docs/routing.md)."""
    queue_room: int = 200
    target_chat_seconds: int = 60
    target_phone_seconds: int = 20
    target_percent: int = 80
    """So many of a hundred arrivals are to be answered within the target of their channel."""
    usual_patience_chat_seconds: int = 360
    usual_patience_phone_seconds: int = 180
    """How long people wait on average before they give up; assumed until enough have."""
    short_abandon_seconds: int = 10
    text_kept_seconds: int = 86_400
    text_limit: int = 2_000
    counsellor_text_limit: int = 4_000
    burst: int = 20
    per_second: int = 2
    unacknowledged: int = 16
    request_repeat_seconds: int = 600
    closing_served_seconds: int = 900
    closing_alone_seconds: int = 60
    last_call: int = 1
    """0: let in until closing time; 1: while the expected wait fits; 2: and a usual conversation too."""
    usual_conversation_seconds: int = 1_200
    stop_intake_seconds: int = 0
    """Nobody new is let in for so long before closing time."""
    last_offers_seconds: int = 900
    """Nothing new is offered for so long before a shift ends."""
    follow_up_attempts: int = 3
    follow_up_again_seconds: int = 3_600
    follow_up_opening_days: int = 5
    """A follow-up expires at the end of so many opening days."""
    follow_up_room: int = 500
    answer_kept_seconds: int = 1_209_600
    answer_read_kept_seconds: int = 86_400
    feedback_words_days: int = 30
    """What citizens wrote of the service is kept for so many days; its score for as long as its contact."""
    wait_evidence_answers: int = 5
    wait_evidence_seconds: int = 1_800
    over_seconds: int = 60
    hold_days: int = 30
    """A text may be held back from the sweep for so many days at the longest."""
    abuse_slow_seconds: int = 3_600
    """For so long whoever was abusive asks with a proof of work, and every five minutes; 0: never."""
    alert_wait_chat_seconds: int = 120
    """The limits of the board's alerts (app/domain/board_rules.py); of each of them, 0: never."""
    alert_wait_phone_seconds: int = 60
    alert_nobody_ready_seconds: int = 60
    alert_missing_seconds: int = 300
    alert_forecast_percent: int = 150
    alert_follow_up_seconds: int = 86_400
    alert_deletion_seconds: int = 3_600
    alert_figures_days: int = 2

    @property
    def wrap_up_seat_chat(self) -> timedelta:
        """For how long a wrap-up after a chat holds its seat."""
        return timedelta(seconds=self.wrap_up_seat_chat_seconds)

    @property
    def wrap_up_seat_phone(self) -> timedelta:
        """For how long a wrap-up after a call holds its seat."""
        return timedelta(seconds=self.wrap_up_seat_phone_seconds)


LOWEST = {
    "chat_capacity": 1,
    "offer_seconds": 1,
    "text_limit": 1,
    "burst": 1,
    "per_second": 1,
    "unacknowledged": 1,
    "target_percent": 1,
    "usual_patience_chat_seconds": 1,
    "usual_patience_phone_seconds": 1,
    "hold_days": 1,
}

HIGHEST = {
    "last_call": 2,
    "take_by_hand": 1,
    "chat_capacity": 10,
    "text_limit": 6_000,
    "counsellor_text_limit": 6_000,
    "follow_up_attempts": 100,
    "follow_up_opening_days": 60,
    "target_percent": 99,
    "feedback_words_days": 366,
    "hold_days": 366,
    "abuse_slow_seconds": 86_400,
    "alert_forecast_percent": 10_000,
    "alert_figures_days": 14,
}
"""Texts must fit into a frame of 32 KiB, an expiry into the time for which openings are known."""

MOST = 1_000_000
LONGEST_SECONDS = 366 * 86_400


def bounds(name: str) -> tuple[int, int]:
    """The lowest and the highest value of a figure."""
    highest = LONGEST_SECONDS if name.endswith("_seconds") else MOST
    return LOWEST.get(name, 0), HIGHEST.get(name, highest)


def to_json(policy: Policy) -> dict[str, Any]:
    """The policy as the JSON that is stored."""
    return asdict(policy)


def from_json(stored: dict[str, Any]) -> Policy:
    """A policy from stored or posted JSON over the defaults; raises `Invalid` with field -> why."""
    known = {field.name for field in fields(Policy)}
    wrong = {name: why for name, value in stored.items() if (why := _why_wrong(name, value, known=known))}
    if wrong:
        raise Invalid(wrong)
    return replace(Policy(), **stored)


def from_stored(stored: dict[str, Any]) -> tuple[Policy, dict[str, str]]:
    """The policy of a stored row, and what of it this release cannot use (field -> why).

    During a rolling deploy the other release may know more, or fewer, figures: what cannot be used
    falls back to its default and is warned of, for a desk must not stand still over a name. A figure beyond
    this release's bounds is brought to the nearest of them.
    """
    known = {field.name for field in fields(Policy)}
    wrong = {name: why for name, value in stored.items() if (why := _why_wrong(name, value, known=known))}
    near = {name: found for name in wrong if (found := _nearest(name, stored[name], known=known)) is not None}
    usable = {name: value for name, value in stored.items() if name not in wrong}
    return replace(Policy(), **usable, **near), wrong


def _nearest(name: str, value: object, *, known: set[str]) -> int | None:
    """A known figure within its bounds; null for what is no figure."""
    if name not in known or isinstance(value, bool) or not isinstance(value, int):
        return None
    lowest, highest = bounds(name)
    return min(max(value, lowest), highest)


def changed(stored: Mapping[str, Any], changes: Mapping[str, Any]) -> dict[str, Any]:
    """What is stored after these changes; null goes back to the default, and raises `Invalid` as `from_json`.

    What another release has stored stays as it is: it is not this one's to judge.
    """
    known = {field.name for field in fields(Policy)}
    wrong = {
        name: why
        for name, value in changes.items()
        if (value is not None or name not in known) and (why := _why_wrong(name, value, known=known))
    }
    if wrong:
        raise Invalid(wrong)
    return {name: value for name, value in {**stored, **changes}.items() if value is not None}


def _why_wrong(name: str, value: object, *, known: set[str]) -> str | None:
    if name not in known:
        return "unknown"
    if isinstance(value, bool) or not isinstance(value, int):
        return "must be a whole number"
    lowest, highest = bounds(name)
    if value < lowest:
        return f"must be at least {lowest}"
    return f"must be at most {highest}" if value > highest else None
