"""What a citizen may answer at the end, and what of it coordinators are told."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from app.domain.contact import Language
from app.domain.errors import Invalid
from app.domain.feedback import Answer, read_feedback, satisfaction

MONDAY, TUESDAY = date(2026, 11, 23), date(2026, 11, 24)


def read(**body: Any) -> tuple[int, str | None]:
    given = read_feedback(body, Language.NN)
    return given.score, given.words


def test_a_score_is_enough() -> None:
    for words in ({}, {"words": None}, {"words": ""}, {"words": " \n"}):
        assert read(score=4, **words) == (4, None)


def test_words_are_kept_without_anything_personal() -> None:
    assert read(score=1, words="Eg er 01010750160, ring 90000001") == (
        1,
        "Eg er [fødselsnummer fjerna], ring [telefonnummer fjerna]",
    )


@pytest.mark.parametrize("score", [0, 6, -1, 3.0, "3", True, None, [3]])
def test_no_other_score_is_taken(score: object) -> None:
    with pytest.raises(Invalid) as refused:
        read(score=score)
    assert set(refused.value.details) == {"score"}


@pytest.mark.parametrize("words", [5, ["x"], "x" * 501, "a\x00b", "\ud800"], ids=lambda one: ascii(one)[:20])
def test_no_other_words_are_taken(words: object) -> None:
    with pytest.raises(Invalid) as refused:
        read(score=3, words=words)
    assert set(refused.value.details) == {"words"}


def answers(day: date, *scores: int) -> list[Answer]:
    return [Answer(day, score, f"ord {number}") for number, score in enumerate(scores)]


def test_figures_hold_every_answer() -> None:
    found = satisfaction(answers(MONDAY, 5, 5, 2), 9)
    assert (found.answers, found.asked, found.mean) == (3, 9, 4.0)
    assert found.scores == {1: 0, 2: 1, 3: 0, 4: 0, 5: 2}


def test_nobody_answered() -> None:
    found = satisfaction([], 4)
    assert (found.answers, found.asked, found.mean, found.words) == (0, 4, None, [])
    assert sum(found.scores.values()) == 0


def test_words_of_a_day_with_few_answers_are_told_to_nobody() -> None:
    few, many = answers(MONDAY, 5, 4, 3, 2), answers(TUESDAY, 5, 4, 3, 2, 1)
    found = satisfaction([*few, *many], 20)
    assert {one.day for one in found.words} == {TUESDAY}
    assert [one.score for one in found.words] == [1, 2, 3, 4, 5]


def test_a_day_counts_its_answers_with_and_without_words() -> None:
    silent = [Answer(MONDAY, 5, None)] * 4
    assert [one.words for one in satisfaction([*silent, Answer(MONDAY, 1, "Treigt")], 5).words] == ["Treigt"]
