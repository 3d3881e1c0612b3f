"""Kept figures added up by the database: for each channel and value of the parts asked for, one row."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from sqlalchemy import Row

from app.domain.figures import Breakdown
from app.domain.kept_spans import Cut, Kept
from app.domain.oslo import day_of
from app.domain.periods import BY_DAY, Part, named
from app.domain.policy import Policy
from app.domain.sums import Sums
from app.domain.tally import WHOLE, Work
from app.repositories import kept, kept_periods
from app.repositories.kept import OUTCOMES
from app.repositories.kept_periods import COUNTS, MONTH, YEAR, grain_of
from app.repositories.transaction import Transaction

LENGTHS = ("handled", "handle", "wrapped", "wrap_up")
WORK = ("staffed", "busy", "talking", "doubled")
OF_DAYS = {
    Part.HOUR: "starts_at",
    Part.DAY: "day",
    Part.WEEK: "CAST(date_trunc('week', day) AS date)",
    Part.MONTH: "CAST(date_trunc('month', day) AS date)",
    Part.WEEKDAY: "CAST(extract(isodow FROM day) AS int)",
    Part.CLOCK_HOUR: "CAST(extract(hour FROM starts_at AT TIME ZONE 'Europe/Oslo') AS int)",
    Part.CENTRE: "centre",
    Part.LANGUAGE: "language",
}
OF_PERIODS = {
    Part.MONTH: "first",
    Part.WEEKDAY: "weekday",
    Part.CLOCK_HOUR: "clock_hour",
    Part.CENTRE: "centre",
    Part.LANGUAGE: "language",
}
ARRIVALS = """
WITH rows AS MATERIALIZED (SELECT {keys}, {counts}, {waits} FROM {table} WHERE {where}),
  sums AS (SELECT {names}, {summed} FROM rows GROUP BY {names}),
  binned AS (SELECT {names}, array_agg(CAST(bin AS int)) AS bins, array_agg(CAST(n AS int)) AS ns,
    sum(ms) AS ms FROM ({binned}) AS waits GROUP BY {names})
SELECT {names}, {counts}, bins, ns, {total} AS waited FROM sums LEFT JOIN binned USING ({names})
"""
ONE_BY_ONE = """
SELECT {names}, wait / 1000 * 2 + CAST(wait % 1000 > 0 AS int) AS bin, count(*) AS n, sum(wait) AS ms
FROM (SELECT {names}, unnest(waits) AS wait FROM rows) AS one GROUP BY {names}, bin
"""
HOURS = """
SELECT {keys}, {summed}, string_agg(nullif(array_to_string(waits, ','), ''), ',') AS waits
FROM {table} WHERE {where} GROUP BY {names}
"""
"""An hour's waits are hardly alike: strung together they are read sooner than counted by their length."""
COUNTED = """
SELECT {names}, bin, sum(n) AS n, 0 AS ms
FROM (SELECT {names}, unnest(wait_bins) AS bin, unnest(wait_counts) AS n FROM rows) AS one
GROUP BY {names}, bin
"""
WORKED = """
SELECT {keys}, {summed}, max(most_at_once) AS most_at_once FROM {table} WHERE {where} GROUP BY {names}
"""
DAYS = "day = ANY(:days) AND starts_at >= :starts AND starts_at < :ends"
PERIODS = "size = :size AND first = ANY(:firsts)"

Key = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Source:
    """Where a piece of the time is added up from."""

    prefix: str
    columns: dict[Part, str]
    where: str
    values: dict[str, Any]

    @property
    def of_days(self) -> bool:
        return self.prefix == "kept"


async def there_is(tx: Transaction, asked: Breakdown, policy: Policy) -> Kept:
    """The kept days of a time, and what is added up of it where its parts fit into that."""
    found = await kept.days(tx, day_of(asked.starts_at), day_of(asked.ends_at), policy)
    if not found or BY_DAY & set(asked.parts):
        return Kept(found)
    known = await kept_periods.ready(tx, kept.counted_by(policy))
    by_month = Part.MONTH in asked.parts
    return Kept(found, known[MONTH], set() if by_month else known[YEAR])


@dataclass(slots=True)
class Read:
    """Rows as the database added them up; putting them together is work for a thread, not for the loop."""

    arrivals: list[Row[Any]] = field(default_factory=list)
    work: list[Row[Any]] = field(default_factory=list)


async def read(tx: Transaction, asked: Breakdown, found: Cut) -> Read:
    """The kept parts of a time, by channel and the values of its parts."""
    rows = Read()
    for source in _sources(found, asked):
        rows.arrivals += await _arrivals(tx, asked, source)
        if asked.knows_work:
            rows.work += await _work(tx, asked, source)
    return rows


async def work(tx: Transaction, asked: Breakdown, found: Cut) -> Read:
    """The work of the kept parts alone."""
    rows = Read()
    for source in _sources(found, asked) if asked.knows_work else ():
        rows.work += await _work(tx, asked, source)
    return rows


def cells(asked: Breakdown, found: Read) -> dict[Key, Sums]:
    """What was read, put together; asks nothing of anybody."""
    made: dict[Key, Sums] = {}
    for row in found.arrivals:
        cell = made.setdefault(_key(asked.parts, row), Sums())
        outcomes = {one: getattr(row, one) for one in OUTCOMES}
        cell.add_counts(outcomes, [getattr(row, one) for one in LENGTHS])
        if Part.HOUR in asked.parts:
            cell.waits.add([*map(int, row.waits.split(","))] if row.waits else [])
        elif row.bins:
            cell.waits.merge(row.bins, row.ns, int(row.waited))
    for row in found.work:
        cell = made.setdefault(_key(asked.parts, row), Sums())
        cell.work = cell.work.plus(Work(*(getattr(row, one) for one in (*WORK, "most_at_once"))))
    return made


def _sources(found: Cut, asked: Breakdown) -> list[_Source]:
    sources = [
        _Source("kept_period", OF_PERIODS, PERIODS, {"size": size, "firsts": list(firsts)})
        for size, firsts in ((YEAR, found.years), (MONTH, found.months))
        if firsts
    ]
    if found.days:
        window: dict[str, date | datetime | list[date]] = {"starts": asked.starts_at, "ends": asked.ends_at}
        sources.append(_Source("kept", OF_DAYS, DAYS, {"days": list(found.days), **window}))
    return sources


async def _arrivals(tx: Transaction, asked: Breakdown, source: _Source) -> Sequence[Row[Any]]:
    keys, names = _keys(asked.parts, source)
    own = set(asked.parts) | ({Part.CENTRE} if asked.centre else set())
    grain = grain_of(own | ({Part.LANGUAGE} if asked.language is not None else set()))
    wanted = [source.where, *_wanted(asked), *([] if source.of_days else ["grain = :grain"])]
    statement = (HOURS if Part.HOUR in asked.parts else ARRIVALS).format(
        keys=keys,
        names=names,
        counts=", ".join(COUNTS if source.of_days else (*COUNTS, "waited")),
        waits="waits" if source.of_days else "wait_bins, wait_counts",
        summed=_summed(COUNTS if source.of_days else (*COUNTS, "waited")),
        binned=(ONE_BY_ONE if source.of_days else COUNTED).format(names=names),
        total="ms" if source.of_days else "sums.waited",
        table=f"{source.prefix}_arrivals",
        where=" AND ".join(wanted),
    )
    chosen = {"channels": list(asked.channels), "centre": asked.centre, "language": asked.language}
    return (await tx.run(statement, {**source.values, **chosen, "grain": grain})).all()


async def _work(tx: Transaction, asked: Breakdown, source: _Source) -> Sequence[Row[Any]]:
    keys, names = _keys(asked.parts, source)
    centre = "centre <> :centre" if asked.by_centre else "centre = :centre"
    where = " AND ".join([source.where, "channel = ANY(:channels)", centre])
    statement = WORKED.format(
        keys=keys, names=names, summed=_summed(WORK), table=f"{source.prefix}_work", where=where
    )
    chosen = {"channels": list(asked.channels), "centre": asked.centre or WHOLE}
    return (await tx.run(statement, {**source.values, **chosen})).all()


def _keys(parts: Sequence[Part], source: _Source) -> tuple[str, str]:
    """What to choose and to group by; each name stands for itself in what follows."""
    columns = [f"{source.columns[part]} AS key_{number}" for number, part in enumerate(parts)]
    return ", ".join(["channel", *columns]), ", ".join(
        ["channel", *(f"key_{number}" for number in range(len(parts)))]
    )


def _wanted(asked: Breakdown) -> list[str]:
    """Which rows count."""
    found = ["channel = ANY(:channels)"]
    found += ["centre = :centre"] if asked.centre else []
    return found + (["language = :language"] if asked.language is not None else [])


def _summed(columns: Sequence[str]) -> str:
    return ", ".join(f"CAST(sum({name}) AS bigint) AS {name}" for name in columns)


def _key(parts: Sequence[Part], row: Any) -> Key:
    return row.channel, *(named(part, getattr(row, f"key_{number}")) for number, part in enumerate(parts))
