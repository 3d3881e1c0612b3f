"""What simulated people write."""

from random import Random

import pytest

from app.simulation.citizen import draw_for, plan_citizen
from app.simulation.tempo import Tempo
from app.simulation.texts import load_texts


def test_every_language_has_every_kind_of_line() -> None:
    texts = load_texts()
    for language in ("nb", "nn", "en", "se"):
        for kind in ("follow_ups", "thanks", "greetings", "questions", "answers", "farewells", "notes"):
            assert texts.line(kind, language, Random(1), name="Simen")


def test_the_name_is_put_into_a_greeting() -> None:
    assert "Simen" in load_texts().line("greetings", "nn", Random(1), name="Simen")


def test_an_opening_is_found_again_by_its_text() -> None:
    texts = load_texts()
    opening = texts.opening(Random(1))
    assert texts.opening_of(opening.text) == opening


@pytest.mark.parametrize("seed", [1, 2])
def test_the_same_seed_plans_the_same_citizens(seed: int) -> None:
    texts = load_texts()
    one, two = (
        [plan_citizen(n, texts, Tempo(20, draw_for(seed, f"citizen {n}")), hiccups=0.5) for n in range(20)]
        for _ in range(2)
    )
    assert one == two
