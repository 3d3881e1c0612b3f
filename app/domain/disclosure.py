"""Which cells of published tables are hidden, so that no sum gives a small one away.

Tables are cells with whole numbers, and sums among them, as many and as overlapping as there are. A cell of
1 to 4 is small. Zero is shown, for it tells of nobody, but of what is below a small total nothing is told:
its parts are hidden, zeros too. Whatever else is hidden is at least one.

**What is promised.** Each hidden small cell can have at least three of the values 1 to 4, below a small total
of 0 to 4: for each of the three there is a whole table that has the same published cells, is true to every
sum, is of whole numbers, has no zero but those shown and those below a small total, and every cell that is
really small still below five. Whoever knows all published cells, all sums, that numbers are whole, when zeros
are shown and that cells below five are hidden, therefore cannot tell it, nor narrow it to fewer than three
values; below a total of one that is told it is one or none. Each such table is found and checked before
anything is published (`disclosure_paths`; by a bounded search where cells stand in more than two sums). Where
none is found, all that is connected is hidden, zeros too, and nothing of it stands in the table.

**What is not.** In those tables a hidden cell of five or more may be less: to somebody who is told which
hidden cells are small nothing is promised. Cells of five and more that are hidden for the sake of others may
be worked out, and so may the sum of several small ones. Nor is it promised against somebody who runs this
very search on every table that could be meant, to rule out those for which it would have hidden other cells.
"""

from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import count

from app.domain.disclosure_paths import Paths, Place

LEAST_SHOWN = 5
"""Figures from one up to below this are hidden."""
LEAST_VALUES = 3
"""So many values each small cell must be able to have."""
STEPS = 400
"""The longest search for one value in one order."""
ORDERS = (0, 1, 31, 47, 89, 101, 151, 199, 251)
"""The smallest cells first, then the largest, then mixed by these: a stuck search begins in another way."""
MOST_MORE = 12
"""So many further cells are hidden at most for one value of one cell."""
ANOTHER = 20
"""What it costs to hide a further cell, beside the number in it."""
HIGHER = 1_000
"""What it costs for each sum below it: parts before totals."""


@dataclass(frozen=True, slots=True)
class Sum:
    """A published cell that is the sum of others."""

    total: str
    parts: tuple[str, ...]

    @property
    def names(self) -> tuple[str, ...]:
        """Every cell in it."""
        return (self.total, *self.parts)


def hidden_cells(
    cells: Mapping[str, int],
    sums: Sequence[Sum],
    *,
    told: Collection[str] = (),
    hidden: Collection[str] = (),
) -> frozenset[str]:
    """The cells to hide; raises `ValueError` for numbers below zero and for sums that do not add up.

    Beside the small ones and what is below them as few as are found to do: parts before totals, the smallest
    first.
    `told`: cells that are published however small, and known to the attacker. `hidden`: what is hidden
    already, by another answer.
    """
    _refuse_wrong(cells, sums)
    hiding = _Hiding(cells, sums, frozenset(told))
    hiding.hidden |= cells.keys() & hidden
    hiding.hide()
    return frozenset(hiding.hidden)


def _refuse_wrong(cells: Mapping[str, int], sums: Sequence[Sum]) -> None:
    if any(value < 0 for value in cells.values()):
        raise ValueError("a cell is below zero")
    for one in sums:
        if cells[one.total] != sum(cells[part] for part in one.parts):
            raise ValueError(f"{one.total} is not the sum of its parts")


@dataclass(slots=True)
class _Hiding:
    """The search for cells to hide, one small cell after another."""

    cells: Mapping[str, int]
    sums: Sequence[Sum]
    told: frozenset[str]
    hidden: set[str] = field(init=False)
    values: dict[str, set[int]] = field(init=False)
    """Those known to be possible for each small cell; what is possible stays so when more is hidden."""
    of: dict[str, list[int]] = field(init=False)
    """The sums that each cell stands in."""
    below: dict[str, int] = field(init=False)
    """The most that each cell below a small total can be."""
    order: dict[str, tuple[int, int, int]] = field(init=False)
    """Which cell is hidden rather."""
    paths: Paths | None = field(init=False)
    """Null where cells stand in more than two sums."""
    mix: int = 0
    """One of `ORDERS`."""

    def __post_init__(self) -> None:
        small = (name for name, value in self.cells.items() if 0 < value < LEAST_SHOWN)
        self.values = {name: {self.cells[name]} for name in small if name not in self.told}
        self.below = _below_small(self.cells, self.sums, self.told)
        self.hidden, self.of = {*self.values, *self.below} - self.told, defaultdict(list)
        for number, one in enumerate(self.sums):
            for name in one.names:
                self.of[name].append(number)
        heights = _heights(self.cells, self.sums)
        self.order = {
            name: (heights[name], value, number) for number, (name, value) in enumerate(self.cells.items())
        }
        ends = {name: [self._place(number, name) for number in self.of[name]] for name in self.cells}
        flat = all(len(places) < 3 for places in ends.values())
        self.paths = Paths(ends, self._may, self._price) if flat else None

    def hide(self) -> None:
        """Give each small cell enough values, hiding what it takes, or else all that is connected."""
        whole = set[str]()
        for name in self.values:
            wanted = min(LEAST_VALUES, self.below.get(name, LEAST_VALUES) + 1)
            while name not in whole and len(self.values[name]) < wanted:
                changes = self._cheapest(name) if self.paths is None else self._shortest(name, self.paths)
                if not changes:
                    whole |= self._connected(name)
                    break
                self.hidden |= set(changes)
                for changed in set(changes) & set(self.values):
                    self.values[changed].add(self.cells[changed] + changes[changed])
        self.hidden |= whole - self.told

    def _shortest(self, name: str, paths: Paths) -> dict[str, int]:
        """The same by the shortest path, and there is none where it finds none."""
        found = [paths.change(name, value - self.cells[name]) for value in self._others(name)]
        able = [changes for changes in found if changes]
        assert not any(self._balance(number, one) for one in able for number in self._touched(one))
        return min(able, key=lambda one: sum(map(self._price, one)), default={})

    def _others(self, name: str) -> list[int]:
        """The values that it is not known yet to be able to have, the nearest first."""
        able = set(range(self._least(name), LEAST_SHOWN)) - self.values[name]
        return sorted(able, key=lambda value: abs(value - self.cells[name]))

    def _least(self, name: str) -> int:
        """What it is at least when it is hidden."""
        return 0 if name in self.below else 1

    def _may(self, name: str, change: int) -> bool:
        value = self.cells[name]
        if name in self.told or not (value or name in self.below):
            return False
        most = self.below.get(name, LEAST_SHOWN - 1 if name in self.values else value + abs(change))
        return self._least(name) <= value + change <= most

    def _price(self, name: str) -> int:
        height, value, _ = self.order[name]
        return 0 if name in self.hidden else ANOTHER + value + HIGHER * height

    def _place(self, number: int, name: str) -> Place:
        return number, -1 if name == self.sums[number].total else 1

    def _cheapest(self, name: str) -> dict[str, int]:
        """The other table with another value of it that takes the fewest further cells; empty for none."""
        others = self._others(name)
        for self.mix in ORDERS:
            for more in range(MOST_MORE):
                for value in others:
                    changes = {name: value - self.cells[name]}
                    if self._mend(changes, more, count()):
                        assert not any(self._balance(number, changes) for number in self._touched(changes))
                        return changes
        return {}

    def _mend(self, changes: dict[str, int], more: int, steps: Iterator[int]) -> bool:
        """Mend the sums that the changes break, one cell after another, stepping back where it goes wrong.

        `more`: so many cells that are not hidden yet may be taken.
        """
        touched = sorted(self._touched(changes))
        broken = [(number, rest) for number in touched if (rest := self._balance(number, changes))]
        if not broken:
            return True
        options = [(self._absorbers(number, changes, more), number, rest) for number, rest in broken]
        able, number, rest = min(options, key=lambda option: (len(option[0]), option[1]))
        for name in able:
            for change in self._amounts(name, rest if name == self.sums[number].total else -rest):
                if next(steps) >= STEPS:
                    return False
                changes[name] = change
                if self._mend(changes, more - (name not in self.hidden), steps):
                    return True
                del changes[name]
        return False

    def _touched(self, changes: Collection[str]) -> set[int]:
        """The sums that these cells stand in: no other one can be broken."""
        return {number for name in changes for number in self.of[name]}

    def _balance(self, number: int, changes: Mapping[str, int]) -> int:
        """By how much the parts have grown more than their total."""
        one = self.sums[number]
        return sum(changes.get(part, 0) for part in one.parts) - changes.get(one.total, 0)

    def _absorbers(self, number: int, changes: Mapping[str, int], more: int) -> list[str]:
        """The cells that may take up the rest of a sum: hidden ones first, then as they are hidden rather."""
        kept = {*changes, *self.told}
        free = (name for name in self.sums[number].names if name not in kept)
        some = [name for name in free if self.cells[name] or name in self.below]
        able = [name for name in some if more > 0 or name in self.hidden]
        return sorted(able, key=lambda name: (name not in self.hidden, self._rank(name)))

    def _rank(self, name: str) -> tuple[int, int, int]:
        height, value, number = self.order[name]
        if self.mix > 1:
            return height, number * self.mix % 257, number
        return height, -value if self.mix else value, number

    def _amounts(self, name: str, wanted: int) -> list[int]:
        """Changes in that direction, the fullest first, that leave it hidden, and a small one small."""
        sign = 1 if wanted > 0 else -1
        every = (sign * amount for amount in range(abs(wanted), 0, -1))
        return [change for change in every if self._may(name, change)]

    def _connected(self, name: str) -> set[str]:
        found, new = {name}, {name}
        while new:
            new = {cell for one in new for number in self.of[one] for cell in self.sums[number].names} - found
            found |= new
        return found


def _below_small(cells: Mapping[str, int], sums: Sequence[Sum], told: Collection[str]) -> dict[str, int]:
    """The cells below a small total, on all levels, each with the most that it can be."""
    small = {name for name, value in cells.items() if 0 < value < LEAST_SHOWN}
    found: dict[str, int] = {}
    size = -1
    while size != len(found):
        size = len(found)
        for one in sums:
            if one.total in small or one.total in found:
                own = cells[one.total] if one.total in told else LEAST_SHOWN - 1
                most = min(own, found.get(one.total, own))
                found |= {part: min(most, found.get(part, most)) for part in one.parts}
    return found


def _heights(cells: Collection[str], sums: Sequence[Sum]) -> dict[str, int]:
    """How many sums lie below each cell; raises `ValueError` for a cell that is part of itself."""
    heights = dict.fromkeys(cells, 0)
    for _ in range(len(heights) + 1):
        higher = {one.total: 1 + max((heights[part] for part in one.parts), default=0) for one in sums}
        grown = {name: max(height, higher.get(name, 0)) for name, height in heights.items()}
        if grown == heights:
            return heights
        heights = grown
    raise ValueError("a cell is part of itself")
