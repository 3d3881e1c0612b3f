"""What the desk itself says in a conversation; drafts, each of which wants an owner."""

from collections.abc import Iterable
from functools import cache

from app.domain.wording import Wording, wording_from
from app.seed.document import document


@cache
def wording(key: str) -> Wording:
    """The text of a key in every language; raises `KeyError` for one that does not exist."""
    return wording_from(document("texts")["texts"][key])


def say(key: str, language: str, /, **values: object) -> str:
    """The text in `language` with its placeholders filled; raises `KeyError` when one has no value."""
    return wording(key).said_in(language).format(**values)


def definitions(figures: Iterable[str] | None = None) -> dict[str, dict[str, str]]:
    """What each figure of the statistics means, or each of these that is one, in every language."""
    known: dict[str, dict[str, str]] = dict(document("definitions"))
    return known if figures is None else {name: known[name] for name in figures if name in known}
