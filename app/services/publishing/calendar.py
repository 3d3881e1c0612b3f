"""Opening hours as an iCalendar feed (RFC 5545): an event for each opening, a day for each named closure."""

from collections.abc import Sequence
from datetime import date, datetime, timedelta

from icalendar import Calendar, Event

from app.domain.oslo import instant
from app.domain.published_hours import PublishedDay
from app.seed.texts import say

OFTEN = timedelta(hours=6)


def calendar(
    days: Sequence[PublishedDay], channel: str, *, language: str, address: str, made_at: datetime
) -> bytes:
    """The feed in one language; an event keeps its UID while its date does, so a change moves it."""
    feed = Calendar()
    feed.add("version", "2.0")
    feed.add("prodid", "-//guidance-desk//opening hours//NO")
    feed.add("calscale", "GREGORIAN")
    feed.add("method", "PUBLISH")
    feed.add("name", say(f"hours.feed.{channel}", language))
    feed.add("x-wr-calname", say(f"hours.feed.{channel}", language))
    feed.add("refresh-interval", OFTEN, parameters={"value": "DURATION"})
    host = address.partition("://")[2]
    for one in days:
        for event in _events(one, channel, language):
            event.add("dtstamp", made_at)
            event["uid"] = f"{event['uid']}@{host}"
            if channel == "chat":
                event.add("url", f"{address}/chat")
            feed.add_component(event)
    return bytes(feed.to_ical())


def _events(one: PublishedDay, channel: str, language: str) -> list[Event]:
    if one.closed_for is not None:
        summary = say("hours.closed", language, why=one.closed_for.said_in(language))
        closed = _event(f"closed-{channel}-{one.day}", summary)
        closed.add("dtstart", one.day)
        closed.add("dtend", _next(one.day))
        return [closed]
    found = []
    for number, interval in enumerate(one.hours, start=1):
        opening = _event(f"open-{channel}-{one.day}-{number}", say(f"hours.{channel}", language))
        opening.add("dtstart", instant(one.day, interval.starts))
        opening.add("dtend", instant(one.day, interval.ends))
        if one.label is not None:
            opening.add("description", one.label.said_in(language))
        found.append(opening)
    return found


def _event(uid: str, summary: str) -> Event:
    """Nobody's calendar is busy because the desk is open."""
    event = Event()
    event["uid"] = uid
    event.add("summary", summary)
    event.add("transp", "TRANSPARENT")
    return event


def _next(day: date) -> date:
    return day + timedelta(days=1)
