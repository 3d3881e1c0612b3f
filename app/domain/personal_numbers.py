"""Finding what is personal in a text: identity numbers, accounts, telephone numbers, e-mail addresses.

A text is first read the way a person reads it: the digits of every script are digits, and invisible
characters are not there. What is found there is told as stretches of the original text.
"""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache

from app.domain.identity_number import REMAINDERS_NOW, checked_identity, plausible_identity, valid_account


class Kind(StrEnum):
    """What was found."""

    IDENTITY_NUMBER = "identity_number"
    ACCOUNT = "account"
    PHONE = "phone"
    EMAIL = "email"


@dataclass(frozen=True, slots=True)
class Found:
    """A stretch of the original text, from `starts` up to but not including `ends`."""

    starts: int
    ends: int
    kind: Kind


@dataclass(frozen=True, slots=True)
class Reading:
    """A text as plain ASCII in lower case, and where each of its characters stands in the original."""

    plain: str
    places: tuple[int, ...]


SUSPICIOUS = re.compile(r"[0-9@²³¹]|[^\x00-\u024f]")
"""Without a digit, an @ or a character beyond the Latin ones there is nothing to find."""

HALVES = re.compile(r"(?<![0-9])(?=([0-9]{6}[^0-9a-z]{0,3}[0-9]{5})(?![0-9]))")
GROUPS = re.compile(
    r"(?<![0-9])(?=([0-9]{2}[ .\-/]?[0-9]{2}[ .\-/]?[0-9]{2}[^0-9a-z]{0,3}[0-9]{3}[ .\-/]?[0-9]{2})(?![0-9]))"
)
SPREAD = re.compile(r"(?<![0-9])(?=((?:[0-9][ .\-/]{0,2}){10}[0-9])(?![0-9]))")
IBAN = re.compile(r"(?<![0-9a-z])(?=(no ?[0-9]{2}(?: ?[0-9]){11})(?![0-9]))")
ACCOUNT = re.compile(r"(?<![0-9])(?=([0-9]{4}[ .]?[0-9]{2}[ .]?[0-9]{5})(?![0-9]))")
PHONE = re.compile(
    r"(?<![0-9])(?=((?:(?:\+|00)47[ .\-]?)?"
    r"(?:[2-9][0-9]{7}"
    r"|[2-9][0-9](?P<pairs>[ .\-])[0-9]{2}(?P=pairs)[0-9]{2}(?P=pairs)[0-9]{2}"
    r"|[2-9][0-9]{2}(?P<threes>[ .\-])[0-9]{2}(?P=threes)[0-9]{3}))(?![0-9]))"
)
ABROAD = re.compile(r"(?=(\+[1-9](?:[ \-.()]{0,2}[0-9]){7,14})(?![0-9]))")
EMAIL = re.compile(r"(?<![a-z0-9.+_%'\-])(?=([a-z0-9.+_%'\-]++@[a-z0-9\-]+(?:\.[a-z0-9\-]+)+))")


def identity_numbers(text: str) -> list[Found]:
    """Every number that could be an identity number, in order.

    Six digits and five with little between them count by their date alone; other groupings, which
    could be dates, prices or a row of marks, only where the check digits hold.
    """
    if not SUSPICIOUS.search(text):
        return []
    reading = _read(text)
    return _apart(_identity_stretches(reading), reading, text)


def personal_numbers(text: str) -> list[Found]:
    """Identity numbers, and bank accounts, telephone numbers and e-mail addresses besides, in order."""
    if not SUSPICIOUS.search(text):
        return []
    reading = _read(text)
    stretches = [*_identity_stretches(reading), *_other_stretches(reading)]
    return _apart(stretches, reading, text)


Stretch = tuple[int, int, Kind]


def _identity_stretches(reading: Reading) -> Iterator[Stretch]:
    for match in HALVES.finditer(reading.plain):
        if plausible_identity(_digits(match[1])):
            yield (*match.span(1), Kind.IDENTITY_NUMBER)
    for match in GROUPS.finditer(reading.plain):
        if checked_identity(_digits(match[1])):
            yield (*match.span(1), Kind.IDENTITY_NUMBER)
    for match in SPREAD.finditer(reading.plain):
        if checked_identity(_digits(match[1]), REMAINDERS_NOW):
            yield (*match.span(1), Kind.IDENTITY_NUMBER)


def _other_stretches(reading: Reading) -> Iterator[Stretch]:
    for match in IBAN.finditer(reading.plain):
        if valid_account(_digits(match[1])[2:]):
            yield (*match.span(1), Kind.ACCOUNT)
    for match in ACCOUNT.finditer(reading.plain):
        if valid_account(_digits(match[1])):
            yield (*match.span(1), Kind.ACCOUNT)
    for pattern, kind in ((PHONE, Kind.PHONE), (ABROAD, Kind.PHONE), (EMAIL, Kind.EMAIL)):
        for match in pattern.finditer(reading.plain):
            yield (*match.span(1), kind)


def _apart(stretches: Iterator[Stretch] | list[Stretch], reading: Reading, text: str) -> list[Found]:
    """Stretches as places in the original; those that overlap become one, of the kind found first."""
    chosen: list[Stretch] = []
    for starts, ends, kind in stretches:
        touching = [other for other in chosen if other[0] < ends and starts < other[1]]
        chosen = [other for other in chosen if other not in touching]
        whole = [*touching, (starts, ends, kind)]
        chosen.append((min(one[0] for one in whole), max(one[1] for one in whole), whole[0][2]))
    return [
        Found(reading.places[starts], _end_in(text, reading.places[ends - 1] + 1), kind)
        for starts, ends, kind in sorted(chosen)
    ]


def _end_in(text: str, end: int) -> int:
    """Marks that sit on the last character, such as a keycap's, go with it."""
    while end < len(text) and unicodedata.category(text[end]) in ("Mn", "Me"):
        end += 1
    return end


def _digits(stretch: str) -> str:
    return "".join(character for character in stretch if character.isdigit())


def _read(text: str) -> Reading:
    read = [(plain, place) for place, character in enumerate(text) if (plain := _plain(character))]
    return Reading("".join(plain for plain, _ in read), tuple(place for _, place in read))


@lru_cache(maxsize=4096)
def _plain(character: str) -> str:
    """One character as a person reads it, in ASCII; nothing where there is nothing to see."""
    if character.isascii():
        return " " if character.isspace() else character.lower()
    digit = unicodedata.digit(character, None)
    if digit is not None:
        return str(digit)
    category = unicodedata.category(character)
    if category in ("Cf", "Mn", "Me"):
        return ""
    if category[0] == "Z":
        return " "
    if category == "Pd" or character == "−":
        return "-"
    return _plain_letter(character)


def _plain_letter(character: str) -> str:
    """Wide and styled forms as the plain ones; any other letter as some letter, the rest as some sign."""
    folded = unicodedata.normalize("NFKC", character)
    if len(folded) == 1 and folded.isascii() and folded.isprintable():
        return folded.lower()
    return "x" if character.isalnum() else "." if character in "·•․。" else "~"
