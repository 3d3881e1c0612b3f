"""What contacts were about: topics of a time, and the tables of a year; counted in a thread."""

import asyncio
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from app.domain.annual import TOPIC, Annual, Row, annual_rows, topic_table
from app.domain.contact import Channel
from app.domain.kept_spans import DAY, Cut, Kept, cut
from app.domain.open_data import read_year
from app.domain.oslo import day_of, instant
from app.domain.policy import Policy
from app.domain.rules import Rules
from app.domain.spans import Span
from app.domain.topic_asked import TopicAsked, read_topics_asked
from app.domain.topic_counts import TopicGroups, count_topics
from app.domain.topic_tables import TopicTables, tables
from app.domain.topic_tally import NOT_REGISTERED, By, value_of
from app.domain.topic_view import TopicView, recorded_view, today_view
from app.repositories import kept, kept_periods, kept_topics, lists, topic_sums
from app.repositories.kept import whole_day
from app.repositories.kept_periods import MONTH, YEAR
from app.repositories.transaction import Transaction, Transactions
from app.repositories.turns import in_turn
from app.seed.annual_tables import AFTER_TOPICS, BEFORE_TOPICS, annual_tables
from app.seed.lists import education_levels


@dataclass(frozen=True, slots=True)
class Found:
    """What is kept of a time, and what was recorded in the rest of it, not yet counted."""

    kept: TopicGroups
    others: Sequence[Sequence[Any]]


@dataclass(frozen=True, slots=True)
class TopicReport:
    """The tables of a period, those of the period to compare with, and what was asked."""

    asked: TopicAsked
    version: str
    tables: TopicTables
    compared: TopicTables | None


class TopicReports:
    """A day that is kept is read from there, and gives the same figures."""

    def __init__(self, transaction: Transactions, rules: Callable[[], Rules]) -> None:
        """One for each worker."""
        self._transaction = transaction
        self._rules = rules

    @in_turn
    async def topics(self, params: Mapping[str, str]) -> TopicReport:
        """Topics of the contacts that arrived in the time; raises `Invalid`."""
        policy = self._rules().policy
        async with self._transaction() as tx:
            codes = [centre["code"] for centre in await lists.centres(tx)]
            asked = read_topics_asked(params, centres=codes, now=tx.now)
            entries, version = await kept_topics.topic_list(tx)
            found = [await _read(tx, await _parts(tx, span, asked, policy), asked) for span in asked.spans]
        view = (today_view if asked.codes == "today" else recorded_view)(entries)
        shown = await asyncio.to_thread(_tables, found, asked, view)
        return TopicReport(asked, version, shown[0], shown[1] if len(shown) > 1 else None)

    @in_turn
    async def annual(self, year: str) -> Annual:
        """The tables of a year as far as it has come; raises `Invalid`."""
        policy = self._rules().policy
        async with self._transaction() as tx:
            wanted = read_year(year, today=day_of(tx.now))
            span = instant(date(wanted, 1, 1), 0), instant(date(wanted + 1, 1, 1), 0)
            asked = TopicAsked((span,), frozenset(Channel))
            entries, _ = await kept_topics.topic_list(tx)
            parts = await _parts(tx, span, asked, policy)
            found = await _read(tx, parts, asked)
            recorded, until = await topic_sums.recorded(tx, parts), min(span[1], tx.now)
        contacts, rows = await asyncio.to_thread(_annual, found, recorded, asked, recorded_view(entries))
        return Annual(wanted, until, contacts, rows)


async def _parts(tx: Transaction, span: Span, asked: TopicAsked, policy: Policy) -> Cut:
    """A day is read as kept only where all of it is asked for; a month of its own stands in no year."""
    starts, ends = span[0], min(span[1], tx.now + DAY)
    known = await kept.days(tx, day_of(starts), day_of(ends), policy)
    if not known:
        return cut(starts, ends, Kept())
    days = {day for day in known if starts <= whole_day(day)[0] and whole_day(day)[1] <= ends}
    periods = await kept_periods.ready(tx, kept.counted_by(policy))
    years = set[date]() if asked.by is By.MONTH else periods[YEAR]
    return cut(starts, ends, Kept(days, periods[MONTH], years))


async def _read(tx: Transaction, parts: Cut, asked: TopicAsked) -> Found:
    others = [await kept_topics.fetch(tx, *one) for one in parts.others]
    return Found(await topic_sums.counts(tx, parts, asked), others)


def _tables(found: Sequence[Found], asked: TopicAsked, view: TopicView) -> list[TopicTables]:
    shown: list[TopicTables] = []
    for one in found:
        groups = _groups(one, asked)
        values = [] if asked.by is None else _in_order({value for value, _ in groups.values}, asked.by)
        shown.append(tables(count_topics(groups, view), view, values, level=asked.level))
    return shown


def _groups(found: Found, asked: TopicAsked) -> TopicGroups:
    groups = found.kept
    for rows in found.others:
        for key, contacts in kept_topics.read(rows).topics.items():
            if asked.counts(key):
                groups.values[value_of(key, asked.by), key.topics] += contacts
                groups.named[key.topics] += contacts
    return groups


def _annual(
    found: Found, recorded: Counter[tuple[str, str]], asked: TopicAsked, view: TopicView
) -> tuple[int, list[Row]]:
    counts = Counter(recorded)
    for rows in found.others:
        for key, contacts in kept_topics.read(rows).fields.items():
            counts[key.field, key.code] += contacts
    whole = 0
    for (_, topics), contacts in _groups(found, asked).values.items():
        first = next((code for code in topics.split()[:1] if code in view.shown), NOT_REGISTERED)
        counts[TOPIC, first] += contacts
        whole += contacts
    known = annual_tables()
    before, after = ([known[name] for name in names] for names in (BEFORE_TOPICS, AFTER_TOPICS))
    return whole, annual_rows([*before, topic_table(view), *after], counts, contacts=whole)


def _in_order(values: set[str], by: By) -> list[str]:
    """Levels in the order of their list, everything else by its code; what nobody registered comes last."""
    levels = [level["code"] for level in education_levels()["education_level_asked"]]
    known = {code: f"{number:03}" for number, code in enumerate(levels)} if by is By.EDUCATION_LEVEL else {}
    return sorted(values, key=lambda value: (value in ("not_registered", "none"), known.get(value, value)))
