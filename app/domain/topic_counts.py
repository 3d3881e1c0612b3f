"""How many contacts were about which topic, with small cells hidden."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from app.domain.disclosure import Sum, hidden_cells


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


def count_topics(wrap_ups: Sequence[Sequence[str]], parents: Mapping[str, str | None]) -> TopicCounts:
    """Count wrap-ups by topic; `parents`: every known code -> the code above it, null on the first level.

    A contact counts once for a first-level topic however many of its children it names. Topics of one to four
    contacts are hidden, and others with them so that no sum gives them away (`disclosure`).
    """
    primary, named = Counter[str](), Counter[str]()
    for topics in wrap_ups:
        primary.update(_with_parents(topics[:1], parents))
        named.update(_with_parents(topics, parents))
    hidden = _hidden(primary, parents, contacts=len(wrap_ups)) | _hidden(named, parents, contacts=None)
    rows = tuple(
        TopicRow(code, parent, *((None, None) if code in hidden else (primary[code], named[code])))
        for code, parent in parents.items()
    )
    return TopicCounts(len(wrap_ups), sum(1 for topics in wrap_ups if not topics), rows)


def _with_parents(topics: Sequence[str], parents: Mapping[str, str | None]) -> set[str]:
    above = {parents.get(topic) for topic in topics}
    return {*topics, *(code for code in above if code is not None)}


def _hidden(counts: Counter[str], parents: Mapping[str, str | None], *, contacts: int | None) -> set[str]:
    """The topics to hide; `contacts`: of which each has one topic at most, null where they may have several.

    Of those that may, the sums are told to nobody; to hide as if they were is on the safe side.
    """
    cells, sums = {code: counts[code] for code in parents}, list[Sum]()
    tops = [code for code, parent in parents.items() if parent is None]
    for top in tops:
        children = [code for code, parent in parents.items() if parent == top]
        total, own = (top, f"{top}/own") if contacts is not None else (f"{top}/all", f"{top}/none")
        below = sum(counts[code] for code in children)
        cells[own] = counts[top] - below if contacts is not None else 0
        cells[total] = counts[top] if contacts is not None else below
        sums.append(Sum(total, (*children, own)))
    above = sum(counts[code] for code in tops)
    cells["/all"], cells["/none"] = (contacts or above), (contacts or above) - above
    sums.append(Sum("/all", (*tops, "/none")))
    told = [code for code in cells if code not in parents]
    return set(hidden_cells(cells, sums, told=told)) & set(parents)
