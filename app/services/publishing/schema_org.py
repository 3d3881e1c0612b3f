"""Opening hours as schema.org says them: a usual week, and each date that differs.

A closed date opens and closes at 00:00, and 24:00 is written 23:59, as search engines ask for it.
"""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import Any

from app.domain.opening_rules import Interval
from app.domain.oslo import DAY_MINUTES
from app.domain.published_hours import PublishedDay, published_week
from app.seed.texts import wording

WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
LANGUAGES = ("nb", "nn", "en")
Node = dict[str, Any]


def schema_org(
    days: Mapping[str, Sequence[PublishedDay]], *, address: str, number: str | None
) -> dict[str, Any]:
    """The desk as an organisation with a contact point for each channel that is ever open in this time."""
    points = [_point(name, of, address=address, number=number) for name, of in days.items() if _opens(of)]
    return {
        "@context": "https://schema.org",
        "@type": "Organization",
        "@id": f"{address}/#desk",
        "name": wording("hours.desk").nb,
        "alternateName": [wording("hours.desk").nn, wording("hours.desk").en],
        "url": address,
        "contactPoint": points,
    }


def _point(channel: str, days: Sequence[PublishedDay], *, address: str, number: str | None) -> Node:
    reach = {"url": f"{address}/chat"} if channel == "chat" else {"telephone": number} if number else {}
    return {
        "@type": "ContactPoint",
        "@id": f"{address}/#{channel}",
        "name": wording(f"hours.feed.{channel}").nb,
        "contactType": "customer support",
        "availableLanguage": list(LANGUAGES),
        **reach,
        "hoursAvailable": [*_specifications(days)],
    }


def _specifications(days: Sequence[PublishedDay]) -> Iterator[Node]:
    week = published_week(days)
    first, last = days[0].day, days[-1].day
    for weekday, intervals in enumerate(week.usual):
        for interval in intervals:
            yield _hours(interval, first, last) | {"dayOfWeek": f"https://schema.org/{WEEKDAYS[weekday]}"}
    for special in week.special:
        named = {"name": special.label.nb} if special.label else {}
        for interval in special.hours or (Interval(0, 0),):
            yield _hours(interval, special.day, special.day) | named


def _hours(interval: Interval, first: date, last: date) -> Node:
    return {
        "@type": "OpeningHoursSpecification",
        "opens": _clock(interval.starts),
        "closes": _clock(interval.ends),
        "validFrom": first.isoformat(),
        "validThrough": last.isoformat(),
    }


def _clock(minutes: int) -> str:
    minutes = min(minutes, DAY_MINUTES - 1)
    return f"{minutes // 60:02}:{minutes % 60:02}"


def _opens(days: Sequence[PublishedDay]) -> bool:
    return any(one.hours for one in days)
