"""What `desk replay` was asked for, read from its options; what is wrong is named."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import fields
from datetime import date
from typing import Any

from app.domain.errors import Invalid
from app.domain.policy import Policy, from_json
from app.domain.routing_document import named
from app.domain.routing_rules import Routing
from app.replay.plan import RuleSet

OF_POLICY = {field.name for field in fields(Policy)}
OF_ROUTING = {field.name for field in fields(Routing)}
MOST_PEOPLE, MOST_PARTS, MONDAY = 500, 24, 1


def read_rule_sets(asked: Sequence[str]) -> list[RuleSet]:
    """The rules of a new desk first, then each set that was asked for; raises `Invalid`."""
    names = list(dict.fromkeys(asked))
    return [RuleSet("defaults"), *(_rule_set(name) for name in names)]


def read_staff(text: str) -> tuple[int, ...]:
    """`5,3`: how many people in each equal part of an opening day; raises `Invalid`."""
    parts = text.split(",")
    if not all(part.strip().isdecimal() for part in parts) or len(parts) > MOST_PARTS:
        raise Invalid(
            {"staff": f"must be numbers such as 5,3, at most {MOST_PARTS} of them, not {text[:40]!r}"}
        )
    people = tuple(int(part) for part in parts)
    if not 0 < max(people) <= MOST_PEOPLE:
        raise Invalid({"staff": f"must have somebody at work, and at most {MOST_PEOPLE} at once"})
    return people


def read_monday(text: str) -> date:
    """The Monday of the first week; raises `Invalid`."""
    try:
        found = date.fromisoformat(text)
    except ValueError:
        raise Invalid({"from": f"must be a date such as 2026-08-31, not {text[:40]!r}"}) from None
    if found.isoweekday() != MONDAY or not 2000 <= found.year <= 2100:
        raise Invalid({"from": f"must be a Monday between 2000 and 2100, and {found} is none"})
    return found


def _rule_set(name: str) -> RuleSet:
    policy: dict[str, Any] = {}
    routing: dict[str, Any] = {}
    for part in name.split(","):
        figure, equals, value = part.strip().partition("=")
        if not equals:
            raise Invalid({"policy": f"must be NAME=VALUE, several with commas between, not {part[:40]!r}"})
        if figure in OF_ROUTING:
            routing[figure] = _routing_value(figure, value)
        elif figure in OF_POLICY:
            policy[figure] = _number(figure, value)
        else:
            raise Invalid(
                {figure[:40] or "policy": "is no figure of the desk's (desk policy defaults lists them)"}
            )
    return RuleSet(name, from_json(policy), named(routing))


def _routing_value(figure: str, value: str) -> object:
    if figure == "layers":
        return value.split("+")
    if figure in ("shares", "reserve_by_hour"):
        pairs = [part.partition(":") for part in value.split("+")]
        return {key: _number(f"{figure}.{key}", number) for key, _, number in pairs}
    if figure == "pages":
        raise Invalid({"pages": "cannot be replayed: nobody in a replay comes from a page"})
    return _number(figure, value)


def _number(figure: str, value: str) -> int:
    if not value.isascii() or not value.isdecimal():
        raise Invalid({figure[:60]: f"must be a whole number, not {value[:40]!r}"})
    return int(value[:12])
