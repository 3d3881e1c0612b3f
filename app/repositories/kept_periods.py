"""Months and years of kept days, added up once, so that ten years are read as quickly as a month.

A month is added up when every one of its days is kept, a year when all its months are. Whoever forgets a
day takes them along in the same transaction; the sweep adds up again.
"""

from datetime import date
from typing import Any

from sqlalchemy import delete, insert, or_, select

from app.domain.kept_spans import DAY, Cut, month_after, year_after
from app.domain.periods import Part
from app.models.figures import KeptPeriod
from app.repositories.kept_period_topics import add_up_month, add_up_year
from app.repositories.transaction import Transaction

MONTH, YEAR = "month", "year"
BIT = {Part.WEEKDAY: 1, Part.CLOCK_HOUR: 2, Part.CENTRE: 4, Part.LANGUAGE: 8}
GRAINS = (12, 3, 14, 13, 15)
"""Which of those differ in a row, the cheapest to read first: no question needs a grain that is not here."""
COLUMN = {1: ("weekday", "0"), 2: ("clock_hour", "0"), 4: ("centre", "'*'"), 8: ("language", "'*'")}
COUNTS = (
    *("answered", "abandoned", "short_abandoned", "turned_away", "callback", "lost"),
    *("handled", "handle", "wrapped", "wrap_up", "waited_in_vain"),
)
WORK = ("staffed", "busy", "talking", "doubled")

HOURS = """
SELECT CAST(extract(isodow FROM day) AS bigint) AS weekday,
  CAST(extract(hour FROM starts_at AT TIME ZONE 'Europe/Oslo') AS bigint) AS clock_hour, *
FROM {table} WHERE day >= CAST(:first AS date) AND day < CAST(:after AS date)
"""
MONTHS = """
SELECT * FROM {table} WHERE size = 'month' AND first >= CAST(:first AS date) AND first < CAST(:after AS date)
"""
WAITS_OF_HOURS = """
SELECT {own}, wait / 1000 * 2 + CAST(wait % 1000 > 0 AS int) AS bin, count(*) AS n, sum(wait) AS waited
FROM (SELECT {own}, unnest(waits) AS wait FROM rows) AS one GROUP BY {own}, bin
"""
WAITS_OF_MONTHS = """
SELECT {own}, bin, sum(n) AS n, 0 AS waited
FROM (SELECT {own}, unnest(wait_bins) AS bin, unnest(wait_counts) AS n FROM rows) AS one GROUP BY {own}, bin
"""
ARRIVALS = """
INSERT INTO kept_period_arrivals (size, first, grain, weekday, clock_hour, channel, centre, language,
  {counts}, wait_bins, wait_counts, waited)
WITH rows AS ({rows}), sums AS (SELECT {own}, {summed}, {waited} FROM rows GROUP BY {own}),
  waits AS ({waits}),
  binned AS (SELECT {own}, array_agg(CAST(bin AS int) ORDER BY bin) AS bins,
    array_agg(CAST(n AS int) ORDER BY bin) AS ns, sum(waited) AS ms FROM waits GROUP BY {own})
SELECT :size, CAST(:first AS date), {grain}, {placed}, {counts}, coalesce(bins, '{{}}'), coalesce(ns, '{{}}'),
  coalesce({total}, 0) FROM sums LEFT JOIN binned USING ({own})
"""
WORKED = """
INSERT INTO kept_period_work (size, first, weekday, clock_hour, channel, centre, {work}, most_at_once)
SELECT :size, CAST(:first AS date), weekday, clock_hour, channel, centre, {summed}, max(most_at_once)
FROM ({rows}) AS rows GROUP BY weekday, clock_hour, channel, centre
"""


async def ready(tx: Transaction, counted_by: str) -> dict[str, set[date]]:
    """The first dates of the months and years that are added up, counted by these limits."""
    statement = select(KeptPeriod.size, KeptPeriod.first).where(KeptPeriod.counted_by == counted_by)
    found: dict[str, set[date]] = {MONTH: set(), YEAR: set()}
    for row in await tx.run(statement):
        found[row.size].add(row.first)
    return found


async def forget(tx: Transaction, day: date) -> None:
    """Whatever this day was added up into."""
    month = (KeptPeriod.size == MONTH) & (KeptPeriod.first == day.replace(day=1))
    year = (KeptPeriod.size == YEAR) & (KeptPeriod.first == date(day.year, 1, 1))
    await tx.run(delete(KeptPeriod).where(or_(month, year)))


async def add_up(tx: Transaction, size: str, first: date, counted_by: str) -> None:
    """Add up a month from its days, or a year from its months."""
    own = (KeptPeriod.size == size) & (KeptPeriod.first == first)
    await tx.run(delete(KeptPeriod).where(own))
    await tx.run(insert(KeptPeriod).values(size=size, first=first, at=tx.now, counted_by=counted_by))
    after = month_after(first) if size == MONTH else year_after(first)
    values = {"size": size, "first": first, "after": after}
    for grain in GRAINS:
        await tx.run(_arrivals(size, grain), values)
    rows = (HOURS if size == MONTH else MONTHS).format(
        table="kept_work" if size == MONTH else "kept_period_work"
    )
    summed = ", ".join(f"sum({name})" for name in WORK)
    await tx.run(WORKED.format(work=", ".join(WORK), summed=summed, rows=rows), values)
    await (add_up_month if size == MONTH else add_up_year)(tx, values)


def next_to_add_up(
    known: dict[str, set[date]], days: set[date], first: date, last: date
) -> tuple[str, date] | None:
    """The newest month or year of these dates that can be added up and is not."""
    month = last.replace(day=1)
    while month >= first.replace(day=1):
        if month not in known[MONTH] and _all_kept(month, days):
            return MONTH, month
        year = date(month.year, 1, 1)
        whole = {date(month.year, number, 1) for number in range(1, 13)}
        if month == year and year not in known[YEAR] and whole <= known[MONTH]:
            return YEAR, year
        month = (month - DAY).replace(day=1)
    return None


def _all_kept(month: date, days: set[date]) -> bool:
    length = (month_after(month) - month).days
    return all(month + number * DAY in days for number in range(length))


def pieces(size: str, first: date) -> tuple[Cut, Cut]:
    """A period as it is added up, and as the days or months it is added up from."""
    if size == YEAR:
        return Cut((first,), (), (), ()), Cut(
            (), tuple(date(first.year, one, 1) for one in range(1, 13)), (), ()
        )
    length = (month_after(first) - first).days
    return Cut((), (first,), (), ()), Cut((), (), tuple(first + one * DAY for one in range(length)), ())


def grain_of(parts: set[Part]) -> int:
    """The cheapest grain in which these differ."""
    wanted = sum(bit for part, bit in BIT.items() if part in parts)
    return next(grain for grain in GRAINS if grain & wanted == wanted)


def _arrivals(size: str, grain: int) -> str:
    month = size == MONTH
    source: dict[str, Any] = {"table": "kept_arrivals" if month else "kept_period_arrivals"}
    own = ", ".join(["channel", *(name for bit, (name, _) in COLUMN.items() if grain & bit)])
    rows = HOURS.format(**source) if month else f"{MONTHS.format(**source)} AND grain = {grain}"
    placed = [name if grain & bit else nothing for bit, (name, nothing) in COLUMN.items()]
    placed.insert(2, "channel")
    return ARRIVALS.format(
        counts=", ".join(COUNTS),
        rows=rows,
        own=own,
        summed=", ".join(f"sum({name}) AS {name}" for name in COUNTS),
        waited="0 AS waited" if month else "sum(waited) AS waited",
        waits=(WAITS_OF_HOURS if month else WAITS_OF_MONTHS).format(own=own),
        grain=grain,
        placed=", ".join(placed),
        total="ms" if month else "sums.waited",
    )
