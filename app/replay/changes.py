"""What a what-if was asked for, read from options and files; what is wrong is named."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import asdict, dataclass, replace
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any

from app.cli.rule_file import read_rule_file
from app.domain.errors import Invalid
from app.domain.hours_document import read_hours
from app.domain.opening_rules import Interval, OpeningHours
from app.domain.oslo import DAY_MINUTES, day_of, instant
from app.domain.people import Person
from app.domain.policy import Policy
from app.domain.routing_rules import Routing
from app.domain.shift_file import FileError, decoded
from app.domain.shift_table import read_table
from app.domain.spans import Span, inside
from app.replay import rotas
from app.replay.columns import Change, Opening
from app.replay.plan import Plan
from app.replay.reading import OF_ROUTING, read_rule_sets, read_staff
from app.replay.rotas import Duty, Wish
from app.replay.turnus import on_duty

MONTH = re.compile(r"(20[0-9]{2})-(0[1-9]|1[0-2])")
WISH = re.compile(
    r"([1-9][0-9]{0,2})@([01][0-9]|2[0-3]):([0-5][0-9])-(?:([01][0-9]|2[0-3]):([0-5][0-9])|24:00)(?:/([1-7]+))?"
)
WEEKDAYS = re.compile("[1-7]{1,7}")
EVERY_DAY = "1234567"
LARGEST = 4_000_000
"""Bytes of a rota; five thousand shifts are a tenth of it."""
LAST, FEWER = "last", "fewer"


@dataclass(frozen=True, slots=True)
class Options:
    """What was given on the command line, as it was written."""

    policy: Sequence[str] = ()
    staff: str | None = None
    rotas: Sequence[Path] = ()
    hours: Sequence[Path] = ()
    more: Sequence[str] = ()
    fewer: Sequence[str] = ()
    opened: Sequence[str] = ()
    closed: Sequence[str] = ()


def read_month(text: str, now: datetime) -> Span:
    """`2026-10`, or `last`: a whole month that is over; raises `Invalid`."""
    today = day_of(now)
    if text == LAST:
        text = f"{today.replace(day=1) - timedelta(days=1):%Y-%m}"
    found = MONTH.fullmatch(text)
    if found is None:
        raise Invalid({"month": f"must be a month such as 2026-10, or last, not {text[:40]!r}"})
    first = date(int(found[1]), int(found[2]), 1)
    following = (first + timedelta(days=31)).replace(day=1)
    if following > today:
        raise Invalid({"month": f"must be over, and {text} is not"})
    return instant(first, 0), instant(following, 0)


def read_changes(
    options: Options, within: Span, people: Iterable[Person], known: tuple[OpeningHours, Routing]
) -> list[Change]:
    """A change for each option; raises `Invalid` for the first that cannot be read.

    `known`: the hours and rules of routing that held, for what is only partly changed.
    """
    everybody = list(people)
    return [
        *(Change(f"hours {path.name}", hours=_hours(path)) for path in options.hours),
        *(Change(f"open {text}", openings=(read_opening(text),)) for text in options.opened),
        *(Change(f"closed {text}", openings=(read_closing(text),)) for text in options.closed),
        *(_rota(path, within, everybody) for path in options.rotas),
        *(_staff(text, within, known[0]) for text in ((options.staff,) if options.staff else ())),
        *(Change(f"more {text}", wishes=(read_wish("more", text),)) for text in options.more),
        *(Change(f"fewer {text}", wishes=(read_wish(FEWER, text),)) for text in options.fewer),
        *_policies(options.policy, known[1]),
    ]


def read_wish(option: str, text: str) -> Wish:
    """`1@16:00-20:00/12`: people, wall times, and weekdays (1 is Monday), every day where none is named."""
    found = WISH.fullmatch(text)
    if found is None:
        raise Invalid({option: f"must be such as 1@16:00-20:00/1234, not {text[:40]!r}"})
    starts = int(found[2]) * 60 + int(found[3])
    ends = int(found[4]) * 60 + int(found[5]) if found[4] else DAY_MINUTES
    if ends <= starts:
        raise Invalid({option: f"must end after it begins, and {text} does not"})
    people = int(found[1])
    return Wish(-people if option == FEWER else people, starts, ends, _weekdays(found[6] or EVERY_DAY))


def read_opening(text: str) -> Opening:
    """`09:00-20:00/67`: wall times, and the weekdays on which the desk is open just then."""
    wish = read_wish("open", f"1@{text}")
    return Opening(wish.weekdays, (Interval(wish.starts, wish.ends),))


def read_closing(text: str) -> Opening:
    """`67`: the weekdays on which the desk is closed."""
    if not WEEKDAYS.fullmatch(text):
        raise Invalid({"closed": f"must be weekdays such as 67, Monday is 1, not {text[:40]!r}"})
    return Opening(_weekdays(text))


def _weekdays(text: str) -> frozenset[int]:
    return frozenset(int(one) - 1 for one in text)


def _hours(path: Path) -> OpeningHours:
    """A file of rules, as `desk hours --rules` reads it."""
    return read_hours(read_rule_file(path), refuse_contradictions=False)


def _rota(path: Path, within: Span, people: Sequence[Person]) -> Change:
    text = decoded(_bytes(path))
    if isinstance(text, FileError):
        raise Invalid({"rota": f"{path.name}: line {text.line} {text.message}"})
    read = read_table(text)
    if read.errors:
        wrong = read.errors[0]
        more = f" (and {len(read.errors) - 1} more)" if len(read.errors) > 1 else ""
        raise Invalid({"rota": f"{path.name}: line {wrong.line} {wrong.message}{more}"})
    duties = rotas.from_file(read.entries, people)
    if not any(inside([one.span], within) for one in duties):
        raise Invalid({"rota": f"{path.name} has no shift in the month"})
    return Change(f"rota {path.name}", duties=duties)


def _bytes(path: Path) -> bytes:
    try:
        with path.open("rb") as file:
            content = file.read(LARGEST + 1)
    except (OSError, ValueError) as error:
        raise Invalid({"rota": f"{path.name} cannot be read: {getattr(error, 'strerror', error)}"}) from error
    if len(content) > LARGEST:
        raise Invalid({"rota": f"{path.name} is larger than {LARGEST // 1_000_000} MB"})
    return content


def _staff(text: str, within: Span, hours: OpeningHours) -> Change:
    """So many people in each equal part of every opening day, in turn from all centres."""
    first = day_of(within[0])
    plan = Plan(first, 5, read_staff(text), 0, hours)
    days = (first + timedelta(days=number) for number in range((day_of(within[1]) - first).days))
    duties = [
        Duty(str(mate.counsellor_id), mate.centre, (mate.takes_from, mate.takes_until))
        for day in days
        for mate in on_duty(day, plan, Policy())
    ]
    return Change(f"staff {text}", duties=duties, to_the_end=True)


def _policies(asked: Sequence[str], routing: Routing) -> Iterator[Change]:
    """Only what is named changes; everything else stays as it was in that month."""
    for one in read_rule_sets(asked)[1:]:
        named = {part.partition("=")[0].strip() for part in one.name.split(",")}
        policy = {name: value for name, value in asdict(one.policy).items() if name in named}
        rules: dict[str, Any] = {name: getattr(one.routing, name) for name in named & OF_ROUTING}
        yield Change(one.name, policy=policy, routing=replace(routing, **rules) if rules else None)
