"""What a coordinator orders by hand: close, or reopen, with a reason and an end."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from app.domain.hours_document import read_intervals, read_wording
from app.domain.opening_rules import DateRule, Order, Override
from app.domain.reading import Problems, read_channel, read_day, read_instant, read_mapping
from app.domain.wording import Wording

UNSAID = Wording("Åpnet igjen", "Opna igjen", "Reopened", "")


def read_close(body: object, now: datetime) -> Override:
    """Close from now on, by default until further notice; raises `Invalid` with field -> why."""
    problems = Problems()
    fields = read_mapping(problems, "body", body)
    order = _order(problems, fields, now, order=Order.CLOSE)
    problems.raise_any()
    return order


def read_reopen(body: object, now: datetime) -> Override:
    """Reopen from now on; raises `Invalid` with field -> why.

    With an end the desk is open until then whatever the rules say; without one the rules hold again, for
    a desk opened by hand without an end would stay open until somebody remembers it.
    """
    problems = Problems()
    fields = read_mapping(problems, "body", body)
    order = Order.FOLLOW_RULES if fields.get("until") is None else Order.OPEN
    found = _order(problems, fields, now, order=order)
    problems.raise_any()
    return found


def read_closure(body: object) -> DateRule:
    """Other hours on one date, `intervals` empty for a day that is closed; raises `Invalid`."""
    problems = Problems()
    rule = closure_from(problems, "", read_mapping(problems, "body", body))
    problems.raise_any()
    return rule


def closure_from(problems: Problems, path: str, fields: Mapping[str, Any]) -> DateRule:
    """A closure from its fields, whose problems are named after `path`."""
    day = read_day(problems, f"{path}date", fields.get("date"))
    return DateRule(
        day=day or date.min,
        intervals=read_intervals(problems, f"{path}intervals", fields.get("intervals")),
        label=read_wording(problems, f"{path}label", fields.get("label")),
        channel=read_channel(problems, f"{path}channel", fields.get("channel")),
    )


def _order(problems: Problems, fields: Mapping[str, Any], now: datetime, *, order: Order) -> Override:
    until = read_instant(problems, "until", fields["until"]) if fields.get("until") is not None else None
    if until is not None and until <= now:
        problems.add("until", "must lie in the future")
    return Override(
        order=order,
        reason=_reason(problems, fields.get("reason"), required=order is Order.CLOSE),
        channel=read_channel(problems, "channel", fields.get("channel")),
        since=now,
        until=until,
    )


def _reason(problems: Problems, reason: object, *, required: bool) -> Wording:
    """Citizens read why the desk is closed; why it is open again only the audit asks."""
    if reason is None and not required:
        return UNSAID
    return read_wording(problems, "reason", reason)
