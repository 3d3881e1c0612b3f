"""Conversations of a replay: how long each still lasts while a counsellor's chats slow each other down."""

from __future__ import annotations

from datetime import datetime, timedelta

from app.domain.contact import Channel
from app.replay.pace import stretch
from app.replay.people import Mate, Visit


def begin(visit: Visit, mate: Mate, at: datetime, *, slowed: bool) -> None:
    """She talks with one more from now on; a call is nobody's second."""
    _go_on(mate, at, slowed=slowed)
    visit.second = visit.who.channel is Channel.CHAT and bool(mate.talks)
    mate.talks[visit] = visit.who.talk
    mate.changes += 1


def end(visit: Visit, mate: Mate, at: datetime, *, slowed: bool) -> None:
    """She talks with one fewer."""
    _go_on(mate, at, slowed=slowed)
    del mate.talks[visit]
    mate.changes += 1


def next_end(mate: Mate, at: datetime, *, slowed: bool) -> tuple[datetime, Visit] | None:
    """Which of her conversations ends first, and when, were nothing to change before; null without any."""
    if not mate.talks:
        return None
    visit, left = min(mate.talks.items(), key=lambda one: (one[1], one[0].ticket))
    return at + timedelta(seconds=left * _slower(mate, slowed=slowed)), visit


def _go_on(mate: Mate, at: datetime, *, slowed: bool) -> None:
    if mate.talks and mate.talked_until is not None:
        done = (at - mate.talked_until).total_seconds() / _slower(mate, slowed=slowed)
        mate.talks = {visit: max(0.0, left - done) for visit, left in mate.talks.items()}
    mate.talked_until = at


def _slower(mate: Mate, *, slowed: bool) -> float:
    return stretch(len(mate.talks)) if slowed else 1.0
