"""An attacker who solves the published sums works out no small cell, and finds every planted fault."""

from collections.abc import Iterator, Mapping, Sequence, Set

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.domain.disclosure import Sum, hidden_cells
from tests.unit.disclosure_attacker import Attacker, below_small

Table = tuple[dict[str, int], list[Sum]]
SMALL = range(1, 5)
COUNTS = st.one_of(st.integers(0, 6), st.integers(0, 30))


def pinned(cells: Mapping[str, int], sums: Sequence[Sum], hidden: Set[str], *, least: int = 1) -> list[str]:
    """The small cells that the attacker narrows to fewer than three values."""
    small = [name for name, value in cells.items() if value in SMALL]
    if all(name in hidden for name in cells):
        return []
    assert set(small) <= hidden
    equal = [(one.total, one.parts) for one in sums]
    zeros = below_small(cells, equal)
    published = {name: None if name in hidden else value for name, value in cells.items()}
    attacker = Attacker(published, equal, least=least, zeros=zeros)
    able = {name: range(5) if name in zeros else SMALL for name in small}
    return [name for name in small if len(attacker.values(name, able[name])) < 3]


def add(cells: dict[str, int], sums: list[Sum], total: str, parts: Sequence[str]) -> None:
    cells[total] = sum(cells[part] for part in parts)
    sums.append(Sum(total, tuple(parts)))


def two_way(rows: Sequence[Sequence[int]], name: str = "") -> Table:
    """A table with both margins and the total of all."""
    cells = {f"{name}{r}{c}": value for r, row in enumerate(rows) for c, value in enumerate(row)}
    sums: list[Sum] = []
    width = range(len(rows[0]))
    for r in range(len(rows)):
        add(cells, sums, f"{name}{r}*", [f"{name}{r}{c}" for c in width])
    for c in width:
        add(cells, sums, f"{name}*{c}", [f"{name}{r}{c}" for r in range(len(rows))])
    add(cells, sums, f"{name}**", [f"{name}{r}*" for r in range(len(rows))])
    sums.append(Sum(f"{name}**", tuple(f"{name}*{c}" for c in width)))
    return cells, sums


def grids(height: int, width: int) -> st.SearchStrategy[list[list[int]]]:
    row = st.lists(COUNTS, min_size=width, max_size=width)
    return st.lists(row, min_size=height, max_size=height)


@st.composite
def two_level(draw: st.DrawFn) -> Table:
    """Topics below topics."""
    cells: dict[str, int] = {}
    sums: list[Sum] = []
    for top in "AB":
        children = draw(st.lists(COUNTS, min_size=1, max_size=4))
        cells |= {f"{top}.{number}": value for number, value in enumerate(children)}
        add(cells, sums, top, [f"{top}.{number}" for number in range(len(children))])
    add(cells, sums, "all", ["A", "B"])
    return cells, sums


@st.composite
def sharing_a_margin(draw: st.DrawFn) -> Table:
    """By channel, and by age band: the months' totals are the same."""
    cells, sums = two_way(draw(grids(2, 3)))
    for month in range(2):
        whole = cells[f"{month}*"]
        cut = draw(st.integers(0, whole))
        parts = {f"{month}young": cut, f"{month}old": whole - cut}
        cells |= parts
        sums.append(Sum(f"{month}*", tuple(parts)))
    for band in ("young", "old"):
        add(cells, sums, f"*{band}", [f"{month}{band}" for month in range(2)])
    return cells, sums


@st.composite
def consecutive(draw: st.DrawFn) -> Table:
    """Two months, and both together."""
    first, one = two_way(draw(grids(2, 2)), "i")
    second, two = two_way(draw(grids(2, 2)), "j")
    cells, sums = {**first, **second}, [*one, *two]
    for name in list(first):
        add(cells, sums, f"s{name[1:]}", [name, f"j{name[1:]}"])
    for first_sum in one:
        sums.append(Sum(f"s{first_sum.total[1:]}", tuple(f"s{part[1:]}" for part in first_sum.parts)))
    return cells, sums


@settings(max_examples=60, deadline=None, derandomize=True)
@given(st.one_of(grids(3, 3).map(two_way), two_level(), sharing_a_margin(), consecutive()))
def test_the_attacker_narrows_no_small_cell_to_fewer_than_three_values(table: Table) -> None:
    cells, sums = table
    hidden = hidden_cells(cells, sums)
    assert pinned(cells, sums, hidden) == []
    if set(cells) != hidden:
        below = below_small(cells, [(one.total, one.parts) for one in sums])
        assert all(cells[name] or name in below for name in hidden)
        assert below <= hidden


WEAK = two_way([[2, 20, 30], [40, 7, 60], [70, 80, 9]])


def test_the_attacker_defeats_small_cells_hidden_alone() -> None:
    assert pinned(*WEAK, {"00"}) == ["00"]


def test_the_attacker_defeats_partners_in_the_rows_only() -> None:
    assert pinned(*WEAK, {"00", "01"}) == ["00"]


def test_the_attacker_defeats_a_zero_as_partner() -> None:
    square = two_way([[2, 0, 30], [0, 7, 60], [70, 80, 9]])
    assert pinned(*square, {"00", "01", "10", "11"}, least=0) == ["00"]


def test_the_attacker_defeats_tables_that_are_hidden_one_by_one() -> None:
    cells = {"i": 2, "j": 30, "ij": 32, "k": 40, "ik": 42, "jk": 70}
    sums = [Sum("ij", ("i", "j")), Sum("ik", ("i", "k")), Sum("jk", ("j", "k"))]
    assert pinned(cells, sums[:1], {"i", "j"}) == []
    assert pinned(cells, sums, {"i", "j", "k"}) == ["i"]
    assert pinned(cells, sums, hidden_cells(cells, sums)) == []


def test_what_is_large_everywhere_is_shown_and_so_are_zeros() -> None:
    assert hidden_cells(*two_way([[0, 9], [5, 20]])) == frozenset()


def test_the_smallest_partners_are_hidden_and_totals_last() -> None:
    assert hidden_cells({"a": 3, "b": 50, "c": 8, "all": 61}, [Sum("all", ("a", "b", "c"))]) == {"a", "c"}


def test_small_cells_that_only_one_table_allows_are_hidden_with_all_that_hangs_on_them() -> None:
    cells = {"a": 1, "b": 1, "c": 1, "d": 1, "e": 0, "all": 4, "other": 9}
    assert hidden_cells(cells, [Sum("all", ("a", "b", "c", "d", "e"))]) == set(cells) - {"other"}


def test_of_what_is_below_a_small_total_nothing_is_told_and_the_rest_is_shown() -> None:
    """A column of three ones: with its zero shown each could be one or two alone, and all would be hidden."""
    cells, sums = two_way([[1, 0, 90], [1, 40, 70], [0, 80, 60], [1, 30, 50]])
    hidden = hidden_cells(cells, sums)
    assert pinned(cells, sums, hidden) == []
    assert {"00", "10", "20", "30", "*0"} < hidden
    assert "20" in hidden
    assert not cells["20"]
    assert "**" not in hidden
    assert len(hidden) < len(cells) / 2 + 2


def test_below_a_total_of_one_that_is_told_it_may_be_any_of_them() -> None:
    cells, sums = two_way([[1, 0, 0], [40, 50, 60]])
    assert hidden_cells(cells, sums, told=["0*"]) == {"00", "01", "02", "10", "11", "12"} - {"12"}


def wrong() -> Iterator[tuple[dict[str, int], list[Sum]]]:
    yield {"a": -1}, []
    yield {"a": 1, "all": 2}, [Sum("all", ("a",))]
    yield {"a": 1, "all": 1}, [Sum("all", ("a",)), Sum("a", ("all",))]


@pytest.mark.parametrize(("cells", "sums"), list(wrong()), ids=["negative", "no sum", "circle"])
def test_tables_that_do_not_add_up_are_refused(cells: dict[str, int], sums: list[Sum]) -> None:
    with pytest.raises(ValueError, match=r"a cell is|is not the sum"):
        hidden_cells(cells, sums)
