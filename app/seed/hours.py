"""Opening hours that a new desk begins with, and those of a demo."""

from app.domain.hours_document import read_hours
from app.domain.opening_rules import Interval, OpeningHours, WeeklyRule
from app.domain.oslo import DAY_MINUTES
from app.seed.document import document


def ordinary_hours() -> OpeningHours:
    """Monday to Thursday 10–20, closed on public holidays (annual report 2020 § 1.2)."""
    return read_hours(document("opening_hours"))


def always_open() -> OpeningHours:
    """Round the clock, on holidays too: for the demo, which says so on its pages."""
    week = ((Interval(0, DAY_MINUTES),),) * 7
    return OpeningHours(weekly=(WeeklyRule("always", week, on_holidays=True),))
