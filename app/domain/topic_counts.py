"""How many recorded contacts were about which topic: once for each topic, and once for the one above it."""

from collections import Counter
from dataclasses import dataclass, field

from app.domain.topic_view import TopicView


@dataclass(slots=True)
class TopicGroups:
    """Contacts that are alike, as they are added up; topics as recorded, with a space between.

    `values`: by the value of the breakdown and the first topic, or more of them: only the first that the view
    knows is looked at. `named`: by everything they name, whatever the value.
    """

    values: Counter[tuple[str, str]] = field(default_factory=Counter)
    named: Counter[str] = field(default_factory=Counter)


@dataclass(slots=True)
class TopicCounts:
    """By value of the breakdown: all contacts, those without a topic, and those with each primary topic.

    `named` has contacts that name a topic at all, whatever the value: a contact counts once for a first level
    however many of its own it names, so that these do not add up.
    """

    contacts: Counter[str] = field(default_factory=Counter)
    without: Counter[str] = field(default_factory=Counter)
    primary: Counter[tuple[str, str]] = field(default_factory=Counter)
    """By value and topic, of both levels."""
    named: Counter[str] = field(default_factory=Counter)


def count_topics(groups: TopicGroups, view: TopicView) -> TopicCounts:
    """Count groups of contacts as the view shows their topics; a code nobody knows is no topic."""
    found = TopicCounts()
    for (value, topics), contacts in groups.values.items():
        found.contacts[value] += contacts
        codes = _shown(topics, view)
        if not codes:
            found.without[value] += contacts
        for code in _with_parents(codes[:1], view):
            found.primary[value, code] += contacts
    for topics, contacts in groups.named.items():
        for code in _with_parents(_shown(topics, view), view):
            found.named[code] += contacts
    return found


def _shown(topics: str, view: TopicView) -> list[str]:
    return [view.shown[code] for code in topics.split() if code in view.shown]


def _with_parents(codes: list[str], view: TopicView) -> set[str]:
    above = {view.parents[code] for code in codes}
    return {*codes, *(code for code in above if code is not None)}
