"""A second evaluator of opening hours: slow and obvious, minute by minute on the wall clock.

It shares no code with the engine; it reads the JSON document itself.
"""

from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

import holidays

OSLO = ZoneInfo("Europe/Oslo")
Document = dict[str, Any]


def is_open(document: Document, channel: str, at: datetime) -> bool:
    """Whether the rules open the channel in the minute of `at`."""
    wall = at.astimezone(OSLO)
    now = wall.strftime("%H:%M")
    return any(starts <= now < ends for starts, ends in hours_of(document, channel, wall.date()))


def hours_of(document: Document, channel: str, day: date) -> list[list[str]]:
    """The intervals of a date, level by level from the highest."""
    dates = [rule for rule in document["date_rules"] if rule["date"] == day.isoformat()]
    chosen = _last_fitting(dates, channel)
    if chosen is not None:
        return list(chosen["intervals"])
    if _is_holiday(document, day):
        return []
    periods = [rule for rule in document["period_rules"] if rule["frm"] <= day.isoformat() <= rule["to"]]
    chosen = _last_fitting(periods, channel)
    if chosen is None:
        weekly = [rule for rule in document["weekly_rules"] if _valid(rule, day)]
        naming = [rule for rule in weekly if rule.get("channel") == channel]
        fitting = naming or [rule for rule in weekly if rule.get("channel") is None]
        if len(fitting) != 1:
            return []
        chosen = fitting[0]
    return list(chosen["weekly"].get(str(day.isoweekday()), []))


def _last_fitting(rules: list[Document], channel: str) -> Document | None:
    naming = [rule for rule in rules if rule.get("channel") == channel]
    fitting = naming or [rule for rule in rules if rule.get("channel") is None]
    return fitting[-1] if fitting else None


def _valid(rule: Document, day: date) -> bool:
    text = day.isoformat()
    after = rule.get("valid_from") is None or rule["valid_from"] <= text
    return rule.get("enabled", True) and after and (rule.get("valid_to") is None or text <= rule["valid_to"])


def _is_holiday(document: Document, day: date) -> bool:
    """Norway's holidays by the independent package, unless the document says there are none."""
    return bool(document["holiday_rules"]) and day in holidays.country_holidays("NO", years=day.year)
