"""The words of opening hours as data: names of days and months, and the sentences around them."""

from functools import cache

from app.domain.hours_words import HoursWords
from app.domain.wording import Wording, wording_from
from app.seed.document import document


@cache
def hours_words() -> HoursWords:
    """What `app.domain.hours_words` speaks with; drafts, each of which wants an owner."""
    found = document("hours_words")
    return HoursWords(
        weekdays=tuple(wording_from(one) for one in found["weekdays"]),
        months=tuple(wording_from(one) for one in found["months"]),
        phrases={name: wording_from(one) for name, one in found["phrases"].items()},
        warnings={name: wording_from(one) for name, one in found["warnings"].items()},
    )


def warning_words(code: str) -> Wording:
    """The sentence of a warning with its placeholders; raises `KeyError` for one without words."""
    return hours_words().warnings[code]
