"""Who was at work, or might have been: the rota as planned, as people were there, or another one."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from uuid import UUID

from app.domain.contact import Channel
from app.domain.counsellor import CounsellorId
from app.domain.log_rows import ReadyRow
from app.domain.oslo import instant
from app.domain.people import People, Person
from app.domain.policy import Policy
from app.domain.roster import Shift, last_offers_at
from app.domain.shift_file import Entry
from app.domain.spans import Span, inside, merged, outside
from app.replay.people import Mate

ELSEWHERE = "–"
"""The centre of somebody who has none, or whom the desk does not know."""


@dataclass(frozen=True, slots=True)
class Duty:
    """Somebody's time at work, for some channels."""

    who: str
    centre: str
    span: Span
    channels: frozenset[Channel] = frozenset(Channel)


@dataclass(frozen=True, slots=True)
class Wish:
    """So many people more (or fewer, below zero) between two wall times, on some weekdays (Monday 0)."""

    people: int
    starts: int
    ends: int
    weekdays: frozenset[int]

    def spans(self, days: Iterable[date]) -> Iterator[Span]:
        """On each of the days that are meant."""
        for day in days:
            if day.weekday() in self.weekdays:
                yield (instant(day, self.starts), instant(day, self.ends))


def planned(shifts: Iterable[Shift], people: Mapping[CounsellorId, Person]) -> list[Duty]:
    """The rota as it stood."""
    return [
        Duty(
            str(one.counsellor_id),
            _centre(people.get(one.counsellor_id)),
            (one.starts_at, one.ends_at),
            one.channels,
        )
        for one in shifts
    ]


def from_file(entries: Iterable[Entry], people: Iterable[Person]) -> list[Duty]:
    """A rota from a file; who is nobody's name is somebody new, of the centre that the file says."""
    known = People(people)
    return [_entry(one, known) for one in entries if not one.cancelled]


def there(ready: Iterable[ReadyRow]) -> list[Duty]:
    """Each stretch in which somebody was ready, for whatever she was ready for."""
    found = defaultdict[tuple[UUID, Span, str | None], set[Channel]](set)
    for one in ready:
        found[one.counsellor_id, one.span, one.centre].add(one.channel)
    return [
        Duty(str(who), centre or ELSEWHERE, span, frozenset(channels))
        for (who, span, centre), channels in found.items()
    ]


def changed(duties: Sequence[Duty], wish: Wish, days: Sequence[date]) -> list[Duty]:
    """The same rota with more people, or with fewer: those go who have most of that time."""
    found = list(duties)
    for span in wish.spans(days):
        if wish.people > 0:
            found += [Duty(f"more {span[0]} {number}", ELSEWHERE, span) for number in range(wish.people)]
            continue
        going = sorted(found, key=lambda one: (-_shared(one, span), _order(one)))[: -wish.people]
        going = [one for one in going if _shared(one, span)]
        kept = [one for one in found if one not in going]
        found = kept + [replace(one, span=part) for one in going for part in outside([one.span], span)]
    return found


def mates(duties: Iterable[Duty], within: Span, policy: Policy, *, to_the_end: bool = False) -> list[Mate]:
    """Those at work within a time, with when each takes somebody new.

    That ends before her duty does (`last_offers_seconds`), unless `to_the_end`: then it says so already.
    """
    own = defaultdict[str, list[Duty]](list)
    for one in duties:
        own[one.who].append(one)
    before = timedelta(seconds=0 if to_the_end else policy.last_offers_seconds)
    found: list[Mate] = []
    for hers in sorted(own.values(), key=lambda hers: [_order(one) for one in hers]):
        takes = [(duty[0], last_offers_at(duty, before)) for duty in merged(one.span for one in hers)]
        for centre, channels in dict.fromkeys((one.centre, one.channels) for one in hers):
            alike = merged(one.span for one in hers if (one.centre, one.channels) == (centre, channels))
            spans = [span for taking in takes for span in inside(inside(alike, taking), within)]
            first = len(found) + 1
            found += [
                Mate(CounsellorId(UUID(int=number)), centre, *span, channels)
                for number, span in enumerate(spans, first)
            ]
    return found


def _entry(one: Entry, known: People) -> Duty:
    who = next((found for name in one.who if (found := known.called(name, one.centre))), ())
    named = str(who[0].counsellor_id) if who else " ".join(one.who) or f"line {one.line}"
    centre = one.centre or _centre(who[0] if who else None)
    return Duty(named, centre, (one.starts_at, one.ends_at), one.channels or frozenset(Channel))


def _centre(person: Person | None) -> str:
    return person.centre or ELSEWHERE if person else ELSEWHERE


def _order(one: Duty) -> tuple[Span, str, list[Channel]]:
    """By what a duty is, never by whose: ids are others in every copy of a desk."""
    return (one.span, one.centre, sorted(one.channels))


def _shared(one: Duty, span: Span) -> timedelta:
    return max(timedelta(0), min(one.span[1], span[1]) - max(one.span[0], span[0]))
