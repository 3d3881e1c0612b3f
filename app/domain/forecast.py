"""Arrivals per open hour of the coming weeks, from those of the past: a mean, a range, and what it rests on.

An hour's mean is the profile of its weekday and clock hour, times the recent level, times what is known of
its date: a deadline that coordinators have entered, or else the same ISO week of earlier years. Few
observations are drawn towards what the weekday and the hour say alone. Arrivals spread more than chance alone
would have it: the range is that of the negative binomial distribution, with the spread of the past.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from app.domain.negative_binomial import quantile
from app.domain.oslo import OSLO, day_of

WEEK = timedelta(weeks=1)
PROFILE_HALF_LIFE = 8.0
LEVEL_HALF_LIFE = 2.0
"""Weeks after which an observation counts half: habits change slowly, the number of people quickly."""
DRAWN = 2.0
"""As many weeks' weight has what weekday and hour say alone."""
LEVEL_DRAWN = 30.0
SEASON_DRAWN = 60.0
"""Contacts that the assumption of an ordinary level, or an ordinary week of the year, counts for."""
OLD_ENOUGH = timedelta(weeks=26)
"""What is younger shows in the level, and is no second witness of the week of the year."""
DRIFT = 0.004
"""How much the spread grows with each week ahead: the square of the level's usual change in a week."""
LOW, HIGH = 0.1, 0.9


@dataclass(frozen=True, slots=True)
class Seen:
    """An hour of the past in which the desk was open, and how many arrived."""

    starts_at: datetime
    arrivals: int


@dataclass(frozen=True, slots=True)
class Deadline:
    """Days, both ends included, on which `factor` times as many people ask as on ordinary ones."""

    first: date
    last: date
    factor: float

    def holds(self, day: date) -> bool:
        """Whether the day is one of them."""
        return self.first <= day <= self.last


@dataclass(frozen=True, slots=True)
class Outlook:
    """What is expected of an hour: the mean, and a range that holds four hours of five."""

    starts_at: datetime
    expected: float
    low: int
    high: int
    weeks: int
    """How many weeks of this weekday it rests on; none is a guess from other days."""


Cell = tuple[int, int]
"""Weekday (Monday 0) and Oslo clock hour."""


@dataclass(frozen=True, slots=True)
class Model:
    """What the past says; see `fit`."""

    made_at: datetime
    profile: Mapping[Cell, float]
    weeks: Mapping[int, int]
    level: float
    spread: float
    """By how much the variance exceeds the mean, over the mean squared."""
    season: Mapping[int, float]
    deadlines: Sequence[Deadline]

    def expect(self, starts_at: datetime, *, part: float = 1.0) -> Outlook:
        """What this hour brings if the desk is open for this part of it."""
        day, mean = day_of(starts_at), self.mean(starts_at, part=part)
        ahead = max(0.0, (starts_at - self.made_at) / WEEK)
        spread = self.spread + DRIFT * ahead
        low, high = quantile(mean, spread, LOW), quantile(mean, spread, HIGH)
        return Outlook(starts_at, mean, low, high, self.weeks.get(day.weekday(), 0))

    def mean(self, starts_at: datetime, *, part: float = 1.0) -> float:
        """The mean of this hour alone, without its range."""
        factor = calendar_factor(day_of(starts_at), self.deadlines, self.season)
        return part * self.level * factor * self.profile.get(_cell(starts_at), 0.0)


def calendar_factor(day: date, deadlines: Iterable[Deadline], season: Mapping[int, float]) -> float:
    """A deadline's factor, the greatest where several hold; else that of the ISO week; else 1."""
    holding = [one.factor for one in deadlines if one.holds(day)]
    return max(holding, key=lambda factor: abs(factor - 1)) if holding else season.get(_iso_week(day), 1.0)


class Placed:
    """An hour seen, and where it stands in Oslo's calendar: found once, however often it is learnt from."""

    __slots__ = ("arrivals", "cell", "day", "starts_at", "week")

    def __init__(self, one: Seen) -> None:
        """Of an hour."""
        wall = one.starts_at.astimezone(OSLO)
        self.starts_at, self.arrivals, self.day = one.starts_at, one.arrivals, wall.date()
        self.cell, self.week = (self.day.weekday(), wall.hour), _iso_week(self.day)


def placed(seen: Iterable[Seen]) -> list[Placed]:
    """Hours as a model learns from them."""
    return [Placed(one) for one in seen]


def fit(seen: Sequence[Seen], deadlines: Sequence[Deadline], made_at: datetime) -> Model | None:
    """See `learn`."""
    return learn(placed(seen), deadlines, made_at)


def learn(seen: Sequence[Placed], deadlines: Sequence[Deadline], made_at: datetime) -> Model | None:
    """Learn from what was seen before `made_at`; null without a single open hour."""
    past = [one for one in seen if one.starts_at < made_at]
    if not past:
        return None
    season = _season(past, deadlines, made_at)
    factors = {day: calendar_factor(day, deadlines, season) for day in {one.day for one in past}}
    plain = [_Plain(one, factors[one.day], made_at) for one in past]
    profile = _profile(plain)
    level = _level(plain, profile)
    return Model(
        made_at=made_at,
        profile=profile,
        weeks=_weeks(past),
        level=level,
        spread=_spread(plain, profile, level),
        season=season,
        deadlines=tuple(deadlines),
    )


class _Plain:
    """An hour seen, without what its date explains."""

    __slots__ = ("arrivals", "cell", "factor", "of_level", "of_profile", "rate")

    def __init__(self, one: Placed, factor: float, made_at: datetime) -> None:
        self.cell, self.factor = one.cell, max(factor, 0.01)
        self.arrivals, self.rate = one.arrivals, one.arrivals / self.factor
        age = (made_at - one.starts_at) / WEEK
        self.of_profile: float = 0.5 ** (age / PROFILE_HALF_LIFE)
        self.of_level: float = 0.5 ** (age / LEVEL_HALF_LIFE)


def _profile(plain: Sequence[_Plain]) -> dict[Cell, float]:
    """The mean of each weekday's hour, drawn towards the product of the weekday's and the hour's own."""
    weights, sums = defaultdict[Cell, float](float), defaultdict[Cell, float](float)
    for one in plain:
        weights[one.cell] += one.of_profile
        sums[one.cell] += one.of_profile * one.rate
    by_day, by_hour = _margins(weights, sums)
    whole = sum(sums.values()) / sum(weights.values())
    cells = {(day, hour) for day in by_day for hour in by_hour}
    return {
        cell: (sums[cell] + DRAWN * _product(by_day[cell[0]], by_hour[cell[1]], whole))
        / (weights[cell] + DRAWN)
        for cell in cells
    }


def _margins(
    weights: Mapping[Cell, float], sums: Mapping[Cell, float]
) -> tuple[dict[int, float], dict[int, float]]:
    """The mean of each weekday and of each hour."""
    found: tuple[dict[int, float], dict[int, float]] = ({}, {})
    for side in (0, 1):
        for value in {cell[side] for cell in weights}:
            cells = [cell for cell in weights if cell[side] == value]
            found[side][value] = sum(sums[cell] for cell in cells) / sum(weights[cell] for cell in cells)
    return found


def _product(day: float, hour: float, whole: float) -> float:
    return day * hour / whole if whole > 0 else 0.0


def _level(plain: Sequence[_Plain], profile: Mapping[Cell, float]) -> float:
    """How the last weeks compare with the profile; drawn to 1 as long as they say little."""
    came = sum(one.of_level * one.rate for one in plain)
    usual = sum(one.of_level * profile[one.cell] for one in plain)
    return (came + LEVEL_DRAWN) / (usual + LEVEL_DRAWN)


def _spread(plain: Sequence[_Plain], profile: Mapping[Cell, float], level: float) -> float:
    """By moments: what the squared errors have more than chance; never less than the level's own doubt."""
    above = squares = weight_of_all = 0.0
    for one in plain:
        mean, weight = level * one.factor * profile[one.cell], one.of_profile
        above += weight * ((one.arrivals - mean) ** 2 - mean)
        squares += weight * mean * mean
        weight_of_all += weight * mean
    doubt = 1 / (1 + weight_of_all)
    return doubt + (max(0.0, above / squares) if squares > 0 else 0.0)


def _season(past: Sequence[Placed], deadlines: Sequence[Deadline], made_at: datetime) -> dict[int, float]:
    """Each ISO week's part of an ordinary one, from weeks at least half a year old and outside deadlines."""
    moved = {day for day in {one.day for one in past} if any(deadline.holds(day) for deadline in deadlines)}
    old = [one for one in past if made_at - one.starts_at >= OLD_ENOUGH and one.day not in moved]
    came, usual = defaultdict[int, float](float), defaultdict[int, float](float)
    means = _means(old)
    for one in old:
        came[one.week] += one.arrivals
        usual[one.week] += means[one.cell]
    return {week: (came[week] + SEASON_DRAWN) / (usual[week] + SEASON_DRAWN) for week in came}


def _means(seen: Sequence[Placed]) -> dict[Cell, float]:
    found = defaultdict[Cell, list[int]](list)
    for one in seen:
        found[one.cell].append(one.arrivals)
    return {cell: sum(values) / len(values) for cell, values in found.items()}


def _weeks(past: Sequence[Placed]) -> dict[int, int]:
    """By weekday the number of different days seen."""
    days = {one.day for one in past}
    return {weekday: sum(1 for day in days if day.weekday() == weekday) for weekday in range(7)}


def _cell(starts_at: datetime) -> Cell:
    wall = starts_at.astimezone(OSLO)
    return wall.weekday(), wall.hour


def _iso_week(day: date) -> int:
    return day.isocalendar().week
