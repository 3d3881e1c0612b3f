"""The verdict of the benchmark finds what is wrong in a history, and nothing in a right one."""

from __future__ import annotations

import pytest

from bench.history import Sent, Talk, Verdict, judge

ANNE, BERIT = 0, 1
BOTH = {ANNE: [ANNE, BERIT], BERIT: [ANNE, BERIT]}
SENT = [Sent(10, ANNE), Sent(11, BERIT), Sent(12, ANNE)]
RIGHT = [(1, 10), (2, 11), (3, 12)]


def verdict(anne: list[tuple[int, int]], berit: list[tuple[int, int]]) -> Verdict:
    """What is said of two people's histories, each a list of (seq, number)."""
    return judge(Talk(BOTH, list(SENT), {ANNE: anne, BERIT: berit}))


def test_a_right_history_is_right() -> None:
    assert verdict(RIGHT, RIGHT) == Verdict()


@pytest.mark.parametrize(
    ("heard", "wrong"),
    [
        ([], Verdict(lost=3)),
        (RIGHT[:2], Verdict(lost=1)),
        ([*RIGHT, (3, 12)], Verdict(doubled=1)),
        ([(1, 10), (3, 12), (2, 11)], Verdict(misplaced=1)),
        ([(2, 11), (1, 10), (3, 12)], Verdict(misplaced=1)),
    ],
    ids=["all lost", "one lost", "heard twice", "too late", "too early"],
)
def test_a_false_history_is_told(heard: list[tuple[int, int]], wrong: Verdict) -> None:
    assert verdict(RIGHT, heard) == wrong
    assert verdict(heard, RIGHT) == wrong


def test_a_message_with_another_number_on_each_side_is_misplaced() -> None:
    assert verdict(RIGHT, [(1, 10), (3, 11), (4, 12)]) == Verdict(misplaced=2)


def test_messages_of_one_sender_in_another_order_than_sent_are_misplaced() -> None:
    swapped = [(1, 12), (2, 11), (3, 10)]
    assert verdict(swapped, swapped) == Verdict(misplaced=2)


def test_what_an_echo_does_not_pass_on_is_not_lost() -> None:
    alone = {ANNE: [ANNE], BERIT: [BERIT]}
    heard = {ANNE: [(10, 10), (12, 12)], BERIT: [(11, 11)]}
    assert judge(Talk(alone, list(SENT), heard)) == Verdict()
