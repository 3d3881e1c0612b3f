"""What the desk may decide about itself: validated whole, over the defaults."""

from __future__ import annotations

from dataclasses import fields
from datetime import timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain.errors import Invalid
from app.domain.policy import HIGHEST, LOWEST, Policy, bounds, changed, from_json, from_stored, to_json

NAMES = [field.name for field in fields(Policy)]


def within_bounds(names: list[str]) -> st.SearchStrategy[dict[str, int]]:
    return st.fixed_dictionaries({name: st.integers(*bounds(name)) for name in names})


def test_the_defaults_are_the_promised_figures() -> None:
    policy = Policy()
    assert (policy.citizen_grace_seconds, policy.counsellor_grace_seconds) == (120, 60)
    assert (policy.refused_seconds, policy.centre_first_seconds) == (60, 60)
    assert (policy.wrap_up_seat_chat, policy.wrap_up_seat_phone) == (
        timedelta(seconds=150), timedelta(seconds=240),
    )  # fmt: skip
    assert (policy.text_kept_seconds, policy.wrap_up_lapse_seconds) == (86_400, 86_400)
    assert (policy.text_limit, policy.burst, policy.per_second, policy.unacknowledged) == (2000, 20, 2, 16)


def test_nothing_stored_means_the_defaults() -> None:
    assert from_json({}) == Policy()


@given(st.lists(st.sampled_from(NAMES), unique=True).flatmap(within_bounds))
def test_what_is_stored_comes_back_as_it_was(changes: dict[str, int]) -> None:
    policy = from_json(changes)
    assert from_json(to_json(policy)) == policy
    assert all(getattr(policy, name) == value for name, value in changes.items())


@pytest.mark.parametrize(
    ("name", "value", "why"),
    [
        ("offer_seconds", 0, "must be at least 1"),
        ("citizen_grace_seconds", -1, "must be at least 0"),
        ("burst", True, "must be a whole number"),
        ("burst", "20", "must be a whole number"),
        ("burst", 1.5, "must be a whole number"),
        ("burst", None, "must be a whole number"),
        ("nothing", 1, "unknown"),
        ("last_call", 3, "must be at most 2"),
        ("counsellor_text_limit", 6_001, "must be at most 6000"),
        ("offer_seconds", 10**9, "must be at most 31622400"),
    ],
)
def test_a_wrong_figure_is_refused_by_name(name: str, value: Any, why: str) -> None:
    with pytest.raises(Invalid) as refused:
        from_json({name: value, "text_limit": 100})
    assert refused.value.details == {name: why}


def test_every_bound_is_of_a_figure_there_is_and_holds_its_default() -> None:
    assert set(LOWEST) | set(HIGHEST) <= set(NAMES)
    for name, value in to_json(Policy()).items():
        lowest, highest = bounds(name)
        assert lowest <= value <= highest, name


def test_a_change_keeps_what_it_does_not_name_and_null_goes_back_to_the_default() -> None:
    stored = {"burst": 5, "last_call": 2, "of_the_next_release": 1}
    assert changed(stored, {"burst": None, "offer_seconds": 20}) == {
        "last_call": 2, "of_the_next_release": 1, "offer_seconds": 20,
    }  # fmt: skip


@pytest.mark.parametrize(
    ("name", "value"), [("last_call", 3), ("nothing", None), ("nothing", 1), ("burst", "")]
)
def test_a_wrong_change_is_refused_by_name(name: str, value: Any) -> None:
    with pytest.raises(Invalid) as refused:
        changed({}, {name: value, "text_limit": 100})
    assert set(refused.value.details) == {name}


def test_a_stored_policy_of_another_release_falls_back_where_it_cannot_be_used() -> None:
    policy, unusable = from_stored({"chat_capacity": 3, "of_the_next_release": 1, "burst": "many"})
    assert policy == Policy(chat_capacity=3)
    assert set(unusable) == {"of_the_next_release", "burst"}


def test_a_stored_figure_beyond_the_bounds_is_brought_to_the_nearest_and_warned_of() -> None:
    policy, unusable = from_stored({"chat_capacity": 12, "offer_seconds": 0, "burst": True})
    assert policy == Policy(chat_capacity=10, offer_seconds=1)
    assert set(unusable) == {"chat_capacity", "offer_seconds", "burst"}
