"""Who is at work in a replay: equal parts of each opening day, the nineteen of the desk in turn."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from uuid import UUID

from app.domain.contact import Channel
from app.domain.counsellor import CounsellorId
from app.domain.opening_hours import spans
from app.domain.policy import Policy
from app.domain.spans import Span
from app.replay.people import Mate
from app.replay.plan import Plan

CENTRES = {"TRONDELAG": 3, "INNLANDET": 3, "VESTLAND": 3, "TROMSO": 10}
"""Counsellors on 31 December 2020 (annual report 2020 § 2.2)."""


def turn() -> list[str]:
    """The centres of nineteen counsellors in the order of their shifts, as evenly spread as can be."""
    places = [((number + 0.5) / many, centre) for centre, many in CENTRES.items() for number in range(many)]
    return [centre for _, centre in sorted(places)]


def on_duty(day: date, plan: Plan, policy: Policy) -> list[Mate]:
    """Everybody with a shift on this day; nobody on a day that the desk is closed."""
    opened = spans(plan.hours, Channel.CHAT, day, day)
    if not opened:
        return []
    last = timedelta(seconds=policy.closing_served_seconds)
    return list(_shifts(day, plan, (opened[0][0], opened[-1][1]), last))


def _shifts(day: date, plan: Plan, opened: Span, longer: timedelta) -> Iterator[Mate]:
    """The last part of the day also serves those still in line at closing time, as long as the desk does."""
    starts, ends = opened
    part = (ends - starts) / len(plan.staff)
    order = turn()
    number = (day - plan.first).days * sum(plan.staff)
    for which, people in enumerate(plan.staff):
        begins, finishes = starts + which * part, starts + (which + 1) * part
        if which == len(plan.staff) - 1:
            finishes += longer
        for _ in range(people):
            place = number % len(order)
            yield Mate(CounsellorId(UUID(int=number + 1)), order[place], begins, finishes)
            number += 1
