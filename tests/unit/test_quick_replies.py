"""What a quick reply may hold, and how its placeholders are filled."""

from __future__ import annotations

from typing import Any

import pytest

from app.domain.errors import Invalid
from app.domain.fingerprint import fingerprint, require_unchanged
from app.domain.replies import (
    LONGEST_REPLY,
    STAGES,
    filled,
    read_own,
    read_shared,
    unknown_placeholders,
)
from app.seed.replies import examples, placeholders, replies

WHOLE = {"shortcut": "/hei", "stage": "kontakt", "nb": "Hei, {alias}!", "nn": "Hei, {alias}!", "en": "Hi!"}
KNOWN = ("alias", "fornavn")


def why(body: Any) -> dict[str, str]:
    """What is wrong with it as a shared reply, by field."""
    with pytest.raises(Invalid) as refused:
        read_shared(body, KNOWN)
    return refused.value.details


def test_a_shared_reply_stands_in_three_languages() -> None:
    reply = read_shared({**WHOLE, "se": None, "if_version": "x", "more": 1}, KNOWN)
    assert reply.as_json() == WHOLE
    for language in ("nb", "nn", "en"):
        for missing in ({language: None}, {language: ""}):
            assert set(why({**WHOLE, **missing})) == {language}
        assert set(why({**WHOLE, language: " \n "})) == {language}


@pytest.mark.parametrize(
    "shortcut", ["hei", "/", "/Hei", "/he i", "/" + "x" * 21, "/hei\n", "/hé", "/../", None, 5]
)
def test_a_shortcut_is_a_slash_and_a_few_small_letters(shortcut: object) -> None:
    assert set(why({**WHOLE, "shortcut": shortcut})) == {"shortcut"}


@pytest.mark.parametrize("shortcut", ["/hei", "/nivå", "/æøå-1", "/" + "x" * 20])
def test_letters_of_norwegian_are_letters(shortcut: str) -> None:
    assert read_shared({**WHOLE, "shortcut": shortcut}, KNOWN).shortcut == shortcut


@pytest.mark.parametrize(
    "text",
    [
        *("{navn}", "{alias", "alias}", "{{alias}}", "{ alias }", "{}", "{alias}{"),
        *("x" * (LONGEST_REPLY + 1), "a\x00", "a\x1b", "\ud800", 5, ["x"]),
    ],
    ids=lambda value: ascii(value)[:20],
)
def test_a_wrong_text_is_named_by_its_language(text: object) -> None:
    assert set(why({**WHOLE, "nn": text})) == {"nn"}
    assert set(why({**WHOLE, "se": text})) == {"se"}


@pytest.mark.parametrize("body", [None, [], "x", 5, {1: 2}])
def test_what_is_no_object_is_no_reply(body: object) -> None:
    assert "body" in why(body)


def test_the_stages_are_those_of_the_seed() -> None:
    assert {reply.stage for reply in replies()} == set(STAGES)
    assert set(why({**WHOLE, "stage": "slutt"})) == {"stage"}


def test_every_reply_of_the_seed_could_have_been_written_by_a_coordinator() -> None:
    for reply in replies():
        body = {"shortcut": reply.shortcut, "stage": reply.stage, **reply.text.as_json()}
        assert read_shared(body, placeholders()).text == reply.text.as_json()


def test_an_own_reply_needs_one_language() -> None:
    assert read_own({"shortcut": "/a", "nn": "Eg er {fornavn}.\nHei!"}, KNOWN).text == {
        "nn": "Eg er {fornavn}.\nHei!"
    }
    for body in ({"shortcut": "/a"}, {"shortcut": "/a", "nb": "", "en": None}):
        with pytest.raises(Invalid) as refused:
            read_own(body, KNOWN)
        assert set(refused.value.details) == {"nb"}


@pytest.mark.parametrize(
    ("text", "alias", "read"),
    [
        ("Hei, {alias}!", "Kim", "Hei, Kim!"),
        ("Hei, {alias}!", "", "Hei!"),
        ("Hei {alias}!", "", "Hei!"),
        ("{alias}, hei", "", ", hei"),
        ("{fornavn} {minutter}", "Kim", "Ane {minutter}"),
        ("{alias}", "{fornavn}", "{fornavn}"),
    ],
)
def test_placeholders_are_filled_once_and_a_missing_alias_takes_its_comma_along(
    text: str, alias: str, read: str
) -> None:
    assert filled(text, {"alias": alias, "fornavn": "Ane"}) == read


def test_unknown_placeholders_are_told_once_each() -> None:
    assert unknown_placeholders("{a} {alias} {b} {a} {}", KNOWN) == ["{a}", "{b}", "{}"]


def test_every_placeholder_has_an_example_in_every_language() -> None:
    for language in ("nb", "nn", "en", "se", "xx"):
        values = examples(language)
        assert set(values) == set(placeholders())
        assert all(values.values())


def test_a_document_has_the_same_fingerprint_until_it_changes() -> None:
    read = fingerprint({"a": 1, "b": "å"})
    assert read == fingerprint({"b": "å", "a": 1}) != fingerprint({"a": 1, "b": "a"})
    require_unchanged({"a": 1, "b": "å"}, read)
    require_unchanged({"a": 1}, None)
    for wrong in ("", "x", 5, [read]):
        with pytest.raises(Exception, match="state"):
            require_unchanged({"a": 1, "b": "å"}, wrong)
