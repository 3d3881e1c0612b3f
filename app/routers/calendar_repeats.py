"""How often an event of an iCalendar file repeats: `dateutil` says it, within bounds that end every search.

A rule that never matches would be searched until the year 9999, so only shapes are let in that match every
few years at the latest; what people repeat shifts by is among them.
"""

from collections.abc import Mapping
from datetime import UTC, date, datetime, timedelta, tzinfo
from itertools import islice
from typing import Any

from dateutil.rrule import rrule, rrulestr

from app.domain.series import far_off
from app.domain.shift_file import Fault

PARTS = frozenset({"FREQ", "INTERVAL", "COUNT", "UNTIL", "BYDAY", "BYMONTHDAY", "BYSETPOS", "WKST"})
MOST = 400
"""Shifts of one repetition: every day of a year, and a little."""

HORIZON = timedelta(days=800)
LONGEST_INTERVAL = 60
MONTHS_APART = 11

Rule = Mapping[str, Any]


class Unrepeatable(Exception):
    """A rule that shifts are not repeated by, what is wrong with it, and a sentence."""

    def __init__(self, fault: Fault, message: str) -> None:
        super().__init__(message)
        self.fault, self.message = fault, message


def repeated(asked: Rule, starts: datetime, zone: tzinfo, now: datetime) -> list[datetime]:
    """The wall times in this zone at which a rule begins; raises `Unrepeatable`."""
    _check_shape(asked)
    count = _number(asked, "COUNT")
    if count is None and "UNTIL" not in asked:
        raise Unrepeatable(Fault.UNSUPPORTED_RULE, "repeats for ever; it needs an UNTIL or a COUNT")
    most = min(count or MOST + 1, MOST + 1)
    found = list(islice(_rule(asked, starts, zone, now), most))
    if len(found) > MOST:
        raise Unrepeatable(Fault.TOO_MANY, f"repeats more than {MOST} times")
    # Counted to an end that lies beyond the horizon, the rule stops short of it.
    short = count is not None and len(found) < most
    if short or any(far_off(at.replace(tzinfo=zone), now) for at in found[-1:]):
        raise Unrepeatable(Fault.FAR_OFF, "goes on for more than two years")
    return found


def _check_shape(asked: Rule) -> None:
    """Only shapes that match again and again."""
    freq = str(asked.get("FREQ", [""])[0]).upper()
    days = [str(day).upper() for day in asked.get("BYDAY", [])]
    apart = _number(asked, "INTERVAL") or 1
    good = {"DAILY": _daily, "WEEKLY": _weekly, "MONTHLY": _monthly}.get(freq)
    foreign = {str(part).upper() for part in asked} - PARTS
    if foreign or good is None or apart > LONGEST_INTERVAL or not good(asked, days, apart):
        message = "repeats in a way that shifts do not: by day, week or month, on weekdays or dates"
        raise Unrepeatable(Fault.UNSUPPORTED_RULE, message)


def _daily(asked: Rule, days: list[str], apart: int) -> bool:
    return not {"BYMONTHDAY", "BYSETPOS"} & set(asked) and _plain(days) and (not days or apart == 1)


def _weekly(asked: Rule, days: list[str], _: int) -> bool:
    return not {"BYMONTHDAY", "BYSETPOS"} & set(asked) and _plain(days)


def _monthly(asked: Rule, days: list[str], apart: int) -> bool:
    dates, places = asked.get("BYMONTHDAY", []), asked.get("BYSETPOS", [])
    if apart > MONTHS_APART or (dates and days):
        return False
    if places:
        return bool(days) and _plain(days) and all(1 <= abs(int(place)) <= 4 for place in places)
    ordinals = all(day[:-2].lstrip("+-") in ("", "1", "2", "3", "4", "5") for day in days)
    return ordinals and all(1 <= abs(int(day)) <= 31 for day in dates)


def _plain(days: list[str]) -> bool:
    return all(day in ("MO", "TU", "WE", "TH", "FR", "SA", "SU") for day in days)


def _rule(asked: Rule, starts: datetime, zone: tzinfo, now: datetime) -> rrule:
    horizon = (now + HORIZON).astimezone(UTC).replace(tzinfo=None, microsecond=0)
    parts = [f"FREQ={str(asked['FREQ'][0]).upper()}", f"INTERVAL={_number(asked, 'INTERVAL') or 1}"]
    for name in ("BYDAY", "BYMONTHDAY", "BYSETPOS", "WKST"):
        if name in asked:
            parts.append(f"{name}=" + ",".join(str(one) for one in asked[name]))
    try:
        rule = rrulestr(";".join(parts), dtstart=starts)
    except (ValueError, TypeError, KeyError, IndexError, AttributeError) as error:
        raise Unrepeatable(Fault.UNSUPPORTED_RULE, f"cannot be repeated: {str(error)[:80]}") from None
    assert isinstance(rule, rrule)
    return rule.replace(until=min(_until(asked, zone, horizon), horizon))


def _until(asked: Rule, zone: tzinfo, horizon: datetime) -> datetime:
    """The last time on the wall of the zone; a date counts to its end."""
    until = asked.get("UNTIL", [horizon])[0]
    if not isinstance(until, datetime):
        assert isinstance(until, date)
        return datetime(until.year, until.month, until.day, 23, 59)  # noqa: DTZ001 — on the zone's wall.
    if until.tzinfo is None or until.year >= horizon.year + 1:
        return until.replace(tzinfo=None)
    return until.astimezone(zone).replace(tzinfo=None) if until.year > 1 else horizon.min


def _number(asked: Rule, name: str) -> int | None:
    if name not in asked:
        return None
    number = int(asked[name][0])
    if number < 1:
        raise Unrepeatable(Fault.UNSUPPORTED_RULE, f"has {name}={number}")
    return number
