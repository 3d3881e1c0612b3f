"""The life of a contact in words, a line for each thing that happened."""

from collections.abc import Iterator
from datetime import timedelta

from app.domain.contact import Channel, State
from app.domain.life import Life, LifeEvent
from app.domain.oslo import OSLO
from app.seed.texts import say

FINISHED = frozenset({State.CLOSED, State.ABANDONED})


def life_lines(life: Life, language: str) -> Iterator[str]:
    """What it is, each event by the Oslo clock with the time since the arrival, and the wait."""
    yield say(
        "life.head",
        language,
        channel=say(f"life.channel.{Channel(life.channel)}", language),
        language=say(f"why.language.{life.language}", language),
        state=say(f"life.state.{life.state}", language),
    )
    for event in life.events:
        at = event.at.astimezone(OSLO)
        yield f"{at:%Y-%m-%d %H:%M:%S}  +{_clock(life.after(event))}  {_said(event, language)}"
        yield from (f"    {line}" for line in _reasons(event, language))
    yield say(_waiting_key(life), language, seconds=life.waited_seconds)


def _said(event: LifeEvent, language: str) -> str:
    who = event.counsellor or say("life.nobody", language)
    return say(f"life.{event.cause}", language, who=who)


def _reasons(event: LifeEvent, language: str) -> Iterator[str]:
    if event.words is not None:
        yield say("life.because", language, why=event.words.said_in(language))
    if event.considered is not None and event.considered > 1:
        yield say("life.considered", language, count=event.considered)
    if event.left_out is not None and event.left_out.nb:
        yield say("life.left_out", language, who=event.left_out.said_in(language))
    if event.why:
        yield say("life.reason", language, reason=event.why)


def _waiting_key(life: Life) -> str:
    if life.answered_at is not None:
        return "life.waited"
    return "life.never_answered" if life.state in FINISHED else "life.still_waiting"


def _clock(seconds: int) -> str:
    return str(timedelta(seconds=seconds))
