"""The tables of the annual report: who asked and about what, in numbers of contacts, never of persons.

Source: annual report 2020, table 4.2: sex, age, job, education, county, topic, earlier guidance.
"""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from app.domain.disclosure import Sum, hidden_cells
from app.domain.topic_tables import share
from app.domain.topic_tally import NOT_REGISTERED
from app.domain.topic_view import LANGUAGES, TopicView

ALL = "all"
TOPIC = "topic"
Recorded = Mapping[tuple[str, str], int]
"""Table and code, as recorded -> contacts."""
Row = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Code:
    """A line of a table; `listed`: also when nobody was recorded with it."""

    code: str
    names: Mapping[str, str]
    parent: str | None = None
    registered: bool = True
    listed: bool = True


@dataclass(frozen=True, slots=True)
class AnnualTable:
    """One of the tables: its lines in order, each heading before what belongs to it."""

    name: str
    codes: tuple[Code, ...]


@dataclass(frozen=True, slots=True)
class Annual:
    """A year's tables, counted until an instant; null is a hidden cell."""

    year: int
    until: datetime
    contacts: int
    rows: Sequence[Row]


def topic_table(view: TopicView) -> AnnualTable:
    """The topics on both levels, by the first one of each contact."""
    codes = [Code(entry.code, entry.names, entry.parent) for entry in view.entries]
    names = {"nb": "Ikke registrert", "nn": "Ikkje registrert", "en": "Not registered"}
    return AnnualTable(TOPIC, (*codes, Code(NOT_REGISTERED, names, registered=False)))


def annual_rows(tables: Sequence[AnnualTable], found: Recorded, *, contacts: int) -> list[Row]:
    """A row for each line of each table; raises `ValueError` where a table does not add up to all contacts.

    The tables are hidden together: all of them have the same sum. How many contacts there are and how many
    are not registered is told however small, and the attacker is given it.
    """
    whole = [_Counted(table, found) for table in tables]
    cells, sums = {ALL: contacts}, list[Sum]()
    for one in whole:
        cells |= {_name(one, code): count for code, count in one.counts.items()}
        sums += one.sums()
    told = [ALL, *(_name(one, code.code) for one in whole for code in one.codes if not code.registered)]
    hidden = hidden_cells(cells, sums, told=told)
    return [row for one in whole for row in _rows(one, hidden, contacts=contacts)]


class _Counted:
    """A table with its counts: headings hold their own and all below them."""

    def __init__(self, table: AnnualTable, found: Recorded) -> None:
        self.name = table.name
        self.codes = [code for code in _lines(table, found) if code.listed or found[table.name, code.code]]
        blank = next(code.code for code in table.codes if not code.registered)
        own = Counter({code: count for (name, code), count in found.items() if name == table.name})
        own[blank] += own.pop(NOT_REGISTERED, 0) if blank != NOT_REGISTERED else 0
        self.counts = {code.code: own[code.code] for code in self.codes}
        self.own = dict(self.counts)
        for code in self.codes:
            if code.parent is not None:
                self.counts[code.parent] += own[code.code]
        for heading in self.headings:
            self.counts[f"{heading}/own"] = self.own[heading]

    @property
    def headings(self) -> list[str]:
        """Lines with others below them."""
        above = {code.parent for code in self.codes}
        return [code.code for code in self.codes if code.code in above]

    def sums(self) -> Iterator[Sum]:
        """What stands below each heading, and all of the table."""
        for heading in self.headings:
            below = [code.code for code in self.codes if code.parent == heading]
            yield Sum(_name(self, heading), tuple(_name(self, one) for one in (*below, f"{heading}/own")))
        yield Sum(ALL, tuple(_name(self, code.code) for code in self.codes if code.parent is None))


def _lines(table: AnnualTable, found: Recorded) -> Iterator[Code]:
    """Those of the table, and one for each code that only the records know; «not registered» comes last."""
    known = {code.code for code in table.codes} | {NOT_REGISTERED}
    strange = sorted(code for name, code in found if name == table.name and code not in known)
    yield from (code for code in table.codes if code.registered)
    yield from (Code(code, dict.fromkeys(LANGUAGES, code)) for code in strange)
    yield from (code for code in table.codes if not code.registered)


def _rows(one: _Counted, hidden: frozenset[str], *, contacts: int) -> Iterator[Row]:
    registered = contacts - sum(one.counts[code.code] for code in one.codes if not code.registered)
    for code in one.codes:
        count = None if _name(one, code.code) in hidden else one.counts[code.code]
        yield {
            "table": one.name,
            "code": code.code,
            "parent": code.parent,
            "registered": code.registered,
            **{f"name_{language}": code.names.get(language, code.code) for language in LANGUAGES},
            "contacts": count,
            "share": share(count, contacts),
            "share_registered": share(count, registered) if code.registered else None,
        }


def _name(one: _Counted, code: str) -> str:
    return f"{one.name}|{code}"
