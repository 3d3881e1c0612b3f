"""What the contacts of a month or a year were about, added up once from its days or its months."""

from typing import Any

from app.repositories.transaction import Transaction

NAMED, PRIMARY = "named", "primary"
EVERY = "*"
"""Stands for all channels, centres and languages together: most questions ask for no part of them."""

FIRST_TOPIC = "coalesce(known.code, topics)"
"""Of a row of `kept_topics AS kept` with `KNOWN`; all of them where nobody knows the first."""
KNOWN = "LEFT JOIN topic AS known ON known.code = split_part(kept.topics, ' ', 1)"
VALUES = {
    "education_level": "coalesce(nullif(kept.education_level, ''), 'not_registered')",
    "clock_hour": "to_char(kept.clock_hour, 'FM00')",
    "weekday": "CAST(extract(isodow FROM kept.day) AS text)",
}
"""Parts of a report that have rows of their own -> their value of a day's row."""

OF_DAYS = """
INSERT INTO kept_period_topics (size, first, kind, channel, centre, language, value, topics, contacts)
WITH rows AS (
  SELECT kept.channel, kept.centre, kept.language, topics, {first_topic} AS first_topic, {values}, contacts
  FROM kept_topics AS kept {known} WHERE day >= CAST(:first AS date) AND day < CAST(:after AS date))
SELECT :size, CAST(:first AS date), {kind}, {where}, {value},
  CASE WHEN grouping(topics) = 0 THEN topics ELSE first_topic END, sum(contacts)
FROM rows GROUP BY GROUPING SETS ({sets})
"""
OF_MONTHS = """
INSERT INTO kept_period_topics (size, first, kind, channel, centre, language, value, topics, contacts)
SELECT :size, CAST(:first AS date), kind, channel, centre, language, value, topics, sum(contacts)
FROM kept_period_topics
WHERE size = 'month' AND first >= CAST(:first AS date) AND first < CAST(:after AS date)
GROUP BY kind, channel, centre, language, value, topics
"""
RECORDED = """
INSERT INTO kept_period_recorded (size, first, field, code, contacts)
SELECT :size, CAST(:first AS date), field, code, sum(contacts) FROM {rows} GROUP BY field, code
"""
DAYS_RECORDED = "kept_recorded WHERE day >= CAST(:first AS date) AND day < CAST(:after AS date)"
MONTHS_RECORDED = """
kept_period_recorded WHERE size = 'month' AND first >= CAST(:first AS date) AND first < CAST(:after AS date)
"""


async def add_up_month(tx: Transaction, values: dict[str, Any]) -> None:
    """From the days between `first` and `after`, dates, into the period `size` and `first`."""
    parts = ", ".join(f"{value} AS {name}" for name, value in VALUES.items())
    statement = OF_DAYS.format(
        first_topic=FIRST_TOPIC,
        known=KNOWN,
        values=parts,
        kind=_kind(),
        where=", ".join(_or_every(name) for name in ("channel", "centre", "language")),
        value=_value(),
        sets=", ".join(_sets()),
    )
    await tx.run(statement, values)
    await tx.run(RECORDED.format(rows=DAYS_RECORDED), values)


async def add_up_year(tx: Transaction, values: dict[str, Any]) -> None:
    """From the months between them."""
    await tx.run(OF_MONTHS, values)
    await tx.run(RECORDED.format(rows=MONTHS_RECORDED), values)


def _sets() -> list[str]:
    """Each kind in parts and whole; the first topic is grouped by wherever all are not."""
    kinds = ["topics", "first_topic", *(f"first_topic, {name}" for name in VALUES)]
    return [f"({where}{kind})" for kind in kinds for where in ("", "channel, centre, language, ")]


def _kind() -> str:
    own = "".join(f" WHEN grouping({name}) = 0 THEN '{name}'" for name in VALUES)
    return f"CASE WHEN grouping(topics) = 0 THEN '{NAMED}'{own} ELSE '{PRIMARY}' END"


def _value() -> str:
    return f"CASE {''.join(f' WHEN grouping({name}) = 0 THEN {name}' for name in VALUES)} ELSE '' END"


def _or_every(name: str) -> str:
    return f"CASE WHEN grouping({name}) = 0 THEN {name} ELSE '{EVERY}' END"
