"""Somebody who reads one answer about topics, and works out what its sums and differences say of a few."""

from app.domain.topic_tables import ALL, TopicTables
from app.domain.topic_tally import NOT_REGISTERED
from tests.unit.disclosure_attacker import Attacker, below_small

CHILDREN = {"A": ["A.1", "A.2", "A.3"], "B": ["B.1", "B.2"]}
CODES = [code for below in CHILDREN.values() for code in below]
VALUES = ["x", "y", "z"]
Contacts = list[tuple[str, list[str]]]
Published = tuple[dict[str, int | None], list[tuple[str, tuple[str, ...]]]]


def published(found: TopicTables, level: int) -> Published:
    """Every figure of one answer by place, and every sum between them that its reader knows."""
    cells = {f"{cell['topic']}|{cell['value']}": cell["contacts"] for cell in found.cells}
    cells |= {f"{row['topic']}|": row["primary"] for row in found.rows}
    cells |= {f"{ALL}|": found.contacts, f"{NOT_REGISTERED}|": found.not_registered}
    sums = []
    for value in (*found.values, ""):
        sums.append((f"{ALL}|{value}", tuple(f"{one}|{value}" for one in (*CHILDREN, NOT_REGISTERED))))
        if value == "" or level == 2:
            sums += [(f"{top}|{value}", tuple(f"{c}|{value}" for c in CHILDREN[top])) for top in CHILDREN]
    topics = [*CHILDREN, NOT_REGISTERED, ALL, *(CODES if level == 2 else [])]
    sums += [(f"{one}|", tuple(f"{one}|{value}" for value in found.values)) for one in topics]
    return cells, sums


Reach = tuple[int, int]


def bounds(found: TopicTables) -> dict[str, Reach]:
    """How often each topic can be named at all, by everything that is shown beside it."""
    registered = found.contacts - found.not_registered
    can: dict[str, Reach] = {}
    for row in found.rows:
        named = row["named"]
        can[row["topic"]] = (row["primary"] or 0, registered) if named is None else (named, named)
    for _ in range(3):
        for top, below in CHILDREN.items():
            most = min(can[top][1], sum(can[code][1] for code in below))
            can[top] = max(can[top][0], *(can[code][0] for code in below)), most
            for code in below:
                least = can[top][0] - sum(can[other][1] for other in below if other != code)
                can[code] = max(can[code][0], least), min(can[code][1], most)
    return can


def differences(found: TopicTables) -> dict[str, Reach]:
    """Counts of contacts that follow from how often topics are named, as far as they can be narrowed."""
    can, registered = bounds(found), found.contacts - found.not_registered
    reach: dict[str, Reach] = {}
    for row in found.rows:
        (low, high), code = can[row["topic"]], row["topic"]
        reach[f"named {code}"] = low, high
        reach[f"lacks {code}"] = registered - high, registered - low
        if row["primary"] is not None:
            reach[f"other {code}"] = low - row["primary"], high - row["primary"]
    for top, below in CHILDREN.items():
        low, high = sum(can[code][0] for code in below), sum(can[code][1] for code in below)
        reach[f"several {top}"] = low - can[top][1], high - can[top][0]
        for code in below:
            reach[f"{top} without {code}"] = can[top][0] - can[code][1], can[top][1] - can[code][0]
    return reach


def truth(contacts: Contacts) -> dict[str, int]:
    """Every cell that somebody might want to work out, counted one by one."""
    found: dict[str, int] = {}
    for value in (*VALUES, ""):
        own = [topics for one, topics in contacts if value in (one, "")]
        for code in CODES:
            found[f"{code}|{value}"] = sum(topics[:1] == [code] for topics in own)
        for top, below in CHILDREN.items():
            found[f"{top}|{value}"] = sum(found[f"{code}|{value}"] for code in below)
        found[f"{NOT_REGISTERED}|{value}"] = own.count([])
        found[f"{ALL}|{value}"] = len(own)
    listed = [topics for _, topics in contacts if topics]
    found["registered"] = len(listed)
    for code in (*CHILDREN, *CODES):
        named = [topics for topics in listed if any(code in (one, one[0]) for one in topics)]
        found[f"named {code}"] = len(named)
        found[f"other {code}"] = sum(code not in (topics[0], topics[0][0]) for topics in named)
        found[f"lacks {code}"] = len(listed) - len(named)
    for top, below in CHILDREN.items():
        found[f"several {top}"] = sum(found[f"named {code}"] for code in below) - found[f"named {top}"]
        for code in below:
            found[f"{top} without {code}"] = found[f"named {top}"] - found[f"named {code}"]
    return found


def told_apart(found: TopicTables, contacts: Contacts) -> list[str]:
    """The differences of 1 to 4 that are narrowed to fewer than three values."""
    true = truth(contacts)
    reach = {name: range(max(low, 0), min(high, 4) + 1) for name, (low, high) in differences(found).items()}
    # Of one registered contact alone that there is one is told.
    enough = min(3, true["registered"] + 1)
    return [name for name, able in reach.items() if true[name] in range(1, 5) and len(able) < enough]


def worked_out(found: TopicTables, contacts: Contacts, level: int) -> list[tuple[str, set[int]]]:
    """The cells of 1 to 4 that are shown, or that an attacker narrows to fewer than three values."""
    cells, sums = published(found, level)
    if level == 1:
        cells = {name: value for name, value in cells.items() if is_first(name)}
    true = truth(contacts)
    # Nothing is shown where no other table was found: then zeros are hidden with the rest.
    everything = all(value is None for name, value in cells.items() if name[0] in CHILDREN)
    same = found.values if len(found.values) == 1 else ()
    told = {f"{one}|{value}" for one in (ALL, NOT_REGISTERED) for value in ("", *same)}
    zeros = below_small(true, sums)
    attacker = Attacker(cells, sums, least=0 if everything else 1, zeros=zeros)
    weak: list[tuple[str, set[int]]] = []
    for name in cells:
        if true[name] in range(1, 5) and name not in told:
            least = 0 if everything or name in zeros else 1
            possible = {true[name]} if cells[name] is not None else attacker.values(name, range(least, 5))
            enough = 2 if everything or true[f"{NOT_REGISTERED}|"] == 1 else 3
            weak += [(name, possible)] if len(possible) < enough else []
    return weak


def is_first(name: str) -> bool:
    """Whether it is of all values together, or of the first level."""
    return name.endswith("|") or name[1] != "."
