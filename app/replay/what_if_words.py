"""What a what-if says in words: each difference, and plainly what a replay cannot know."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from math import sqrt
from typing import Any

from app.domain.contact import Channel
from app.domain.oslo import HOUR
from app.replay.outcomes import Reached, Result
from app.replay.table import percent
from app.replay.what_if import RECORDED, THERE, Answer

CHATS = {Channel.CHAT: "chats", Channel.PHONE: "calls"}
SURE = 2.0
"""A difference of fewer standard errors than this may be chance."""

ALWAYS_UNKNOWN = (
    "People would have behaved otherwise: who waits longer asks less often, comes again or calls instead. "
    "Here the same people come at the same times, and none comes twice.",
    "How long those who were answered would have waited, and how long those would have talked who were not, "
    "is drawn from the others of the same month.",
    "Everybody on a rota is there from its beginning to its end and has no break: «as they were there» "
    "against «original» shows what breaks and absence cost. Nobody is lost, handed over or asked into a "
    "colleague's conversation; no language or skill keeps anybody waiting; everybody holds as many chats as "
    "the policy says.",
)


def differences(found: Answer) -> list[str]:
    """A sentence for each channel of each change, against the base."""
    base = found.results[found.base]
    return [
        f"{name}: {sentence}"
        for name, result in found.results.items()
        if name not in (RECORDED, THERE, found.base)
        for sentence in difference_in_words(base, result)
    ]


def how_far_off(found: Answer) -> list[str]:
    """How the replay of what was compares with the log: what its other columns may be trusted for."""
    log, there = found.results[RECORDED], found.results[THERE]
    return [
        f"{CHATS[channel]}: the log has {_hit(log.channels[channel])} within the target, the replay with the "
        f"same people at work {_hit(there.channels[channel])}; left the line {_left(log.channels[channel])} "
        f"and {_left(there.channels[channel])}"
        for channel in Channel
        if log.channels[channel].arrivals
    ]


def verdicts(found: Answer) -> dict[str, dict[str, dict[str, Any]]]:
    """Of each change and channel: points of all who came, and whether the days agree; null without any."""
    base = found.results[found.base]
    return {
        name: {
            str(channel): {
                figure: None if one is None else {"points": round(one[0], 2), "sure": one[1]}
                for figure, one in (
                    ("within_target", _compared(base, result, channel, 1)),
                    ("left", _compared(base, result, channel, 2)),
                )
            }
            for channel in Channel
        }
        for name, result in found.results.items()
        if name not in (RECORDED, THERE, found.base)
    }


def assumed(found: Answer) -> dict[str, Any]:
    """What this month's replay takes for granted, as numbers: `unknown` says it in words."""
    return {
        "without_rota": found.base == THERE,
        "by_hand": found.recorded.by_hand,
        "attempts": found.recorded.attempts,
        "attempt_hours": round(found.recorded.attempt_time / HOUR, 1),
        "rules_changed": found.rules_changed,
        "patience": [str(channel) for channel, habits in found.habits.items() if not habits.measured],
    }


def unknown(found: Answer) -> list[str]:
    """What a replay cannot know, of every month and of this one."""
    return [*ALWAYS_UNKNOWN, *_of_this_month(found)]


def _of_this_month(found: Answer) -> Iterator[str]:
    if found.base == THERE:
        yield "There was no rota: changes are held against those who were there."
    if found.recorded.by_hand:
        yield (
            f"{found.recorded.by_hand} calls were registered by hand, answered at once: here they stand in "
            "line, for nobody knows how long their callers waited."
        )
    if found.recorded.attempts:
        hours = found.recorded.attempt_time / HOUR
        yield (
            f"{found.recorded.attempts} attempts at follow-ups, {hours:.1f} hours of work, are left out: "
            "counsellors have that much more time here."
        )
    if found.rules_changed:
        yield (
            f"The rules changed {found.rules_changed} times within the month: it is played with those of its "
            "beginning."
        )
    assumed = [CHATS[channel] for channel, habits in found.habits.items() if not habits.measured]
    if assumed:
        yield f"Too few gave up to measure the patience of {' and '.join(assumed)}: it is the policy's."
    for name, result in found.results.items():
        more = sum(one.from_the_door for one in result.channels.values())
        if more:
            yield (
                f"{name}: {more} who looked at the closed door are taken to have asked, had it been open. "
                "Nobody knows how many would have (--visits-that-ask), nor how many never looked."
            )


def difference_in_words(base: Result, result: Result) -> Iterator[str]:
    """A sentence for each channel, and what it takes of people."""
    for channel in Channel:
        was, found = base.channels[channel], result.channels[channel]
        if not was.arrivals and not found.arrivals:
            continue
        parts = [
            f"within the target {_from_to(_hit(was), _hit(found), _verdict(base, result, channel, 1))}",
            f"left the line {_from_to(_left(was), _left(found), _verdict(base, result, channel, 2))}",
        ]
        if found.turned_away != was.turned_away:
            parts.append(f"not let in {was.turned_away} and now {found.turned_away}")
        if found.from_the_door:
            parts.append(f"{found.from_the_door} more came")
        yield f"{CHATS[channel]}: " + "; ".join(parts)
    yield from _work(base, result)


def _work(base: Result, result: Result) -> Iterator[str]:
    hours = result.staffed_hours - base.staffed_hours
    if abs(hours) >= 0.05:
        yield f"hours at work {base.staffed_hours:.1f} → {result.staffed_hours:.1f} ({hours:+.1f})"
    if result.occupancy is not None and base.occupancy is not None:
        yield f"occupancy {percent(base.occupancy, 1.0)} → {percent(result.occupancy, 1.0)}"
    for channel, empty in result.unstaffed_hours.items():
        if empty > base.unstaffed_hours[channel]:
            yield f"{CHATS[channel]}: open for {empty:.1f} hours with nobody on shift"


def _from_to(was: str, found: str, verdict: str) -> str:
    return f"{was} → {found} ({verdict})"


def _verdict(base: Result, result: Result, channel: Channel, figure: int) -> str:
    """The difference in points of all who came, and whether the days agree on it."""
    compared = _compared(base, result, channel, figure)
    if compared is None:
        return "nothing to compare"
    return f"{compared[0]:+.1f} points{'' if compared[1] else ', which may be chance'}"


def _compared(base: Result, result: Result, channel: Channel, figure: int) -> tuple[float, bool] | None:
    """In points of all who came, and whether it is more than chance; null where nobody came."""
    days = sorted({day for of, day in (*base.by_day, *result.by_day) if of is channel})
    was = [base.by_day.get((channel, day), (0, 0, 0)) for day in days]
    found = [result.by_day.get((channel, day), (0, 0, 0)) for day in days]
    came, comes = sum(one[0] for one in was), sum(one[0] for one in found)
    if not came or not comes:
        return None
    points = 100 * (sum(one[figure] for one in found) / comes - sum(one[figure] for one in was) / came)
    each = [new[figure] - old[figure] for old, new in zip(was, found, strict=True)]
    return points, came != comes or _is_sure(each)


def _is_sure(each: Sequence[int]) -> bool:
    """Whether the sum of the days' differences is more than twice its standard error."""
    if len(each) < 2:
        return False
    mean = sum(each) / len(each)
    spread = sqrt(sum((one - mean) ** 2 for one in each) / (len(each) - 1) * len(each))
    return sum(each) == 0 == spread or abs(sum(each)) > SURE * spread


def _hit(one: Reached) -> str:
    return percent(one.answered_within_target, one.arrivals)


def _left(one: Reached) -> str:
    return percent(one.left, one.arrivals)
