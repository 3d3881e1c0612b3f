"""Deadlines as coordinators enter them: a name, days, and how many times as many people ask."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Any
from uuid import UUID

from app.domain.errors import Invalid
from app.domain.forecast import Deadline
from app.domain.hours_document import read_wording
from app.domain.reading import Problems, read_day, read_mapping
from app.domain.wording import Wording

MOST_FACTOR = 20.0
LONGEST_DAYS = 100


@dataclass(frozen=True, slots=True)
class NamedDeadline:
    """A deadline with its name in each language; the id is null for one that is not stored yet."""

    deadline_id: UUID | None
    name: Wording
    days: Deadline

    def as_json(self) -> dict[str, Any]:
        """As it is entered and shown."""
        return {
            "name": self.name.as_json(),
            "first": self.days.first.isoformat(),
            "last": self.days.last.isoformat(),
            "factor": self.days.factor,
        }

    def as_logged(self) -> dict[str, Any]:
        """As it stands in the log, each language a field of its own."""
        return {**self.name.as_json(), **{name: of for name, of in self.as_json().items() if name != "name"}}


def read_deadline(body: object) -> NamedDeadline:
    """A deadline from a body `{name: {nb, nn, en}, first, last, factor}`; raises `Invalid` by field."""
    problems = Problems()
    given = read_mapping(problems, "body", body)
    name = read_wording(problems, "name", given.get("name"))
    first, last = (read_day(problems, field, given.get(field)) for field in ("first", "last"))
    factor = _factor(problems, given)
    if first and last and not 0 <= (last - first).days < LONGEST_DAYS:
        problems.add("last", f"must be on or after first, within {LONGEST_DAYS} days")
    problems.raise_any()
    return NamedDeadline(None, name, Deadline(first or date.min, last or date.min, factor))


def read_known_deadline(body: object) -> NamedDeadline:
    """The same from a body that may name its `deadline_id`: a change of that one."""
    found = read_deadline(body)
    named = body.get("deadline_id") if isinstance(body, Mapping) else None
    if named is None:
        return found
    try:
        return replace(found, deadline_id=UUID(str(named)))
    except ValueError:
        raise Invalid({"deadline_id": "must be an id"}) from None


def _factor(problems: Problems, given: Mapping[str, Any]) -> float:
    value = given.get("factor")
    if isinstance(value, bool) or not isinstance(value, int | float) or not 0 <= value <= MOST_FACTOR:
        problems.add("factor", f"must be a number from 0 to {MOST_FACTOR:g}, such as 2 for twice as many")
        return 1.0
    return float(value)
