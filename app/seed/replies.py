"""The quick replies that counsellors begin with; drafts, each of which wants an owner."""

from dataclasses import dataclass
from functools import cache
from typing import Any

from app.domain.wording import Wording, wording_from
from app.seed.document import document


@dataclass(frozen=True, slots=True)
class SeededReply:
    """A text with placeholders in braces, and the shortcut that brings it."""

    key: str
    stage: str
    shortcut: str
    text: Wording


@cache
def replies() -> tuple[SeededReply, ...]:
    """Every quick reply in the order they are shown."""
    items: list[dict[str, Any]] = document("replies")["counsellor_replies"]
    return tuple(SeededReply(one["key"], one["stage"], one["shortcut"], wording_from(one)) for one in items)


def placeholders() -> list[str]:
    """The names that may stand in braces."""
    return list(document("replies")["placeholders"])


def examples(language: str) -> dict[str, str]:
    """A value for each placeholder, to show what a reply may look like; bokmål where `language` lacks it."""
    known: dict[str, dict[str, str]] = document("reply_examples")
    return {name: words.get(language) or words["nb"] for name, words in known.items()}
