"""Opening hours written as the JSON document that `hours_document` reads."""

from collections.abc import Sequence
from typing import Any

from app.domain.opening_rules import (
    DateRule,
    Interval,
    OpeningHours,
    Override,
    PeriodRule,
    Week,
    WeeklyRule,
)
from app.domain.wording import Wording


def hours_json(hours: OpeningHours) -> dict[str, list[dict[str, Any]]]:
    """The rules as a document; reading it gives the same rules. Holidays and overrides are not in it."""
    return {
        "weekly_rules": [weekly_json(rule) for rule in hours.weekly],
        "period_rules": [period_json(rule) for rule in hours.periods],
        "date_rules": [date_json(rule) for rule in hours.dates],
    }


def weekly_json(rule: WeeklyRule) -> dict[str, Any]:
    """A weekly rule as its JSON object."""
    return {
        "id": rule.rule_id,
        "channel": rule.channel,
        "valid_from": rule.valid_from.isoformat() if rule.valid_from else None,
        "valid_to": rule.valid_to.isoformat() if rule.valid_to else None,
        "enabled": rule.enabled,
        "on_holidays": rule.on_holidays,
        "weekly": _week(rule.week),
    }


def period_json(rule: PeriodRule) -> dict[str, Any]:
    """A period rule as its JSON object."""
    return {
        "id": rule.rule_id,
        "channel": rule.channel,
        "priority": rule.priority,
        "frm": rule.first.isoformat(),
        "to": rule.last.isoformat(),
        "on_holidays": rule.on_holidays,
        "weekly": _week(rule.week),
        **_label(rule.label),
    }


def date_json(rule: DateRule) -> dict[str, Any]:
    """A date rule as its JSON object."""
    return {
        "date": rule.day.isoformat(),
        "channel": rule.channel,
        "priority": rule.priority,
        "intervals": intervals_json(rule.intervals),
        **_label(rule.label),
    }


def orders_json(orders: Sequence[Override]) -> dict[str, list[dict[str, Any]]]:
    """The orders by hand that are in force, for the audit; their document is never read back."""
    return {"manual": [_order(one) for one in orders]}


def intervals_json(intervals: Sequence[Interval]) -> list[list[str]]:
    """Intervals as pairs of wall times."""
    return [[_time(interval.starts), _time(interval.ends)] for interval in intervals]


def _order(order: Override) -> dict[str, Any]:
    return {
        "order": order.order,
        "channel": order.channel,
        "reason": order.reason.as_json(),
        "since": order.since.isoformat() if order.since else None,
        "until": order.until.isoformat() if order.until else None,
    }


def _week(week: Week) -> dict[str, list[list[str]]]:
    return {str(number): intervals_json(day) for number, day in enumerate(week, start=1)}


def _time(minutes: int) -> str:
    return f"{minutes // 60:02}:{minutes % 60:02}"


def _label(label: Wording) -> dict[str, str]:
    return {f"label_{language}": text for language, text in label.as_json().items()}
