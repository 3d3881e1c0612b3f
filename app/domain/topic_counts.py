"""How many contacts were about which topic, with small cells of the second level hidden."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

LEAST_SHOWN = 5
"""Second-level figures below this are hidden; the rules of the topic list allow other limits."""


@dataclass(frozen=True, slots=True)
class TopicRow:
    """Contacts with this topic as the primary one, and with it at all; null where it is hidden."""

    topic: str
    parent: str | None
    primary: int | None
    named: int | None


@dataclass(frozen=True, slots=True)
class TopicCounts:
    """All wrapped-up contacts of a time, how many had no topic, and a row for each topic."""

    contacts: int
    without_topic: int
    rows: tuple[TopicRow, ...]


def count_topics(
    wrap_ups: Sequence[Sequence[str]], parents: Mapping[str, str | None], *, least: int = LEAST_SHOWN
) -> TopicCounts:
    """Count wrap-ups by topic; `parents`: every known code -> the code above it, null on the first level.

    A contact counts once for a first-level topic however many of its children it names. Where one hidden
    cell could be found out by subtracting its siblings from their sum, the next smallest is hidden too.
    """
    primary, named = Counter[str](), Counter[str]()
    for topics in wrap_ups:
        primary.update(_with_parents(topics[:1], parents))
        named.update(_with_parents(topics, parents))
    hidden = _hidden(primary, parents, least) | _hidden(named, parents, least)
    rows = tuple(
        TopicRow(code, parent, *((None, None) if code in hidden else (primary[code], named[code])))
        for code, parent in parents.items()
    )
    return TopicCounts(len(wrap_ups), sum(1 for topics in wrap_ups if not topics), rows)


def _with_parents(topics: Sequence[str], parents: Mapping[str, str | None]) -> set[str]:
    above = {parents.get(topic) for topic in topics}
    return {*topics, *(code for code in above if code is not None)}


def _hidden(counts: Counter[str], parents: Mapping[str, str | None], least: int) -> set[str]:
    hidden: set[str] = set()
    for top in (code for code, parent in parents.items() if parent is None):
        children = sorted((code for code, parent in parents.items() if parent == top), key=counts.__getitem__)
        small = [code for code in children if 0 < counts[code] < least]
        others = [code for code in children if counts[code] >= least]
        hidden.update(small)
        if len(small) == 1:
            hidden.update(others[:1])
    return hidden
