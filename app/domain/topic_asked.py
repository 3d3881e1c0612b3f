"""What somebody asks about topics: a time, some of the contacts, a breakdown, an edition of the list."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime

from app.domain.asked import Asked, read_asked, read_time
from app.domain.errors import Invalid
from app.domain.oslo import day_of, instant
from app.domain.periods import TEN_YEARS
from app.domain.reading import Problems
from app.domain.topic_tally import By, TopicKey

CODES = ("recorded", "today")


@dataclass(frozen=True, slots=True)
class TopicAsked:
    """`spans`: the period, and the one to compare with if there is one; they never overlap."""

    spans: tuple[tuple[datetime, datetime], ...]
    channels: frozenset[str]
    centre: str | None = None
    language: str | None = None
    by: By | None = None
    level: int = 1
    codes: str = CODES[0]

    def counts(self, key: TopicKey) -> bool:
        """Whether such a contact is among those asked about."""
        return (
            key.channel in self.channels
            and self.centre in (None, key.centre)
            and self.language in (None, key.language)
        )


def read_topics_asked(
    params: Mapping[str, str], *, centres: Collection[str], now: datetime | None = None
) -> TopicAsked:
    """A question from its query; raises `Invalid` with field -> why."""
    asked = read_asked(params, centres=centres, now=now, longest=TEN_YEARS)
    problems = Problems()
    if asked.centre == "each":
        problems.add("centre", "must be the code of a centre, or none; by=centre breaks down by all")
    by, level = params.get("by") or None, params.get("level") or "1"
    if by is not None and by not in set(By):
        problems.add("by", f"must be one of {', '.join(sorted(By))}")
    if level not in ("1", "2"):
        problems.add("level", "must be 1 or 2")
    codes = params.get("codes") or CODES[0]
    if codes not in CODES:
        problems.add("codes", f"must be {' or '.join(CODES)}")
    spans = _spans(problems, params, asked)
    problems.raise_any()
    return TopicAsked(
        spans,
        frozenset(map(str, asked.channels)),
        asked.centre,
        params.get("language") or None,
        None if by is None else By(by),
        int(level),
        codes,
    )


def _spans(
    problems: Problems, params: Mapping[str, str], asked: Asked
) -> tuple[tuple[datetime, datetime], ...]:
    """Periods that overlap would be two tables of the same people, and their difference a third one."""
    own = (asked.starts_at, asked.ends_at)
    try:
        starts = read_time("compare_from", params.get("compare_from"))
    except Invalid as wrong:
        problems.add("compare_from", wrong.details["compare_from"])
        return (own,)
    if starts is None:
        return (own,)
    ends = instant(day_of(starts) + (day_of(own[1]) - day_of(own[0])), 0)
    if starts < own[1] and own[0] < ends:
        problems.add("compare_from", "must lie so that the two periods do not overlap")
    if not starts < ends:
        problems.add("compare_from", "compares whole days only")
    return own, (starts, ends)
