"""What the desk refuses to keep: personal numbers are replaced before a text is stored (P8)."""

import re
import unicodedata
from dataclasses import dataclass

from app.domain.contact import Author, Language
from app.domain.errors import Invalid, TooLong
from app.domain.personal_numbers import Kind, identity_numbers, personal_numbers
from app.domain.wording import Wording

REPLACEMENTS: dict[Kind, Wording] = {
    Kind.IDENTITY_NUMBER: Wording(
        "[fødselsnummer fjernet]", "[fødselsnummer fjerna]", "[identity number removed]"
    ),
    Kind.ACCOUNT: Wording("[kontonummer fjernet]", "[kontonummer fjerna]", "[account number removed]"),
    Kind.PHONE: Wording("[telefonnummer fjernet]", "[telefonnummer fjerna]", "[phone number removed]"),
    Kind.EMAIL: Wording("[e-postadresse fjernet]", "[e-postadresse fjerna]", "[e-mail address removed]"),
}
"""The bracketed words; Northern Sámi borrows bokmål until a speaker has written them."""

FORBIDDEN = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff]")
"""Control characters, newline and tab aside, and lone surrogates."""

LONGEST_REASON = 300


@dataclass(frozen=True, slots=True)
class Masked:
    """A text that may be stored, and what was taken out of it: one kind for each replacement."""

    text: str
    kinds: tuple[Kind, ...] = ()


def mask(text: str, author: Author, language: Language) -> Masked:
    """The text with personal numbers replaced by a word in the contact's language.

    Identity numbers go whoever wrote them; accounts, telephone numbers and e-mail addresses only where
    a citizen did: a counsellor's are the public ones of schools and helplines.
    """
    found = personal_numbers(text) if author is Author.CITIZEN else identity_numbers(text)
    if not found:
        return Masked(text)
    parts: list[str] = []
    place = 0
    for one in found:
        parts += [text[place : one.starts], REPLACEMENTS[one.kind].said_in(language)]
        place = one.ends
    return Masked("".join(parts) + text[place:], tuple(one.kind for one in found))


def validate_text(text: object, limit: int) -> str:
    """The text in Unicode's NFC form, at most `limit` code points of it, counted before masking.

    Raises `Invalid` for an empty text and for control characters (newline and tab aside) and lone
    surrogates, which PostgreSQL or a browser would refuse later; raises `TooLong` beyond the limit.
    Marks of writing direction stay: Arabic and Hebrew need them, and the receipt shows what was
    written. They do no harm because every page isolates each message's direction from its own.
    """
    if not isinstance(text, str):
        raise Invalid({"text": "must be a text"})
    if not text.strip():
        raise Invalid({"text": "must not be empty"})
    if FORBIDDEN.search(text):
        raise Invalid({"text": "must hold no control characters"})
    composed = unicodedata.normalize("NFC", text)
    if len(composed) > limit:
        raise TooLong({"text": f"must be at most {limit} characters"})
    return composed


def kept_reason(reason: str | None, language: Language) -> str | None:
    """A counsellor's reason as it is kept beside a contact: short, and with nothing personal in it (P8).

    Null where nothing was said; raises `Invalid` by the name `reason`.
    """
    if reason is None or not reason.strip():
        return None
    try:
        return mask(validate_text(reason, LONGEST_REASON), Author.CITIZEN, language).text
    except (Invalid, TooLong) as error:
        raise Invalid({"reason": error.details["text"]}) from error
