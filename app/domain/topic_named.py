"""How many contacts name a topic at all: where that, beside other figures, would tell of a few.

Those who name a topic and those whose first topic it is stand side by side, and topics above beside those
below: each difference is a count of contacts too. Where one is 1 to 4, the figure is hidden with the others
of its family, for they bound each other: a topic is named at least as often as any below it, and at most as
often as all of them together.
"""

from collections import Counter
from collections.abc import Iterator

from app.domain.disclosure import LEAST_SHOWN
from app.domain.topic_counts import TopicCounts
from app.domain.topic_view import TopicView
from app.domain.topics import MOST_TOPICS


def hidden_named(found: TopicCounts, view: TopicView) -> set[str]:
    """The topics of which it is not told how many contacts name them.

    A first level with all below it, where the first level itself would tell of a few; else all below it,
    where one of them would. All there are, where so many are named that the few places left tell of the last.
    """
    registered = found.contacts.total() - found.without.total()
    first = Counter[str]()
    for (_, code), contacts in found.primary.items():
        first[code] += contacts
    hidden = set[str]()
    for top in view.tops:
        below = view.below(top)
        if _tells(found.named[top], first[top], registered):
            hidden |= {top, *below}
            continue
        alone = any(_tells(found.named[code], first[code], registered) for code in below)
        if alone or any(_few(one) for one in _between(found, top, below)):
            hidden |= set(below)
    left = MOST_TOPICS * registered - sum(found.named[top] for top in view.tops)
    return {entry.code for entry in view.entries} if hidden and left < LEAST_SHOWN else hidden


def _tells(named: int, first: int, registered: int) -> bool:
    """Those who name it, those of them with another first topic, and those who do not name it."""
    return _few(named) or _few(named - first) or _few(registered - named)


def _between(found: TopicCounts, top: str, below: list[str]) -> Iterator[int]:
    """Those who name the topic without one of those below it, and those who name several of them."""
    if below:
        yield abs(sum(found.named[code] for code in below) - found.named[top])
    for code in below:
        yield found.named[top] - found.named[code]


def _few(contacts: int) -> bool:
    return 0 < contacts < LEAST_SHOWN
