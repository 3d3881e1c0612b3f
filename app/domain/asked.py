"""Which time somebody asks about: Oslo dates or instants, the end excluded (protocol § 2)."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from app.domain.contact import Channel, Language
from app.domain.errors import Invalid
from app.domain.oslo import hour_of, instant, read_wall_time
from app.domain.periods import LONGEST
from app.domain.reading import Problems, read_day, read_instant

FUTURE = "must not lie in the future: nothing has happened then"


@dataclass(frozen=True, slots=True)
class Asked:
    """Whole clock hours from `starts_at` up to `ends_at`, some channels, and the desk or centres."""

    starts_at: datetime
    ends_at: datetime
    channels: tuple[Channel, ...] = tuple(Channel)
    centre: str | None = None


def read_asked(
    params: Mapping[str, str],
    *,
    centres: Collection[str],
    now: datetime | None = None,
    longest: timedelta = LONGEST,
) -> Asked:
    """A question from its query, about a time of `longest` at most; raises `Invalid` with field -> why.

    `now`: of what has happened, so that nothing can be said of a time that begins later.
    """
    problems = Problems()
    starts_at, ends_at = (_bound(problems, name, params.get(name, "")) for name in ("from", "to"))
    if starts_at and ends_at and not timedelta(0) < ends_at - starts_at <= longest:
        problems.add("to", f"must be after from, by at most {longest.days} days")
    if now and starts_at and starts_at > now:
        problems.add("from", FUTURE)
    if params.get("resolution", "hour") != "hour":
        problems.add("resolution", "must be hour")
    channel = params.get("channel") or None
    if channel is not None and channel not in set(Channel):
        problems.add("channel", "must be chat or phone")
    centre = params.get("centre") or None
    if centre not in (None, "each", "none", *centres):
        problems.add("centre", "must be each or the code of a centre")
    if (params.get("language") or None) not in (None, *Language):
        problems.add("language", f"must be one of {', '.join(Language)}")
    problems.raise_any()
    assert starts_at is not None
    assert ends_at is not None
    return Asked(starts_at, ends_at, (Channel(channel),) if channel else tuple(Channel), centre)


def read_days(params: Mapping[str, str], *, now: datetime | None = None) -> tuple[datetime, datetime]:
    """Whole Oslo dates, `to` excluded, as instants; raises `Invalid`, for parts of a day too."""
    problems = Problems()
    first, end = (read_day(problems, name, params.get(name)) for name in ("from", "to"))
    if first and end and not timedelta(0) < end - first <= LONGEST:
        problems.add("to", "must be after from, by at most 400 days")
    if now and first and instant(first, 0) > now:
        problems.add("from", FUTURE)
    problems.raise_any()
    assert first is not None
    assert end is not None
    return instant(first, 0), instant(end, 0)


def read_time(name: str, text: str | None, *, now: datetime | None = None) -> datetime | None:
    """A date's first moment in Oslo, or an instant, from a query; null when absent, `Invalid` when wrong."""
    if not text:
        return None
    problems = Problems()
    found = _bound(problems, name, text)
    if now and found and found > now:
        problems.add(name, FUTURE)
    problems.raise_any()
    return found


def read_moment(name: str, text: str) -> datetime:
    """An instant, or an Oslo wall time, from a query; raises `Invalid`, for one that does not exist too."""
    try:
        # An offset's plus sign that nobody escaped arrives as a space.
        return read_wall_time(text.replace(" ", "+") if "T" in text else text)
    except Invalid as invalid:
        raise Invalid({name: next(iter(invalid.details.values()))}) from None


def read_channel_named(name: str, text: str) -> Channel:
    """A channel from a query; raises `Invalid`."""
    if text not in set(Channel):
        raise Invalid({name: "must be chat or phone"})
    return Channel(text)


def _bound(problems: Problems, name: str, text: str) -> datetime | None:
    """A date is its first moment in Oslo; an instant is cut to its whole hour."""
    if len(text) == len("2026-11-23"):
        day: date | None = read_day(problems, name, text)
        return None if day is None else instant(day, 0)
    # An offset's plus sign that nobody escaped arrives as a space.
    at = read_instant(problems, name, text.replace(" ", "+"))
    return None if at is None else hour_of(at)
