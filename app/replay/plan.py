"""What is replayed: which weeks, with how many people, under which rules, drawn from which seed."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date

from app.domain.opening_rules import OpeningHours
from app.domain.policy import Policy
from app.domain.routing_rules import Routing


@dataclass(frozen=True, slots=True)
class RuleSet:
    """A policy and rules of routing under a name, to be compared with others."""

    name: str
    policy: Policy = field(default_factory=Policy)
    routing: Routing = field(default_factory=Routing)


@dataclass(frozen=True, slots=True)
class Plan:
    """Weeks from a Monday on; the same plan plays the same weeks, whatever is compared."""

    first: date
    weeks: int
    staff: tuple[int, ...]
    """So many people in each equal part of an opening day; «5,3»: five by day, three in the evening."""
    seed: int
    hours: OpeningHours
    stretch: bool = True
    """Whether two chats at once last longer than one alone."""
