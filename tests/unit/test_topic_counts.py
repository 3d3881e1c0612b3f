"""Topics counted once for each contact, with small cells hidden so that no sum gives them away."""

from hypothesis import given, settings
from hypothesis import strategies as st

from app.domain.disclosure import LEAST_SHOWN
from app.domain.topic_counts import TopicCounts, TopicRow, count_topics

PARENTS: dict[str, str | None] = {
    "A": None,
    "B": None,
    "A.1": "A",
    "A.2": "A",
    "A.3": "A",
    "B.1": "B",
}


def rows(counts: TopicCounts) -> dict[str, TopicRow]:
    return {row.topic: row for row in counts.rows}


def test_a_contact_counts_once_for_the_topic_above_however_many_it_names() -> None:
    found = rows(count_topics([["A.1", "A.2", "B.1"]] * 6, PARENTS))
    assert (found["A"].primary, found["A"].named) == (6, 6)
    assert (found["B"].primary, found["B"].named) == (0, 6)
    assert (found["A.2"].primary, found["A.2"].named) == (0, 6)


def test_contacts_without_a_topic_are_told_apart() -> None:
    counts = count_topics([[], ["A.1"], []], PARENTS)
    assert (counts.contacts, counts.without_topic) == (3, 2)


def test_a_lone_small_cell_hides_the_next_smallest_too() -> None:
    found = rows(count_topics([["A.1"]] * 9 + [["A.2"]] * 2 + [["A.3"]] * 7, PARENTS))
    assert found["A.2"].primary is None
    assert found["A.3"].primary is None
    assert found["A.1"].primary == 9


def test_a_topic_out_of_use_still_has_its_row() -> None:
    assert "A.3" in rows(count_topics([], PARENTS))


TOPICS = st.lists(st.sampled_from(["A.1", "A.2", "A.3", "B.1"]), unique=True, max_size=3)


@settings(deadline=None, max_examples=50, derandomize=True)
@given(st.lists(TOPICS, max_size=60))
def test_no_small_cell_is_shown_or_left_alone(wrap_ups: list[list[str]]) -> None:
    counts = count_topics(wrap_ups, PARENTS)
    for row in counts.rows:
        if row.parent is not None and row.primary is not None:
            assert row.primary == 0 or row.primary >= LEAST_SHOWN
    hidden = [row for row in counts.rows if row.parent == "A" and row.primary is None]
    shown = [row for row in counts.rows if row.parent == "A" and row.primary]
    above = rows(counts)["A"].primary
    assert len(hidden) != 1 or not shown or above is None
