"""The tables of topics as they are shown: shares, both levels, a breakdown, and no small cell given away.

All cells of one table are hidden together, over every sum in it: second levels below their first, topics
and «not registered» of each value of the breakdown, and every row and column over all of them. How many were
recorded, and how many of those without a topic, is told however small, and the attacker is given it.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from app.domain.disclosure import Sum, hidden_cells
from app.domain.topic_counts import TopicCounts
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
    """
    table = Primary(found, view, values, level)
    hidden = hidden_cells(table.cells, table.sums, told=table.told)
    if level > 1 and all(_name(top, value) in hidden for top in view.tops for value in values):
        table = Primary(found, view, values, 1)
        hidden = hidden_cells(table.cells, table.sums, told=table.told)
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
                if entry.code in unnamed or _name(entry.code, WHOLE) in hidden
                else (table.cells[_name(entry.code, WHOLE)], found.named[entry.code]),
                contacts=contacts,
                registered=contacts - without,
            ),
        }
        for entry in view.entries
    ]
    listed = [(entry.code, entry.parent) for entry in view.entries if entry.parent is None or level > 1]
    cells = [cell for value in values for cell in _column(table, value, listed, hidden=hidden)]
    return TopicTables(contacts, without, rows, list(values), cells)


@dataclass(slots=True)
class Primary:
    """Contacts by primary topic and value, with every sum that is published or follows from it."""

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
            for name in [name for name in self.cells if name.endswith("|" + self.values[0])]:
                code = name.partition("|")[0]
                parts = tuple(_name(code, value) for value in self.values)
                self.sums.append(Sum(_name(code, WHOLE), parts))

    @property
    def told(self) -> list[str]:
        """What is shown however small."""
        return [_name(ALL, WHOLE), _name(NOT_REGISTERED, WHOLE)]

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
        if value != WHOLE or not self.values:
            return self.found.primary[value, code]
        return sum(self.found.primary[one, code] for one in self.values)


def hidden_named(found: TopicCounts, view: TopicView) -> set[str]:
    """The topics whose contacts that name them are hidden.

    A contact may name several topics, so the sums are told to nobody; to hide as if they were is on the
    safe side.
    """
    cells = {entry.code: found.named[entry.code] for entry in view.entries}
    sums: list[Sum] = []
    for top in view.tops:
        below = view.below(top)
        cells[f"{top}/all"] = sum(cells[code] for code in below)
        sums.append(Sum(f"{top}/all", tuple(below)))
    cells["/all"] = sum(cells[code] for code in view.tops)
    sums.append(Sum("/all", tuple(view.tops)))
    told = [name for name in cells if name.endswith("/all")]
    return {code for code in hidden_cells(cells, sums, told=told) if code not in told}


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
