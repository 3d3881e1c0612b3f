"""What is counted again and comes out otherwise is told row by row, by what the row is about."""

from app.domain.again import Difference, Tables, differences

JULY = {"month": "2026-07", "channel": "chat", "outcome": "answered"}
LEFT = {**JULY, "outcome": "abandoned"}


def test_a_row_is_the_same_row_whatever_its_place() -> None:
    was: Tables = {"arrivals": [{**JULY, "contacts": 9}, {**LEFT, "contacts": None}], "topics": []}
    now: Tables = {"arrivals": [{**LEFT, "contacts": None}, {**JULY, "contacts": 9}], "topics": []}
    assert list(differences(was, now)) == []


def test_a_figure_that_changed_a_row_that_went_and_a_row_that_came_are_told() -> None:
    was: Tables = {"arrivals": [{**JULY, "contacts": 9}, {**LEFT, "contacts": 0}]}
    now: Tables = {
        "arrivals": [{**JULY, "contacts": None}],
        "by": [{"value": "1", "topic": "UTD", "contacts": 7}],
    }
    assert list(differences(was, now)) == [
        Difference("arrivals", {**JULY, "contacts": 9}, {**JULY, "contacts": None}),
        Difference("arrivals", {**LEFT, "contacts": 0}, None),
        Difference("by", None, {"value": "1", "topic": "UTD", "contacts": 7}),
    ]
