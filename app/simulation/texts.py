"""What simulated people write, in the language of the contact (texts.json: invented, no real persons)."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from importlib.resources import files
from random import Random
from typing import Any

FALLBACK = "nb"


@dataclass(frozen=True, slots=True)
class Opening:
    """A first message, and what a counsellor would record of it."""

    language: str
    text: str
    topic: str
    education_level_asked: str | None
    county: str | None


class Texts:
    """All texts, drawn from with the person's own randomness."""

    def __init__(self, document: Mapping[str, Any]) -> None:
        self._texts = {name: body for name, body in document.items() if not name.startswith("_")}
        self.openings = [
            Opening(language=language, **opening)
            for language, body in self._texts.items()
            for opening in body["openings"]
        ]

    def opening(self, draw: Random) -> Opening:
        """A first message; languages come as often as they have openings."""
        return draw.choice(self.openings)

    def line(self, kind: str, language: str, draw: Random, *, name: str = "") -> str:
        """A text of a kind (`follow_ups thanks greetings questions answers farewells`)."""
        choices: Sequence[str] = self._texts.get(language, self._texts[FALLBACK])[kind]
        return draw.choice(choices).replace("{name}", name)

    def opening_of(self, text: str) -> Opening | None:
        """The opening with this text, if it is one of ours."""
        return next((opening for opening in self.openings if opening.text == text), None)


def load_texts() -> Texts:
    """The texts beside this module."""
    return Texts(json.loads(files("app.simulation").joinpath("texts.json").read_text("utf-8")))
