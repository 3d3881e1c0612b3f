"""The table of a contact's life is exactly design § 3, no move more and none less (I4, I6)."""

from __future__ import annotations

from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain.contact import ENDINGS, FINAL, OWNED, TALKING, WAITING, Cause, State, next_state
from app.domain.errors import WrongState

QUEUED, OFFERED, ACTIVE, WRAP_UP = State.QUEUED, State.OFFERED, State.ACTIVE, State.WRAP_UP
CLOSED, ABANDONED = State.CLOSED, State.ABANDONED

DESIGN: list[tuple[tuple[State | None, ...], State, set[str]]] = [
    ((None,), QUEUED, {"arrived", "follow_up"}),
    ((None,), ACTIVE, {"phone_by_hand"}),
    ((QUEUED,), OFFERED, {"offered"}),
    ((OFFERED,), QUEUED, {"declined", "expired", "withdrawn"}),
    ((OFFERED,), ACTIVE, {"accepted"}),
    ((QUEUED,), ACTIVE, {"taken"}),
    ((ACTIVE,), ACTIVE, {"accepted"}),
    ((ACTIVE,), QUEUED, {"transferred", "counsellor_gone", "disabled"}),
    ((ACTIVE,), WRAP_UP, {"ended_citizen", "ended_counsellor", "ended_idle", "erased"}),
    ((WRAP_UP,), CLOSED, {"wrapped_up", "lapsed"}),
    ((QUEUED, OFFERED), ABANDONED, {"left", "erased", "absent"}),
    ((QUEUED, OFFERED), CLOSED, {"closing_follow_up", "closing_told"}),
]
ALLOWED = {
    (before, Cause(cause)): after
    for befores, after, causes in DESIGN
    for before in befores
    for cause in causes
}
EVERY = list(product([None, *State], Cause))


@pytest.mark.parametrize(("state", "cause"), EVERY, ids=lambda one: str(one))
def test_every_pair_of_state_and_cause_is_as_designed(state: State | None, cause: Cause) -> None:
    after = ALLOWED.get((state, cause))
    if after is not None:
        assert next_state(state, cause) is after
        return
    with pytest.raises(WrongState) as refused:
        next_state(state, cause)
    assert refused.value.details == {"state": state or "none"}


def test_what_is_final_has_no_way_out_and_every_cause_has_a_use() -> None:
    assert not {state for state, _ in ALLOWED} & FINAL
    assert {cause for _, cause in ALLOWED} == set(Cause)


def test_the_groups_of_states_say_what_they_are_for() -> None:
    assert {QUEUED, OFFERED} == WAITING
    assert WAITING | {ACTIVE} == TALKING
    assert {ACTIVE, WRAP_UP} == OWNED
    assert {CLOSED, ABANDONED} == FINAL


def test_every_way_to_an_end_tells_the_citizen_by_whom_and_why() -> None:
    ends = {cause for (state, cause), after in ALLOWED.items() if after in (ABANDONED, CLOSED, WRAP_UP)}
    assert set(ENDINGS) == ends - {Cause.WRAPPED_UP, Cause.LAPSED}
    assert {by for by, _ in ENDINGS.values()} == {"citizen", "counsellor", "desk"}


@given(st.lists(st.sampled_from(Cause), max_size=30))
def test_no_story_leaves_a_final_state_or_owns_without_an_answer(causes: list[Cause]) -> None:
    state: State | None = None
    answered = False
    for cause in causes:
        before = state
        try:
            state = next_state(state, cause)
        except WrongState:
            assert state is before
            continue
        assert before not in FINAL
        answered = answered or state is ACTIVE
        assert answered or state not in OWNED
