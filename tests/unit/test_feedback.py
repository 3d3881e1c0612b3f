"""What a citizen may answer at the end, and what of it coordinators are told."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Any

import pytest

from app.domain.contact import Language
from app.domain.errors import Invalid
from app.domain.feedback import Answer, months_between, read_feedback, satisfaction
from tests.unit.disclosure_attacker import Attacker

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
    found = satisfaction(answers(MONDAY, 5, 5, 2), {"2026-11": 9})
    assert (found.answers, found.asked, found.mean) == (3, 9, 4.0)
    assert found.scores == {1: 0, 2: 1, 3: 0, 4: 0, 5: 2}


def test_nobody_answered() -> None:
    found = satisfaction([], {"2026-11": 4})
    assert (found.answers, found.asked, found.mean, found.words) == (0, 4, None, [])
    assert sum(found.scores.values()) == 0


def test_words_of_a_day_with_few_answers_are_told_to_nobody() -> None:
    few, many = answers(MONDAY, 5, 4, 3, 2), answers(TUESDAY, 5, 4, 3, 2, 1)
    found = satisfaction([*few, *many], {"2026-11": 20})
    assert {one.day for one in found.words} == {TUESDAY}
    assert [one.score for one in found.words] == [1, 2, 3, 4, 5]


def test_a_day_counts_its_answers_with_and_without_words() -> None:
    silent = [Answer(MONDAY, 5, None)] * 4
    assert [
        one.words for one in satisfaction([*silent, Answer(MONDAY, 1, "Treigt")], {"2026-11": 5}).words
    ] == ["Treigt"]


def test_months_with_few_answers_say_nothing_and_are_not_alone() -> None:
    given = [
        *answers(date(2026, 9, 30), 5, 4, 5, 4, 5, 4),
        *answers(date(2026, 10, 1), 1, 2),
        *answers(date(2026, 10, 31), 3),
        *answers(date(2026, 11, 1), *[4] * 9),
    ]
    asked = {"2026-08": 7, "2026-09": 12, "2026-10": 9, "2026-11": 30}
    months = satisfaction(given, asked).months
    assert [(one.month, one.asked, one.answers, one.answer_share, one.mean) for one in months] == [
        ("2026-08", 7, 0, 0.0, None),
        ("2026-09", 12, None, None, None),
        ("2026-10", 9, None, None, None),
        ("2026-11", 30, 9, 0.3, 4.0),
    ]


def test_a_month_in_which_all_but_a_few_answered_says_nothing_and_is_not_alone() -> None:
    given = [
        *answers(date(2026, 8, 3), *[5] * 9),
        *answers(date(2026, 9, 3), *[4] * 10),
        *answers(date(2026, 10, 5), *[3] * 40),
    ]
    months = satisfaction(given, {"2026-08": 9, "2026-09": 12, "2026-10": 90}).months
    assert [(one.month, one.answers, one.mean) for one in months] == [
        ("2026-08", 9, 5.0),
        ("2026-09", None, None),
        ("2026-10", None, None),
    ]
    cells = {f"{one.month}": one.answers for one in months}
    cells |= {f"{one.month} asked": one.asked for one in months}
    cells |= {f"{one.month} silent": None for one in months} | {"all": len(given)}
    sums = [("all", tuple(one.month for one in months))]
    sums += [(f"{one.month} asked", (one.month, f"{one.month} silent")) for one in months]
    attacker = Attacker(cells, sums, zeros=[f"{one.month} silent" for one in months])
    assert len(attacker.values("2026-09 silent", range(5))) >= 3


def test_months_are_those_of_oslo() -> None:
    starts, ends = datetime(2026, 10, 24, 22, tzinfo=UTC), datetime(2026, 12, 2, 23, tzinfo=UTC)
    november, december = datetime(2026, 10, 31, 23, tzinfo=UTC), datetime(2026, 11, 30, 23, tzinfo=UTC)
    assert list(months_between(starts, ends)) == [
        ("2026-10", starts, november),
        ("2026-11", november, december),
        ("2026-12", december, ends),
    ]
