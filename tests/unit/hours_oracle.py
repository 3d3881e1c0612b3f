"""A second evaluator of opening hours: slow and obvious, by looking through the minutes of each day.

It shares no code with the engine: it reads the JSON document itself, takes the holidays from independent
packages, and finds the instant of a wall time by walking through all minutes of the date.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from functools import cache
from typing import Any
from zoneinfo import ZoneInfo

from dateutil.easter import easter

OSLO = ZoneInfo("Europe/Oslo")
MINUTE = timedelta(minutes=1)
QUARTER = timedelta(minutes=15)
SEARCH = timedelta(days=60)
Document = dict[str, Any]


@dataclass(frozen=True)
class Ordered:
    """An order by hand: `close`, `open` or `follow_rules`, from `since` until `until`."""

    kind: str
    channel: str | None
    since: datetime
    until: datetime | None

    def holds(self, at: datetime) -> bool:
        """Whether it is in force."""
        return self.since <= at and (self.until is None or at < self.until)


@dataclass
class Oracle:
    """A document of rules and the orders given by hand, asked for one channel."""

    document: Document
    channel: str
    orders: Sequence[Ordered] = ()
    days: dict[date, list[tuple[datetime, datetime]]] = field(default_factory=dict)

    def is_open(self, at: datetime) -> bool:
        """Whether the channel is open at `at`."""
        order = self.order(at)
        if order == "close":
            return False
        return order == "open" or any(starts <= at < ends for starts, ends in self.instants(_day(at)))

    def rule(self, at: datetime) -> str:
        """The name of what decides at `at`."""
        return "manual" if self.order(at) in ("open", "close") else self.chosen(_day(at))[0]

    def next_turn(self, at: datetime) -> datetime | None:
        """The next quarter of an hour at which it is otherwise, within 60 days; all bounds are quarters."""
        end = last_minute(_day(at) + SEARCH) + MINUTE
        now = self.is_open(at)
        step = at.replace(minute=at.minute // 15 * 15, second=0, microsecond=0) + QUARTER
        while step < end:
            if self.is_open(step) != now:
                return step
            step += QUARTER
        return None

    def order(self, at: datetime) -> str | None:
        """The kind of the order in force: the last that names the channel, else the last for all."""
        holding = [one for one in self.orders if one.holds(at)]
        naming = [one for one in holding if one.channel == self.channel]
        general = [one for one in holding if one.channel is None]
        return (naming or general)[-1].kind if naming or general else None

    def instants(self, day: date) -> list[tuple[datetime, datetime]]:
        """The intervals of a date as instants."""
        if day not in self.days:
            pairs = self.chosen(day)[1]
            self.days[day] = [(instant(day, starts), instant(day, ends)) for starts, ends in pairs]
        return self.days[day]

    def chosen(self, day: date) -> tuple[str, list[list[str]]]:
        """The rule's name and the intervals of a date, level by level from the highest."""
        text = day.isoformat()
        dated = self.strongest([one for one in self.document["date_rules"] if one["date"] == text])
        if dated is not None:
            return f"date: {dated.get('label_nb') or text}", dated["intervals"]
        name, rule = self.usual(day)
        holidays = names_of_holidays(self.document["holiday_rules"], day)
        if holidays and not (rule and rule.get("on_holidays")):
            return "holiday: " + " + ".join(holidays), []
        return name, rule["weekly"].get(str(day.isoweekday()), []) if rule else []

    def usual(self, day: date) -> tuple[str, Document | None]:
        """The period of a date, else its one week; two weeks of a kind contradict each other."""
        text = day.isoformat()
        running = [one for one in self.document["period_rules"] if one["frm"] <= text <= one["to"]]
        period = self.strongest(running)
        if period is not None:
            return period["id"], period
        valid = [one for one in self.document["weekly_rules"] if _is_valid(one, text)]
        naming = [one for one in valid if one.get("channel") == self.channel]
        weeks = naming or [one for one in valid if one.get("channel") is None]
        return ("ordinary week", weeks[0]) if len(weeks) == 1 else ("none", None)

    def strongest(self, rules: list[Document]) -> Document | None:
        """By priority, then what names the channel, then the later in the list."""
        best = None
        for rule in rules:
            if rule.get("channel") not in (None, self.channel):
                continue
            if best is None or self.rank(rule) >= self.rank(best):
                best = rule
        return best

    def rank(self, rule: Document) -> tuple[int, bool]:
        """How strong a rule is among those of its level."""
        return (rule.get("priority") or 0, rule.get("channel") is not None)


def _day(at: datetime) -> date:
    return at.astimezone(OSLO).date()


@cache
def minutes_of(day: date) -> list[tuple[str, datetime]]:
    """Every minute of an Oslo date with what the wall says: 23, 24 or 25 hours of them."""
    at = datetime(day.year, day.month, day.day, tzinfo=UTC) - timedelta(hours=3)
    around = [at + number * MINUTE for number in range(29 * 60)]
    walls = [(one.astimezone(OSLO), one) for one in around]
    return [(f"{wall.hour:02}:{wall.minute:02}", one) for wall, one in walls if wall.date() == day]


def last_minute(day: date) -> datetime:
    """The instant at which the last minute of an Oslo date begins."""
    return minutes_of(day)[-1][1]


@cache
def instant(day: date, wall: str) -> datetime:
    """The first minute of the date with that wall time; of a skipped one, the first after the gap."""
    if wall == "24:00":
        return last_minute(day) + MINUTE
    same = [at for said, at in minutes_of(day) if said == wall]
    return same[0] if same else next(at for said, at in minutes_of(day) if said > wall)


def names_of_holidays(rules: list[Document], day: date) -> list[str]:
    """The bokmål names, fixed dates first; Easter as `dateutil` computes it."""
    fixed = [one["nb"] for one in rules if one["kind"] == "fixed" and one["value"] == day.strftime("%m-%d")]
    counted = [
        one["nb"]
        for one in rules
        if one["kind"] == "easter" and easter(day.year) + timedelta(days=one["value"]) == day
    ]
    return fixed + counted


def _is_valid(rule: Document, day: str) -> bool:
    after = rule.get("valid_from") is None or rule["valid_from"] <= day
    return rule.get("enabled", True) and after and (rule.get("valid_to") is None or day <= rule["valid_to"])
