"""What a replay showed, per channel and centre; every figure means what it means in the statistics."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import timedelta
from typing import Any

from app.domain.contact import Channel
from app.domain.load import percentile
from app.domain.policy import Policy
from app.replay.people import Fate, Mate, Visit
from app.replay.weeks import Played

ONE_MINUTE = timedelta(minutes=1)
MILLISECOND = timedelta(milliseconds=1)


@dataclass(frozen=True, slots=True)
class ChannelFigures:
    """Counts add up: arrivals are answered, abandoned, short abandoned or turned away."""

    arrivals: int
    answered: int
    abandoned: int
    short_abandoned: int
    turned_away: int
    answered_within_target: int
    wait_p50_seconds: int | None
    wait_p90_seconds: int | None
    second_chats: int
    """Taken by somebody who had a chat already."""
    promised: int
    """Answered, and told a range as they came."""
    inside: int
    promised_longer: int
    """Of the promised those whose range reached beyond a minute, and so those that are not easy."""
    inside_longer: int


@dataclass(frozen=True, slots=True)
class CentreFigures:
    """What a centre took, and the time that its people were there to take it."""

    taken: int
    staffed_seconds: int


@dataclass(frozen=True, slots=True)
class Figures:
    """All of them under one set of rules."""

    channels: dict[str, ChannelFigures]
    centres: dict[str, CentreFigures]
    occupancy: float | None
    """Busy of staffed."""
    unfairness: float
    """How far the centre's part of what was taken lies from its part of the staffed time, the worst one."""

    def as_json(self) -> dict[str, Any]:
        """For programs."""
        return asdict(self)


def figures(played: Played, policy: Policy) -> Figures:
    """Count what was played."""
    targets = {Channel.CHAT: policy.target_chat_seconds, Channel.PHONE: policy.target_phone_seconds}
    staffed = sum((_staffed(mate) for mate in played.mates), timedelta(0))
    busy = sum((mate.busy for mate in played.mates), timedelta(0))
    centres = _centres(played.mates)
    return Figures(
        channels={
            str(channel): _channel([one for one in played.visits if one.who.channel is channel], target)
            for channel, target in targets.items()
        },
        centres=centres,
        occupancy=busy / staffed if staffed else None,
        unfairness=_unfairness(list(centres.values())),
    )


def share(part: float, whole: float) -> float | None:
    """A fraction; null of nothing."""
    return part / whole if whole else None


def _channel(visits: Sequence[Visit], target_seconds: int) -> ChannelFigures:
    fates = Counter(visit.fate for visit in visits)
    waits = [visit.wait for visit in visits if visit.wait is not None]
    ordered = sorted(round(wait / MILLISECOND) for wait in waits)
    told = [visit for visit in visits if visit.kept is not None]
    longer = [visit for visit in told if visit.promised and visit.promised.longest > ONE_MINUTE]
    return ChannelFigures(
        arrivals=len(visits),
        answered=fates[Fate.ANSWERED],
        abandoned=fates[Fate.ABANDONED],
        short_abandoned=fates[Fate.SHORT],
        turned_away=fates[Fate.TURNED_AWAY],
        answered_within_target=sum(wait <= timedelta(seconds=target_seconds) for wait in waits),
        wait_p50_seconds=percentile(ordered, 0.5),
        wait_p90_seconds=percentile(ordered, 0.9),
        second_chats=sum(visit.second for visit in visits),
        promised=len(told),
        inside=sum(visit.kept is True for visit in told),
        promised_longer=len(longer),
        inside_longer=sum(visit.kept is True for visit in longer),
    )


def _staffed(mate: Mate) -> timedelta:
    return mate.takes_until - mate.takes_from


def _centres(mates: Sequence[Mate]) -> dict[str, CentreFigures]:
    taken, staffed = Counter[str](), Counter[str]()
    for mate in mates:
        taken[mate.centre] += mate.taken
        staffed[mate.centre] += int(_staffed(mate).total_seconds())
    return {centre: CentreFigures(taken[centre], staffed[centre]) for centre in sorted(staffed)}


def _unfairness(centres: Sequence[CentreFigures]) -> float:
    taken, staffed = sum(one.taken for one in centres), sum(one.staffed_seconds for one in centres)
    gaps = [abs(one.taken / taken - one.staffed_seconds / staffed) for one in centres] if taken else []
    return max(gaps, default=0.0)
