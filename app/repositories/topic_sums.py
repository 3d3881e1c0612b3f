"""What kept contacts were about, added up by the database from years, months and days; see `topic_counts`."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from app.domain.contact import Channel
from app.domain.kept_spans import Cut
from app.domain.topic_asked import TopicAsked
from app.domain.topic_counts import TopicGroups
from app.domain.topic_tally import By
from app.repositories.kept_period_topics import EVERY, FIRST_TOPIC, KNOWN, NAMED, PRIMARY, VALUES
from app.repositories.kept_periods import MONTH, YEAR
from app.repositories.transaction import Transaction

OF_DAYS = {**VALUES, "month": "to_char(kept.day, 'YYYY-MM')"}
OF_PERIODS = {"month": "to_char(first, 'YYYY-MM')", **dict.fromkeys(VALUES, "value")}
DAYS = """
SELECT grouping(topics) = 0 AS named, value, {topics} AS topics, sum(contacts) AS contacts
FROM (SELECT {value} AS value, topics, {first_topic} AS first_topic, contacts FROM kept_topics AS kept {known}
  WHERE day = ANY(:days) AND {where}) AS rows
GROUP BY GROUPING SETS ({sets})
"""
PERIODS = """
SELECT kind = :named AS named, CASE WHEN kind = :named THEN '' ELSE {value} END AS value, topics,
  sum(contacts) AS contacts
FROM kept_period_topics
WHERE size = :size AND first = ANY(:firsts) AND kind = ANY(:kinds) AND {where} GROUP BY 1, 2, 3
"""
RECORDED = "SELECT field, code, sum(contacts) AS contacts FROM {table} WHERE {where} GROUP BY field, code"


@dataclass(frozen=True, slots=True)
class _Source:
    """Where a piece of the time is added up from."""

    prefix: str
    where: str
    values: dict[str, Any]


async def counts(tx: Transaction, found: Cut, asked: TopicAsked) -> TopicGroups:
    """The contacts asked about of the kept parts of a time; nothing of its other spans."""
    groups = TopicGroups()
    chosen = {"channels": list(asked.channels), "centre": asked.centre, "language": asked.language}
    for source in _sources(found):
        statement = _of_days(asked) if source.prefix == "kept" else _of_periods(asked)
        kinds = {"named": NAMED, "kinds": [NAMED, *_kinds(asked)]}
        for row in await tx.run(statement, {**source.values, **chosen, **kinds}):
            if row.named:
                groups.named[row.topics] += int(row.contacts)
            if not row.named or asked.by is None:
                groups.values[row.value, row.topics] += int(row.contacts)
    return groups


async def recorded(tx: Transaction, found: Cut) -> Counter[tuple[str, str]]:
    """Contacts of the kept parts of a time by field and code."""
    every = Counter[tuple[str, str]]()
    for source in _sources(found):
        statement = RECORDED.format(table=f"{source.prefix}_recorded", where=source.where)
        for row in await tx.run(statement, source.values):
            every[row.field, row.code] += int(row.contacts)
    return every


def _sources(found: Cut) -> Iterator[_Source]:
    for size, firsts in ((YEAR, found.years), (MONTH, found.months)):
        if firsts:
            values = {"size": size, "firsts": list(firsts)}
            yield _Source("kept_period", "size = :size AND first = ANY(:firsts)", values)
    if found.days:
        yield _Source("kept", "day = ANY(:days)", {"days": list(found.days)})


def _of_days(asked: TopicAsked) -> str:
    where = " AND ".join(["channel = ANY(:channels)", *_wanted(asked)])
    given = {"first_topic": FIRST_TOPIC, "known": KNOWN, "where": where}
    if asked.by is None:
        return DAYS.format(value="''", topics="topics", sets="(value, topics)", **given)
    topics = "CASE WHEN grouping(topics) = 0 THEN topics ELSE first_topic END"
    value = OF_DAYS.get(asked.by, f"kept.{asked.by}")
    return DAYS.format(value=value, topics=topics, sets="(value, first_topic), (topics)", **given)


def _of_periods(asked: TopicAsked) -> str:
    value = "''" if asked.by is None else OF_PERIODS.get(asked.by, asked.by)
    every = asked.channels == frozenset(Channel) and asked.by not in (By.CHANNEL, By.CENTRE, By.LANGUAGE)
    if every and not _wanted(asked):
        return PERIODS.format(value=value, where=f"channel = '{EVERY}'")
    return PERIODS.format(value=value, where=" AND ".join(["channel = ANY(:channels)", *_wanted(asked)]))


def _kinds(asked: TopicAsked) -> list[str]:
    """Which rows have the values of the breakdown; without one all that is named says it."""
    if asked.by is None:
        return []
    return [str(asked.by) if asked.by in VALUES else PRIMARY]


def _wanted(asked: TopicAsked) -> list[str]:
    found = ["centre = :centre"] if asked.centre is not None else []
    return found + (["language = :language"] if asked.language is not None else [])
