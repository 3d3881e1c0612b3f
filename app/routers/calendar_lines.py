"""The lines of an iCalendar file, unfolded and cut into events before anything of them is understood.

A hostile file is as cheap to refuse as a good one is to read: every line is looked at once, what shifts do
not need is dropped, and only so many events are handed to the library that understands them.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from app.domain.shift_file import MOST_ERRORS, Fault, FileRead

PLAIN = frozenset(
    {"UID", "DTSTART", "DTEND", "DURATION", "RRULE", "RDATE", "EXRULE", "RECURRENCE-ID", "STATUS"}
)
OFTEN = frozenset({"ATTENDEE", "CATEGORIES", "EXDATE"})
"""What an event may have several lines of."""

NAME = re.compile(r"[A-Za-z0-9-]+(?=[;:])")
VENDOR_ZONE = re.compile(r'TZID="?/[^:;"]*/([A-Za-z_]+/[A-Za-z_]+)"?')
MOST_EVENTS = 2_000
LONGEST_LINE = 4_000
MOST_LINES = 120
DEEPEST = 8


@dataclass(slots=True)
class Block:
    """An event: the line it begins on, the wanted lines in it, and on which line each stands."""

    line: int
    lines: list[str] = field(default_factory=list)
    at: dict[str, int] = field(default_factory=dict)

    def where(self, name: str) -> int:
        """The line of a property, or where the event begins."""
        return self.at.get(name, self.line)


def blocks(text: str, read: FileRead) -> list[Block]:
    """The events of a calendar; what is broken about it is noted with its line."""
    found: list[Block] = []
    inside: list[str] = []
    for number, line in _unfolded(text, read):
        name = NAME.match(line)
        if name is None:
            _broken(read, number, f"is no line of a calendar: {line[:40]!r}")
            continue
        kind = name[0].upper()
        if kind == "BEGIN":
            inside.append(line[6:].strip().upper())
            if inside[0] != "VCALENDAR" or len(inside) > DEEPEST:
                _broken(
                    read,
                    number,
                    "does not begin with BEGIN:VCALENDAR" if len(inside) == 1 else "nests too deep",
                )
                return found
            if inside[-1] == "VEVENT":
                if len(found) >= MOST_EVENTS:
                    read.wrong(number, Fault.TOO_MANY, f"is beyond the {MOST_EVENTS} events of one file")
                    return found
                found.append(Block(number))
        elif kind == "END":
            if not inside or inside.pop() != line[4:].strip().upper():
                _broken(read, number, f"ends what did not begin: {line[:40]!r}")
                return found
        elif inside and inside[-1] == "VEVENT" and kind in PLAIN | OFTEN:
            _keep(read, found[-1], kind, (number, line))
        if len(read.errors) > MOST_ERRORS:
            return found
    if inside or not text.strip():
        _broken(read, text.count("\n") + 1, "stops before END:" + (inside[-1] if inside else "VCALENDAR"))
    return found


def _keep(read: FileRead, block: Block, kind: str, line: tuple[int, str]) -> None:
    number, text = line
    if len(text) > LONGEST_LINE:
        _broken(read, number, f"has {len(text)} characters in {kind}")
    elif len(block.lines) >= MOST_LINES:
        _broken(read, number, f"is beyond the {MOST_LINES} lines of one event")
    elif kind in block.at and kind in PLAIN:
        _broken(read, number, f"has {kind} twice in one event")
    else:
        block.lines.append(VENDOR_ZONE.sub(r"TZID=\1", text))
        block.at.setdefault(kind, number)


def _unfolded(text: str, read: FileRead) -> Iterator[tuple[int, str]]:
    """Whole lines with the number each begins on: a line that begins with a blank goes on the one before."""
    begins, parts = 0, list[str]()
    for number, raw in enumerate(text.split("\n"), start=1):
        line = raw.rstrip("\r")
        if line[:1] in (" ", "\t") and line.strip():
            if parts:
                parts.append(line[1:])
            else:
                _broken(read, number, "goes on a line that is not there")
            continue
        if parts:
            yield begins, "".join(parts)
        begins, parts = number, [line] if line.strip() else []
    if parts:
        yield begins, "".join(parts)


def _broken(read: FileRead, line: int, message: str) -> None:
    read.wrong(line, Fault.BROKEN, message)
