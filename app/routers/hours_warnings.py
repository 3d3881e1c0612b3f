"""What is wrong with the opening hours, in words for coordinators."""

from app.domain.hours_findings import Finding
from app.routers.hours_schemas import HoursWarning
from app.seed.hours_words import hours_words


def warnings(found: list[Finding]) -> list[HoursWarning]:
    """Findings with their sentences in every language of the desk."""
    words = hours_words()
    return [HoursWarning(code=one.code, text=one.said(words).as_json(), path=one.path) for one in found]
