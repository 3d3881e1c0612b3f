"""A published figure counted again: what stands otherwise today, row by row."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

NAMES = ("month", "channel", "outcome", "table", "code", "value", "topic")
"""The columns that say what a row is about, in any report that may be published."""
Row = Mapping[str, Any]
Tables = Mapping[str, Sequence[Row]]


@dataclass(frozen=True, slots=True)
class Difference:
    """A row of a table as it was published and as it is today; null where there was or is none."""

    table: str
    was: Row | None
    now: Row | None


def differences(was: Tables, now: Tables) -> Iterator[Difference]:
    """Every row that is another one, in the order of what was published; what is new comes last."""
    for table in dict.fromkeys([*was, *now]):
        before, after = ({_name(row): row for row in tables.get(table, ())} for tables in (was, now))
        for name in dict.fromkeys([*before, *after]):
            if before.get(name) != after.get(name):
                yield Difference(table, before.get(name), after.get(name))


def _name(row: Row) -> tuple[Any, ...]:
    return tuple(row.get(column) for column in NAMES)
