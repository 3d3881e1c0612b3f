"""What simulated people write, in the language of the contact (texts.json: invented, no real persons)."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from importlib.resources import files
from random import Random
from typing import Any

from app.domain.contact import Author, Language
from app.domain.privacy import mask

FALLBACK = "nb"


@dataclass(frozen=True, slots=True)
class Opening:
    """A first message, what follows it on both sides, and what a counsellor would record of it."""

    language: str
    text: str
    topic: str
    education_level_asked: str | None
    county: str | None
    asked: tuple[str, ...] = ()
    """What a counsellor says to it, in order."""
    told: tuple[str, ...] = ()
    """What its citizen answers, in order."""

    @property
    def as_stored(self) -> str:
        """The text as the desk keeps it, without personal numbers."""
        return mask(self.text, Author.CITIZEN, Language(self.language)).text


class Texts:
    """All texts, drawn from with the person's own randomness."""

    def __init__(self, document: Mapping[str, Any]) -> None:
        self._texts = {name: body for name, body in document.items() if not name.startswith("_")}
        self.openings = [
            _opening(language, one) for language, body in self._texts.items() for one in body["openings"]
        ]
        self._by_text = {text: one for one in self.openings for text in (one.text, one.as_stored)}

    def opening(self, draw: Random) -> Opening:
        """A first message; languages come as often as they have openings."""
        return draw.choice(self.openings)

    def line(self, kind: str, language: str, draw: Random, *, name: str = "", but: Sequence[str] = ()) -> str:
        """A text of a kind (`follow_ups thanks greetings questions answers farewells takeovers notes`).

        One of those in `but` only when nothing else is left.
        """
        choices: Sequence[str] = self._in(language)[kind]
        named = [one.replace("{name}", name) for one in choices]
        return draw.choice([one for one in named if one not in but] or named)

    def about(self, language: str, heard: str) -> list[str]:
        """What a counsellor could say to somebody who wrote this, by the words in it; the likeliest first."""
        return [one["say"] for one in self._fitting(language, heard)]

    def topic_of(self, language: str, heard: str) -> str | None:
        """The topic of what somebody wrote, by the words in it; null where none is known."""
        return next((one["topic"] for one in self._fitting(language, heard)), None)

    def opening_of(self, text: str) -> Opening | None:
        """The opening with this text, if it is one of ours; as written or as stored."""
        return self._by_text.get(text)

    def _fitting(self, language: str, heard: str) -> list[dict[str, Any]]:
        lowered = heard.lower()
        return [one for one in self._in(language)["about"] if any(word in lowered for word in one["words"])]

    def _in(self, language: str) -> Mapping[str, Any]:
        found: Mapping[str, Any] = self._texts.get(language, self._texts[FALLBACK])
        return found


def _opening(language: str, given: Mapping[str, Any]) -> Opening:
    talk = {side: tuple(given.get(side, ())) for side in ("asked", "told")}
    return Opening(**{**given, **talk, "language": language})


def load_texts() -> Texts:
    """The texts beside this module."""
    return Texts(json.loads(files("app.simulation").joinpath("texts.json").read_text("utf-8")))
