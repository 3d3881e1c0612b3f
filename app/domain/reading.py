"""Reading JSON bodies: values of the right kind, and a reason per field for all that are not."""

from collections.abc import Mapping, Sequence
from datetime import UTC, date, datetime
from typing import Any

from app.domain.contact import Channel
from app.domain.errors import Invalid

FIRST_YEAR = 2000
LAST_YEAR = 2100
MOST_PROBLEMS = 50


class Problems:
    """What is wrong with a body: path of the field -> why."""

    def __init__(self) -> None:
        self.found: dict[str, str] = {}

    def add(self, path: str, why: str) -> None:
        """Note a problem; the first one of a field stands, and a body has at most fifty."""
        if len(self.found) < MOST_PROBLEMS:
            self.found.setdefault(path, why)

    def raise_any(self) -> None:
        """Raise `Invalid` when anything was wrong."""
        if self.found:
            raise Invalid(self.found)


def read_mapping(problems: Problems, path: str, value: object) -> Mapping[str, Any]:
    """An object with names for keys; empty when it is something else."""
    if isinstance(value, Mapping) and all(isinstance(key, str) for key in value):
        return value
    problems.add(path, "must be an object")
    return {}


def read_list(problems: Problems, path: str, value: object, *, most: int) -> Sequence[Any]:
    """A list of at most `most` things; empty when it is something else."""
    if not isinstance(value, list | tuple):
        problems.add(path, "must be a list")
        return ()
    if len(value) > most:
        problems.add(path, f"must hold at most {most}")
        return ()
    return value


def read_text(problems: Problems, path: str, value: object, *, most: int = 200) -> str:
    """A text that is not empty, of at most `most` characters; empty when it is something else."""
    if not isinstance(value, str) or not value.strip():
        problems.add(path, "must be a text")
        return ""
    if len(value) > most:
        problems.add(path, f"must be at most {most} characters")
    if not all(character.isprintable() for character in value):
        problems.add(path, "must hold no control characters")
    return value


def read_flag(problems: Problems, path: str, value: object, *, otherwise: bool) -> bool:
    """True or false; `otherwise` when absent."""
    if value is None:
        return otherwise
    if not isinstance(value, bool):
        problems.add(path, "must be true or false")
        return otherwise
    return value


def read_whole_number(problems: Problems, path: str, value: object, *, otherwise: int) -> int:
    """A whole number from 0 to 1000; `otherwise` when absent."""
    if value is None:
        return otherwise
    if isinstance(value, bool) or not isinstance(value, int) or not 0 <= value <= 1000:
        problems.add(path, "must be a whole number from 0 to 1000")
        return otherwise
    return value


def read_channel(problems: Problems, path: str, value: object) -> Channel | None:
    """A channel's name, or null for every channel."""
    if value is None:
        return None
    if isinstance(value, str) and value in set(Channel):
        return Channel(value)
    problems.add(path, "must be chat, phone or null")
    return None


def read_day(problems: Problems, path: str, value: object) -> date | None:
    """A date, `2026-11-23`, of this century; null when it is something else."""
    try:
        day = date.fromisoformat(value) if isinstance(value, str) and len(value) == 10 else None
    except ValueError:
        day = None
    if day is None:
        problems.add(path, "must be a date such as 2026-11-23")
        return None
    if not FIRST_YEAR <= day.year <= LAST_YEAR:
        problems.add(path, f"must lie between {FIRST_YEAR} and {LAST_YEAR}")
        return None
    return day


def read_instant(problems: Problems, path: str, value: object) -> datetime | None:
    """An instant with its offset, `2026-11-23T09:00:00Z`, as UTC; null when it is something else."""
    try:
        at = datetime.fromisoformat(value) if isinstance(value, str) and len(value) <= 40 else None
    except ValueError:
        at = None
    if at is None or at.tzinfo is None:
        problems.add(path, "must be an instant such as 2026-11-23T09:00:00Z")
        return None
    if not FIRST_YEAR < at.year < LAST_YEAR:
        problems.add(path, f"must lie between {FIRST_YEAR} and {LAST_YEAR}")
        return None
    return at.astimezone(UTC)
