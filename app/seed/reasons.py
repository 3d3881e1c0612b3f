"""The words of a decision: why a contact was offered to whom, in every language of the desk."""

from collections.abc import Iterable, Mapping
from typing import Any

from app.domain.reasons import Name, Phrase, left_out_phrases, phrases
from app.domain.wording import REQUIRED, Wording
from app.seed.texts import say

CentreNames = Mapping[str, Wording]


def why_words(layer: str, body: Mapping[str, Any], centres: CentreNames) -> Wording:
    """«språk: nynorsk; senter: Vestland har fått 3 av 9 siste timen; ledigst: ingen samtaler»."""
    return _joined(phrases(layer, body), centres, "; ")


def left_out_words(body: Mapping[str, Any], centres: CentreNames) -> Wording:
    """«2 uten ledig plass, 1 har nettopp avslått»; empty where everybody could have had it."""
    return _joined(left_out_phrases(body), centres, ", ")


def _joined(found: Iterable[Phrase], centres: CentreNames, between: str) -> Wording:
    said = list(found)
    return Wording(*(between.join(_said(one, language, centres) for one in said) for language in REQUIRED))


def _said(phrase: Phrase, language: str, centres: CentreNames) -> str:
    values = {name: _value(value, language, centres) for name, value in phrase.values.items()}
    return say(phrase.key, language, **values)


def _value(value: int | str | Name, language: str, centres: CentreNames) -> object:
    if not isinstance(value, Name):
        return value
    if value.text is not None:
        return say(value.text, language)
    code = value.centre or ""
    return centres[code].said_in(language) if code in centres else code
