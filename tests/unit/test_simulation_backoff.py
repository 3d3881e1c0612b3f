"""When a simulated client calls again (protocol § 3.4)."""

import pytest

from app.simulation.backoff import comes_back, pause_before, snapshot_within


def highest(low: float, high: float) -> float:
    return high


@pytest.mark.parametrize("code", [4400, 4401, 4403, 4408, 4409, 4410, 4429, 1000, 1009])
def test_a_final_code_is_not_answered_by_a_new_socket(code: int) -> None:
    assert not comes_back(code)


@pytest.mark.parametrize("code", [4450, 4458, 4459, 1001, 1005, 1006, 1011, 1012, 1013, 1015])
def test_every_other_code_is(code: int) -> None:
    assert comes_back(code)


def test_the_cap_doubles_from_a_fifth_of_a_second_to_one_and_a_half() -> None:
    caps = [pause_before(attempt, 1.0, highest) for attempt in range(5)]
    assert caps == pytest.approx([0.2, 0.4, 0.8, 1.5, 1.5])


def test_after_three_minutes_the_cap_grows_to_thirty_seconds() -> None:
    assert pause_before(12, 181.0, highest) == 30.0


def test_the_jitter_is_full() -> None:
    assert pause_before(3, 1.0, lambda low, high: low) == 0.0


def test_the_first_two_attempts_are_given_up_sooner() -> None:
    assert [snapshot_within(attempt) for attempt in (0, 1, 2, 9)] == [1.5, 1.5, 4.0, 4.0]
