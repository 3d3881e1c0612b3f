"""One line that people will read: a notice, a title. Any sign but those that no text may hold."""

from app.domain.errors import Invalid, TooLong
from app.domain.privacy import validate_text
from app.domain.reading import Problems


def read_line(problems: Problems, path: str, value: object, *, most: int) -> str:
    """A text without line breaks, at most `most` characters of it; empty, the reason noted, for another.

    Unlike a name in a rule it may hold what people paste: emoji of several parts, spaces that do not break.
    """
    try:
        text = validate_text(value, most).strip()
    except (Invalid, TooLong) as error:
        problems.add(path, error.details["text"])
        return ""
    if len(text.splitlines()) > 1 or "\t" in text:
        problems.add(path, "must hold no control characters or line breaks")
    return text
