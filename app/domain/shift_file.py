"""What a file of shifts says, line by line, whatever its format, and what can be wrong with a line."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from uuid import UUID

from app.domain.contact import Channel

MOST_SHIFTS = 5_000
"""In one file: two hundred people have as many in five weeks."""

MOST_ERRORS = 50
"""Shown at once; the others are counted."""


class Fault(StrEnum):
    """What is wrong with a line; stable, for the pages have words of their own for them."""

    NOT_UTF8 = "not_utf8"
    BROKEN = "broken"
    MISSING_COLUMN = "missing_column"
    BAD_DATE = "bad_date"
    BAD_TIME = "bad_time"
    NO_SUCH_TIME = "no_such_time"
    END_BEFORE_START = "end_before_start"
    TOO_LONG = "too_long"
    FAR_OFF = "far_off"
    UNKNOWN_COUNSELLOR = "unknown_counsellor"
    AMBIGUOUS_COUNSELLOR = "ambiguous_counsellor"
    DISABLED = "disabled"
    UNKNOWN_CHANNEL = "unknown_channel"
    DUPLICATE = "duplicate"
    ALL_DAY = "all_day"
    UNKNOWN_ZONE = "unknown_zone"
    UNSUPPORTED_RULE = "unsupported_rule"
    TOO_MANY = "too_many"


@dataclass(frozen=True, slots=True)
class FileError:
    """A line that cannot be used, and why, in a sentence."""

    line: int
    fault: Fault
    message: str


@dataclass(frozen=True, slots=True)
class Entry:
    """A shift as a file has it; what the file leaves out is null or empty."""

    line: int
    starts_at: datetime
    ends_at: datetime
    shift_id: UUID | None = None
    who: tuple[str, ...] = ()
    """Any of these ids, addresses or names means the counsellor."""
    centre: str | None = None
    channels: frozenset[Channel] | None = None
    cancelled: bool = False


@dataclass(slots=True)
class FileRead:
    """The usable lines of a file, and the others."""

    entries: list[Entry] = field(default_factory=list)
    errors: list[FileError] = field(default_factory=list)

    def wrong(self, line: int, fault: Fault, message: str) -> None:
        """Note what is wrong with a line."""
        self.errors.append(FileError(line, fault, message))


def decoded(body: bytes) -> str | FileError:
    """The text of a file in UTF-8, with or without a byte order mark."""
    try:
        return body.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = body.count(b"\n", 0, error.start) + 1
        return FileError(line, Fault.NOT_UTF8, "is not UTF-8; save the file as «CSV UTF-8»")


def read_channels_of(words: Sequence[str]) -> frozenset[Channel] | None:
    """Channels by their names, also as people write them; null where one is unknown, or none is named."""
    named = {"chat": Channel.CHAT, "chatt": Channel.CHAT, "phone": Channel.PHONE, "telefon": Channel.PHONE}
    found = [named.get(word.strip().casefold()) for word in words if word.strip()]
    known = frozenset(channel for channel in found if channel is not None)
    return known if known and None not in found else None
