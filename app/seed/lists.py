"""The lists of codes that a wrap-up is recorded with, and what of them may be used now."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from app.domain.topics import OPTIONAL, Codes
from app.domain.wording import Wording, wording_from
from app.seed.document import document


@dataclass(frozen=True, slots=True)
class SeededTopic:
    """A topic of the two-level list; `parent` is null on the first level."""

    code: str
    parent: str | None
    label: Wording
    requires_education_level: bool


@cache
def topics() -> tuple[SeededTopic, ...]:
    """Every topic, each first-level one before its own second level; a draft of ours."""
    return tuple(
        SeededTopic(item["code"], parent, wording_from(item), item["requires_education_level"])
        for top in document("topics")["topics"]
        for parent, item in [(None, top), *((top["code"], child) for child in top["children"])]
    )


@cache
def hints() -> dict[str, dict[str, str]]:
    """What helps to choose a topic, by its code; drafts in nb and nn."""
    every = [item for top in document("topics")["topics"] for item in (top, *top["children"])]
    return {one["code"]: {name: text for name, text in one.items() if "hint_" in name} for one in every}


def topics_version() -> str:
    """Which edition of the topic list this is."""
    return str(document("topics")["version"])


def education_levels() -> Mapping[str, Any]:
    """The levels a question can be about, the citizen's own, and NUS2000 that both map to."""
    levels: Mapping[str, Any] = document("education_levels")
    return levels


@cache
def categories() -> Mapping[str, Any]:
    """The other lists, without codes that are not in use."""
    return {
        name: {**kind, "fields": [field for field in kind["fields"] if field.get("active", True)]}
        for name, kind in document("categories").items()
    }


def codes(second_level: Mapping[str, bool]) -> Codes:
    """What a wrap-up may hold, with these topics: second-level code -> asks for the education level."""
    lists = {
        name: frozenset(field["code"] for field in kind["fields"]) for name, kind in categories().items()
    }
    levels = education_levels()
    lists["education_background"] = frozenset(level["code"] for level in levels["education_background"])
    return Codes(
        topics=second_level,
        education_levels=frozenset(level["code"] for level in levels["education_level_asked"]),
        dispositions=lists["outcome"],
        optional={name: lists[name] for name in OPTIONAL},
    )


@cache
def seeded_codes() -> Codes:
    """What a wrap-up may hold with the seeded topics; a first-level topic may ask for all its own."""
    asking = {topic.code: topic.requires_education_level for topic in topics()}
    return codes(
        {
            topic.code: topic.requires_education_level or asking[topic.parent]
            for topic in topics()
            if topic.parent is not None
        }
    )
