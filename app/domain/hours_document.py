"""Reading opening hours from a JSON document, with a reason per field for all that is wrong.

The format is that of the rule files: `weekly_rules`, `period_rules`, `date_rules`, `holiday_rules`; times
are Oslo wall time, "24:00" is the end of a day, `label_nb`, `label_nn`, `label_en` are what citizens read.
"""

import re
from collections.abc import Callable, Mapping
from typing import Any, TypeVar

from app.domain.holidays import NORWEGIAN, HolidayRule
from app.domain.opening_hours import contradictions
from app.domain.opening_rules import DateRule, Interval, OpeningHours, PeriodRule, Week, WeeklyRule
from app.domain.reading import (
    Problems,
    read_channel,
    read_day,
    read_flag,
    read_list,
    read_mapping,
    read_text,
    read_whole_number,
)
from app.domain.wording import REQUIRED, Wording

MOST_RULES = 400
MOST_INTERVALS = 24
WEEKDAYS = ("1", "2", "3", "4", "5", "6", "7")
WALL_TIME = re.compile(r"([01][0-9]|2[0-3]):([0-5][0-9])|24:00")
MONTH_DAY = re.compile(r"(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])")

Item = TypeVar("Item")
Reader = Callable[[Problems, str, Mapping[str, Any]], Item | None]


def read_hours(body: object, *, refuse_contradictions: bool = True) -> OpeningHours:
    """Opening hours from a JSON body; raises `Invalid` with the path of each wrong field -> why.

    Contradictory weekly rules are refused where people edit them; in a file they close those dates.
    A list that is absent is empty, save the holidays: without a list of their own they are Norway's.
    """
    problems = Problems()
    document = read_mapping(problems, "body", body)
    weekly = _each(problems, document, "weekly_rules", _weekly_rule)
    hours = OpeningHours(
        weekly=weekly,
        periods=_each(problems, document, "period_rules", _period_rule),
        dates=_each(problems, document, "date_rules", _date_rule),
        holidays=_holidays(problems, document),
    )
    for earlier, later in contradictions(weekly) if refuse_contradictions and not problems.found else ():
        problems.add(f"weekly_rules.{later}", f"valid on the same dates as weekly_rules.{earlier}")
    problems.raise_any()
    return hours


def read_intervals(problems: Problems, path: str, value: object) -> tuple[Interval, ...]:
    """The intervals of one day, `[["10:00", "20:00"], …]`, apart from each other; in order."""
    found: list[Interval] = []
    for number, pair in enumerate(read_list(problems, path, value, most=MOST_INTERVALS)):
        interval = _interval(problems, f"{path}.{number}", pair)
        if interval is None:
            continue
        if any(other.starts < interval.ends and interval.starts < other.ends for other in found):
            problems.add(f"{path}.{number}", "overlaps another interval of the day")
        found.append(interval)
    return tuple(sorted(found))


def read_wording(problems: Problems, path: str, value: object) -> Wording:
    """What citizens read: an object with `nb`, `nn` and `en`, none of them empty; `se` where there is one."""
    words = read_mapping(problems, path, value)
    said = {language: read_text(problems, f"{path}.{language}", words.get(language)) for language in REQUIRED}
    return Wording(**said, se=read_text(problems, f"{path}.se", words["se"]) if words.get("se") else "")


def _each(problems: Problems, document: Mapping[str, Any], name: str, read: Reader[Item]) -> tuple[Item, ...]:
    items = read_list(problems, name, document.get(name, ()), most=MOST_RULES)
    paths = ((f"{name}.{number}", item) for number, item in enumerate(items))
    found = (read(problems, path, read_mapping(problems, path, item)) for path, item in paths)
    return tuple(item for item in found if item is not None)


def _weekly_rule(problems: Problems, path: str, item: Mapping[str, Any]) -> WeeklyRule | None:
    bounds = {
        name: read_day(problems, f"{path}.{name}", item[name]) if item.get(name) is not None else None
        for name in ("valid_from", "valid_to")
    }
    if bounds["valid_from"] and bounds["valid_to"] and bounds["valid_to"] < bounds["valid_from"]:
        problems.add(f"{path}.valid_to", "must not be before valid_from")
    return WeeklyRule(
        rule_id=read_text(problems, f"{path}.id", item.get("id", "weekly")),
        week=_week(problems, f"{path}.weekly", item.get("weekly")),
        channel=read_channel(problems, f"{path}.channel", item.get("channel")),
        valid_from=bounds["valid_from"],
        valid_to=bounds["valid_to"],
        enabled=read_flag(problems, f"{path}.enabled", item.get("enabled"), otherwise=True),
        on_holidays=read_flag(problems, f"{path}.on_holidays", item.get("on_holidays"), otherwise=False),
    )


def _period_rule(problems: Problems, path: str, item: Mapping[str, Any]) -> PeriodRule | None:
    first = read_day(problems, f"{path}.frm", item.get("frm"))
    last = read_day(problems, f"{path}.to", item.get("to"))
    if first and last and last < first:
        problems.add(f"{path}.to", "must not be before frm")
    if first is None or last is None:
        return None
    return PeriodRule(
        rule_id=read_text(problems, f"{path}.id", item.get("id")),
        first=first,
        last=last,
        week=_week(problems, f"{path}.weekly", item.get("weekly")),
        label=_label(problems, path, item),
        channel=read_channel(problems, f"{path}.channel", item.get("channel")),
        priority=read_whole_number(problems, f"{path}.priority", item.get("priority"), otherwise=20),
        on_holidays=read_flag(problems, f"{path}.on_holidays", item.get("on_holidays"), otherwise=False),
    )


def _date_rule(problems: Problems, path: str, item: Mapping[str, Any]) -> DateRule | None:
    day = read_day(problems, f"{path}.date", item.get("date"))
    intervals = read_intervals(problems, f"{path}.intervals", item.get("intervals"))
    if day is None:
        return None
    return DateRule(
        day=day,
        intervals=intervals,
        label=_label(problems, path, item),
        channel=read_channel(problems, f"{path}.channel", item.get("channel")),
        priority=read_whole_number(problems, f"{path}.priority", item.get("priority"), otherwise=40),
    )


def _holidays(problems: Problems, document: Mapping[str, Any]) -> tuple[HolidayRule, ...]:
    if document.get("holiday_rules") is None:
        return NORWEGIAN
    return _each(problems, document, "holiday_rules", _holiday_rule)


def _holiday_rule(problems: Problems, path: str, item: Mapping[str, Any]) -> HolidayRule | None:
    value = item.get("value")
    name = Wording(*(str(item.get(language) or item.get("nb") or "") for language in REQUIRED))
    if item.get("kind") == "easter" and isinstance(value, int) and -150 <= value <= 250:
        return HolidayRule(name, easter_offset=value)
    found = MONTH_DAY.fullmatch(value) if item.get("kind") == "fixed" and isinstance(value, str) else None
    if found is None:
        problems.add(path, "must be fixed with a value such as 05-17, or easter with a number of days")
        return None
    return HolidayRule(name, month_day=(int(found[1]), int(found[2])))


def _week(problems: Problems, path: str, value: object) -> Week:
    days = read_mapping(problems, path, value)
    for name in set(days) - set(WEEKDAYS):
        problems.add(f"{path}.{name[:20]}", "must be a weekday from 1 (Monday) to 7")
    return tuple(read_intervals(problems, f"{path}.{name}", days.get(name, ())) for name in WEEKDAYS)


def _interval(problems: Problems, path: str, pair: object) -> Interval | None:
    if not isinstance(pair, list | tuple) or len(pair) != 2:
        problems.add(path, 'must be a pair of times such as ["10:00", "20:00"]')
        return None
    times = [_minutes(time) for time in pair]
    if times[0] is None or times[1] is None:
        problems.add(path, "must hold times from 00:00 to 24:00")
        return None
    if times[1] <= times[0]:
        problems.add(path, "must end after it starts; past midnight is an interval of the next day")
        return None
    return Interval(times[0], times[1])


def _minutes(time: object) -> int | None:
    if not isinstance(time, str) or not WALL_TIME.fullmatch(time):
        return None
    return int(time[:2]) * 60 + int(time[3:])


def _label(problems: Problems, path: str, item: Mapping[str, Any]) -> Wording:
    """`label_nb` and its sisters, all optional; one that is missing borrows the bokmål one."""
    names = {language: item.get(f"label_{language}") for language in (*REQUIRED, "se")}
    said = {
        language: read_text(problems, f"{path}.label_{language}", text) if text else ""
        for language, text in names.items()
    }
    nb = said["nb"]
    return Wording(nb=nb, nn=said["nn"] or nb, en=said["en"] or nb, se=said["se"])
