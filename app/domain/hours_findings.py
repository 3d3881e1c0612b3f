"""What is wrong or doubtful with opening hours, for coordinators: the desk never opens where rules fail.

A finding has a stable code and the place in the document; its words come from the seed.
"""

from collections import Counter
from collections.abc import Collection, Iterator, Mapping
from dataclasses import astuple, dataclass, field
from datetime import date, time, timedelta
from itertools import islice

from app.domain.contact import Channel
from app.domain.half_days import half_day_on, suggested_hours
from app.domain.hours_words import HoursWords
from app.domain.opening_hours import (
    NO_RULE,
    SEARCH_DAYS,
    OpeningHours,
    contradictions,
    plan,
    spans,
    weeks_on,
)
from app.domain.oslo import DAY_MINUTES, Wall, clock_at, clock_changes
from app.domain.wording import Wording

ALERTS = {
    "hours_contradictory": "hours_contradictory",
    "hours_missing": "hours_missing",
    "hours_nothing_open": "hours_missing",
    "hours_senseless": "hours_missing",
}
"""Findings that stand on the board, by the alert they raise; the others wait on the page of the hours."""


MOST_OF_A_KIND = 10
"""Nobody reads more of them; whoever mends these sees the next."""

ASKED_DAYS = 45
"""How long before a half day a coordinator is asked: in time for the rota, and not a season ahead."""

ASKED_AHEAD = timedelta(days=370)
"""The next spring and the next autumn."""


@dataclass(frozen=True, slots=True)
class Finding:
    """What is wrong, where in the document, and what the sentence about it names."""

    code: str
    path: str | None = None
    values: Mapping[str, object] = field(default_factory=dict)
    sentence: str | None = None
    """Another sentence than that of the code."""

    def said(self, words: HoursWords) -> Wording:
        """The finding in every language of the desk."""
        channel = self.values.get("channel")
        named = {"channel": words.phrases[f"channel.{channel}"]} if channel else {}
        return words.warn(self.sentence or self.code, **{**self.values, **named})


def findings(hours: OpeningHours, today: date) -> list[Finding]:
    """All that is wrong from `today` on, by the rules alone: an order by hand is nobody's mistake."""
    ruled = OpeningHours(hours.weekly, hours.periods, hours.dates, holidays=hours.holidays)
    kinds = (_contradictory, _missing, _shadowed, _on_changing_clocks)
    return [one for kind in kinds for one in islice(kind(ruled, today), MOST_OF_A_KIND)]


def undecided(hours: OpeningHours, decided: Collection[date], today: date) -> list[Finding]:
    """Half days within the next weeks of which nobody has said anything, neither by a decision nor a rule."""
    ahead = (today + timedelta(days=number) for number in range(ASKED_DAYS))
    spoken_of = {*decided, *(rule.day for rule in hours.dates)}
    return [
        Finding("half_day_undecided", None, {"label": half_day_on(day), "date": day})
        for day in ahead
        if half_day_on(day) and day not in spoken_of and suggested_hours(hours, day)
    ]


def alerts(found: list[Finding]) -> frozenset[str]:
    """The codes with which findings stand on the board."""
    return frozenset(ALERTS[one.code] for one in found if one.code in ALERTS)


def _contradictory(hours: OpeningHours, today: date) -> Iterator[Finding]:
    for earlier, later in contradictions(hours.weekly):
        first, second = hours.weekly[earlier], hours.weekly[later]
        begins = max(first.valid_from or today, second.valid_from or today, today)
        if begins > min(first.valid_to or date.max, second.valid_to or date.max):
            continue
        values = {"first": first.rule_id, "second": second.rule_id, "date": begins}
        yield Finding("hours_contradictory", f"weekly_rules.{later}", values)


def _missing(hours: OpeningHours, today: date) -> Iterator[Finding]:
    used = [channel for channel in Channel if _is_used(hours, channel)]
    if not used:
        yield Finding("hours_missing", "weekly_rules")
    for channel in used:
        yield from _missing_for(hours, channel, today)


def _missing_for(hours: OpeningHours, channel: Channel, today: date) -> Iterator[Finding]:
    """Dates no rule speaks of, or two months without an opening; contradictions are told already."""
    days = [today + timedelta(days=number) for number in range(SEARCH_DAYS + 1)]
    silent = [day for day in days if plan(hours, channel, day).rule == NO_RULE]
    unruled = [day for day in silent if not weeks_on(hours.weekly, channel, day)]
    if unruled:
        values = {"channel": channel, "date": unruled[0]}
        yield Finding("hours_missing", "weekly_rules", values, sentence="hours_missing_from")
    elif not silent and not spans(hours, channel, days[0], days[-1]):
        yield Finding("hours_nothing_open", None, {"channel": channel})


def _is_used(hours: OpeningHours, channel: Channel) -> bool:
    """Whether any rule speaks of the channel: a desk without a phone lacks no hours for it."""
    named = [
        *(rule.channel for rule in hours.weekly if rule.enabled),
        *(rule.channel for rule in hours.periods),
        *(rule.channel for rule in hours.dates),
    ]
    return None in named or channel in named


def _shadowed(hours: OpeningHours, today: date) -> Iterator[Finding]:
    """Several entries for a date and channel: only the last one counts, which may not be what was meant."""
    entries = Counter((rule.day, rule.channel, rule.priority) for rule in hours.dates if rule.day >= today)
    for day in sorted({day for (day, _, _), count in entries.items() if count > 1}):
        yield Finding("hours_shadowed", None, {"date": day})


def _on_changing_clocks(hours: OpeningHours, today: date) -> Iterator[Finding]:
    """Hours that begin or end at a wall time which the next changes of the clock skip or repeat."""
    for day in clock_changes(today, ASKED_AHEAD):
        plans = [plan(hours, channel, day) for channel in Channel]
        bounds = {bound for one in plans for interval in one.intervals for bound in astuple(interval)}
        for minute in sorted(bounds - {DAY_MINUTES}):
            change = clock_at(day, minute)
            if change is not Wall.ONCE:
                clock = time(minute // 60, minute % 60)
                yield Finding(f"hours_clock_{change}", None, {"date": day, "clock": clock})
