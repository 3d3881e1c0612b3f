"""A change of the opening hours that nobody has saved yet: read as it would be on saving, and tried out."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any
from uuid import UUID

from app.domain.errors import Invalid
from app.domain.hours_document import read_hours
from app.domain.opening_rules import DateRule, OpeningHours
from app.domain.orders import closure_from
from app.domain.reading import Problems, read_day, read_mapping

RULES = ("weekly_rules", "period_rules", "date_rules")
USUAL_DAYS = 14
MOST_DAYS = 62


@dataclass(frozen=True, slots=True)
class Proposal:
    """The rules as they would be, a closure more, a closure less, and the days to look at."""

    rules: OpeningHours
    closure: DateRule | None
    without: str | None
    first: date | None
    days: int

    def tried(self, stands: OpeningHours, closures: Sequence[tuple[UUID, DateRule]]) -> OpeningHours:
        """The hours with the change, `stands` being what holds now; raises `Invalid` on another's closure."""
        if self.without is not None and self.without not in {str(one) for one, _ in closures}:
            raise Invalid({"without_closure": "is no closure of this desk"})
        kept = [rule for one, rule in closures if str(one) != self.without]
        added = [self.closure] if self.closure else []
        return replace(
            stands,
            weekly=self.rules.weekly,
            periods=self.rules.periods,
            dates=(*self.rules.dates, *kept, *added),
        )


def read_proposal(body: object, stored: Mapping[str, Any]) -> Proposal:
    """Lists that the body does not name are those stored; raises `Invalid` with the paths of saving."""
    problems = Problems()
    given = read_mapping(problems, "body", body)
    rules = OpeningHours()
    try:
        rules = read_hours({**stored, **{name: given[name] for name in RULES if name in given}})
    except Invalid as invalid:
        for path, why in invalid.details.items():
            problems.add(path, why)
    proposal = Proposal(
        rules=rules,
        closure=_closure(problems, given.get("closure")),
        without=None if given.get("without_closure") is None else str(given["without_closure"]),
        first=None if given.get("from") is None else read_day(problems, "from", given["from"]),
        days=_days(problems, given.get("days")),
    )
    problems.raise_any()
    return proposal


def _closure(problems: Problems, value: object) -> DateRule | None:
    if value is None:
        return None
    return closure_from(problems, "closure.", read_mapping(problems, "closure", value))


def _days(problems: Problems, value: object) -> int:
    if value is None:
        return USUAL_DAYS
    if isinstance(value, bool) or not isinstance(value, int) or not 1 <= value <= MOST_DAYS:
        problems.add("days", f"must be a whole number from 1 to {MOST_DAYS}")
        return USUAL_DAYS
    return value
