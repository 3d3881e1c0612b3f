"""A counsellor's own day: what she has had in hand and when; nobody else's stands beside it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from app.domain.contact import Channel
from app.domain.oslo import clock_hours, hour_of
from app.domain.roster import Shift
from app.domain.spans import Span, inside, merged


@dataclass(frozen=True, slots=True)
class Talk:
    """A contact she had in hand: from when, until when, and whether it answered a follow-up."""

    channel: Channel
    follow_up: bool
    span: Span


@dataclass(frozen=True, slots=True)
class OwnDay:
    """The figures of one Oslo date, until now. A contact counts once, in the hour she first had it."""

    day: date
    chat: int
    phone: int
    follow_ups: int
    open_wrap_ups: int
    talked: timedelta
    """Two conversations at once are one stretch of talking."""
    shifts: tuple[Shift, ...]
    hours: tuple[tuple[datetime, int], ...]
    """Clock hours from her first contact until now, and how many she first had in each."""


def own_day(
    window: Span,
    day: date,
    contacts: Sequence[Sequence[Talk]],
    *,
    shifts: Sequence[Shift],
    open_wrap_ups: int,
) -> OwnDay:
    """The day from what she had in hand, contact by contact, in order; `window`: what is over of it."""
    begun = [talks[0] for talks in contacts if window[0] <= talks[0].span[0] < window[1]]
    direct = [talk.channel for talk in begun if not talk.follow_up]
    talking = merged(inside([talk.span for talks in contacts for talk in talks], window))
    return OwnDay(
        day=day,
        chat=direct.count(Channel.CHAT),
        phone=direct.count(Channel.PHONE),
        follow_ups=len(begun) - len(direct),
        open_wrap_ups=open_wrap_ups,
        talked=sum((ends - starts for starts, ends in talking), timedelta()),
        shifts=tuple(shifts),
        hours=tuple(_hours([hour_of(talk.span[0]) for talk in begun], until=window[1])),
    )


def _hours(begun: Sequence[datetime], *, until: datetime) -> list[tuple[datetime, int]]:
    if not begun:
        return []
    return [(hour, begun.count(hour)) for hour in clock_hours(min(begun), until)]
