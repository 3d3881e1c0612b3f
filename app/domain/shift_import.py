"""What a file would change: its lines beside the shifts there are, matched by id, else by person and time."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from uuid import UUID

from app.domain.contact import Channel
from app.domain.counsellor import CounsellorId
from app.domain.people import People, Person
from app.domain.roster import LONGEST_DAY, Shift, ShiftBody
from app.domain.series import far_off
from app.domain.shift_file import Entry, Fault, FileError

Place = tuple[CounsellorId, datetime, datetime]


@dataclass(slots=True)
class Changes:
    """What a file adds, changes and takes away; what it only says again is counted."""

    added: list[ShiftBody] = field(default_factory=list)
    changed: list[tuple[Shift, ShiftBody]] = field(default_factory=list)
    removed: list[Shift] = field(default_factory=list)
    unchanged: int = 0
    errors: list[FileError] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Known:
    """What the desk has: everybody, the shifts that the file names, and those around its times."""

    people: People
    named: Mapping[UUID, Shift]
    near: Sequence[Shift]
    now: datetime
    default: CounsellorId | None = None
    """Whose the shifts are that name nobody: those of somebody's own calendar."""


def changes(entries: Sequence[Entry], known: Known) -> Changes:
    """The changes that these lines ask for; a file that has errors is not to be used at all."""
    found = Changes()
    there = {(one.counsellor_id, one.starts_at, one.ends_at): one for one in known.near}
    by_id = {entry.shift_id for entry in entries if entry.shift_id in known.named}
    free = {place: one for place, one in there.items() if one.shift_id not in by_id}
    seen_ids: set[UUID] = set()
    seen: set[Place] = set()
    lines: dict[Place, int] = {}
    for entry in entries:
        was = known.named.get(entry.shift_id) if entry.shift_id else None
        if was is not None and was.shift_id in seen_ids:
            found.errors.append(
                FileError(entry.line, Fault.DUPLICATE, "names a shift that an earlier line has")
            )
            continue
        if was is not None:
            seen_ids.add(was.shift_id)
        if entry.cancelled:
            found.removed += [was] if was is not None else []
            continue
        body = _body(entry, was, known, found)
        if body is None:
            continue
        place = (body.counsellor_id, body.starts_at, body.ends_at)
        if place in seen:
            found.errors.append(
                FileError(entry.line, Fault.DUPLICATE, "is the shift of an earlier line again")
            )
            continue
        seen.add(place)
        lines[place] = entry.line
        _sort_in(found, body, was, free.get(place))
    found.errors += _taken(found, there, lines)
    return found


def _taken(found: Changes, there: Mapping[Place, Shift], lines: Mapping[Place, int]) -> Iterator[FileError]:
    """Lines that move a shift onto another one of hers that stays where it is."""
    going = {was.shift_id for was, _ in found.changed} | {one.shift_id for one in found.removed}
    for was, body in found.changed:
        place = (body.counsellor_id, body.starts_at, body.ends_at)
        other = there.get(place)
        if other is not None and other.shift_id != was.shift_id and other.shift_id not in going:
            yield FileError(lines[place], Fault.DUPLICATE, "moves a shift onto another one")


def _sort_in(found: Changes, body: ShiftBody, was: Shift | None, same: Shift | None) -> None:
    """Named by its id, or standing at just this place already; else it is new."""
    stands = was or same
    if stands is None:
        found.added.append(body)
    elif _is(stands, body):
        found.unchanged += 1
    else:
        found.changed.append((stands, body))


def _is(shift: Shift, body: ShiftBody) -> bool:
    times = (shift.starts_at, shift.ends_at) == (body.starts_at, body.ends_at)
    return times and shift.counsellor_id == body.counsellor_id and shift.channels == set(body.channels)


def _body(entry: Entry, was: Shift | None, known: Known, found: Changes) -> ShiftBody | None:
    person = _person(entry, was, known)
    fault = person if isinstance(person, FileError) else _why_wrong(entry, was, person, known)
    if fault is not None or isinstance(person, FileError):
        found.errors += [fault] if fault is not None else []
        return None
    channels = entry.channels or (was.channels if was is not None else frozenset(Channel))
    return ShiftBody(person.counsellor_id, entry.starts_at, entry.ends_at, tuple(sorted(channels)))


def _why_wrong(entry: Entry, was: Shift | None, person: Person, known: Known) -> FileError | None:
    if entry.ends_at - entry.starts_at > LONGEST_DAY:
        return FileError(entry.line, Fault.TOO_LONG, "lasts for more than a day")
    stays = was is not None and (was.starts_at, was.counsellor_id) == (entry.starts_at, person.counsellor_id)
    if stays:
        return None
    if far_off(entry.starts_at, known.now):
        message = f"begins in {entry.starts_at.year}, more than a year back or two years ahead"
        return FileError(entry.line, Fault.FAR_OFF, message)
    if person.disabled:
        return FileError(entry.line, Fault.DISABLED, f"{person.name} has an account that is shut")
    return None


def _person(entry: Entry, was: Shift | None, known: Known) -> Person | FileError:
    """Whoever the line names; where it names nobody, whose shift it was, or whose calendar it is."""
    for name in entry.who:
        called = known.people.called(name, entry.centre)
        if len(called) == 1:
            return called[0]
        if called:
            message = f"{name[:60]} may be several people; use the e-mail address"
            return FileError(entry.line, Fault.AMBIGUOUS_COUNSELLOR, message)
    whose = was.counsellor_id if was is not None else known.default
    if not entry.who and whose is not None and whose in known.people.by_id:
        return known.people.by_id[whose]
    message = f"nobody here is called {entry.who[0][:60]}" if entry.who else "names no counsellor"
    return FileError(entry.line, Fault.UNKNOWN_COUNSELLOR, message)
