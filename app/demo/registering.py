"""What a past counsellor recorded of a contact: topics, level and the rest, as often as the report says."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from random import Random

from app.demo.figures import shares
from app.domain.topics import OPTIONAL, WITHOUT_TOPIC, Codes, WrapUp

LEFT_IN_MID_TALK = "BRUTT"
SECOND_TOPIC = 0.25


@dataclass(frozen=True, slots=True)
class Registering:
    """Draws wrap-ups that hold what the desk asks of them."""

    codes: Codes

    def draw(self, draw: Random, *, left: bool) -> WrapUp:
        """One wrap-up; `left` is the citizen who was gone before it was done."""
        disposition = LEFT_IN_MID_TALK if left else _one_of(shares()["disposition"], draw)
        named = () if disposition in WITHOUT_TOPIC else self._topics(draw)
        asks = any(self.codes.topics[topic] for topic in named)
        return WrapUp(
            disposition,
            named,
            _one_of(shares()["education_level_asked"], draw) if asks else None,
            **{name: _one_of(shares()[name], draw) for name in OPTIONAL},
        )

    def _topics(self, draw: Random) -> tuple[str, ...]:
        first = self._topic(draw)
        if draw.random() >= SECOND_TOPIC:
            return (first,)
        return tuple(dict.fromkeys((first, self._topic(draw))))

    def _topic(self, draw: Random) -> str:
        """A first level by its share; within it the earlier ones of the list more often."""
        parent = _one_of(shares()["topics"], draw)
        children = sorted(topic for topic in self.codes.topics if topic.startswith(f"{parent}."))
        return draw.choices(children, [1 / (2 + number) for number in range(len(children))])[0]


def _one_of(weights: Mapping[str, float], draw: Random) -> str:
    return draw.choices(list(weights), list(weights.values()))[0]
