"""Topics counted once for each contact, broken down, mapped to today's list, and no small cell given away."""

from collections import Counter
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.domain.topic_counts import TopicGroups, count_topics
from app.domain.topic_tables import ALL, TopicTables, tables
from app.domain.topic_tally import NOT_REGISTERED
from app.domain.topic_view import TopicEntry, TopicView, recorded_view, today_view
from tests.unit.disclosure_attacker import Attacker, below_small
from tests.unit.topic_attacker import (
    CHILDREN,
    CODES,
    VALUES,
    Contacts,
    published,
    told_apart,
    worked_out,
)

NAMES = {"nb": "Tema", "nn": "Tema", "en": "Topic"}
ENTRIES = [TopicEntry(top, None, NAMES) for top in CHILDREN]
ENTRIES += [TopicEntry(code, top, NAMES) for top, below in CHILDREN.items() for code in below]
VIEW = recorded_view(ENTRIES)


def shown(contacts: Contacts, *, level: int = 1, view: TopicView = VIEW, by: bool = True) -> TopicTables:
    groups = Counter((value if by else "", " ".join(topics)) for value, topics in contacts)
    values = sorted({value for value, _ in groups}) if by else []
    named = Counter(" ".join(topics) for _, topics in contacts)
    return tables(count_topics(TopicGroups(groups, named), view), view, values, level=level)


def of(found: TopicTables, topic: str) -> tuple[int | None, int | None]:
    [row] = [row for row in found.rows if row["topic"] == topic]
    return row["primary"], row["named"]


def test_a_contact_counts_once_for_the_topic_above_however_many_it_names() -> None:
    found = shown([("", ["A.1", "A.2", "B.1"])] * 6, by=False)
    assert of(found, "A") == (6, 6)
    assert of(found, "B") == (0, 6)
    assert of(found, "A.2") == (0, 6)
    assert found.cells == []


def test_shares_are_of_all_and_of_those_registered() -> None:
    found = shown([("", ["A.1"])] * 30 + [("", ["B.2", "A.3"])] * 10 + [("", [])] * 10, by=False)
    assert (found.contacts, found.not_registered) == (50, 10)
    [row] = [row for row in found.rows if row["topic"] == "A"]
    assert (row["primary"], row["primary_share"], row["primary_share_registered"]) == (30, 0.6, 0.75)
    assert (row["named"], row["named_share"], row["named_share_registered"]) == (40, 0.8, 1.0)


def test_a_lone_small_cell_hides_the_next_smallest_too() -> None:
    contacts = [("", ["A.1"])] * 9 + [("", ["A.2"])] * 2 + [("", ["A.3"])] * 7
    found = shown(contacts, by=False)
    assert [of(found, code)[0] for code in CHILDREN["A"]] == [9, None, None]


def test_a_cell_says_its_share_of_its_value_only() -> None:
    found = shown([("x", ["A.1"])] * 10 + [("x", ["B.1"])] * 10 + [("y", ["A.1"])] * 20 + [("x", [])] * 5)
    cells = {(cell["value"], cell["topic"]): cell for cell in found.cells}
    assert cells["y", "A"]["share"] == 1.0
    assert cells["x", ALL]["contacts"] == 25
    assert (cells["x", "A"]["contacts"], cells["x", "A"]["share"]) == (10, 0.4)
    assert cells["x", "A"]["share_registered"] == 0.5
    assert {cell["topic"] for cell in found.cells} == {"A", "B", NOT_REGISTERED, ALL}


def test_a_thin_second_level_leaves_the_first_to_be_seen() -> None:
    wide = [TopicEntry(top, None, NAMES) for top in "ABCDEF"]
    wide += [TopicEntry(f"{top}.{number}", top, NAMES) for top in "ABCDEF" for number in range(7)]
    codes = [entry.code for entry in wide if entry.parent]
    contacts: Contacts = [
        (f"{value:02}", [code])
        for value in range(10)
        for number, code in enumerate(codes)
        for _ in range((number * 5 + value * 3) % 11 // 4)
    ]
    found = shown(contacts, level=2, view=recorded_view(wide))
    firsts = {(cell["value"], cell["topic"]): cell["contacts"] for cell in found.cells if not cell["parent"]}
    counted = Counter((value, topics[0][0]) for value, topics in contacts)
    seen = {place: count for place, count in firsts.items() if count is not None and place in counted}
    assert len(seen) > 20
    assert all(counted[place] == count for place, count in seen.items())


TODAY = [
    TopicEntry("A", None, NAMES),
    TopicEntry("B", None, NAMES),
    TopicEntry("A.1", "A", NAMES, retired=True, successor="A.2"),
    TopicEntry("A.2", "A", NAMES, retired=True, successor="B.1"),
    TopicEntry("A.3", "A", NAMES, retired=True),
    TopicEntry("A.4", "A", NAMES, successor="A.3"),
    TopicEntry("B.1", "B", NAMES),
]


def test_codes_out_of_use_count_as_their_last_successor_under_its_parent() -> None:
    contacts = [("", ["A.1", "A.2"])] * 7 + [("", ["A.3", "B.1"])] * 6 + [("", ["A.4"])] * 5
    found = shown(contacts, view=today_view(TODAY), by=False)
    assert [row["topic"] for row in found.rows] == ["A", "A.3", "A.4", "B", "B.1"]
    assert [of(found, code) for code in ("A", "A.3", "B", "B.1")] == [(11, 11), (6, 6), (7, 13), (7, 13)]
    assert of(found, "A.4") == (5, 5), "not retired yet: it stands for itself"
    before = shown(contacts, view=recorded_view(TODAY), by=False)
    assert [of(before, code) for code in ("A", "A.1", "A.2", "B")] == [(18, 18), (7, 7), (0, 7), (0, 6)]


@pytest.mark.parametrize("successor", ["A.1", "A.2", "gone"])
def test_a_ring_of_successors_or_one_nobody_knows_stands_for_itself(successor: str) -> None:
    ring = [
        TopicEntry("A", None, NAMES),
        TopicEntry("A.1", "A", NAMES, retired=True, successor=successor),
        TopicEntry("A.2", "A", NAMES, retired=True, successor="A.1"),
    ]
    assert today_view(ring).shown["A.1"] == "A.1"


TOPICS = st.lists(st.sampled_from(CODES), unique=True, max_size=3)
MANY = st.tuples(st.sampled_from(VALUES), TOPICS, st.integers(1, 9))


def spread(kinds: list[tuple[str, list[str], int]]) -> Contacts:
    return [(value, topics) for value, topics, times in kinds for _ in range(times)]


@settings(deadline=None, max_examples=60, derandomize=True)
@given(st.lists(MANY, max_size=12).map(spread), st.sampled_from([1, 2]))
def test_what_is_shown_is_an_independent_count(contacts: Contacts, level: int) -> None:
    found = shown(contacts, level=level)
    for row in found.rows:
        code = row["topic"]
        first = sum(1 for _, topics in contacts if any(t == code or t[0] == code for t in topics[:1]))
        named = sum(1 for _, topics in contacts if any(t == code or t[0] == code for t in topics))
        assert row["primary"] in (None, first)
        assert row["named"] in (None, named)
    for cell in found.cells:
        own = [topics for value, topics in contacts if value == cell["value"]]
        if cell["topic"] == ALL:
            counted = len(own)
        elif cell["topic"] == NOT_REGISTERED:
            counted = own.count([])
        else:
            counted = sum(cell["topic"] in (topics[0], topics[0][0]) for topics in own if topics)
        assert cell["contacts"] in (None, counted)


@settings(deadline=None, max_examples=8, derandomize=True)
@given(st.lists(MANY, min_size=1, max_size=7).map(spread), st.sampled_from([1, 2]))
def test_the_attacker_works_out_no_small_cell_of_an_answer(contacts: Contacts, level: int) -> None:
    found = shown(contacts, level=level)
    # A second level that is hidden whole is no part of the answer: it says what one of the first level says.
    level = 2 if any(cell["parent"] and cell["contacts"] is not None for cell in found.cells) else 1
    assert worked_out(found, contacts, level) == []
    assert told_apart(found, contacts) == []


@settings(deadline=None, max_examples=100, derandomize=True)
@given(st.lists(MANY, min_size=1, max_size=12).map(spread), st.sampled_from([1, 2]))
def test_the_list_says_the_same_whatever_divides_it(contacts: Contacts, level: int) -> None:
    """So that the list beside its tables tells no more than one of them, which the attacker has tried."""
    assert shown(contacts, level=level).rows == shown(contacts, by=False).rows


@pytest.mark.parametrize("seed", range(6))
def test_two_tables_of_what_the_list_shows_whole_give_nobody_away_together(seed: int) -> None:
    """The list is all that they share: whoever reads both knows of each what the other one's reader knows."""
    chance = Random(seed)
    people = [(chance.choice("xxxyz"), chance.choice("ppppq"), chance.choice("AAAB")) for _ in range(30)]
    people += [("x", "p", "A")] * 5 + [("x", "p", "B")] * 5 + [("y", "p", "")] * 6
    view = recorded_view([TopicEntry(top, None, NAMES) for top in CHILDREN])
    cells, sums, true = dict[str, int | None](), list[tuple[str, tuple[str, ...]]](), Counter[str]()
    for side in (0, 1):
        contacts = [(person[side], [person[2]] if person[2] else []) for person in people]
        found = shown(contacts, view=view)
        assert None not in [row["primary"] for row in found.rows]
        its, also = published(found, 1)
        cells |= its
        sums += also
        true.update(f"{topics[0] if topics else NOT_REGISTERED}|{value}" for value, topics in contacts)
        true.update(f"{ALL}|{value}" for value, _ in contacts)
    sums = [(total, parts) for total, parts in sums if "." not in "".join(parts)]
    small = [name for name, count in true.items() if count < 5]
    zeros = below_small(dict.fromkeys(cells, 0) | true, sums)
    attacker = Attacker(cells, sums, zeros=zeros)
    assert small
    for name in small:
        assert cells[name] is None
        assert len(attacker.values(name, range(5) if name in zeros else range(1, 5))) >= 3


@settings(deadline=None, max_examples=150, derandomize=True)
@given(st.lists(MANY, min_size=1, max_size=7).map(spread))
def test_the_attacker_works_out_nobody_who_names_a_topic_beside_another(contacts: Contacts) -> None:
    assert told_apart(shown(contacts, by=False), contacts) == []


FEW: dict[str, Contacts] = {
    "another topic first": [("", ["B.1", "A.1"])] * 3 + [("", ["B.1"])] * 20 + [("", ["A.1"])] * 20,
    "all but a few name it": [("", ["A.1", "B.1"])] * 20 + [("", ["B.2", "A.1"])] * 20 + [("", ["B.1"])] * 3,
    "a few name two below": [("", ["A.1"])] * 10
    + [("", ["A.2"])] * 10
    + [("", ["B.1", "A.1"])] * 6
    + [("", ["B.1", "A.2"])] * 6
    + [("", ["B.1", "A.1", "A.2"])] * 2,
    "a few name another below": [("", ["B.1", "A.1", "A.2"])] * 20
    + [("", ["B.1", "A.2"])] * 3
    + [("", ["B.1"])] * 10,
}


@pytest.mark.parametrize("contacts", FEW.values(), ids=list(FEW))
def test_where_a_difference_is_small_its_family_keeps_how_often_it_is_named(contacts: Contacts) -> None:
    found = shown(contacts, by=False)
    assert of(found, "A.1")[1] is None
    assert of(found, "A.2")[1] is None
    assert told_apart(found, contacts) == []


def test_where_nearly_all_name_all_there_is_nobody_is_told_how_often() -> None:
    """Three topics at most to each: the four places left would tell of the two who name nothing else."""
    view = recorded_view([TopicEntry(top, None, NAMES) for top in "ABC"])
    contacts = [("", ["A", "B", "C"])] * 20 + [("", ["A"])] * 2
    assert [row["named"] for row in shown(contacts, view=view, by=False).rows] == [None] * 3


def test_a_few_recorded_with_a_first_level_alone_are_no_difference_of_those_below() -> None:
    found = shown([("", ["A.1"])] * 20 + [("", ["A.2"])] * 30 + [("", ["A"])] * 2, by=False)
    primary = {row["topic"]: row["primary"] for row in found.rows}
    assert primary["A"] is None or None in (primary["A.1"], primary["A.2"])


def test_a_family_far_from_any_small_difference_says_how_often_it_is_named() -> None:
    contacts: Contacts = [("", ["A.1", "B.1"])] * 13 + [("", ["B.1"])] * 20 + [("", ["A.1", "A.2"])] * 20
    contacts += [("", ["B.2", "B.1"])] * 3
    found = shown(contacts, by=False)
    assert [of(found, code) for code in ("A", "A.1", "A.2")] == [(33, 33), (33, 33), (0, 20)]
    assert [of(found, code)[1] for code in ("B", "B.1", "B.2")] == [36, None, None]
