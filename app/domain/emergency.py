"""Whom to call when it cannot wait, and what a counsellor does who is worried: numbers and steps as data."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from app.domain.reading import Problems, read_list, read_mapping, read_text
from app.domain.wording import REQUIRED, Wording

MOST = 12
LONGEST = 400
LANGUAGES = (*REQUIRED, "se")
NUMBER = re.compile(r"\+?[0-9](?: ?[0-9]){1,14}")
"""A telephone number as people write it: digits in groups."""


@dataclass(frozen=True, slots=True)
class EmergencyLine:
    """A number to call: whose it is, when it answers, and what for."""

    number: str
    name: Wording
    when: Wording
    about: Wording

    def as_json(self) -> dict[str, Any]:
        """The line as the pages read it."""
        words = {"name": self.name, "when": self.when, "about": self.about}
        return {"number": self.number, **{field: text.as_json() for field, text in words.items()}}


@dataclass(frozen=True, slots=True)
class Emergency:
    """The lines in the order they are shown, a word to citizens before them, and the staff's routine."""

    lines: tuple[EmergencyLine, ...]
    routine: Wording
    """What citizens are told: that the desk is no emergency service, and what to do instead."""
    steps: tuple[Wording, ...]
    """What a counsellor does, one after the other."""


def read_emergency(body: object) -> Emergency:
    """The lines and the routine from their JSON; raises `Invalid` with field -> why.

    Every text stands in bokmål, nynorsk and English; there is at least one line and one step.
    """
    problems = Problems()
    given = read_mapping(problems, "the file", body)
    lines = tuple(
        _line(problems, f"lines[{number}]", one)
        for number, one in enumerate(_some(problems, "lines", given.get("lines")))
    )
    routine = _words(problems, "routine", given.get("routine"))
    steps = tuple(
        _words(problems, f"steps[{number}]", one)
        for number, one in enumerate(_some(problems, "steps", given.get("steps")))
    )
    problems.raise_any()
    return Emergency(lines, routine, steps)


def _some(problems: Problems, path: str, value: object) -> list[Any]:
    found = list(read_list(problems, path, value, most=MOST))
    if not found:
        problems.add(path, "must hold at least one")
    return found


def _line(problems: Problems, path: str, value: object) -> EmergencyLine:
    given = read_mapping(problems, path, value)
    number = given.get("number")
    if not isinstance(number, str) or not NUMBER.fullmatch(number):
        problems.add(f"{path}.number", "must be a telephone number in quotes, such as 116 111")
    named = {name: _words(problems, f"{path}.{name}", given.get(name)) for name in ("name", "when", "about")}
    return EmergencyLine(str(number), **named)


def _words(problems: Problems, path: str, value: object) -> Wording:
    given: Mapping[str, Any] = read_mapping(problems, path, value)
    named = [language for language in LANGUAGES if language in REQUIRED or given.get(language) is not None]
    words = {
        language: read_text(problems, f"{path}.{language}", given.get(language), most=LONGEST)
        for language in named
    }
    return Wording(**words)
