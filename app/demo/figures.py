"""The figures a demo's past is drawn from: an ordinary week by hour, its seasons, lengths, and shares.

`arrivals.csv` and `season.json` are the project's own assumptions about the desk, shaped by the annual
report; `shares.json` says how often each value of a wrap-up was registered.
"""

from __future__ import annotations

import csv
import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from importlib.resources import files
from typing import Any

SUNDAY = 7
BUSIEST_DAY_OF_A_CLOSED_WEEKDAY = 1


@dataclass(frozen=True, slots=True)
class Rates:
    """How many come in one hour of an ordinary week: by chat, by phone, and to a closed door."""

    chat: float
    phone: float
    closed_visits: float


@cache
def ordinary_week() -> Mapping[tuple[int, int], Rates]:
    """The rates by ISO weekday and hour of the Oslo clock."""
    return {
        (int(row["iso_weekday"]), int(row["hour_local"])): Rates(
            float(row["chat_per_hour"]), float(row["phone_per_hour"]), float(row["closed_visits_per_hour"])
        )
        for row in csv.DictReader(_text("arrivals.csv").splitlines())
    }


@cache
def season() -> Mapping[str, Any]:
    """Weeks and days that are busier than others, how long contacts last, and how long people wait."""
    found: Mapping[str, Any] = json.loads(_text("season.json"))
    return found


@cache
def shares() -> Mapping[str, Mapping[str, float]]:
    """How often each code of a wrap-up's field was registered, by field."""
    found: Mapping[str, Mapping[str, float]] = json.loads(_text("shares.json"))
    return found


def rates(day: date, hour: int, *, is_open: bool) -> Rates:
    """The rates of an hour, were the desk open or closed then.

    An open hour that the ordinary week has closed gets Monday's people by day, and otherwise whoever would
    have stood before the closed door; a closed one that it has open gets a Sunday's.
    """
    week, weekday = ordinary_week(), day.isoweekday()
    usual = week[weekday, hour]
    if is_open and not usual.chat:
        monday = week[BUSIEST_DAY_OF_A_CLOSED_WEEKDAY, hour]
        usual = monday if monday.chat else Rates(usual.closed_visits, 0.0, 0.0)
    if not is_open and usual.chat:
        usual = week[SUNDAY, hour]
    factor = week_factor(day) * _event_factor(day, hour)
    return Rates(usual.chat * factor, usual.phone * factor, usual.closed_visits * factor)


def week_factor(day: date) -> float:
    """How much busier than an ordinary week the week of this day is."""
    return float(season()["iso_week_multiplier"][str(day.isocalendar().week)])


def _event_factor(day: date, hour: int) -> float:
    for event in season()["events"]:
        if event["date_rule"] == f"{day:%m-%d}":
            starts, ends = map(int, event["hours"].split("-"))
            return float(event["multiplier"]) if starts <= hour < ends else 1.0
    return 1.0


def _text(name: str) -> str:
    return (files("app.demo") / name).read_text(encoding="utf-8")
