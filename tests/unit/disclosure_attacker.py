"""Somebody who works out hidden cells: solves the sums, then tries whole numbers; shares no code with us."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from fractions import Fraction

Row = tuple[dict[str, Fraction], Fraction]
Bounds = dict[str, tuple[int, int]]
MOST = 400


class Attacker:
    """Knows what is published, the sums, and that whatever is hidden is `least` or more, `zeros` any."""

    def __init__(
        self,
        published: Mapping[str, int | None],
        sums: Iterable[tuple[str, Sequence[str]]],
        *,
        least: int = 1,
        zeros: Collection[str] = (),
    ) -> None:
        rows = [_row(published, total, parts) for total, parts in sums]
        self.rows = [*rows, *_reduced(rows)]
        hidden = [name for name, value in published.items() if value is None]
        self.bounds: Bounds = {name: (0 if name in zeros else least, MOST) for name in hidden}

    def values(self, name: str, wanted: Iterable[int]) -> set[int]:
        """Those that some table of whole numbers allows."""
        return {value for value in wanted if self._possible({**self.bounds, name: (value, value)})}

    def _possible(self, bounds: Bounds) -> bool:
        narrowed = self._narrow(bounds)
        if narrowed is None:
            return False
        touched = {name for terms, _ in self.rows for name in terms}
        open_ = [name for name in sorted(touched) if narrowed[name][0] < narrowed[name][1]]
        if not open_:
            return True
        name = min(open_, key=lambda one: narrowed[one][1] - narrowed[one][0])
        low, high = narrowed[name]
        return any(self._possible({**narrowed, name: (value, value)}) for value in range(low, high + 1))

    def _narrow(self, bounds: Bounds) -> Bounds | None:
        """Bounds of each cell from those of the others in its sums; null where they contradict."""
        found, changed = dict(bounds), True
        while changed:
            changed = False
            for terms, right in self.rows:
                for name in terms:
                    new = _bounds(name, terms, right, found)
                    if new[0] > new[1]:
                        return None
                    changed = changed or new != found[name]
                    found[name] = new
                if not terms and right:
                    return None
        return found


def below_small(cells: Mapping[str, int], sums: Sequence[tuple[str, Sequence[str]]]) -> set[str]:
    """The cells of which nothing is told, zeros neither, as they stand below a total of 1 to 4."""
    found: set[str] = set()
    for _ in cells:
        for total, parts in sums:
            if cells[total] in range(1, 5) or total in found:
                found |= set(parts)
    return found


def _bounds(name: str, terms: Mapping[str, Fraction], right: Fraction, found: Bounds) -> tuple[int, int]:
    """What the other cells of a sum leave to this one."""
    others = [_reach(factor, found[other]) for other, factor in terms.items() if other != name]
    left = right - sum(high for _, high in others), right - sum(low for low, _ in others)
    low, high = sorted(end / terms[name] for end in left)
    return max(found[name][0], _up(low)), min(found[name][1], high.__floor__())


def _row(published: Mapping[str, int | None], total: str, parts: Sequence[str]) -> Row:
    terms: dict[str, Fraction] = {}
    right = Fraction(0)
    for name, factor in ((total, -1), *((part, 1) for part in parts)):
        value = published[name]
        if value is None:
            terms[name] = terms.get(name, Fraction(0)) + factor
        else:
            right -= factor * value
    return terms, right


def _reduced(rows: Sequence[Row]) -> list[Row]:
    """Gaussian elimination, each row with a cell of its own."""
    names = sorted({name for terms, _ in rows for name in terms})
    left = [(dict(terms), right) for terms, right in rows]
    done: list[Row] = []
    for name in names:
        pivot = next((row for row in left if row[0].get(name)), None)
        if pivot is None:
            continue
        left.remove(pivot)
        own = _times(pivot, 1 / pivot[0][name])
        left = [_less(row, own, name) for row in left]
        done = [*(_less(row, own, name) for row in done), own]
    return done


def _times(row: Row, factor: Fraction) -> Row:
    return {name: value * factor for name, value in row[0].items()}, row[1] * factor


def _less(row: Row, own: Row, name: str) -> Row:
    factor = row[0].get(name, Fraction(0))
    names = {*row[0], *own[0]} if factor else set(row[0])
    terms = {one: row[0].get(one, Fraction(0)) - factor * own[0].get(one, Fraction(0)) for one in names}
    return {one: value for one, value in terms.items() if value}, row[1] - factor * own[1]


def _reach(factor: Fraction, bounds: tuple[int, int]) -> tuple[Fraction, Fraction]:
    ends = factor * bounds[0], factor * bounds[1]
    return min(ends), max(ends)


def _up(value: Fraction) -> int:
    return -((-value).__floor__())
