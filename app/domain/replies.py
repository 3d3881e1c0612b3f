"""Quick replies: their shortcuts, their placeholders, and what a coordinator or a counsellor may write."""

import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Any

from app.domain.errors import Invalid, TooLong
from app.domain.privacy import validate_text
from app.domain.reading import Problems, read_mapping
from app.domain.wording import REQUIRED

STAGES = ("kontakt", "kontrakt", "kommunikasjon", "konklusjon")
"""The four parts of a conversation after the Danish eVejledning's 4K model."""

LANGUAGES = (*REQUIRED, "se")
LONGEST_REPLY = 2_000
MOST_OWN = 200
MOST_SHARED = 500
SHORTCUT = re.compile(r"/[a-zæøå0-9-]{1,20}")
BRACED = re.compile(r"\{([^{}]*)\}")
NO_ALIAS = re.compile(r",? ?\{alias\}")
"""An alias that is missing takes its comma with it: «Hei, {alias}!» becomes «Hei!»."""


@dataclass(frozen=True, slots=True)
class ReplyText:
    """What is typed after a slash, and the text it brings in each language that has one."""

    shortcut: str
    text: dict[str, str]


@dataclass(frozen=True, slots=True)
class SharedReply:
    """A quick reply of everybody's: complete in bokmål, nynorsk and English."""

    stage: str
    shortcut: str
    text: dict[str, str]

    def as_json(self) -> dict[str, Any]:
        """The reply as it is shown and audited."""
        return {"stage": self.stage, "shortcut": self.shortcut, **self.text}


def read_shared(body: object, placeholders: Collection[str]) -> SharedReply:
    """A shared reply from a posted body; raises `Invalid` with field -> why."""
    problems = Problems()
    given = read_mapping(problems, "body", body)
    stage = given.get("stage")
    if not isinstance(stage, str) or stage not in STAGES:
        problems.add("stage", f"must be one of {', '.join(STAGES)}")
    text = _texts(problems, given, placeholders)
    for language in REQUIRED:
        if language not in text:
            problems.add(language, "is required: a shared reply stands in bokmål, nynorsk and English")
    reply = SharedReply(str(stage), _shortcut(problems, given), text)
    problems.raise_any()
    return reply


def read_own(body: object, placeholders: Collection[str]) -> ReplyText:
    """A counsellor's own reply, in one language at least; raises `Invalid` with field -> why."""
    problems = Problems()
    given = read_mapping(problems, "body", body)
    text = _texts(problems, given, placeholders)
    if not text:
        problems.add("nb", "is required, or another language")
    reply = ReplyText(_shortcut(problems, given), text)
    problems.raise_any()
    return reply


def _shortcut(problems: Problems, given: Mapping[str, Any]) -> str:
    shortcut = given.get("shortcut")
    if isinstance(shortcut, str) and SHORTCUT.fullmatch(shortcut):
        return shortcut
    problems.add("shortcut", "must be a slash and 1 to 20 small letters, digits or hyphens, such as /hei")
    return ""


def _texts(problems: Problems, given: Mapping[str, Any], placeholders: Collection[str]) -> dict[str, str]:
    found = {}
    for language in LANGUAGES:
        words = given.get(language)
        if words is not None and words != "":
            found[language] = _text(problems, language, words)
            _check_placeholders(problems, language, found[language], placeholders)
    return found


def _text(problems: Problems, language: str, words: object) -> str:
    try:
        return validate_text(words, LONGEST_REPLY).strip()
    except (Invalid, TooLong) as error:
        problems.add(language, error.details["text"])
        return ""


def _check_placeholders(problems: Problems, path: str, text: str, known: Collection[str]) -> None:
    wrong = unknown_placeholders(text, known)
    if wrong:
        problems.add(path, f"has an unknown placeholder: {', '.join(wrong)}")
    elif "{" in BRACED.sub("", text) or "}" in BRACED.sub("", text):
        problems.add(path, "has a brace without its other half")


def unknown_placeholders(text: str, known: Collection[str]) -> list[str]:
    """What stands in braces and is no placeholder, braces included, in its order."""
    return [f"{{{name}}}" for name in dict.fromkeys(BRACED.findall(text)) if name not in known]


def filled(text: str, values: Mapping[str, str]) -> str:
    """The text with its placeholders filled; those without a value stay, an alias takes its comma along."""
    if not values.get("alias"):
        text = NO_ALIAS.sub("", text)
    return BRACED.sub(lambda found: values.get(found[1], found[0]), text)
