"""Plays the weeks of a plan under one set of rules."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from random import Random
from uuid import UUID

from app.demo.visitors import Visitor, arrivals
from app.domain.contact import Channel, ContactId
from app.domain.opening_hours import spans
from app.domain.rules import Rules
from app.replay.day import Day
from app.replay.people import Mate, Visit
from app.replay.plan import Plan, RuleSet
from app.replay.turnus import on_duty

Crowds = dict[date, list[Visitor]]


@dataclass(frozen=True, slots=True)
class Played:
    """Everybody who came, and everybody who worked."""

    visits: list[Visit]
    mates: list[Mate]


def crowds(plan: Plan) -> Crowds:
    """Who comes on which day: drawn from the seed and the date alone, so every set of rules has the same."""
    return {day: _who_came(day, plan) for day in _days(plan)}


def play(plan: Plan, chosen: RuleSet, crowd: Crowds) -> Played:
    """All days of the weeks, each for itself: nobody waits over night."""
    rules = Rules(policy=chosen.policy, hours=plan.hours, routing=chosen.routing)
    played = Played([], [])
    for day, visitors in crowd.items():
        mates = on_duty(day, plan, chosen.policy)
        draw = Random(f"{plan.seed}/{day}/looks")
        visits = [_visit(who, ticket, draw) for ticket, who in enumerate(visitors, 1)]
        Day(rules, mates, visits, slowed=plan.stretch).play()
        played.visits.extend(visits)
        played.mates.extend(mates)
    return played


def _days(plan: Plan) -> Iterator[date]:
    return (plan.first + timedelta(days=number) for number in range(7 * plan.weeks))


def _who_came(day: date, plan: Plan) -> list[Visitor]:
    opened = spans(plan.hours, Channel.CHAT, day, day)
    if not opened:
        return []
    draw = Random(f"{plan.seed}/{day}")
    return arrivals(day, lambda at: _within(at, opened), draw).visitors


def _within(at: datetime, opened: list[tuple[datetime, datetime]]) -> bool:
    return any(starts <= at < ends for starts, ends in opened)


def _visit(who: Visitor, ticket: int, draw: Random) -> Visit:
    return Visit(who, ContactId(UUID(int=ticket)), ticket, draw.random(), draw.random())
