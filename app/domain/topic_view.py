"""The list of topics as a report shows it: as recorded, or each code as what stands for it today."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

LANGUAGES = ("nb", "nn", "en")


@dataclass(frozen=True, slots=True)
class TopicEntry:
    """A topic of the list; `retired`: out of use by now, then its successor stands for it."""

    code: str
    parent: str | None
    names: Mapping[str, str]
    retired: bool = False
    successor: str | None = None


@dataclass(frozen=True, slots=True)
class TopicView:
    """The topics shown, each first level followed by its own, and what every recorded code counts as."""

    entries: tuple[TopicEntry, ...]
    shown: Mapping[str, str]
    parents: Mapping[str, str | None]

    @property
    def tops(self) -> list[str]:
        """The first level."""
        return [entry.code for entry in self.entries if entry.parent is None]

    def below(self, top: str) -> list[str]:
        """The second level of a topic."""
        return [entry.code for entry in self.entries if entry.parent == top]


def recorded_view(entries: Sequence[TopicEntry]) -> TopicView:
    """Every topic there ever was, under the code it was recorded with."""
    return _view(entries, {entry.code: entry.code for entry in entries})


def today_view(entries: Sequence[TopicEntry]) -> TopicView:
    """Codes out of use count as their successors, so that years stay comparable; one without stays itself.

    The topic above is the one that the code shown has today.
    """
    known = {entry.code: entry for entry in entries}
    shown = {code: _standing_for(code, known) for code in known}
    stay = [entry for entry in entries if shown[entry.code] == entry.code]
    return _view(
        [replace(entry, parent=None if entry.parent is None else shown[entry.parent]) for entry in stay],
        shown,
    )


def _standing_for(code: str, known: Mapping[str, TopicEntry]) -> str:
    """Follows successors; a code whose successors go in a ring stands for itself."""
    seen = [code]
    while (entry := known[seen[-1]]).retired and entry.successor is not None and entry.successor in known:
        if entry.successor in seen:
            return code
        seen.append(entry.successor)
    return seen[-1]


def _view(entries: Sequence[TopicEntry], shown: Mapping[str, str]) -> TopicView:
    ordered: list[TopicEntry] = []
    for top in (entry for entry in entries if entry.parent is None):
        ordered += [top, *(entry for entry in entries if entry.parent == top.code)]
    return TopicView(tuple(ordered), shown, {entry.code: entry.parent for entry in ordered})
