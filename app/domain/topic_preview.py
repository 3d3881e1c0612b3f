"""What a change of the list of topics would mean: for counsellors, for wrap-ups on their way, for figures."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from app.domain.topic_list import ListedTopic, Standing, TopicsByCode, offered


class Finding(StrEnum):
    """A stable code for each thing that somebody should know before it is saved."""

    RENAMED_IN_PAST = "renamed_in_past"
    """The new words stand beside the figures of past years too."""
    NOT_CHOOSABLE = "not_choosable"
    """A first-level topic without any below it: nobody can choose it."""
    NO_SUCCESSOR = "no_successor"
    """What was recorded with it is compared with nothing in later years."""
    MAPPED = "mapped"
    """Figures by today's list count what was recorded with it under its successor."""
    RETURNS = "returns"
    """It was retired, and may be chosen again; figures count it by itself again."""
    LEVEL_ASKED = "level_asked"
    """Wrap-ups with it must say the education level from now on."""
    LEVEL_BY_PARENT = "level_by_parent"
    """The topic above it asks for the level: its own setting changes nothing."""
    DRAFTS_OPEN = "drafts_open"
    """Wrap-ups on their way name it; they may still be recorded with it."""


@dataclass(frozen=True, slots=True)
class Preview:
    """The groups it touches as counsellors will see them from a date on, and what else it means."""

    seen_from: date
    groups: list[tuple[ListedTopic, list[ListedTopic]]]
    findings: list[Finding]


def preview(
    topic: ListedTopic, former: ListedTopic | None, known: TopicsByCode, *, today: date, drafts: int
) -> Preview:
    """What the change means; `former` is null for a new topic, `drafts` are the wrap-ups that name it."""
    after = _with(topic, known)
    day = _seen_from(topic, former, today)
    touched = {topic.parent or topic.code, _group_of(topic.successor, known)}
    groups = [(top, below) for top, below in offered(after.values(), day) if top.code in touched]
    return Preview(day, groups, _findings(topic, former, after, day=day, drafts=drafts))


def _with(topic: ListedTopic, known: TopicsByCode) -> Mapping[str, ListedTopic]:
    return {**known, topic.code: topic}


def _group_of(code: str | None, known: TopicsByCode) -> str | None:
    return (known[code].parent or code) if code is not None else None


def _seen_from(topic: ListedTopic, former: ListedTopic | None, today: date) -> date:
    """The first date on which counsellors see the difference."""
    ended = former.retired_from if former is not None else None
    if topic.retired_from is not None and topic.retired_from != ended:
        return max(topic.retired_from, today)
    return max(topic.active_from or today, today)


def _findings(
    topic: ListedTopic, former: ListedTopic | None, after: TopicsByCode, *, day: date, drafts: int
) -> list[Finding]:
    above = after.get(topic.parent or "")
    asked_above = above is not None and above.asks_for_level
    asked_before = former is not None and former.asks_for_level
    ended = former is not None and former.retired_from is not None
    retiring = topic.retired_from is not None
    below = [one for one in after.values() if one.parent == topic.code]
    choosable = topic.parent is not None or any(one.standing(day) is Standing.USED for one in below)
    asks_anew = topic.asks_for_level and not asked_before and former is not None
    holds = {
        Finding.RENAMED_IN_PAST: former is not None and former.words != topic.words,
        Finding.NOT_CHOOSABLE: not retiring and not choosable,
        Finding.NO_SUCCESSOR: retiring and topic.successor is None,
        Finding.MAPPED: retiring and topic.successor is not None,
        Finding.RETURNS: ended and not retiring,
        Finding.LEVEL_ASKED: asks_anew and not asked_above,
        Finding.LEVEL_BY_PARENT: asked_above and not topic.asks_for_level,
        Finding.DRAFTS_OPEN: retiring and drafts > 0,
    }
    return [finding for finding, holding in holds.items() if holding]
