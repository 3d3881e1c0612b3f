"""The rules of routing as JSON: what coordinators send, what is stored, and what is wrong with it."""

from collections.abc import Callable, Collection, Mapping
from dataclasses import fields, replace
from typing import Any

from app.domain.reading import Problems, read_list, read_mapping, read_text
from app.domain.routing_rules import PERCENT, Layer, PageSkill, Routing

LONGEST_RELAX = 3_600
MOST_SLACK = 100
MOST_RESERVE = 100
MOST_PAGES = 200
MOST_CENTRES = 100
HOURS = {str(hour): hour for hour in range(24)}
FIELDS = tuple(field.name for field in fields(Routing))


def routing_json(routing: Routing) -> dict[str, Any]:
    """The rules as the JSON that is stored and shown."""
    return {
        "layers": [str(layer) for layer in routing.layers],
        "shares": dict(sorted(routing.shares.items())),
        "centre_slack": routing.centre_slack,
        "reserve_by_hour": {str(hour): count for hour, count in sorted(routing.reserve_by_hour.items())},
        "language_relax_seconds": routing.language_relax_seconds,
        "skill_relax_seconds": routing.skill_relax_seconds,
        "pages": [{"prefix": one.prefix, "skill": one.skill} for one in routing.pages],
    }


def changed(stored: Mapping[str, Any], body: object, centres: Collection[str]) -> dict[str, Any]:
    """What is stored after these changes, null going back to the default; raises `Invalid` field -> why."""
    problems = Problems()
    given = read_mapping(problems, "body", body)
    for name in given:
        if name not in FIELDS:
            problems.add(name, "unknown")
    read = {
        name: READERS[name](problems, name, value)
        for name, value in given.items()
        if name in FIELDS and value is not None
    }
    for centre in read.get("shares", ()):
        if centre not in centres:
            problems.add(f"shares.{centre}", "no such centre")
    problems.raise_any()
    whole = routing_json(replace(Routing(), **read))
    kept = {name: value for name, value in stored.items() if name not in given}
    return kept | {name: whole[name] for name in read}


def from_stored(stored: Mapping[str, Any]) -> tuple[Routing, dict[str, str]]:
    """The rules of a stored row, and what of it this release cannot use, which falls back to its default."""
    found: dict[str, Any] = {}
    unusable: dict[str, str] = {}
    for name, value in stored.items():
        if name not in FIELDS:
            unusable[name] = "unknown"
            continue
        problems = Problems()
        found[name] = READERS[name](problems, name, value)
        unusable |= problems.found
    found = {name: value for name, value in found.items() if not _is_about(unusable, name)}
    return replace(Routing(), **found), unusable


def _is_about(problems: Mapping[str, str], name: str) -> bool:
    return any(path.partition(".")[0] == name for path in problems)


def named(body: object) -> Routing:
    """Rules of a body with nothing else behind it, for a replay; raises `Invalid`."""
    given = body.get("shares") if isinstance(body, Mapping) else None
    return from_stored(changed({}, body, list(given) if isinstance(given, Mapping) else ()))[0]


def _layers(problems: Problems, path: str, value: object) -> tuple[Layer, ...]:
    names = read_list(problems, path, value, most=len(Layer))
    for place, name in enumerate(names):
        if not isinstance(name, str) or name not in set(Layer):
            problems.add(f"{path}.{place}", f"must be one of {', '.join(Layer)}")
        elif name in names[:place]:
            problems.add(f"{path}.{place}", "is named twice")
    return () if problems.found else tuple(Layer(name) for name in names)


def _shares(problems: Problems, path: str, value: object) -> dict[str, int]:
    given, faults = read_mapping(problems, path, value), len(problems.found)
    shares = {
        centre: _number(problems, f"{path}.{centre}", share, most=PERCENT)
        for centre, share in list(given.items())[:MOST_CENTRES]
    }
    whole = sum(shares.values())
    if shares and whole != PERCENT and len(problems.found) == faults:
        problems.add(path, f"must add up to {PERCENT}, not {whole}")
    return shares


def _reserve(problems: Problems, path: str, value: object) -> dict[int, int]:
    given = read_mapping(problems, path, value)
    for hour in given:
        if hour not in HOURS:
            problems.add(f"{path}.{hour[:20]}", "must be an hour from 0 to 23")
    return {
        HOURS[hour]: _number(problems, f"{path}.{hour}", count, most=MOST_RESERVE)
        for hour, count in given.items()
        if hour in HOURS
    }


def _pages(problems: Problems, path: str, value: object) -> tuple[PageSkill, ...]:
    pages = [
        _page(problems, f"{path}.{place}", one)
        for place, one in enumerate(read_list(problems, path, value, most=MOST_PAGES))
    ]
    for place, page in enumerate(pages):
        if page.prefix and page.prefix in [other.prefix for other in pages[:place]]:
            problems.add(f"{path}.{place}.prefix", "is named twice")
    return tuple(pages)


def _page(problems: Problems, path: str, value: object) -> PageSkill:
    given = read_mapping(problems, path, value)
    prefix = read_text(problems, f"{path}.prefix", given.get("prefix"))
    return PageSkill(prefix, read_text(problems, f"{path}.skill", given.get("skill"), most=40))


def _number(problems: Problems, path: str, value: object, *, most: int) -> int:
    if isinstance(value, bool) or not isinstance(value, int) or not 0 <= value <= most:
        problems.add(path, f"must be a whole number from 0 to {most}")
        return 0
    return value


def _up_to(most: int) -> Callable[[Problems, str, object], int]:
    return lambda problems, path, value: _number(problems, path, value, most=most)


READERS: dict[str, Callable[[Problems, str, object], Any]] = {
    "layers": _layers,
    "shares": _shares,
    "centre_slack": _up_to(MOST_SLACK),
    "reserve_by_hour": _reserve,
    "language_relax_seconds": _up_to(LONGEST_RELAX),
    "skill_relax_seconds": _up_to(LONGEST_RELAX),
    "pages": _pages,
}
