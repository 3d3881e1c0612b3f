"""`python -m bench.foretelling`: how well the forecast does on years whose law is known, and what it costs.

Two years of ordinary hours are drawn from the demo's seasons: once by chance alone, once with days that are
livelier or calmer as a whole, as real ones are. The last year of each is forecast week by week, from what
had come until then. Beside it stands who knows the law: nobody can do better, for the rest is chance.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from itertools import count
from math import exp
from random import Random

from app.demo.figures import rates
from app.domain.contact import Channel
from app.domain.forecast import HIGH, LOW, WEEK, Outlook, Seen, fit
from app.domain.forecast_record import Judged, Record, record, replayed
from app.domain.need import Habits, Needed
from app.domain.negative_binomial import quantile
from app.domain.opening_hours import spans
from app.domain.oslo import OSLO, clock_hours, day_of, instant
from app.domain.policy import Policy
from app.replay.plan import Plan, RuleSet
from app.replay.weeks import crowds, play
from app.seed.hours import ordinary_hours

TODAY = date(2027, 11, 22)
NOW = instant(TODAY, 0)
WEEKS, JUDGED = 120, 52
AHEAD = (1, 7)
RESTLESS = 1 / 16
"""The spread of the second law: the square of 25 %, by which whole days differ."""
REPEATS = 5
Law = dict[datetime, float]
HEAD = (
    "| channel | days differ by | days ahead | busy hours "
    "| inside | by the law | error | by the law | as last week |"
)


@dataclass(frozen=True, slots=True)
class History:
    """A channel's arrivals in each open hour, and the means they were drawn with."""

    name: str
    spread: float
    law: Law
    seen: list[Seen]


def history(channel: Channel, name: str, spread: float) -> History:
    """The same whenever it is drawn."""
    draw = Random(f"{channel}/{name}")
    law: Law = {}
    seen: list[Seen] = []
    for day, hours in _open_hours(channel):
        lively = draw.gammavariate(1 / spread, spread) if spread else 1.0
        for hour in hours:
            known = rates(day, hour.astimezone(OSLO).hour, is_open=True)
            law[hour] = known.chat if channel is Channel.CHAT else known.phone
            seen.append(Seen(hour, _poisson(law[hour] * lively, draw)))
    return History(name, spread, law, seen)


def ideal(past: History) -> Record:
    """The record of whoever knows the law, over the judged weeks."""
    came = {one.starts_at: one.arrivals for one in past.seen}
    judged = [
        Judged(_by_law(hour, mean, past.spread), came[hour], came.get(hour - WEEK))
        for hour, mean in past.law.items()
        if hour >= NOW - JUDGED * WEEK
    ]
    return record(judged)


def _by_law(hour: datetime, mean: float, spread: float) -> Outlook:
    return Outlook(hour, mean, quantile(mean, spread, LOW), quantile(mean, spread, HIGH), WEEKS)


def _open_hours(channel: Channel) -> Iterator[tuple[date, list[datetime]]]:
    first = TODAY - WEEKS * WEEK
    for number in range(7 * WEEKS):
        day = first + timedelta(days=number)
        opened = spans(ordinary_hours(), channel, day, day)
        yield day, [hour for starts, ends in opened for hour in clock_hours(starts, ends)]


def _poisson(mean: float, draw: Random) -> int:
    count, left = 0, draw.random()
    while left > exp(-mean):
        count, left = count + 1, left * draw.random()
    return count


def judged_table() -> None:
    """A line for each channel, law and distance."""
    print(HEAD)
    print("|---|---|---|---|---|---|---|---|---|")
    for channel in Channel:
        for name, spread in (("chance alone", 0.0), ("25 %", RESTLESS)):
            past = history(channel, name, spread)
            best = ideal(past)
            for days in AHEAD:
                found = record(replayed(past.seen, [], NOW, weeks=JUDGED, ahead=timedelta(days=days)))
                cells = (found.busy_inside, best.busy_inside, found.error, best.error, found.naive_error)
                shown = " | ".join(f"{100 * (cell or 0):.1f} %" for cell in cells)
                print(f"| {channel} | {name} | {days} | {found.busy_hours} | {shown} |")


def timed(name: str, work: Callable[[], object]) -> None:
    """The median of a few runs."""
    lengths: list[float] = []
    for _ in range(REPEATS):
        began = time.perf_counter()
        work()
        lengths.append(time.perf_counter() - began)
    print(f"| {name} | {1000 * sorted(lengths)[REPEATS // 2]:.0f} ms |")


def speeds() -> None:
    """What a forecast, its record, the need of six weeks and four weeks of replay cost on one core."""
    past = history(Channel.CHAT, "chance alone", 0.0).seen
    hours = [one.starts_at + 7 * WEEK for one in past if one.starts_at >= NOW - 7 * WEEK]
    handled = count(1_320)

    def morning() -> None:
        model = fit(past, [], NOW)
        assert model is not None
        for hour in hours:
            model.expect(hour)

    def need() -> None:
        """Another length each time: what was computed before is remembered."""
        length = timedelta(seconds=next(handled))
        habits = {one: Habits(length, timedelta(minutes=6)) for one in Channel}
        needed = Needed(habits, Policy())
        for number, _ in enumerate(hours):
            needed.people({Channel.CHAT: 3 + number % 80 / 10, Channel.PHONE: 1.5})

    plan = Plan(day_of(NOW - 4 * WEEK), 4, (5, 3), 1, ordinary_hours())
    crowd = crowds(plan)
    print("| what | median of five |\n|---|---|")
    timed(f"one channel's forecast of six weeks from {len(past):,} open hours", morning)
    timed(
        "one channel's record of eight weeks, replayed", lambda: replayed(past, [], NOW, weeks=8, ahead=WEEK)
    )
    timed(f"people needed in {len(hours)} hours, as the rota asks", need)
    timed("four weeks of `desk replay`, one set of rules", lambda: play(plan, RuleSet("one"), crowd))


if __name__ == "__main__":
    judged_table()
    print()
    speeds()
