"""What a contact counts as, and who worked on it, read from its events."""

from datetime import UTC, datetime, timedelta
from uuid import UUID

import pytest

from app.domain.contact import Cause, State
from app.domain.contact_history import (
    Event,
    Outcome,
    first_answer,
    handle_time,
    is_arrival,
    outcome_of,
    spells,
)

NOON = datetime(2026, 11, 23, 12, tzinfo=UTC)
SHORT = timedelta(seconds=10)
ANE, BO = UUID(int=1), UUID(int=2)


def story(*steps: tuple[int, State, Cause] | tuple[int, State, Cause, UUID]) -> list[Event]:
    return [
        Event(
            NOON + timedelta(seconds=step[0]),
            step[1],
            step[2],
            step[3] if len(step) > 3 else None,
            "VESTLAND",
        )
        for step in steps
    ]


ARRIVED = (0, State.QUEUED, Cause.ARRIVED)
OFFERED = (5, State.OFFERED, Cause.OFFERED)
ACCEPTED = (20, State.ACTIVE, Cause.ACCEPTED, ANE)


@pytest.mark.parametrize(
    ("steps", "outcome"),
    [
        ((ARRIVED,), Outcome.STILL_WAITING),
        ((ARRIVED, OFFERED), Outcome.STILL_WAITING),
        ((ARRIVED, OFFERED, ACCEPTED), Outcome.ANSWERED),
        ((ARRIVED, (9, State.ABANDONED, Cause.LEFT)), Outcome.SHORT_ABANDONED),
        ((ARRIVED, (10, State.ABANDONED, Cause.LEFT)), Outcome.ABANDONED),
        ((ARRIVED, (60, State.ABANDONED, Cause.ERASED)), Outcome.ABANDONED),
        ((ARRIVED, (120, State.ABANDONED, Cause.ABSENT)), Outcome.LOST),
        ((ARRIVED, (60, State.CLOSED, Cause.CLOSING_FOLLOW_UP)), Outcome.CALLBACK),
        ((ARRIVED, (60, State.CLOSED, Cause.CLOSING_TOLD)), Outcome.TURNED_AWAY),
        (
            (ARRIVED, ACCEPTED, (60, State.QUEUED, Cause.COUNSELLOR_GONE), (90, State.ABANDONED, Cause.LEFT)),
            Outcome.ANSWERED,
        ),
        ((ARRIVED, ACCEPTED, (60, State.WRAP_UP, Cause.ERASED)), Outcome.ANSWERED),
    ],
)
def test_outcome_is_the_first_that_holds(
    steps: tuple[tuple[int, State, Cause], ...], outcome: Outcome
) -> None:
    assert outcome_of(story(*steps), short=SHORT) is outcome


def test_a_transfer_begins_a_new_spell_of_the_next_owner() -> None:
    events = story(
        ARRIVED,
        ACCEPTED,
        (100, State.ACTIVE, Cause.ACCEPTED, BO),
        (200, State.WRAP_UP, Cause.ENDED_COUNSELLOR),
        (260, State.CLOSED, Cause.WRAPPED_UP),
    )
    found = [(one.counsellor_id, (one.starts_at - NOON).seconds, one.state) for one in spells(events)]
    assert found == [(ANE, 20, State.ACTIVE), (BO, 100, State.ACTIVE), (BO, 200, State.WRAP_UP)]
    assert handle_time(events, wrap_up_seat=timedelta(seconds=150)) == timedelta(seconds=240)
    answer = first_answer(events)
    assert answer is not None
    assert answer.counsellor_id == ANE


def test_a_wrap_up_forgotten_overnight_counts_as_long_as_it_held_a_seat() -> None:
    events = story(
        ARRIVED, ACCEPTED, (80, State.WRAP_UP, Cause.ENDED_CITIZEN), (80 + 86400, State.CLOSED, Cause.LAPSED)
    )
    assert handle_time(events, wrap_up_seat=timedelta(seconds=150)) == timedelta(seconds=210)


@pytest.mark.parametrize(
    "steps",
    [
        (ARRIVED,),
        (ARRIVED, ACCEPTED),
        (ARRIVED, ACCEPTED, (60, State.WRAP_UP, Cause.ENDED_CITIZEN)),
        (ARRIVED, (9, State.ABANDONED, Cause.LEFT)),
        (ARRIVED, (60, State.CLOSED, Cause.CLOSING_TOLD)),
    ],
)
def test_what_is_not_done_or_never_begun_has_no_handle_time(
    steps: tuple[tuple[int, State, Cause], ...],
) -> None:
    assert handle_time(story(*steps), wrap_up_seat=timedelta(seconds=150)) is None


def test_the_contact_of_a_follow_up_is_no_arrival() -> None:
    assert is_arrival(story(ARRIVED))
    assert not is_arrival(story((0, State.QUEUED, Cause.FOLLOW_UP)))
