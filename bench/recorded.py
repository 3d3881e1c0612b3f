"""What counsellors record, drawn by the database as the demonstration draws it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from app.demo.figures import shares
from app.demo.registering import SECOND_TOPIC
from app.domain.topics import OPTIONAL, WITHOUT_TOPIC
from app.seed.lists import SeededTopic, topics


def values() -> dict[str, str]:
    """Names in bench/decade.sql -> what stands there: codes, and where each begins between 0 and 1."""
    listed = topics()
    drawn = {"topics": _of_topics(listed), **{name: shares()[name] for name in (*_SINGLE, *OPTIONAL)}}
    found = {"second_topic": str(SECOND_TOPIC), "without_topic": _array(sorted(WITHOUT_TOPIC))}
    found["asking"] = _array([one.code for one in listed if one.requires_education_level])
    for name, weights in drawn.items():
        found[f"{name}_codes"] = _array(weights)
        found[f"{name}_from"] = f"ARRAY[{', '.join(_beginnings(list(weights.values())))}]::float8[]"
    return found


_SINGLE = ("education_level_asked", "disposition")


def _of_topics(listed: Sequence[SeededTopic]) -> dict[str, float]:
    """A first level by its share; within it the earlier ones of the list more often."""
    found: dict[str, float] = {}
    for parent, share in shares()["topics"].items():
        weights = {
            code: 1 / (2 + number)
            for number, code in enumerate(sorted(one.code for one in listed if one.parent == parent))
        }
        whole = sum(weights.values())
        found |= {code: share * weight / whole for code, weight in weights.items()}
    return found


def _beginnings(weights: Sequence[float]) -> list[str]:
    """Of each, as parts of the whole."""
    whole = sum(weights)
    return [f"{sum(weights[:number]) / whole:.12f}" for number in range(len(weights))]


def _array(codes: Iterable[str] | Mapping[str, float]) -> str:
    return f"ARRAY[{', '.join(repr(code) for code in codes)}]::text[]"
