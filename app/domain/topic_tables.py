"""The tables of topics as they are shown: shares, both levels, a breakdown, and no small cell given away.

All cells of one table are hidden together, over every sum in it: second levels below their first, topics
and «not registered» of each value of the breakdown, and every row and column over all of them. How many were
recorded, and how many of those without a topic, is told however small, and the attacker is given it. How many
name a topic at all is hidden by itself, see `topic_named`.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from app.domain.disclosure import Sum, hidden_cells
from app.domain.topic_counts import TopicCounts
from app.domain.topic_named import hidden_named
from app.domain.topic_tally import NOT_REGISTERED
from app.domain.topic_view import LANGUAGES, TopicView

ALL = "all"
WHOLE = ""
"""The value of the breakdown that is all of them together."""
Row = dict[str, Any]


@dataclass(frozen=True, slots=True)
class TopicTables:
    """A period: its contacts, a row for each topic, and a cell for each value and topic."""

    contacts: int
    not_registered: int
    rows: Sequence[Row]
    values: Sequence[str]
    cells: Sequence[Row]


def tables(found: TopicCounts, view: TopicView, values: Sequence[str], *, level: int) -> TopicTables:
    """`values`: those of the breakdown, in order; none without one. `level`: that of the cells' topics.

    A second level so thin that nothing of the table could be shown is hidden whole, and the first is shown.
    The list of topics is hidden as it is when nothing divides it, so that both together say no more.
    """
    table, hidden = _hidden(found, view, values, level)
    unnamed = hidden_named(found, view)
    contacts, without = found.contacts.total(), found.without.total()
    rows = [
        {
            "topic": entry.code,
            "parent": entry.parent,
            **{f"name_{language}": entry.names.get(language, entry.code) for language in LANGUAGES},
            "retired": entry.retired,
            **_figures(
                *(None, None)
                if _name(entry.code, WHOLE) in hidden
                else (
                    table.cells[_name(entry.code, WHOLE)],
                    None if entry.code in unnamed else found.named[entry.code],
                ),
                contacts=contacts,
                registered=contacts - without,
            ),
        }
        for entry in view.entries
    ]
    listed = [(entry.code, entry.parent) for entry in view.entries if entry.parent is None or level > 1]
    cells = [cell for value in values for cell in _column(table, value, listed, hidden=hidden)]
    return TopicTables(contacts, without, rows, list(values), cells)


def _hidden(
    found: TopicCounts, view: TopicView, values: Sequence[str], level: int
) -> tuple["Primary", frozenset[str]]:
    """The table and what of it is hidden; of the list of topics the same, whatever divides it.

    The list is hidden first: what it shows is known to whoever reads the table, and what it hides stays so.
    """
    table = Primary(found, view, (), 2)
    hidden = hidden_cells(table.cells, table.sums, told=table.told)
    known = {*table.told, *(table.cells.keys() - hidden)}
    for deep in range(level, 0, -1) if values else ():
        table = Primary(found, view, values, deep)
        divided = hidden_cells(table.cells, table.sums, told={*known, *table.told}, hidden=hidden)
        if deep == 1 or any(_name(top, value) not in divided for top in view.tops for value in values):
            return table, divided
    return table, hidden


@dataclass(slots=True)
class Primary:
    """Contacts by primary topic and value, with every sum that is published or follows from it.

    Sums that follow from others are left out, so that no cell stands in more than two.
    """

    found: TopicCounts
    view: TopicView
    values: Sequence[str]
    level: int
    cells: dict[str, int] = field(default_factory=dict)
    sums: list[Sum] = field(default_factory=list)

    def __post_init__(self) -> None:
        for value in (*self.values, WHOLE):
            self._add_column(value, deep=value == WHOLE or self.level > 1)
        if self.values:
            self._add_rows()

    @property
    def told(self) -> list[str]:
        """What is shown however small; a single value is all of them."""
        same = self.values if len(self.values) == 1 else ()
        return [_name(code, value) for code in (ALL, NOT_REGISTERED) for value in (WHOLE, *same)]

    def _add_rows(self) -> None:
        """Every topic over all values; on two levels those of the first follow from what is below them."""
        whole = _name(ALL, WHOLE)
        follow = {ALL, *self.view.tops} if self.level > 1 else set[str]()
        for name in [name for name in self.cells if name.endswith("|" + self.values[0])]:
            code = name.partition("|")[0]
            if code not in follow:
                self.sums.append(Sum(_name(code, WHOLE), tuple(_name(code, value) for value in self.values)))
        if ALL not in follow:
            # With the sum of each topic and of all, that of all values over the topics follows.
            self.sums.remove(next(one for one in self.sums if one.total == whole))

    def _add_column(self, value: str, *, deep: bool) -> None:
        tops = self.view.tops
        for top in tops:
            self.cells[_name(top, value)] = self._count(top, value)
            if deep:
                self._add_below(top, value)
        self.cells[_name(NOT_REGISTERED, value)] = _of(self.found.without, value)
        self.cells[_name(ALL, value)] = _of(self.found.contacts, value)
        parts = (*(_name(top, value) for top in tops), _name(NOT_REGISTERED, value))
        self.sums.append(Sum(_name(ALL, value), parts))

    def _add_below(self, top: str, value: str) -> None:
        """Its second level, and whatever was recorded with the first one alone."""
        below = {_name(code, value): self._count(code, value) for code in self.view.below(top)}
        below[_name(f"{top}/own", value)] = self._count(top, value) - sum(below.values())
        self.cells |= below
        self.sums.append(Sum(_name(top, value), tuple(below)))

    def _count(self, code: str, value: str) -> int:
        values = self.found.contacts if value == WHOLE else (value,)
        return sum(self.found.primary[one, code] for one in values)


def _column(
    table: Primary, value: str, listed: Sequence[tuple[str, str | None]], *, hidden: frozenset[str]
) -> list[Row]:
    def shown(code: str) -> int | None:
        return None if _name(code, value) in hidden else table.cells.get(_name(code, value))

    every, without = shown(ALL), shown(NOT_REGISTERED)
    registered = None if every is None or without is None else every - without
    return [
        {
            "value": value,
            "topic": code,
            "parent": parent,
            "contacts": shown(code),
            "share": share(shown(code), every),
            "share_registered": None if code in (ALL, NOT_REGISTERED) else share(shown(code), registered),
        }
        for code, parent in [*listed, (NOT_REGISTERED, None), (ALL, None)]
    ]


def _figures(primary: int | None, named: int | None, *, contacts: int, registered: int) -> Row:
    return {
        "primary": primary,
        "primary_share": share(primary, contacts),
        "primary_share_registered": share(primary, registered),
        "named": named,
        "named_share": share(named, contacts),
        "named_share_registered": share(named, registered),
    }


def share(part: int | None, whole: int | None) -> float | None:
    """A fraction; null where either is hidden, or of nothing."""
    return None if part is None or not whole else round(part / whole, 4)


def _name(code: str, value: str) -> str:
    return f"{code}|{value}"


def _of(counts: Any, value: str) -> int:
    return int(counts.total() if value == WHOLE else counts[value])
