"""What may be published of the statistics: reports whose small cells are hidden, of a time that is over."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime

from app.domain.asked import read_time
from app.domain.errors import Invalid, WrongState
from app.domain.oslo import instant
from app.domain.reading import Problems, read_mapping

MAY_BE_ASKED = {
    "contacts": frozenset({"year"}),
    "annual": frozenset({"year"}),
    "topics": frozenset({"from", "to", "channel", "centre", "language", "by", "level", "codes"}),
}
"""By report, what its question may name. Small cells are hidden in each of them."""


ID = re.compile(r"[0-9a-f]{32}")


@dataclass(frozen=True, slots=True)
class Publication:
    """What is to be published, or would be; `if_snapshot`: the figures that were seen, if any were."""

    report: str
    question: Mapping[str, str]
    preview: bool
    if_snapshot: str | None

    def require_seen(self, snapshot_id: str) -> None:
        """Raises `WrongState` where it comes out another one than was seen."""
        if not self.preview and self.if_snapshot not in (None, snapshot_id):
            raise WrongState({"if_snapshot": "it comes out another one by now"})


def read_publication(body: object) -> Publication:
    """What somebody asks to publish; raises `Invalid`."""
    problems = Problems()
    given = read_mapping(problems, "body", body)
    report, preview, seen = given.get("report"), given.get("preview", False), given.get("if_snapshot")
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
    if seen is not None and not (isinstance(seen, str) and ID.fullmatch(seen)):
        problems.add("if_snapshot", "must be the id of a snapshot")
    problems.raise_any()
    texts = {name: str(value) for name, value in question.items()}
    return Publication(str(report), texts, preview is True, None if seen is None else str(seen))


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


def share_time(one: Mapping[str, str], other: Mapping[str, str]) -> bool:
    """Whether two questions are about a common time; false where one names none."""
    mine, theirs = period_of(one), period_of(other)
    return bool(mine and theirs and mine[0] < theirs[1] and theirs[0] < mine[1])
