"""Another table with the same sums: one more here, one less there, along the shortest way back.

A cell stands in two sums at most, as in any table with one breakdown within another: then a change of a cell
by one goes from sum to sum like a path in a network, and is found where there is one.
"""

import heapq
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import count

OUTSIDE = -1
"""Where a cell that stands in one sum alone leads to: nothing has to be made up for there."""
Place = tuple[int, int]
"""A sum, and by how much its parts exceed its total there: one or minus one."""
Step = tuple[str, int]
"""A cell, and by how much it changes: one or minus one."""


@dataclass(slots=True)
class Paths:
    """Ways of changing cells by one.

    `ends`: of each cell the sums that it stands in, with one as a part and minus one as the total.
    `may`: whether a cell may change so much. `price`: what it costs to change it at all.
    """

    ends: Mapping[str, Sequence[Place]]
    may: Callable[[str, int], bool]
    price: Callable[[str], int]
    within: dict[int, list[tuple[str, int, Place]]] = field(init=False)
    """The cells of each sum, with one as a part and minus one as the total, and where each stands besides."""

    def __post_init__(self) -> None:
        self.within = {OUTSIDE: []}
        for name, ends in self.ends.items():
            if ends:
                one, two = _both(ends)
                self.within.setdefault(one[0], []).append((name, one[1], two))
                self.within.setdefault(two[0], []).append((name, two[1], one))

    def change(self, name: str, by: int) -> dict[str, int]:
        """What else changes, and the cell itself, for it to change so much; empty where nothing does."""
        changes: dict[str, int] = {}
        step = 1 if by > 0 else -1
        for _ in range(abs(by)):
            way = self._way(name, step, changes)
            if way is None:
                return {}
            for cell, one in (*way, (name, step)):
                changes[cell] = changes.get(cell, 0) + one
        return {cell: change for cell, change in changes.items() if change}

    def _way(self, name: str, step: int, changes: Mapping[str, int]) -> list[Step] | None:
        """The cheapest way from one sum of the cell to the other, the cell itself left out."""
        if not self.ends[name]:
            return []
        (first, sign), (last, other) = _both(self.ends[name])
        begin, wanted = (first, sign * step), (last, -other * step)
        came: dict[Place, tuple[Place, Step] | None] = {begin: None}
        costs, done = {begin: 0}, set[Place]()
        numbers = count()
        queue = [(0, next(numbers), begin)]
        while queue:
            cost, _, at = heapq.heappop(queue)
            if at == wanted or (last == at[0] == OUTSIDE):
                return _back(came, at)
            if at in done:
                continue
            done.add(at)
            for place, taken in self._from(at, name):
                if place in done or not self.may(taken[0], changes.get(taken[0], 0) + taken[1]):
                    continue
                dearer = cost + 1 + (0 if changes.get(taken[0]) else self.price(taken[0]))
                if dearer < costs.get(place, dearer + 1):
                    costs[place], came[place] = dearer, (at, taken)
                    heapq.heappush(queue, (dearer, next(numbers), place))
        return None

    def _from(self, at: Place, name: str) -> Iterator[tuple[Place, Step]]:
        """Each cell that makes up for what is wrong there, and what is wrong then elsewhere."""
        number, rest = at
        for cell, sign, (there, factor) in self.within[number]:
            if cell == name:
                continue
            for step in (1, -1) if number == OUTSIDE else (-rest * sign,):
                yield (there, factor * step if there != OUTSIDE else 1), (cell, step)


def _both(ends: Sequence[Place]) -> tuple[Place, Place]:
    return ends[0], ends[1] if len(ends) > 1 else (OUTSIDE, 1)


def _back(came: Mapping[Place, tuple[Place, Step] | None], at: Place) -> list[Step]:
    steps: list[Step] = []
    while (before := came[at]) is not None:
        at, step = before
        steps.append(step)
    return steps
