"""What simulated people write."""

from random import Random

import pytest

from app.domain.topics import validate_wrap_up
from app.seed.lists import seeded_codes
from app.simulation.citizen import draw_for, plan_citizen
from app.simulation.conversation import record_of
from app.simulation.lines import CitizenLines, CounsellorLines, is_thanked
from app.simulation.talk import Talk
from app.simulation.tempo import CITIZEN_TYPES, COUNSELLOR_TYPES, Tempo
from app.simulation.texts import load_texts


def test_every_language_has_every_kind_of_line() -> None:
    texts = load_texts()
    for language in ("nb", "nn", "en", "se"):
        for kind in (
            "follow_ups",
            "thanks",
            "greetings",
            "questions",
            "answers",
            "farewells",
            "notes",
            "takeovers",
        ):
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


def test_a_talk_about_an_opening_goes_by_its_lines_on_both_sides() -> None:
    texts, draw = load_texts(), Random(1)
    for opening in texts.openings:
        counsellor = CounsellorLines(texts, opening.language, opening.as_stored, draw)
        citizen = CitizenLines(texts, opening, draw)
        assert counsellor.greeting("Simen").endswith(opening.asked[0])
        for told, asked in zip(opening.told, opening.asked[1:], strict=True):
            assert citizen.next() == told
            assert counsellor.answer(told) == asked
        assert is_thanked(citizen.thanks())


def test_a_personal_number_in_an_opening_is_recognised_masked() -> None:
    texts = load_texts()
    masked = [one for one in texts.openings if one.as_stored != one.text]
    assert len(masked) == 2
    assert [texts.opening_of(one.as_stored) for one in masked] == masked


def test_whoever_takes_over_goes_on_where_the_colleague_was() -> None:
    texts = load_texts()
    opening = texts.openings[0]
    lines = CounsellorLines(texts, opening.language, opening.text, Random(1), said=1)
    assert opening.asked[0] not in lines.greeting("Ronja")
    assert lines.answer("") == opening.asked[1]


def test_a_question_of_anybody_is_answered_by_its_words_in_its_language_and_never_twice() -> None:
    texts = load_texts()
    for language, question, word in (
        ("nb", "Kan jeg få lån når jeg tar fagbrev?", "lanekassen"),
        ("nn", "Eg veit ikkje kva eg skal velje", "usikker"),
        ("en", "How do I apply to university?", "deadline"),
    ):
        lines = CounsellorLines(texts, language, question, Random(1))
        said = [lines.greeting("Simen")] + [lines.answer(question) for _ in range(5)]
        assert word in said[0].lower()
        assert len(set(said)) == len(said)


def test_what_is_recorded_is_about_the_question_and_the_desk_takes_it() -> None:
    texts = load_texts()
    for text, topic in (
        ("Kan jeg få stipend?", "OKO.LKS"),
        ("asdf", None),
        (texts.openings[0].text, texts.openings[0].topic),
    ):
        talk = Talk({"contact_id": "1", "language": "nb"})
        talk.read({"seq": 1, "author": "citizen", "text": text})
        found = validate_wrap_up(record_of(talk, texts), seeded_codes())
        assert found.topics == ((topic,) if topic else ())
    every = [entry for language in ("nb", "nn", "en") for entry in texts._in(language)["about"]]
    assert all(entry["topic"] in seeded_codes().topics for entry in every)


def test_a_long_text_takes_longer_and_an_ordinary_one_what_people_take() -> None:
    def mean(text: str, speed: float) -> float:
        tempo = Tempo(1, Random(1))
        return sum(tempo.typing(text, speed) for _ in range(300)) / 300

    assert mean("x" * 140, COUNSELLOR_TYPES) == pytest.approx(2 * mean("x" * 70, COUNSELLOR_TYPES))
    assert 15 < mean("x" * 70, CITIZEN_TYPES) < 35, "70 characters and a median of 35 s in the season's sheet"
