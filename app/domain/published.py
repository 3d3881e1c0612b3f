"""What may be published of the statistics: reports whose small cells are hidden, of a time that is over."""

from collections.abc import Mapping
from datetime import date, datetime

from app.domain.asked import read_time
from app.domain.errors import Invalid
from app.domain.oslo import instant
from app.domain.reading import Problems, read_mapping

MAY_BE_ASKED = {
    "contacts": frozenset({"year"}),
    "annual": frozenset({"year"}),
    "topics": frozenset({"from", "to", "channel", "centre", "language", "by", "level", "codes"}),
}
"""By report, what its question may name. Small cells are hidden in each of them."""


def read_publication(body: object) -> tuple[str, dict[str, str], bool]:
    """Report, question, and whether it is a preview; raises `Invalid`."""
    problems = Problems()
    given = read_mapping(problems, "body", body)
    report, preview = given.get("report"), given.get("preview", False)
    question = read_mapping(problems, "question", given.get("question"))
    known = MAY_BE_ASKED.get(report) if isinstance(report, str) else None
    if known is None:
        problems.add("report", f"must be one of {', '.join(MAY_BE_ASKED)}: small cells are hidden in those")
    elif not set(question) <= known:
        problems.add("question", f"may name {', '.join(sorted(known))}")
    if not all(isinstance(value, str) for value in question.values()):
        problems.add("question", "must hold texts, as in the address of the report")
    if not isinstance(preview, bool):
        problems.add("preview", "must be true or false")
    problems.raise_any()
    return str(report), {name: str(value) for name, value in question.items()}, preview is True


def period_of(question: Mapping[str, str]) -> tuple[datetime, datetime] | None:
    """The time a question is about; null where it names none that could be read."""
    year = question.get("year", "")
    if year.isascii() and year.isdecimal() and 1971 <= int(year) <= 2400:
        return instant(date(int(year), 1, 1), 0), instant(date(int(year) + 1, 1, 1), 0)
    try:
        starts, ends = (read_time(name, question.get(name)) for name in ("from", "to"))
    except Invalid:
        return None
    return (starts, ends) if starts and ends else None
