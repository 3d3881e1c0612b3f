"""Who came on a day of the past, and what each of them would do: drawn before anything happens."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from math import exp, log
from random import Random

from app.demo.figures import rates, season
from app.domain.contact import Cause, Channel, Language
from app.domain.oslo import instant

LANGUAGES, LANGUAGE_SHARES = (Language.NB, Language.NN, Language.EN, Language.SE), (78, 14, 7, 1)
LOSES_THE_NETWORK, IS_GONE, HANDED_OVER = 0.08, 0.06, 0.06
ENDS_IT_HERSELF, WOULD_RATHER_BE_CALLED = 0.45, 0.2
MINUTE = 60.0


@dataclass(frozen=True, slots=True)
class Visitor:
    """Somebody's patience, talk and end; times in seconds."""

    at: datetime
    channel: Channel
    language: Language
    patience: float
    drops_after: float | None
    wants_a_call: bool
    talk: float
    hands_over_after: float | None
    ends_by: Cause
    wrap_up: float
    messages: int


@dataclass(frozen=True, slots=True)
class Arrivals:
    """Those who were let in, and the instants at which somebody stood before a closed door."""

    visitors: list[Visitor]
    visits: list[datetime]


def arrivals(day: date, is_open: Callable[[datetime], bool], draw: Random) -> Arrivals:
    """Everybody who came on an Oslo day: Poisson by the hour, by channel, by the season."""
    visitors: list[Visitor] = []
    visits: list[datetime] = []
    for hour in range(24):
        starts = instant(day, hour * 60)
        opened = is_open(starts)
        usual = rates(day, hour, is_open=opened)
        if not opened:
            visits += _instants(starts, usual.closed_visits, draw)
            continue
        for channel, rate in ((Channel.CHAT, usual.chat), (Channel.PHONE, usual.phone)):
            visitors += [_visitor(at, channel, draw) for at in _instants(starts, rate, draw)]
    return Arrivals(sorted(visitors, key=lambda one: one.at), sorted(visits))


def _instants(starts: datetime, rate: float, draw: Random) -> Iterator[datetime]:
    """Independent arrivals at this rate within the hour: exponential gaps."""
    at = draw.expovariate(rate) if rate else 1.0
    while at < 1.0:
        yield starts + timedelta(seconds=int(at * 3_600))
        at += draw.expovariate(rate)


def _visitor(at: datetime, channel: Channel, draw: Random) -> Visitor:
    known = season()
    kind, talk = _talk(channel, draw)
    chat = channel is Channel.CHAT
    gone = draw.random() < IS_GONE and chat
    herself = draw.random() < ENDS_IT_HERSELF
    hands_over = talk * draw.uniform(0.2, 0.7) if draw.random() < HANDED_OVER and kind != "info" else None
    per_chat = known["message_pace"]["messages_per_chat"][kind] if chat else 0
    mean_wrap = known["handle_time"]["wrap_chat" if chat else "wrap_phone"] * MINUTE
    return Visitor(
        at=at,
        channel=channel,
        language=draw.choices(LANGUAGES, LANGUAGE_SHARES)[0],
        patience=draw.expovariate(1 / known["patience_s"][f"{channel}_mean"]),
        drops_after=draw.uniform(2, 90) if chat and draw.random() < LOSES_THE_NETWORK else None,
        wants_a_call=draw.random() < WOULD_RATHER_BE_CALLED,
        talk=talk,
        hands_over_after=hands_over,
        ends_by=Cause.ENDED_IDLE if gone else Cause.ENDED_CITIZEN if herself else Cause.ENDED_COUNSELLOR,
        wrap_up=_lognormal(mean_wrap, 0.5, draw),
        messages=round(per_chat * draw.uniform(0.6, 1.4)),
    )


def _talk(channel: Channel, draw: Random) -> tuple[str, float]:
    """Plain information or a dialogue, and for how long; a log-normal with the mean that the figures give."""
    kinds = season()["handle_time"][str(channel)]
    kind = draw.choices(list(kinds), [one["share"] for one in kinds.values()])[0]
    length = _lognormal(kinds[kind]["mean"] * MINUTE, kinds[kind]["sigma_log"], draw)
    return ("info" if kind == "info" else "dialogue"), max(MINUTE, length)


def _lognormal(mean: float, sigma: float, draw: Random) -> float:
    return exp(draw.gauss(log(mean) - sigma * sigma / 2, sigma))
