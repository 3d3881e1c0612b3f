"""The year's tables add up, keep headings above their own lines, and give no small cell away together."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.domain.annual import AnnualTable, Code, Row, annual_rows
from app.seed.annual_tables import annual_tables
from tests.unit.disclosure_attacker import Attacker, below_small

IR = Code("IR", {}, registered=False)
SEX = AnnualTable("sex", (Code("K", {}), Code("M", {}), IR))
AGE = AnnualTable("age", (Code("U20", {}), Code("a", {}, "U20"), Code("b", {}, "U20"), Code("c", {}), IR))
TABLES = [SEX, AGE]
PEOPLE = st.lists(
    st.tuples(st.sampled_from(["K", "M", "IR"]), st.sampled_from(["a", "b", "c", "IR"]), st.integers(1, 9)),
    min_size=1,
    max_size=7,
)


def counted(people: list[tuple[str, str, int]]) -> tuple[dict[tuple[str, str], int], int]:
    found: dict[tuple[str, str], int] = {}
    for sex, age, times in people:
        for place in (("sex", sex), ("age", age)):
            found[place] = found.get(place, 0) + times
    return found, sum(times for _, _, times in people)


def of(rows: list[Row]) -> dict[str, int | None]:
    return {f"{row['table']}|{row['code']}": row["contacts"] for row in rows}


def test_a_heading_holds_what_is_below_it_and_a_strange_code_has_its_line() -> None:
    found = {("sex", "K"): 20, ("age", "a"): 6, ("age", "b"): 7, ("age", "old"): 7}
    shown = of(annual_rows(TABLES, found, contacts=20))
    assert (shown["age|U20"], shown["age|a"], shown["age|old"], shown["age|IR"]) == (13, 6, 7, 0)


def test_what_nobody_asked_for_is_not_registered() -> None:
    found = {("sex", "K"): 9, ("sex", "IR"): 5, ("sex", "not_registered"): 6, ("age", "c"): 20}
    [_, _, last, *_] = annual_rows(TABLES, found, contacts=20)
    assert (last["code"], last["contacts"], last["share"], last["share_registered"]) == ("IR", 11, 0.55, None)


def test_a_table_that_does_not_add_up_is_refused() -> None:
    with pytest.raises(ValueError, match="is not the sum"):
        annual_rows([SEX], {("sex", "K"): 9}, contacts=10)


def test_every_table_of_the_seed_has_one_line_for_what_is_not_registered() -> None:
    for table in annual_tables().values():
        assert sum(not code.registered for code in table.codes) == 1, table.name
        assert len({code.code for code in table.codes}) == len(table.codes)


@settings(deadline=None, max_examples=12, derandomize=True)
@given(PEOPLE)
def test_the_attacker_works_out_no_small_line(people: list[tuple[str, str, int]]) -> None:
    found, contacts = counted(people)
    cells = of(annual_rows(TABLES, found, contacts=contacts)) | {"all": contacts}
    sums = [
        ("all", ("sex|K", "sex|M", "sex|IR")),
        ("all", ("age|U20", "age|c", "age|IR")),
        ("age|U20", ("age|a", "age|b")),
    ]
    true = {f"{table}|{code}": count for (table, code), count in found.items() if code != "IR"}
    true["age|U20"] = true.get("age|a", 0) + true.get("age|b", 0)
    counts = {name: true.get(name, 0) for name in cells} | {"all": contacts}
    zeros = below_small(counts, sums)
    everything = any(name not in zeros and not counts[name] for name, value in cells.items() if value is None)
    attacker = Attacker(cells, sums, least=0 if everything else 1, zeros=zeros)
    for name, value in true.items():
        if value in range(1, 5):
            possible = attacker.values(name, range(5) if everything or name in zeros else range(1, 5))
            assert cells[name] is None
            assert len(possible) >= (2 if everything else min(3, contacts + 1)), (name, possible)
