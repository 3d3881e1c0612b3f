"""The rules of routing as JSON: what is wrong with a body, and what of a stored row holds."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain.errors import Invalid
from app.domain.routing_document import changed, from_stored, named, routing_json
from app.domain.routing_rules import Layer, PageSkill, Routing

CENTRES = ("OSLO", "BERGEN")


def wrong(body: object) -> dict[str, str]:
    """What is wrong with this body, by field."""
    with pytest.raises(Invalid) as refused:
        changed({}, body, CENTRES)
    return refused.value.details


@pytest.mark.parametrize(
    ("body", "details"),
    [
        ([], {"body": "must be an object"}),
        ({"colour": 1}, {"colour": "unknown"}),
        ({"shares": {"OSLO": 60, "BERGEN": 30}}, {"shares": "must add up to 100, not 90"}),
        ({"shares": {"OSLO": 100.0}}, {"shares.OSLO": "must be a whole number from 0 to 100"}),
        ({"shares": {"OSLO": 120, "BERGEN": -20}}, None),
        ({"shares": {"MARS": 100}}, {"shares.MARS": "no such centre"}),
        ({"layers": ["fewest", "fewest"]}, {"layers.1": "is named twice"}),
        ({"layers": ["luck"]}, None),
        ({"layers": [["fewest"]]}, None),
        ({"layers": "fewest"}, {"layers": "must be a list"}),
        ({"reserve_by_hour": {"24": 1}}, {"reserve_by_hour.24": "must be an hour from 0 to 23"}),
        ({"reserve_by_hour": {"10": True}}, {"reserve_by_hour.10": "must be a whole number from 0 to 100"}),
        (
            {"language_relax_seconds": 3_601},
            {"language_relax_seconds": "must be a whole number from 0 to 3600"},
        ),
        ({"pages": [{"prefix": "/a"}]}, {"pages.0.skill": "must be a text"}),
        (
            {"pages": [{"prefix": "/a", "skill": "A"}, {"prefix": "/a", "skill": "B"}]},
            {"pages.1.prefix": "is named twice"},
        ),
    ],
)
def test_what_is_wrong_is_named_by_its_field(body: object, details: dict[str, str] | None) -> None:
    found = wrong(body)
    assert found if details is None else found == details


def test_a_change_keeps_what_it_does_not_name_and_null_goes_back_to_the_default() -> None:
    before = changed({}, {"shares": {"OSLO": 40, "BERGEN": 60}, "centre_slack": 2}, CENTRES)
    assert before == {"shares": {"BERGEN": 60, "OSLO": 40}, "centre_slack": 2}
    after = changed(
        before, {"shares": None, "layers": ["longest"], "pages": [{"prefix": "/a", "skill": "A"}]}, CENTRES
    )
    rules, unusable = from_stored(after)
    assert not unusable
    assert rules == Routing(layers=(Layer.LONGEST,), centre_slack=2, pages=(PageSkill("/a", "A"),))
    assert changed(after, {}, CENTRES) == after


def test_what_another_release_has_stored_is_no_reason_to_stand_still() -> None:
    rules, unusable = from_stored({"colour": 1, "shares": {"OSLO": 1}, "centre_slack": 3})
    assert rules == Routing(centre_slack=3)
    assert set(unusable) == {"colour", "shares"}
    assert changed({"colour": 1}, {"centre_slack": 1}, CENTRES) == {"colour": 1, "centre_slack": 1}


def test_a_replay_names_centres_of_its_own() -> None:
    assert named({"shares": {"NORTH": 100}}).shares == {"NORTH": 100}
    with pytest.raises(Invalid):
        named({"shares": {"NORTH": 99}})


WORDS = st.sampled_from(["OSLO", "BERGEN", "prefix", "skill", "7", "fewest", "", " ", "\0"])
ANYTHING = st.recursive(
    st.none() | st.booleans() | st.integers(-5, 200) | WORDS,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(WORDS, inner, max_size=3),
    max_leaves=4,
)
BODY = st.dictionaries(st.sampled_from(list(routing_json(Routing()))), ANYTHING)


@given(BODY)
def test_a_body_is_either_refused_by_field_or_holds(body: dict[str, Any]) -> None:
    try:
        stored = changed({}, body, CENTRES)
    except Invalid:
        return
    rules, unusable = from_stored(stored)
    assert not unusable
    assert from_stored(routing_json(rules))[0] == rules
