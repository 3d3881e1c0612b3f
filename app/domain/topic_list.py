"""The list of topics as coordinators edit it: two levels, a life from a date to a date, and who comes after.

A code is never deleted and never moves: what was recorded keeps its meaning. Whoever means something else
retires a topic and names its successor, so that years stay comparable.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import Any

from app.domain.wording import Wording

HINTS = ("hint_nb", "hint_nn", "hint_en")
"""What helps to find a topic, by language; empty where there is none."""


class Standing(StrEnum):
    """Whether a topic may be chosen on a date."""

    PLANNED = "planned"
    USED = "used"
    RETIRED = "retired"


@dataclass(frozen=True, slots=True)
class ListedTopic:
    """A topic and its life; `retired_from` is the first Oslo date on which it is used no more."""

    code: str
    parent: str | None
    words: Wording
    asks_for_level: bool
    active_from: date | None = None
    retired_from: date | None = None
    successor: str | None = None
    hints: Mapping[str, str] = field(default_factory=dict)

    def standing(self, day: date) -> Standing:
        """How it stands on an Oslo date."""
        if self.retired_from is not None and self.retired_from <= day:
            return Standing.RETIRED
        begun = self.active_from is None or self.active_from <= day
        return Standing.USED if begun else Standing.PLANNED

    def label(self) -> dict[str, str]:
        """Its words and its hints, by language."""
        return {**self.words.as_json(), **self.hints}

    def as_json(self) -> dict[str, Any]:
        """As it is entered, shown and audited."""
        return {
            "code": self.code,
            "parent": self.parent,
            **self.label(),
            "requires_education_level": self.asks_for_level,
            "active_from": self.active_from and self.active_from.isoformat(),
            "retired_from": self.retired_from and self.retired_from.isoformat(),
            "successor": self.successor,
        }


TopicsByCode = Mapping[str, ListedTopic]
"""Every topic there ever was, first levels first, each level in its order."""


def offered(topics: Iterable[ListedTopic], day: date) -> list[tuple[ListedTopic, list[ListedTopic]]]:
    """What may be chosen on a date: first levels with those below them, in their order."""
    used = [topic for topic in topics if topic.standing(day) is Standing.USED]
    tops = [topic for topic in used if topic.parent is None]
    return [(top, [topic for topic in used if topic.parent == top.code]) for top in tops]


def edition(versions: Iterable[str]) -> str:
    """Which edition of the list this is: that of its newest row; seeded ones have no number."""
    return max(versions, key=lambda version: (_number(version), version), default="")


def edition_of(day: date, number: int) -> str:
    """The name of the edition that a change makes, the settings' version being `number` then."""
    return f"{day.isoformat()}.{number}"


def line_of(code: str, known: TopicsByCode) -> list[str]:
    """A topic and those that come after it, one after the other."""
    found = [code]
    while (after := known[found[-1]].successor) is not None and after not in found:
        found.append(after)
    return found


def _number(version: str) -> int:
    last = version.rpartition(".")[2]
    return int(last) if last.isascii() and last.isdecimal() else -1
