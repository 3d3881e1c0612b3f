"""What became of everybody of a recorded time, as it was and as it was played; each arrival counted once.

The statistics know more outcomes. Here those who stood in line and went unanswered are one (`left`:
abandoned, lost, asked to be called instead), and those who were never let in or were told at closing time
another (`turned_away`), for a replay cannot tell them apart as the desk did.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import date, timedelta
from typing import Any

from app.domain.contact import Channel
from app.domain.contact_history import Outcome
from app.domain.load import percentile
from app.domain.oslo import day_of
from app.domain.policy import Policy
from app.replay.people import Fate, Mate, Visit
from app.replay.recorded import Happened

MILLISECOND = timedelta(milliseconds=1)
LEFT = frozenset({Outcome.ABANDONED, Outcome.SHORT_ABANDONED, Outcome.LOST})


@dataclass(frozen=True, slots=True)
class Reached:
    """Of one channel: `arrivals` are answered, left or turned away."""

    arrivals: int
    answered: int
    answered_within_target: int
    left: int
    turned_away: int
    wait_p50_seconds: int | None
    wait_p90_seconds: int | None
    second_chats: int | None
    """Taken by somebody who had a chat already; null where that was not looked at."""
    from_the_door: int
    """Of the arrivals those who came because it was open."""


@dataclass(frozen=True, slots=True)
class Result:
    """One column: what was reached, and with how many people."""

    channels: Mapping[Channel, Reached]
    occupancy: float | None
    staffed_hours: float
    open_hours: Mapping[Channel, float]
    unstaffed_hours: Mapping[Channel, float]
    """Of the open hours those in which nobody is on shift for the channel."""
    by_day: Mapping[tuple[Channel, date], tuple[int, int, int]]
    """Arrivals, answered within the target, and left, of each day: how far chance may reach."""

    def as_json(self) -> dict[str, Any]:
        """For programs."""
        return {
            "channels": {str(channel): asdict(one) for channel, one in self.channels.items()},
            "occupancy": self.occupancy,
            "staffed_hours": round(self.staffed_hours, 2),
            "open_hours": {str(channel): round(hours, 2) for channel, hours in self.open_hours.items()},
            "unstaffed_hours": {
                str(channel): round(hours, 2) for channel, hours in self.unstaffed_hours.items()
            },
        }


@dataclass(frozen=True, slots=True)
class Ended:
    """How one arrival ended."""

    day: date
    channel: Channel
    fate: str
    wait: timedelta | None = None
    second: bool | None = None
    from_the_door: bool = False


ANSWERED, WENT, AWAY = "answered", "left", "turned_away"
OF_FATE = {Fate.ANSWERED: ANSWERED, Fate.ABANDONED: WENT, Fate.SHORT: WENT, Fate.TURNED_AWAY: AWAY}


def as_recorded(arrivals: Iterable[Happened]) -> list[Ended]:
    """What the log says of them."""
    return [
        Ended(day_of(one.at), one.channel, _of_outcome(one), one.waited if one.answered else None)
        for one in arrivals
    ]


def as_played(visits: Iterable[Visit], from_the_door: frozenset[int]) -> list[Ended]:
    """What the replay says of them; `from_the_door`: the tickets of those who came because it was open."""
    return [
        Ended(
            day_of(one.who.at),
            one.who.channel,
            OF_FATE[one.fate or Fate.TURNED_AWAY],
            one.wait,
            one.second,
            one.ticket in from_the_door,
        )
        for one in visits
    ]


def reached(ended: Sequence[Ended], policy: Policy) -> dict[Channel, Reached]:
    """Count by channel."""
    targets = {Channel.CHAT: policy.target_chat_seconds, Channel.PHONE: policy.target_phone_seconds}
    return {
        channel: _reached([one for one in ended if one.channel is channel], timedelta(seconds=target))
        for channel, target in targets.items()
    }


def by_day(ended: Iterable[Ended], policy: Policy) -> dict[tuple[Channel, date], tuple[int, int, int]]:
    """Arrivals, answered within the target, and left, by channel and day."""
    found: dict[tuple[Channel, date], tuple[int, int, int]] = {}
    for one in ended:
        phone = one.channel is Channel.PHONE
        target = timedelta(seconds=policy.target_phone_seconds if phone else policy.target_chat_seconds)
        came, hits, left = found.get((one.channel, one.day), (0, 0, 0))
        hit = one.wait is not None and one.wait <= target
        found[one.channel, one.day] = (came + 1, hits + hit, left + (one.fate == WENT))
    return found


def occupancy(mates: Sequence[Mate]) -> float | None:
    """Busy of the time in which they took somebody new; null without any."""
    staffed = staffed_time(mates)
    return sum((one.busy for one in mates), timedelta(0)) / staffed if staffed else None


def staffed_time(mates: Iterable[Mate]) -> timedelta:
    """The time in which they took somebody new, all of them together."""
    return sum((one.takes_until - one.takes_from for one in mates), timedelta(0))


def _reached(ended: Sequence[Ended], target: timedelta) -> Reached:
    fates = Counter(one.fate for one in ended)
    waits = [one.wait for one in ended if one.wait is not None]
    ordered = sorted(round(wait / MILLISECOND) for wait in waits)
    looked_at = [one.second for one in ended if one.second is not None]
    return Reached(
        arrivals=len(ended),
        answered=fates[ANSWERED],
        answered_within_target=sum(wait <= target for wait in waits),
        left=fates[WENT],
        turned_away=fates[AWAY],
        wait_p50_seconds=percentile(ordered, 0.5),
        wait_p90_seconds=percentile(ordered, 0.9),
        second_chats=sum(looked_at) if looked_at else None,
        from_the_door=sum(one.from_the_door for one in ended),
    )


def _of_outcome(one: Happened) -> str:
    """A call asked for from the line is somebody who left it; one asked for instead of it was not let in."""
    if one.answered:
        return ANSWERED
    return WENT if one.left or one.outcome in LEFT else AWAY
