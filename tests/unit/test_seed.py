"""The seed is whole: every text in nb, nn and en, every code once, every topic under its parent."""

import re

import pytest

from app.domain.opening_hours import evaluate
from app.domain.wording import Wording
from app.seed.centres import centres
from app.seed.document import document
from app.seed.hours import always_open, ordinary_hours
from app.seed.lists import categories, education_levels, seeded_codes, topics
from app.seed.replies import placeholders, replies
from app.seed.texts import definitions, say, wording
from tests.unit.test_opening_hours import oslo

TEXTS = list(document("texts")["texts"])


def complete(text: Wording) -> bool:
    return bool(text.nb and text.nn and text.en)


def test_topics_have_two_levels_and_are_named() -> None:
    assert all(complete(topic.label) for topic in topics())
    known = [topic.code for topic in topics()]
    assert len(known) == len(set(known))
    assert all(topic.parent is None or topic.code.startswith(f"{topic.parent}.") for topic in topics())


def test_topics_on_education_ask_for_the_level() -> None:
    asking = {code for code, asks in seeded_codes().topics.items() if asks}
    assert asking == {code for code in seeded_codes().topics if code.startswith(("UTD.", "OPP."))}


def test_lists_offer_not_registered_and_nothing_out_of_use() -> None:
    for name in ("sex", "age_band", "job_status", "earlier_guidance", "outcome"):
        assert "IR" in {field["code"] for field in categories()[name]["fields"]}
    assert "PRM" not in {field["code"] for field in categories()["job_status"]["fields"]}
    assert "IKKE_SPES" in {level["code"] for level in education_levels()["education_level_asked"]}


@pytest.mark.parametrize("reply", replies(), ids=lambda reply: reply.key)
def test_reply_has_the_same_placeholders_in_every_language(reply: object) -> None:
    text: Wording = getattr(reply, "text")  # noqa: B009
    assert complete(text)
    found = [set(re.findall(r"\{(\w+)\}", words)) for words in (text.nb, text.nn, text.en)]
    assert found[0] == found[1] == found[2] <= set(placeholders())


def test_shortcuts_differ() -> None:
    shortcuts = [reply.shortcut for reply in replies()]
    assert len(shortcuts) == len(set(shortcuts))


@pytest.mark.parametrize("key", TEXTS)
def test_text_of_the_desk_is_complete(key: str) -> None:
    text = wording(key)
    assert complete(text)
    found = [set(re.findall(r"\{(\w+)\}", words)) for words in (text.nb, text.nn, text.en)]
    assert found[0] == found[1] == found[2]


def test_text_is_said_in_the_language_of_the_contact() -> None:
    assert say("session.joined", "nn", fornavn="Ane", enhet="Vestland").startswith("Ane frå Vestland")
    assert say("session.joined", "se", fornavn="Ane", enhet="Vestland").startswith("Ane fra Vestland")


def test_definitions_explain_every_figure_in_every_language() -> None:
    assert all(set(words) == {"nb", "nn", "en"} for words in definitions().values())


def test_centres_are_named() -> None:
    assert [centre.code for centre in centres()] == ["TRONDELAG", "INNLANDET", "VESTLAND", "TROMSO"]
    assert all(complete(centre.name) for centre in centres())


def test_seeded_hours() -> None:
    assert evaluate(ordinary_hours(), "chat", oslo("2026-11-26T19:59")).open
    assert not evaluate(ordinary_hours(), "chat", oslo("2026-11-27T12:00")).open
    assert evaluate(always_open(), "chat", oslo("2026-12-25T03:00")).open
