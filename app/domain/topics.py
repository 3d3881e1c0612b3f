"""What a wrap-up must hold: a disposition, one to three topics, and the level where a topic asks for it.

Source: protocol § 3.2, rules of the topic list. «Ikke registrert» is an ordinary value everywhere.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from app.domain.reading import Problems, read_list, read_mapping

MOST_TOPICS = 3
"""One primary topic, the first, and up to two more."""

WITHOUT_TOPIC = frozenset({"TULL", "TEKN", "BRUTT", "IR"})
"""Outcomes that need no topic: prank, technical failure, citizen left, not registered."""

NOT_REGISTERED = "IR"
NOT_REGISTERED_IN = {"education_background": "BG.IR", "county": "99"}
"""Lists whose own code for «ikke registrert» is another."""

OPTIONAL = ("education_background", "sex", "age_band", "job_status", "county", "earlier_guidance")
"""What the privacy notice of the service allows to be registered besides; all of it optional."""

FIELDS = ("disposition", "topics", "education_level_asked", *OPTIONAL)


@dataclass(frozen=True, slots=True)
class Codes:
    """The codes a wrap-up may use now: active topics with «asks for the level», levels, and the lists."""

    topics: Mapping[str, bool]
    education_levels: frozenset[str]
    dispositions: frozenset[str]
    optional: Mapping[str, frozenset[str]]


@dataclass(frozen=True, slots=True)
class WrapUp:
    """What a contact was about; the first topic is the primary one."""

    disposition: str
    topics: tuple[str, ...] = ()
    education_level_asked: str | None = None
    education_background: str = "BG.IR"
    sex: str = NOT_REGISTERED
    age_band: str = NOT_REGISTERED
    job_status: str = NOT_REGISTERED
    county: str = "99"
    earlier_guidance: str = NOT_REGISTERED


def validate_wrap_up(fields: object, codes: Codes) -> WrapUp:
    """A wrap-up from its JSON fields; raises `Invalid` with field -> why, each wrong field named."""
    problems = Problems()
    given = read_mapping(problems, "wrap_up", fields)
    disposition = given.get("disposition")
    if not _is_one_of(disposition, codes.dispositions):
        problems.add("disposition", "is required" if disposition is None else "is no known outcome")
    topics = _topics(problems, given, codes)
    if not topics and not _is_one_of(disposition, WITHOUT_TOPIC):
        problems.add("topics", "must hold 1 to 3 topics with this disposition")
    level = _level(problems, given, codes)
    if level is None and any(codes.topics.get(topic) for topic in topics):
        problems.add("education_level_asked", "is required with these topics")
    optional = {name: _optional(problems, given, name, codes=codes) for name in OPTIONAL}
    problems.raise_any()
    return WrapUp(str(disposition), topics, level, **optional)


def read_draft(fields: object, codes: Codes) -> dict[str, Any]:
    """A draft keeps what is there already and asks for nothing; raises `Invalid` for unknown codes."""
    problems = Problems()
    given = read_mapping(problems, "wrap_up", fields)
    kept = {name: given[name] for name in FIELDS if given.get(name) is not None}
    if "disposition" in kept and not _is_one_of(kept["disposition"], codes.dispositions):
        problems.add("disposition", "is no known outcome")
    if "topics" in kept:
        kept["topics"] = list(_topics(problems, given, codes))
    _level(problems, given, codes)
    for name in OPTIONAL:
        _optional(problems, given, name, codes=codes)
    problems.raise_any()
    return kept


def _topics(problems: Problems, given: Mapping[str, Any], codes: Codes) -> tuple[str, ...]:
    named = given.get("topics")
    topics = read_list(problems, "topics", () if named is None else named, most=MOST_TOPICS)
    if not all(_is_one_of(topic, codes.topics) for topic in topics):
        problems.add("topics", "must be second-level codes of the topic list")
        return ()
    if len(set(topics)) < len(topics):
        problems.add("topics", "must differ from each other")
    return tuple(topics)


def _level(problems: Problems, given: Mapping[str, Any], codes: Codes) -> str | None:
    level = given.get("education_level_asked")
    if level is None:
        return None
    if not _is_one_of(level, codes.education_levels):
        problems.add("education_level_asked", "is no known level")
        return None
    return str(level)


def _optional(problems: Problems, given: Mapping[str, Any], name: str, *, codes: Codes) -> str:
    nothing = NOT_REGISTERED_IN.get(name, NOT_REGISTERED)
    value = given.get(name)
    if value is None or value == NOT_REGISTERED:
        return nothing
    if not _is_one_of(value, codes.optional[name]):
        problems.add(name, "is no known code")
        return nothing
    return str(value)


def _is_one_of(value: object, codes: Mapping[str, bool] | frozenset[str]) -> bool:
    return isinstance(value, str) and value in codes
