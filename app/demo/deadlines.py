"""The deadlines a demo's coordinators have entered: the weeks of its season that are not ordinary ones."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta
from statistics import fmean
from typing import Any

from app.demo.figures import season, week_factor
from app.domain.deadlines import NamedDeadline
from app.domain.forecast import Deadline
from app.domain.oslo import day_of
from app.domain.wording import wording_from
from app.repositories import forecasts
from app.repositories.transaction import Transaction


async def enter(tx: Transaction) -> None:
    """The next of each, unless somebody has entered any."""
    if not tx.reached(forecasts.SINCE) or await forecasts.deadlines(tx):
        return
    for one in coming(day_of(tx.now)):
        await forecasts.add_deadline(tx, one)


def coming(today: date) -> list[NamedDeadline]:
    """Each deadline of the season the next time it comes, with as many people as the season lets come."""
    found = [_next(one, today) for one in season()["deadlines"]]
    return sorted(found, key=lambda one: one.days.first)


def _next(one: Mapping[str, Any], today: date) -> NamedDeadline:
    years = (today.year + number for number in (-1, 0, 1))
    spans = [(_on(one["first"], year), _on(one["last"], year)) for year in years]
    whole = [(first, last if last >= first else _on(one["last"], first.year + 1)) for first, last in spans]
    first, last = next((first, last) for first, last in whole if last >= today)
    days = [first + timedelta(days=number) for number in range((last - first).days + 1)]
    factor = round(fmean(week_factor(day) for day in days), 1)
    return NamedDeadline(None, wording_from(one["name"]), Deadline(first, last, factor))


def _on(month_and_day: str, year: int) -> date:
    return date.fromisoformat(f"{year}-{month_and_day}")
