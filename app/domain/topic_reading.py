"""What a coordinator may write into the list of topics: a new one, a changed one, another order."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date
from typing import Any

from app.domain.reading import Problems, read_day, read_flag, read_list, read_mapping, read_text
from app.domain.topic_list import HINTS, ListedTopic, Standing, TopicsByCode, line_of
from app.domain.wording import REQUIRED, Wording

LONGEST_LABEL = 100
LONGEST_HINT = 200
MOST_TOPICS = 300
PART = "[A-Z0-9]{2,6}"
TOP_CODE = re.compile(PART)
CHILD_CODE = re.compile(rf"{PART}\.{PART}")
TAKEN = "is another topic's already"


def read_new_topic(body: object, known: TopicsByCode, today: date) -> ListedTopic:
    """A further topic, from today where no date is given; raises `Invalid` with field -> why."""
    problems = Problems()
    given = read_mapping(problems, "body", body)
    parent = _parent(problems, given, known, today)
    topic = ListedTopic(
        code=_code(problems, given, parent, known),
        parent=parent,
        words=_words(problems, given),
        asks_for_level=read_flag(
            problems, "requires_education_level", given.get("requires_education_level"), otherwise=False
        ),
        active_from=_day(problems, given, "active_from") or today,
        hints=_hints(problems, given),
    )
    if len(known) >= MOST_TOPICS:
        problems.add("code", f"there are {MOST_TOPICS} topics already")
    _check_words(problems, topic, known)
    _check_beginning(problems, topic, known, today)
    problems.raise_any()
    return topic


def read_changed_topic(former: ListedTopic, body: object, known: TopicsByCode, today: date) -> ListedTopic:
    """What it is from now on; its code and what stands above it stay. Raises `Invalid` with field -> why."""
    problems = Problems()
    given = read_mapping(problems, "body", body)
    asks = given.get("requires_education_level")
    begins = former.active_from
    if given.get("active_from") is not None:
        begins = _day(problems, given, "active_from")
    topic = replace(
        former,
        words=_words(problems, given),
        asks_for_level=read_flag(problems, "requires_education_level", asks, otherwise=former.asks_for_level),
        active_from=begins,
        retired_from=_day(problems, given, "retired_from"),
        successor=_successor(problems, given, known),
        hints=_hints(problems, given),
    )
    _check_words(problems, topic, known)
    if topic.active_from != former.active_from:
        if former.standing(today) is not Standing.PLANNED:
            problems.add("active_from", "must stay: it has begun")
        _check_beginning(problems, topic, known, today)
    _check_end(problems, topic, former, known=known, today=today)
    _check_successor(problems, topic, known)
    problems.raise_any()
    return topic


def read_order(body: object, known: TopicsByCode) -> list[str]:
    """The codes of one level in their new order, each exactly once; raises `Invalid`."""
    problems = Problems()
    given = read_mapping(problems, "body", body)
    parent = given.get("parent")
    if parent is not None and not _is_top(parent, known):
        problems.add("parent", "must be a first-level topic or null")
    codes = read_list(problems, "codes", given.get("codes"), most=MOST_TOPICS)
    problems.raise_any()
    own = [topic.code for topic in known.values() if topic.parent == parent]
    if not all(isinstance(code, str) for code in codes) or sorted(codes) != sorted(own):
        problems.add("codes", "must hold every topic of the level once")
    problems.raise_any()
    return list(codes)


def _parent(problems: Problems, given: Mapping[str, Any], known: TopicsByCode, today: date) -> str | None:
    parent = given.get("parent")
    if parent is None:
        return None
    if not _is_top(parent, known):
        problems.add("parent", "must be a first-level topic or null")
        return None
    if known[parent].standing(today) is Standing.RETIRED or known[parent].retired_from is not None:
        problems.add("parent", "is retired or will be")
    return str(parent)


def _is_top(code: object, known: TopicsByCode) -> bool:
    return isinstance(code, str) and code in known and known[code].parent is None


def _code(problems: Problems, given: Mapping[str, Any], parent: str | None, known: TopicsByCode) -> str:
    code = given.get("code")
    form = TOP_CODE if parent is None else CHILD_CODE
    fits = isinstance(code, str) and form.fullmatch(code) is not None
    if not fits or (parent is not None and not str(code).startswith(f"{parent}.")):
        example = "ABC" if parent is None else f"{parent}.ABC"
        problems.add("code", f"must be a code such as {example}: 2 to 6 capital letters or digits")
    elif code in known:
        problems.add("code", TAKEN)
    return str(code)


def _words(problems: Problems, given: Mapping[str, Any]) -> Wording:
    said = {
        language: read_text(problems, language, given.get(language), most=LONGEST_LABEL).strip()
        for language in REQUIRED
    }
    sami = given.get("se")
    return Wording(**said, se=read_text(problems, "se", sami, most=LONGEST_LABEL).strip() if sami else "")


def _hints(problems: Problems, given: Mapping[str, Any]) -> dict[str, str]:
    """What helps to find it; an empty one is kept, for it takes the place of a seeded one."""
    found = {}
    for name in HINTS:
        hint = given.get(name)
        found[name] = read_text(problems, name, hint, most=LONGEST_HINT).strip() if hint else ""
    return found


def _day(problems: Problems, given: Mapping[str, Any], name: str) -> date | None:
    value = given.get(name)
    return None if value is None else read_day(problems, name, value)


def _successor(problems: Problems, given: Mapping[str, Any], known: TopicsByCode) -> str | None:
    code = given.get("successor")
    if code is None:
        return None
    if not isinstance(code, str) or code not in known:
        problems.add("successor", "is no known topic")
        return None
    return code


def _check_words(problems: Problems, topic: ListedTopic, known: TopicsByCode) -> None:
    """Two topics side by side that read the same cannot be told apart."""
    beside = [
        one
        for one in known.values()
        if one.parent == topic.parent and one.code != topic.code and one.retired_from is None
    ]
    for language in REQUIRED:
        own = topic.words.said_in(language).casefold()
        if topic.retired_from is None and own in {one.words.said_in(language).casefold() for one in beside}:
            problems.add(language, TAKEN)


def _check_beginning(problems: Problems, topic: ListedTopic, known: TopicsByCode, today: date) -> None:
    if topic.active_from is None:
        return
    if topic.active_from < today:
        problems.add("active_from", "must not lie in the past")
    above = known.get(topic.parent or "")
    if above is not None and above.active_from is not None and topic.active_from < above.active_from:
        problems.add("active_from", "must not be before the topic above it begins")


def _check_end(
    problems: Problems, topic: ListedTopic, former: ListedTopic, *, known: TopicsByCode, today: date
) -> None:
    others = [one for one in known.values() if one.code != topic.code]
    ends = topic.retired_from
    above = known.get(topic.parent or "")
    if above is not None and above.retired_from is not None and (ends is None or ends > above.retired_from):
        problems.add("retired_from", "must not be after the topic above it is retired")
    if ends is None:
        return
    if ends != former.retired_from and ends < today:
        problems.add("retired_from", "must not lie in the past")
    if topic.active_from is not None and ends < topic.active_from:
        problems.add("retired_from", "must not be before it begins")
    below = [one for one in others if one.parent == topic.code and _is_used_on(one, ends)]
    if below:
        problems.add("retired_from", f"topics below it are still used then: {_codes(below)}")
    left_to = [one for one in others if one.successor == topic.code and (one.retired_from or today) >= ends]
    if left_to:
        problems.add("retired_from", f"is the successor of {_codes(left_to)}, still used then")
    if not any(one.parent is not None and one.retired_from is None for one in others):
        problems.add("retired_from", "no topic would be left")


def _check_successor(problems: Problems, topic: ListedTopic, known: TopicsByCode) -> None:
    if topic.successor is None:
        return
    after = known[topic.successor]
    if topic.retired_from is None:
        problems.add("successor", "needs a date from which this one is retired")
    elif (after.parent is None) != (topic.parent is None):
        problems.add("successor", "must be of the same level")
    elif topic.code in line_of(topic.successor, known):
        problems.add("successor", "must not lead back to this topic")
    elif after.standing(topic.retired_from) is not Standing.USED:
        problems.add("successor", "must be in use from the date on which this one is retired")


def _is_used_on(topic: ListedTopic, day: date) -> bool:
    """Whether it is used on a date or will be."""
    return topic.retired_from is None or topic.retired_from > day


def _codes(topics: Sequence[ListedTopic]) -> str:
    return ", ".join(topic.code for topic in topics)
