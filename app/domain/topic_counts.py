"""How many recorded contacts were about which topic: once for each topic, and once for the one above it."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field

from app.domain.topic_view import TopicView

Groups = Mapping[tuple[str, str], int]
"""The value of the breakdown, and the topics as recorded with a space between -> contacts."""


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


def count_topics(groups: Groups, view: TopicView) -> TopicCounts:
    """Count groups of contacts as the view shows their topics; a code nobody knows is no topic."""
    found = TopicCounts()
    for (value, topics), contacts in groups.items():
        found.contacts[value] += contacts
        codes = [view.shown[code] for code in topics.split() if code in view.shown]
        if not codes:
            found.without[value] += contacts
            continue
        for code in _with_parents(codes[:1], view):
            found.primary[value, code] += contacts
        for code in _with_parents(codes, view):
            found.named[code] += contacts
    return found


def _with_parents(codes: list[str], view: TopicView) -> set[str]:
    above = {view.parents[code] for code in codes}
    return {*codes, *(code for code in above if code is not None)}
